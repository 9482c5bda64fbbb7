"""Entries, rows and texts of a dossier that somebody changed who holds the log's key."""

from __future__ import annotations

from hashlib import sha256

import pytest

from shoumi.core.verify.tests import evidence
from shoumi.core.verify.tests.dossier_checks import ENTRIES, checked, failures, resigned


def lines(*rows):
    return b"".join(evidence.dumped(row) + b"\n" for row in rows)


def entry(position, body=None):
    body = evidence.bodies()[position] if body is None else body
    return {"body": body.decode(), "position": position}


@pytest.mark.parametrize(
    ("content", "place", "detail"),
    [
        (lines(entry(1), entry(0)), "line 2, position 0", "position out of order"),
        (lines(entry(1), entry(1)), "line 2, position 1", "position out of order"),
        (lines(entry(7, b"{}")), "line 1, position 7", "position out of order"),
        (lines(entry(-1, b"{}")), "line 1, position -1", "position out of order"),
        (lines(entry(2)), "line 1, position 2", "the entry belongs to another deal"),
        (lines(entry(3, b"{}")), "line 1, position 3", "the body is not what the log holds"),
        (lines({"position": 1}), "line 1", "not of the expected shape"),
        (lines({"body": "x", "position": True}), "line 1", "not of the expected shape"),
        (b'{"position":1, "body":""}\n', "line 1", "not in its one spelling"),
        (b"[" * 5000 + b"\n", "line 1", "not in its one spelling"),
        (b"\xff\n", "", "not in its one spelling"),
    ],
)
def test_bad_entries_are_named(content, place, detail):
    found = failures(checked(resigned({ENTRIES: content})))
    assert found[0][0] == (f"{ENTRIES}, {place}" if place else ENTRIES)
    assert found[0][1].startswith(detail)


def test_a_back_dated_entry_is_named():
    entries = evidence.bodies()
    entries[6] = evidence.body("deal.closed", 2)
    assert failures(checked(evidence.dossier(entries))) == [
        (f"{ENTRIES}, line 6, position 6", "the time goes back")
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b'{"facts":[]}',
        b'{"facts":{}}',
        b'{"at":"2026-03-02","facts":{}}',
        b'{"at":"2026-13-02T01:00:00.000000Z","facts":{}}',
        b'{"at":"2026-03-02T01:00:00.000000Z","facts":{},"rows":1}',
        evidence.dumped({"at": "2026-03-02T01:00:00.000000Z", "facts": {"much": "x" * 4096}}),
    ],
)
def test_a_body_of_another_shape_is_named(body):
    entries = [*evidence.bodies()[:6], body]
    assert failures(checked(evidence.dossier(entries))) == [
        (f"{ENTRIES}, line 6, position 6", "not of the expected shape")
    ]


ROWS = "ledger/rows/4.jsonl"


@pytest.mark.parametrize(
    ("content", "place", "detail"),
    [
        (b"".join(row + b"\n" for row in evidence.ROWS[:2]), ROWS, "not the rows"),
        (b"".join(row + b"\n" for row in evidence.ROWS[::-1]), ROWS, "not the rows"),
        (evidence.ROWS[0] + b"\n{ }\n", f"{ROWS}, line 2", "not in its one spelling"),
        (b"", ROWS, "not the rows"),
    ],
)
def test_rows_of_a_bulk_act_are_recomputed(content, place, detail):
    found = failures(checked(resigned({ROWS: content})))
    assert found[0][0] == place
    assert found[0][1].startswith(detail)


def test_rows_that_are_not_disclosed_are_told_not_refused():
    report = checked(resigned({}, without=[ROWS]))
    assert report.ok
    assert ("rows", "position 4") in {(e["check"], e["place"]) for e in report.not_checked}


@pytest.mark.parametrize("name", ["3.jsonl", "4", "04.jsonl", "x.jsonl"])
def test_rows_of_no_bulk_entry_are_named(name):
    found = failures(checked(resigned({f"ledger/rows/{name}": b""})))
    assert found == [(f"ledger/rows/{name}", "rows without a bulk entry")]


SALT = bytes(range(32))
TEXT = "客户来电要求提前告知 / asked by phone"
COMMITTED = evidence.body(
    "attestation.given", 6, facts={"note_commitment": sha256(SALT + TEXT.encode()).hexdigest()}
)


def with_text(rows=None, **changes):
    """A dossier whose last entry commits to a text, with the text beside it unless ``rows``."""
    row = {"fact": "note_commitment", "position": 6, "salt": evidence.b64(SALT), "text": TEXT}
    rows = [evidence.dumped(row | changes)] if rows is None else rows
    more = {"ledger/texts.jsonl": b"".join(row + b"\n" for row in rows)}
    return evidence.dossier([*evidence.bodies()[:6], COMMITTED], extra_files=more if rows else {})


def test_a_text_kept_apart_is_checked_against_its_commitment():
    report = checked(with_text())
    assert report.ok
    assert "texts" in {row["check"] for row in report.checks}
    assert "texts" not in {row["check"] for row in report.not_checked}


def test_a_text_that_is_withheld_or_erased_is_told_and_nothing_breaks():
    report = checked(with_text(rows=[]))
    assert report.ok
    told = {tuple(row.values()) for row in report.not_checked}
    assert ("texts", "position 6, note_commitment", "the text is withheld or erased") in told


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"text": TEXT + "。"}, "not the text the entry commits to"),
        ({"salt": evidence.b64(bytes(32))}, "not the text the entry commits to"),
        ({"salt": evidence.b64(SALT[:31])}, "not in its one spelling"),
        ({"position": 1}, "not the text the entry commits to"),
        ({"position": 2}, "the entry it rests on is not disclosed"),
        ({"fact": "document"}, "not the text the entry commits to"),
        ({"fact": 1}, "not of the expected shape"),
    ],
)
def test_another_text_than_the_one_committed_to_is_named(changes, detail):
    assert failures(checked(with_text(**changes))) == [("ledger/texts.jsonl, line 1", detail)]
