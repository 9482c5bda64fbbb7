"""What a stranger is handed, every bit flipped: tiles and nodes, a checkpoint, a proof, a receipt.

Inside a dossier the same is done file by file in ``test_dossier``.
"""

from __future__ import annotations

from functools import partial

import pytest

from shoumi.core.tests import portion
from shoumi.core.verify.document import check_alone
from shoumi.core.verify.log import Trust, key_of
from shoumi.core.verify.report import Report
from shoumi.core.verify.tests import evidence
from shoumi.core.verify.tiled import check_log

TRUST = Trust(key_of(evidence.vkey()))


def flipped(content):
    for place in portion.drawn(range(len(content) * 8), what=f"bits of {len(content)}"):
        altered = bytearray(content)
        altered[place // 8] ^= 1 << place % 8
        yield bytes(altered)


def judged(files):
    report = Report("log")
    check_log(report, {name: partial(bytes, data) for name, data in files.items()}, TRUST)
    return report


def failed(report):
    return [check["place"] for check in report.checks if not check["ok"]]


SMALL = evidence.tiled([evidence.body("room.opened", hour) for hour in range(3)])
LARGE = evidence.tiled([evidence.body("room.opened", 0, facts={"n": n}) for n in range(257)])
KINDS = {"checkpoint": "checkpoint", "tile/entries/000.p/3": "entry tile", "tile/0/000.p/3": "tile"}


@pytest.mark.parametrize("name", SMALL)
def test_no_flipped_bit_of_a_log_passes_and_its_place_is_named(name, tally):
    assert judged(SMALL).ok
    bits = 0
    for altered in flipped(SMALL[name]):
        first, *_ = failed(judged({**SMALL, name: altered}))
        # Another entry has another hash, so the tile above is named; a broken moment by position.
        assert first.startswith((name, "tile/", "position "))
        bits += 1
    tally(KINDS[name], bits)


def test_no_flipped_bit_of_a_node_above_the_leaves_passes(tally):
    name = "tile/1/000.p/1"
    assert judged(LARGE).ok
    bits = 0
    for altered in flipped(LARGE[name]):
        assert failed(judged({**LARGE, name: altered})) == [name]
        bits += 1
    tally("node", bits)


def alone(document, proof):
    report = Report("receipt")
    check_alone(report, document=document, name="rcp-1", proof=proof, trust=TRUST)
    return report


ENTRIES = evidence.bodies()
PROOF = evidence.proof([evidence.leaf(each) for each in ENTRIES], 3, ENTRIES[3])


def test_no_flipped_bit_of_a_proof_passes(tally):
    assert alone(evidence.RECEIPT, PROOF).ok
    bits = 0
    for altered in flipped(PROOF):
        assert not alone(evidence.RECEIPT, altered).ok
        bits += 1
    tally("proof", bits)


def test_no_flipped_bit_of_a_receipt_agrees_with_its_proof(tally):
    bits = 0
    for altered in flipped(evidence.RECEIPT):
        assert failed(alone(altered, PROOF)) == ["rcp-1"]
        bits += 1
    tally("receipt", bits)
