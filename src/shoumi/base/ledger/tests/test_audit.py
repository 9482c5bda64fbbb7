"""Change one thing behind the triggers' back; the audit names the position."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shoumi.base.ledger import audit, reader
from shoumi.base.ledger.audit import Fault, Finding
from shoumi.base.ledger.errors import Broken
from shoumi.base.ledger.models import Entry, Head, RowChunk
from shoumi.base.ledger.tests.events import event, write, write_rows
from shoumi.base.ledger.tests.without_triggers import lifted
from shoumi.core.ledger import leaf, tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger():
    """Seven entries, the third and the last of them bulk acts."""
    write(2)
    write_rows([b"a", b"b", b"c"])
    write(3)
    write_rows([bytes([number % 7]) * 60_000 for number in range(20)])


def tamper(statement, *values):
    with lifted(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def replace(position, body):
    """Put another entry in place with its hash and tag, as a careful forger would."""
    tamper(
        "UPDATE ledger_entry SET body = %s, leaf_hash = %s, tag = 'room.opened' "
        "WHERE position = %s",
        body,
        tree.leaf_hash(body),
        position,
    )


def found():
    return set(audit.verify_all().findings)


@pytest.mark.both
def test_a_ledger_nobody_touched_is_sound(ledger):
    report = audit.verify_all()
    assert report.sound
    assert (report.size, report.rows, report.root) == (7, 23, reader.root())
    report.require()


@pytest.mark.both
@pytest.mark.parametrize("column", ["tag", "about", "deal"])
def test_a_column_that_was_changed_is_seen_by_the_short_look_too(column, ledger):
    """Which entry is the newest about a thing is found by these columns alone."""
    assert audit.altered(0) == []
    tamper(f"UPDATE ledger_entry SET {column} = 'deal-moved' WHERE position = 4")
    assert audit.altered(0) == audit.altered(4) == [4]
    assert audit.altered(5) == []


def test_an_empty_ledger_is_sound():
    assert audit.verify_all() == audit.Report(0, 0, tree.EMPTY, ())


@pytest.mark.both
@pytest.mark.parametrize("position", range(7))
def test_a_changed_body_is_named(position, ledger):
    other = leaf.body(event(99))
    tamper("UPDATE ledger_entry SET body = %s WHERE position = %s", other, position)
    assert Finding(position, Fault.LEAF_HASH_WRONG) in found()
    with pytest.raises(Broken) as refused:
        audit.verify_all().require()
    assert refused.value.facts["position"] == position


@pytest.mark.parametrize(("position", "start"), [(0, 0), (3, 0), (4, 4), (5, 4), (6, 6)])
def test_a_body_changed_together_with_its_hash_shows_in_the_tree(position, start, ledger):
    tamper("DELETE FROM ledger_rowchunk WHERE position = %s", position)
    other = leaf.body(event(99))
    replace(position, other)
    assert found() == {Finding(start, Fault.SUBTREE_DIFFERS)}


@pytest.mark.parametrize("position", range(7))
def test_a_changed_leaf_hash_is_named(position, ledger):
    tamper("UPDATE ledger_entry SET leaf_hash = %s WHERE position = %s", bytes(32), position)
    assert Finding(position, Fault.LEAF_HASH_WRONG) in found()


@pytest.mark.both
@pytest.mark.parametrize("position", range(7))
def test_an_entry_that_is_gone_is_named(position, ledger):
    tamper("DELETE FROM ledger_entry WHERE position = %s", position)
    assert Finding(position, Fault.POSITION_GONE) in found()


@pytest.mark.parametrize("many", [1, 3, 7])
def test_entries_cut_off_the_end_are_named(many, ledger):
    tamper("DELETE FROM ledger_entry WHERE position >= %s", 7 - many)
    assert Finding(7 - many, Fault.POSITION_GONE) in found()


def test_two_entries_that_changed_places_are_noticed(ledger):
    for old, new in ((0, 100), (1, 0), (100, 1)):
        tamper("UPDATE ledger_entry SET position = %s WHERE position = %s", new, old)
    assert found() == {Finding(0, Fault.SUBTREE_DIFFERS)}


def test_entries_beyond_the_head_are_named(ledger):
    tamper("UPDATE ledger_head SET size = 6, frontier = %s", bytes(64))
    assert Finding(6, Fault.BEYOND_HEAD) in found()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("tag", "room.closed"),
        ("about", "per-bert"),
        ("deal", "deal-9"),
        ("at", "2026-03-02 01:02:03.456788+00:00"),
    ],
)
def test_a_column_that_differs_from_the_body_is_named(column, value, ledger):
    tamper(f"UPDATE ledger_entry SET {column} = %s WHERE position = 1", value)
    assert found() == {Finding(1, Fault.COLUMNS_DIFFER)}


@pytest.mark.both
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE ledger_rowchunk SET content = %s WHERE position = 2", Fault.ROWS_DIFFER),
        ("DELETE FROM ledger_rowchunk WHERE position = 2 AND content <> %s", Fault.ROWS_DIFFER),
    ],
)
def test_changed_rows_are_named(statement, fault, ledger):
    tamper(statement, b"\x00\x01a\x00\x01b\x00\x01d")
    assert found() == {Finding(2, fault)}


def test_rows_that_cannot_be_read_are_named(ledger):
    tamper("UPDATE ledger_rowchunk SET content = %s WHERE position = 2", b"\x00\x09a")
    assert found() == {Finding(2, Fault.ROWS_UNREADABLE)}


def test_chunks_in_another_order_are_named(ledger):
    assert RowChunk.objects.filter(position=6).count() == 2
    tamper("UPDATE ledger_rowchunk SET number = 9 WHERE position = 6 AND number = 0")
    assert found() == {Finding(6, Fault.ROWS_DIFFER)}


def test_rows_that_no_entry_claims_are_named(ledger):
    tamper("INSERT INTO ledger_rowchunk (position, number, content) VALUES (1, 0, %s)", b"\x00\x00")
    assert found() == {Finding(1, Fault.ROWS_UNCLAIMED)}


def test_time_that_goes_back_is_named(ledger):
    early = event(3, minutes=-30)
    replace(3, leaf.body(early))
    tamper("UPDATE ledger_entry SET at = %s WHERE position = 3", str(early.at))
    assert found() == {Finding(3, Fault.TIME_BACK), Finding(0, Fault.SUBTREE_DIFFERS)}


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE ledger_head SET frontier = %s", Fault.HEAD_UNREADABLE),
        ("UPDATE ledger_head SET last_at = NULL WHERE frontier <> %s", Fault.HEAD_TIME_WRONG),
    ],
)
def test_a_damaged_head_is_reported(statement, fault, ledger):
    tamper(statement, b"\x01")
    assert found() == {Finding(None, fault)}
    with pytest.raises(Broken) as refused:
        audit.verify_all().require()
    assert refused.value.facts == {"position": -1, "fault": fault.value}


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE ledger_entry SET at = 'soon' WHERE position = 1", (1, Fault.COLUMNS_DIFFER)),
        ("UPDATE ledger_entry SET tag = x'00' WHERE position = 1", (1, Fault.COLUMNS_DIFFER)),
        ("UPDATE ledger_entry SET body = 7 WHERE position = 1", (1, Fault.LEAF_HASH_WRONG)),
        ("UPDATE ledger_entry SET body = 'x' WHERE position = 1", (1, Fault.BODY_UNREADABLE)),
        ("UPDATE ledger_head SET last_at = 'soon'", (None, Fault.HEAD_TIME_WRONG)),
        ("UPDATE ledger_head SET size = 'seven'", (None, Fault.HEAD_UNREADABLE)),
        ("UPDATE ledger_head SET size = 1000000000000000", (None, Fault.HEAD_UNREADABLE)),
        ("DELETE FROM ledger_head", (0, Fault.BEYOND_HEAD)),
    ],
)
def test_whatever_is_left_in_a_column_is_reported(statement, finding, ledger):
    if connection.vendor == "sqlite":  # PostgreSQL keeps the type of a column itself
        tamper(statement)
        assert Finding(*finding) in found()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_flipped_bit_of_any_body_or_hash_is_named(data, ledger):
    position = data.draw(st.integers(0, 6))
    column = data.draw(st.sampled_from(["body", "leaf_hash"]))
    before = bytes(Entry.objects.values_list(column, flat=True).get(position=position))
    bit = data.draw(st.integers(0, len(before) * 8 - 1))
    altered = bytearray(before)
    altered[bit // 8] ^= 1 << (bit % 8)
    change = f"UPDATE ledger_entry SET {column} = %s WHERE position = %s"
    tamper(change, bytes(altered), position)
    assert Finding(position, Fault.LEAF_HASH_WRONG) in found()
    tamper(change, before, position)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bit=st.integers(0, 3 * 32 * 8 - 1))
def test_any_flipped_bit_of_the_head_is_noticed(bit, ledger):
    before = bytes(Head.objects.values_list("frontier", flat=True).get())
    altered = bytearray(before)
    altered[bit // 8] ^= 1 << (bit % 8)
    tamper("UPDATE ledger_head SET frontier = %s", bytes(altered))
    assert {one.fault for one in found()} == {Fault.SUBTREE_DIFFERS}
    tamper("UPDATE ledger_head SET frontier = %s", before)
