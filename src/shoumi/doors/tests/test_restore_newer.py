"""What is taken over is the house's own ledger gone on, entry by entry, or nothing is."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from shoumi.base.copies import postgresql
from shoumi.base.ledger import highwater, home_seal, reader
from shoumi.base.ledger.errors import (
    NewerLedgerForeign,
    NewerLedgerOlder,
    NewerLedgerUnreadable,
)
from shoumi.base.restore import services
from shoumi.doors.tests.house import person
from shoumi.doors.tests.put_back_home import IS_SQLITE, ONLY_SQLITE, Copy

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    pytest.mark.both,
]


@pytest.fixture
def copy(house, tmp_path):
    """Of the house as it stands; an hour goes by."""
    made = Copy(tmp_path)
    house.go(hours=1)
    return made


def edit(where, statement):
    if IS_SQLITE:
        with closing(sqlite3.connect(where)) as other, other:
            for trigger, table in other.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                if table.startswith("ledger_"):
                    other.execute(f"DROP TRIGGER {trigger}")
            other.execute(statement)
        return
    with postgresql.session(where) as other:
        other.execute("SET session_replication_role = replica")
        other.execute(statement)


def bodies_with(was, then):
    if IS_SQLITE:
        return f"UPDATE ledger_entry SET body = CAST(replace(body, '{was}', '{then}') AS blob)"
    text = f"replace(convert_from(body, 'UTF8'), '{was}', '{then}')"
    return f"UPDATE ledger_entry SET body = convert_to({text}, 'UTF8')"


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("DELETE FROM ledger_head", NewerLedgerOlder),
        ("DELETE FROM ledger_entry WHERE position > 20", NewerLedgerForeign),
        ("DELETE FROM ledger_entry WHERE position = 20", NewerLedgerForeign),
        pytest.param(
            "UPDATE ledger_entry SET body = replace(body, '2026', '2025')",
            NewerLedgerForeign,
            marks=ONLY_SQLITE,
        ),
        (bodies_with("2026", "2025"), NewerLedgerForeign),
        (bodies_with("02", "03"), NewerLedgerForeign),
        ("DELETE FROM ledger_rowchunk", NewerLedgerForeign),
        ("DROP TABLE ledger_entry", NewerLedgerUnreadable),
    ],
)
def test_a_newer_ledger_that_was_altered_is_refused(house, copy, statement, refusal):
    house.keep(person(1))
    copy.put_back()
    size = reader.size()
    copy.marks.unlink()
    edit(copy.newer, statement)
    with pytest.raises(refusal):
        copy.catch_up(house.at)
    assert (reader.size(), home_seal.read().stage) == (size, home_seal.Stage.PUT_BACK)


def test_a_newer_ledger_that_cannot_be_reached_is_refused(house, copy, tmp_path):
    copy.put_back()
    for where in (tmp_path / "none.sqlite3", f"host={tmp_path} dbname=none"):
        with pytest.raises(NewerLedgerUnreadable):
            services.catch_up(services.Source(where), at=house.at)


@ONLY_SQLITE
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


@ONLY_SQLITE
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


@pytest.mark.skipif(IS_SQLITE, reason="beside a file the mark is found")
def test_the_mark_of_that_home_is_given_where_it_does_not_lie_beside(house, copy):
    house.keep(person(1))
    copy.put_back()
    edit(copy.newer, "DELETE FROM ledger_entry")
    edit(copy.newer, "DELETE FROM ledger_head")
    with pytest.raises(NewerLedgerOlder):
        copy.catch_up(house.at)
