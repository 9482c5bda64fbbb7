from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connections, transaction
from django.db.transaction import TransactionManagementError

from shoumi.base.ledger import audit, reader, storage, writer
from shoumi.base.ledger.errors import NoSuchEntry, NoSuchRow, NotInTransaction, TimeBehind
from shoumi.base.ledger.models import Entry, Head, RowChunk
from shoumi.base.ledger.tests.events import ANNA, AT, DEAL, DORA, Tag, event, write, write_rows
from shoumi.core.ledger import leaf, tree
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("micro", "told"), [(0, "2026-11-28 03:04:05"), (600, "2026-11-28 03:04:05.000600")]
)
def test_a_time_goes_to_each_engine_as_it_takes_it(micro, told):
    at = datetime(2026, 11, 28, 3, 4, 5, micro, tzinfo=UTC)
    assert storage.column(at, "sqlite") == told
    assert storage.column(at, "postgresql") is at


@pytest.mark.both
def test_entries_stand_one_behind_the_other():
    write(3)
    written = write(deal=DEAL)
    assert written.position == 3
    assert written.rows is None
    found = list(reader.entries())
    assert [one.position for one in found] == [0, 1, 2, 3]
    assert found[3].leaf_hash == written.leaf_hash == tree.leaf_hash(found[3].body)
    assert found[3].line().facts == {"number": 0}
    assert (reader.size(), reader.root()) == (4, tree.root(one.leaf_hash for one in found))
    assert audit.verify_all().sound


@pytest.mark.both
@pytest.mark.parametrize("count", [1, 3, 4, 15, 16, 17, 37, 64])
def test_several_events_stand_in_the_order_they_came(count):
    write()
    events = [event(number, about=Ref(f"per-{number}")) for number in range(count)]
    with transaction.atomic():
        written = writer.record_many(events)
    found = list(reader.entries(1))
    assert [one.position for one in found] == [one.position for one in written]
    assert [one.position for one in written] == list(range(1, count + 1))
    assert [one.line().about for one in found] == [one.about for one in events]
    assert audit.verify_all().sound


@pytest.mark.both
@pytest.mark.parametrize(
    "at",
    [
        AT,
        AT.replace(microsecond=0),
        AT.replace(microsecond=120_000),
        AT.replace(year=987, hour=0),
        AT.astimezone(ZoneInfo("Asia/Shanghai")),
        AT.astimezone(ZoneInfo("America/New_York")).replace(month=11, day=1, hour=1, fold=1),
    ],
)
def test_the_column_of_a_time_is_the_one_django_writes(at):
    connection = connections["default"]
    known = connection.ops.adapt_datetimefield_value(at)
    assert storage.column(at, connection.vendor) == known


@pytest.mark.both
def test_one_of_several_that_cannot_be_added_takes_all_back(monkeypatch):
    """Whoever lets the error pass: the others stand in the table by then, and no head has them."""
    write()
    usual = storage._of_rows
    with transaction.atomic():
        with monkeypatch.context() as broken:
            broken.setattr(
                storage, "_of_rows", lambda told, rows, of: usual(told, max(rows, 2), of)
            )
            with pytest.raises(DatabaseError):
                writer.record_many([event(number) for number in range(17)])
        with pytest.raises(TransactionManagementError):
            reader.size()
    assert (reader.size(), Entry.objects.count()) == (1, 1)
    assert write().position == 1


def test_an_empty_ledger_reads_as_empty():
    assert (reader.size(), reader.root(), reader.last_at()) == (0, tree.EMPTY, None)
    assert list(reader.entries()) == []


@pytest.mark.django_db(transaction=True)
def test_no_event_is_recorded_outside_a_transaction():
    with pytest.raises(NotInTransaction):
        writer.record(event())


def test_entries_are_found_by_what_they_are_about():
    write()
    write(deal=DEAL)
    write(about=DORA, tag=Tag.IMPORTED)

    def positions(*args, **wanted):
        return [one.position for one in reader.entries(*args, **wanted)]

    assert positions(1) == [1, 2]
    assert positions(0, DEAL) == positions(deal=DEAL) == [1]
    assert positions(about=ANNA) == [0, 1]
    assert positions(tag="rows.imported") == [2]
    assert positions(deal=Ref("deal-8")) == []
    assert reader.entry(1).line().deal == DEAL
    with pytest.raises(NoSuchEntry):
        reader.entry(3)


@pytest.mark.parametrize(("minutes", "taken"), [(0, True), (-5, True), (-6, False), (60, True)])
def test_time_does_not_go_back(minutes, taken):
    write()
    if taken:
        write(minutes=minutes)
        assert reader.last_at() == max(AT, AT + timedelta(minutes=minutes))
    else:
        with pytest.raises(TimeBehind) as refused:
            write(minutes=minutes)
        assert refused.value.facts == {"minutes": 6}
        assert reader.size() == 1


