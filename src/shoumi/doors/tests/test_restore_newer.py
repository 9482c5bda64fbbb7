"""What is taken over is the house's own ledger gone on, entry by entry, or nothing is."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from shoumi.base.ledger import highwater, home_seal, reader
from shoumi.base.ledger.errors import (
    NewerLedgerForeign,
    NewerLedgerOlder,
    NewerLedgerUnreadable,
)
from shoumi.base.restore import services
from shoumi.doors.tests.house import person
from shoumi.doors.tests.put_back_home import ONLY_SQLITE, Copy

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    ONLY_SQLITE,
]


@pytest.fixture
def copy(house, tmp_path):
    """Of the house as it stands; an hour goes by."""
    made = Copy(tmp_path)
    house.go(hours=1)
    return made


def edit(path, statement, *values):
    with closing(sqlite3.connect(path)) as other, other:
        for trigger, table in other.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            if table.startswith("ledger_"):
                other.execute(f"DROP TRIGGER {trigger}")
        other.execute(statement, values)


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("DELETE FROM ledger_head", NewerLedgerOlder),
        ("DELETE FROM ledger_entry WHERE position > 20", NewerLedgerForeign),
        ("UPDATE ledger_entry SET body = replace(body, '2026', '2025')", NewerLedgerForeign),
        (
            "UPDATE ledger_entry SET body = CAST(replace(body, '02', '03') AS blob)",
            NewerLedgerForeign,
        ),
        ("DELETE FROM ledger_rowchunk", NewerLedgerForeign),
        ("DROP TABLE ledger_entry", NewerLedgerUnreadable),
    ],
)
def test_a_newer_ledger_that_was_altered_is_refused(house, copy, statement, refusal):
    house.keep(person(1))
    copy.put_back()
    size = reader.size()
    copy.newer.with_name("ledger.highwater").unlink()
    edit(copy.newer, statement)
    with pytest.raises(refusal):
        copy.catch_up(house.at)
    assert (reader.size(), home_seal.read().stage) == (size, home_seal.Stage.PUT_BACK)


def test_a_newer_ledger_that_was_cut_short_is_seen_by_the_mark_beside_it(house, copy, tmp_path):
    house.keep(person(1))
    (tmp_path / "short").mkdir()
    short = Copy(tmp_path / "short")
    house.keep(person(2))
    copy.put_back()
    source = short.kept / "default.sqlite3"
    mark = copy.newer.with_name("ledger.highwater").read_bytes()
    source.with_name("ledger.highwater").write_bytes(mark)
    with pytest.raises(NewerLedgerOlder):
        services.catch_up(services.Source(source), at=house.at)


def test_a_fork_of_the_ledger_is_refused(house, copy, tmp_path):
    """Somebody went on in the copy as well: what comes of it is another history."""
    house.keep(person(1))
    copy.put_back(sealed=False)
    lost = copy.newer.rename(copy.newer.with_name("lost.sqlite3"))
    highwater.accept()
    house.keep(person(2), person(3))
    home_seal.write(home_seal.HomeSeal("restore-1", home_seal.Stage.PUT_BACK))
    with pytest.raises((NewerLedgerForeign, NewerLedgerOlder)):
        services.catch_up(services.Source(lost), at=house.at)
