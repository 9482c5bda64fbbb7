from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from shoumi.base import bulk
from shoumi.base.subjects.models import Kind, Record, State, Subject
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade, LegalBasis

AT = datetime(2026, 9, 21, 1, 2, 3, 456789, tzinfo=UTC)
COLUMNS = (
    "ref", "deal", "dataset", "kind", "basis", "state", "has_bank_account", "has_id_image",
    "is_key_contract", "is_marketing_off", "in_service", "is_minor", "retention_until",
    "created_at", "destroyed_at", "entry_position", "mac",
)  # fmt: skip

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def _row(ref: Ref, *, until: date | None = None, destroyed: datetime | None = None) -> tuple:
    state = State.DESTROYED if destroyed else State.ACTIVE
    return (
        ref, Ref("deal-1"), Ref("set-1"), Kind.CHILD, LegalBasis.CONTRACT, state, True, False,
        False, False, True, True, until, AT, destroyed, 0, b"code",
    )  # fmt: skip


def test_a_row_reads_back_as_one_that_the_model_wrote():
    bulk.insert(Subject, COLUMNS, [_row(Ref("sub-1"), until=date(2029, 2, 28), destroyed=AT)])
    told = dict(
        zip(COLUMNS, _row(Ref("sub-2"), until=date(2029, 2, 28), destroyed=AT), strict=True)
    )
    Subject.objects.create(**told)
    raw, made = Subject.objects.order_by("ref").values(*COLUMNS)
    assert {**raw, "ref": ""} == {**made, "ref": ""}
    assert raw["created_at"] == AT


def test_bytes_stay_bytes():
    rows = ((Ref("sub-1"), DataGrade.L3, 1, bytes([n, 0, 255])) for n in range(1))
    bulk.insert(Record, ("subject", "compartment", "epoch", "blob"), rows)
    assert bytes(Record.objects.get().blob) == b"\x00\x00\xff"


def test_nothing_to_add_is_no_mistake():
    bulk.insert(Subject, COLUMNS, [])
    assert not Subject.objects.exists()


def test_the_constraints_of_the_table_hold():
    twice = [_row(Ref("sub-1")), _row(Ref("sub-1"))]
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Subject, COLUMNS, twice)
    assert not Subject.objects.exists()


@pytest.mark.parametrize("columns", [COLUMNS[1:], (*COLUMNS, "id"), (*COLUMNS[1:], "colour")])
def test_a_missing_or_unknown_column_is_a_mistake_of_the_programmer(columns):
    with pytest.raises(TypeError):
        bulk.insert(Subject, columns, [])


def test_rows_of_many_people_are_fetched_as_the_model_gives_them():
    refs = [Ref(f"sub-{n}") for n in range(bulk.CHUNK + 3)]
    bulk.insert(Subject, COLUMNS, [_row(ref) for ref in refs])
    wanted = ("ref", "state", "has_bank_account", "id")
    told = list(bulk.select(Subject, wanted, "ref", [*refs, Ref("sub-nobody")]))
    assert sorted(told) == sorted(Subject.objects.values_list(*wanted))
    assert list(bulk.select(Subject, wanted, "ref", [])) == []


def test_a_column_is_changed_in_the_rows_of_many_people_and_in_no_other():
    refs = [Ref(f"sub-{n}") for n in range(bulk.CHUNK + 3)]
    bulk.insert(Subject, COLUMNS, [_row(ref) for ref in [*refs, Ref("sub-x")]])
    assert bulk.change(Subject, "kind", Kind.CONTACT, "ref", [*refs, Ref("sub-nobody")]) == len(
        refs
    )
    left = Subject.objects.exclude(kind=Kind.CONTACT)
    assert list(left.values_list("ref", flat=True)) == ["sub-x"]
    assert bulk.change(Subject, "kind", Kind.CHILD, "ref", refs, has_id_image=True) == 0
    assert bulk.change(Subject, "kind", Kind.CHILD, "ref", refs[:2], has_id_image=False) == 2
    assert bulk.change(Subject, "kind", Kind.CHILD, "ref", []) == 0


def test_what_other_columns_must_be_narrows_the_rows():
    bulk.insert(Subject, COLUMNS, [_row(Ref("sub-1")), _row(Ref("sub-2"), destroyed=AT)])
    both = [Ref("sub-1"), Ref("sub-2")]
    told = bulk.select(Subject, ("ref",), "ref", both, state=State.DESTROYED, deal="deal-1")
    assert list(told) == [("sub-2",)]


def test_a_column_of_dates_is_not_fetched_in_bulk():
    with pytest.raises(TypeError):
        list(bulk.select(Subject, ("created_at",), "ref", [Ref("sub-1")]))


def _room():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("error", [None, IntegrityError, KeyboardInterrupt])
def test_there_is_more_room_for_indexes_only_while_much_is_added(error):
    if connection.vendor != "sqlite":
        with bulk.roomy(Subject):
            bulk.insert(Subject, COLUMNS, [_row(Ref("sub-1"))])
        return
    before = _room()
    with suppress(IntegrityError, KeyboardInterrupt), transaction.atomic(), bulk.roomy(Subject):
        assert _room() == -bulk.ROOM_KIB != before
        if error is IntegrityError:
            bulk.insert(Subject, COLUMNS, [_row(Ref("sub-1"))] * 2)
        elif error:
            raise error
    assert _room() == before
