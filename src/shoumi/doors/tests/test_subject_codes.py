"""What is told of people in the clear is authenticated: nobody is grown or in use by SQL."""

from __future__ import annotations

import pytest
from django.db import connection

from shoumi.base.row_authentication import codes, review, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects import ledger_agreement, queries, row_codes, services
from shoumi.base.subjects.models import COVERED, Kind, State, Subject
from shoumi.base.subjects.replays import _change as replayed
from shoumi.base.subjects.set_aside_rows import set_aside
from shoumi.base.vault import keys
from shoumi.core.gate import Fact
from shoumi.core.refs import Ref
from shoumi.doors.tests.house import person
from shoumi.doors.tests.house import values as values_of

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]


@pytest.fixture
def held(house):
    return house.keep(person(0), person(1), person(2, birth_on="2015-01-01"))


def of(ref):
    return Subject.objects.filter(ref=ref)


def unsound():
    found = {one.table: (list(one.altered), one.gone) for one in review.review()}
    return found["subjects_subject"]


def move(house, refs, state):
    services.change_state(
        deal=house.deal, subjects=refs, to=state, duty="6.2", actor=house.dpo, at=house.at
    )


def sound(house, ref):
    return queries.subject_facts(house.asked(house.task()), [ref])[Fact.RECORD_SOUND][ref]


@pytest.mark.both(one_in=4)
@pytest.mark.parametrize("column", COVERED)
def test_no_column_changes_unnoticed(held, column):
    row = of(held[2]).get()
    assert codes.matches(row)
    setattr(row, column, not getattr(row, column) if column.startswith("i") else "other")
    assert not codes.matches(row)


def test_what_a_statement_reads_has_the_words_of_what_the_model_reads(held):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(COVERED)} FROM subjects_subject ORDER BY id")
        told = cursor.fetchall()
    in_words = Subject.coverage.in_words
    rows = Subject.objects.order_by("id")
    assert [in_words(one) for one in told] == [in_words(codes.values(row)) for row in rows]


def test_a_separator_in_a_column_makes_no_row_of_another(held):
    row = of(held[0]).get()
    row.deal, row.dataset = f"{row.deal}\x1f{row.dataset}", ""
    assert not codes.matches(row)


def test_a_value_that_is_no_truth_is_false(held):
    row = of(held[2]).get()
    row.is_minor = 2
    assert not codes.matches(row)


def test_every_act_of_the_house_keeps_the_codes_true(house, held):
    changed = services.NewSubject(Kind.CONTACT, person(0).basis, values_of(0), in_service=False)
    services.update(
        deal=house.deal,
        dataset=house.dataset,
        changes={held[0]: values_of(0, birth_on="2016-01-01")},
        found={held[0]: changed},
        actor=house.dpo,
        at=house.at,
    )
    move(house, held[1:2], State.FROZEN)
    services.stop_marketing(deal=house.deal, subjects=held, actor=house.dpo, at=house.at)
    set_aside(
        deal=house.deal,
        dataset=house.dataset,
        rows=[{"name": "虚构"}],
        until=house.at.date(),
        at=house.at,
    )
    keys.erase(held[2:])
    services.mark_destroyed(held[2:], house.at)
    replayed(list(held[:1]), is_minor=None)
    assert of(held[0]).get().kind == Kind.CONTACT
    assert of(held[2]).get().state == State.DESTROYED
    assert unsound() == ([], 0)


def test_an_act_gives_no_code_to_a_row_that_was_changed(house, held):
    of(held[0]).update(is_minor=True)
    move(house, held[:1], State.FROZEN)
    assert of(held[0]).get().state == State.FROZEN
    services.update(
        deal=house.deal,
        dataset=house.dataset,
        changes={held[1]: values_of(1)},
        actor=house.dpo,
        at=house.at,
    )
    assert unsound() == ([str(held[0])], 0)


def test_a_changed_row_is_not_sound_and_says_why(house, held):
    assert sound(house, held[0]) is True
    of(held[0]).update(retention_until="2099-01-01")
    (lapse,) = sound(house, held[0])
    assert (lapse.demand, lapse.reason) == ("1.5", NotAuthentic.code)
    assert sound(house, held[1]) is True


def test_a_state_that_was_left_and_is_put_back_is_found_by_the_entries(house, held):
    before = of(held[0]).values("state", "mac").get()
    move(house, held[:2], State.FROZEN)
    assert unsound() == ([], 0)
    of(held[0]).update(**before)
    assert verification.is_authentic(of(held[0]).get())
    assert unsound() == ([], 1)


def test_who_waits_to_be_used_again_after_a_restore_is_no_finding(house, held):
    move(house, held[:1], State.FROZEN)
    frozen = of(held[0]).values("state", "mac").get()
    move(house, held[:1], State.ACTIVE)
    of(held[0]).update(**frozen)
    assert unsound() == ([], 0)


def test_old_rows_are_believed_where_the_entries_agree(house, held):
    move(house, held[:1], State.FROZEN)
    of(held[0]).update(state=State.ACTIVE)
    keys.erase(held[1:2])
    (guarded,) = ledger_agreement.guarded
    rows = list(Subject.objects.filter(ref__in=held).order_by("id"))
    assert guarded.agreed(rows) == [None, 0, 0]


def test_without_a_keyring_a_change_is_a_plain_one(held, monkeypatch):
    monkeypatch.setattr(row_codes.row_keys, "is_set_up", lambda: False)
    assert row_codes.change(of(held[0]), is_marketing_off=True) == 1
    assert of(held[0]).get().is_marketing_off


def test_nobody_there_is_no_change(held):
    assert row_codes.change(of(Ref("sub-nobody")), is_marketing_off=True) == 0
