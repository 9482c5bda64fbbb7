"""A file for a company carries a made-up person among the others, whom nobody counts."""

from __future__ import annotations

import csv
import io

import pytest

from shoumi.base.correspondence import decoys
from shoumi.base.registry.decoys import Decoy, Decoys
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.documents import letters
from shoumi.chapters.consent.verbs import files
from shoumi.core import receipt_codes
from shoumi.core.refs import Ref

CODES = [receipt_codes.written(bytes([number]) * receipt_codes.BYTES) for number in range(9)]
DECOY = Decoy(Ref("canary-1"), "王样", "15400000101", CODES[8])


@pytest.fixture(autouse=True)
def site(monkeypatch):
    monkeypatch.setattr(letters.server_address, "public_site", lambda: "https://house.example")


def people(count):
    return [
        (
            Ref(f"sub-{number}"),
            rules.Lane.SELF,
            {"name": f"客{number}", "mobile": f"1540000000{number}"},
            CODES[number],
        )
        for number in range(count)
    ]


def written(count=3, lost=frozenset(), made_up=(DECOY,)):
    file = io.StringIO(newline="")
    placed = letters.placed(made_up, count)
    reached = letters.write(file, people(count), lost, placed)
    head, *rows = csv.reader(io.StringIO(file.getvalue(), newline=""))
    return reached, [dict(zip(head, row, strict=True)) for row in rows]


def test_it_stands_among_the_others_like_one_of_them_and_nobody_counts_it():
    reached, rows = written()
    assert reached == {Ref(f"sub-{number}"): True for number in range(3)}
    assert len(rows) == 4
    (made_up,) = [row for row in rows if row["mobile"] == DECOY.mobile]
    another = next(row for row in rows if row is not made_up)
    assert made_up["lane"] == another["lane"]
    assert made_up["link"] == f"https://house.example/notice#{DECOY.code}"
    assert len(made_up["code"]) == len(another["code"])


def test_where_it_stands_is_drawn():
    places = set()
    for _ in range(200):
        _, rows = written()
        places.add([row["mobile"] for row in rows].index(DECOY.mobile))
    assert places == {0, 1, 2, 3}


def test_a_file_about_nobody_has_none():
    _, rows = written(3, lost=frozenset(ref for ref, *_ in people(3)))
    assert rows == []


def test_what_comes_back_passes_over_codes_of_decoys(monkeypatch):
    known = Decoys(
        of=lambda way, at: [DECOY],
        carried=lambda *told: None,
        codes=lambda: frozenset({receipt_codes.canonical(DECOY.code)}),
        listed=lambda deal, at: {},
        find=lambda reference, at: None,
        touched=lambda *told: None,
    )
    monkeypatch.setattr(decoys, "decoys", lambda: known)
    monkeypatch.setattr(files, "subject_of", lambda code, campaign: Ref(f"sub-{code[0]}"))
    told = [CODES[0], DECOY.code.lower().replace("-", " "), "sub-9", CODES[1]]
    assert decoys.without(told) == [CODES[0], "sub-9", CODES[1]]
    assert len(files.returned(told, None)) == 3


def test_a_house_without_decoys_leaves_files_as_they_are(monkeypatch):
    monkeypatch.setattr(decoys, "decoys", lambda: None)
    assert decoys.without(CODES) == CODES
    assert written(made_up=())[1] == written(made_up=())[1]