def test_time_does_not_creep_back_in_small_steps():
    write()
    write(minutes=-4)
    with pytest.raises(TimeBehind):
        write(minutes=-8)


@pytest.mark.both
@pytest.mark.parametrize("count", [0, 1, 2, 5, 40])
@pytest.mark.parametrize("given", [iter, writer.gather, writer.Passing])
def test_a_bulk_act_commits_to_each_of_its_rows(count, given):
    write()
    rows = [b"row %d" % number for number in range(count)]
    written = write_rows(given(rows))
    assert written.rows == leaf.Rows(count, leaf.Digest(tree.root(map(tree.leaf_hash, rows))))
    assert reader.entry(1).line().rows == written.rows
    assert list(reader.rows(1)) == rows
    assert list(reader.rows(0)) == []
    for index, row in enumerate(rows):
        proved = reader.prove_row(1, index)
        assert proved.holds()
        assert (proved.leaf_hash, proved.root) == (tree.leaf_hash(row), written.rows.root)
    for index in (-1, count):
        with pytest.raises(NoSuchRow):
            reader.prove_row(1, index)


@pytest.mark.parametrize("given", [list, writer.Passing])
def test_rows_are_kept_in_chunks_of_a_mebibyte(given):
    rows = [bytes([number % 251]) * 60_000 for number in range(40)]
    write_rows(given(rows))
    sizes = [len(bytes(chunk.content)) for chunk in RowChunk.objects.all()]
    assert len(sizes) == 3
    assert max(sizes) <= 2**20
    assert list(reader.rows(0)) == rows
    assert audit.verify_all().sound


def test_a_row_is_found_in_whichever_chunk_it_stands_and_nothing_is_found_across_two_rows():
    rows = [b"%05d" % number + bytes(60_000) for number in range(40)]
    write_rows(rows)
    write_rows([b"one", b"two"])
    assert RowChunk.objects.filter(position=0).count() == 3
    assert [reader.has_row(0, b"%05d" % number) for number in (0, 20, 39, 40)] == [1, 1, 1, 0]
    assert not reader.has_row(1, b"00020")
    [whole] = RowChunk.objects.filter(position=1).values_list("content", flat=True)
    across = b"e\0\3t"
    assert across in bytes(whole)
    assert not reader.has_row(1, across)


def test_a_row_of_any_length_up_to_64_kibibytes_reads_back():
    rows = [b"", b"\x00", b"\xff" * storage.MAX_ROW_BYTES]
    write_rows(rows)
    assert list(reader.rows(0)) == rows
    with pytest.raises(storage.RowTooLong), transaction.atomic():
        writer.record(event(), rows=[bytes(storage.MAX_ROW_BYTES + 1)])


@pytest.mark.parametrize("content", [b"\x00", b"\x00\x02a", b"\x00\x01ab"])
def test_a_damaged_chunk_is_not_read_as_rows(content):
    with pytest.raises(storage.ChunkUnreadable):
        list(storage.unpack(content))


def test_of_rows_that_pass_no_more_than_a_chunk_waits_to_be_stored():
    stored_by_then = []

    def rows():
        for number in range(40):
            stored_by_then.append(RowChunk.objects.count())
            yield bytes([number]) * 60_000

    write_rows(writer.Passing(rows()))
    assert [max(stored_by_then[:18]), max(stored_by_then)] == [0, 2]


def test_what_goes_back_leaves_nothing():
    write()
    before = reader.root()
    with transaction.atomic():
        writer.record(event(1), rows=[b"a"])
        transaction.set_rollback(True)
    assert (reader.size(), reader.root()) == (1, before)
    assert not RowChunk.objects.exists()
    assert write(2).position == 2


def test_every_entry_proves_itself():
    write(11)
    for proved in reader.prove_many(range(11)):
        assert proved.holds()
        assert proved.root == reader.root()
    assert reader.prove(4) == reader.prove_many([4])[0]
    for position in (-1, 11):
        with pytest.raises(NoSuchEntry):
            reader.prove(position)
    for position in (-1, 11, 2**63 - 1, 2**63, 10**30):
        assert reader.some([position]) == [], "somebody typed it"


def test_the_ledger_begins_with_its_beginnings():
    roots = []
    for _ in range(6):
        write()
        roots.append(reader.root())
    for old in range(1, 7):
        assert tree.verify_consistency(
            old=old,
            size=6,
            proof=reader.consistency(old),
            old_root=roots[old - 1],
            root=roots[-1],
        )
    for old in (0, 7):
        with pytest.raises(NoSuchEntry):
            reader.consistency(old)


def test_an_append_costs_the_same_however_long_the_ledger(django_assert_num_queries):
    write(40)
    with django_assert_num_queries(3):  # lock the head, add the entry, move the head
        writer.record(event())


def test_rows_say_what_they_are():
    write_rows([b"a"])
    assert str(Entry.objects.get()) == "0 rows.imported"
    assert str(Head.objects.get()) == "1 entries"
    assert str(RowChunk.objects.get()) == "0/0"
