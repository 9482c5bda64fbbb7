"""Later files of the same company: nobody twice, nobody lost, nobody woken who is at rest."""

from __future__ import annotations

from datetime import date

import pytest

from shoumi.base.gate.tasks import close_task
from shoumi.base.intake.errors import ReadsTooLittle
from shoumi.base.intake.plan import Change
from shoumi.base.intake.record_linkage import Out
from shoumi.base.ledger import reader
from shoumi.base.registry import field_register
from shoumi.base.subjects import queries, services
from shoumi.base.subjects.models import Kind, Record, State, Subject
from shoumi.base.vault import keys
from shoumi.core.gate import Act, GateClosed
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis
from shoumi.doors.tests.house import told
from shoumi.doors.tests.office import ANNA, BERT, CHEN, DORA, Office, rest

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]


@pytest.fixture
def office(house, tmp_path):
    return Office.of(house, tmp_path / "company")


def test_a_later_file_updates_and_doubles_nobody(office):
    anna, bert, chen = office.first(ANNA, BERT, CHEN)
    path = office.write(
        ANNA | {"mobile": "15400001099"},
        BERT,
        CHEN | {"closed_on": "2026-08-01"},
        DORA,
        name="later.csv",
    )
    made = office.later(path)
    assert {change: made.counts[change] for change in Change if made.counts[change]} == {
        Change.NEW: 1,
        Change.CHANGED: 1,
        Change.UNCHANGED: 1,
        Change.ENDED: 1,
    }
    taken = office.take_in(made, path)
    assert (len(taken.new), sorted(taken.updated)) == (1, sorted([anna, chen]))
    assert Subject.objects.count() == 4
    assert office.values(anna) == ANNA | {"mobile": "15400001099"}
    assert office.values(bert) == BERT
    assert office.values(taken.new[0]) == DORA
    facts = told("intake.imported")[-1].facts
    assert (facts["people"], facts["new"], facts["changed"]) == (4, 1, 2)


def test_a_changed_number_finds_its_person_and_the_old_one_nobody(office):
    (anna,) = office.first(ANNA)
    path = office.write(ANNA | {"mobile": "15400001099"}, name="later.csv")
    office.take_in(office.later(path), path)
    found = office.held().find("mobile", ["15400001001", "15400001099"])
    assert [list(one) for one in found] == [[], [anna]]


def test_what_a_later_file_does_not_speak_of_stays(office):
    (anna,) = office.first(ANNA)
    brief = {"name": "张虚一", "id_number": ANNA["id_number"], "mobile": "15400001099"}
    path = office.write(brief, name="later.csv")
    office.take_in(office.later(path), path)
    assert office.values(anna) == ANNA | {"mobile": "15400001099"}
    assert Subject.objects.get(ref=anna).has_bank_account


def test_a_comparison_that_does_not_read_everything_is_none(office):
    """An update replaces what is held, so what was not read would be lost."""
    office.first(ANNA)
    path = office.write(ANNA | {"mobile": "15400001099"}, name="later.csv")
    held = office.held(fields=sorted(field_register().keys() - {"bank_account"}))
    with pytest.raises(ReadsTooLittle) as caught:
        office.plan(path, delta=held.delta())
    assert caught.value.facts == {"fields": ("bank_account",)}


def test_an_ended_service_starts_the_retention_clock(office):
    (anna,) = office.first(ANNA, bases={"月嫂": LegalBasis.CONSENT})
    assert Subject.objects.get(ref=anna).retention_until is None
    path = office.write(ANNA | {"closed_on": "2026-08-01"}, name="later.csv")
    made = office.later(path)
    assert made.changes == (Change.ENDED,)
    office.take_in(made, path)
    held = Subject.objects.get(ref=anna)
    # Three years from the end of the service, and the basis stays the one it was collected on.
    assert (held.in_service, held.retention_until) == (False, date(2029, 7, 31))
    assert held.basis == LegalBasis.CONSENT
    assert [own.ref for own in queries.past_retention(office.house.deal, date(2029, 8, 1))] == [
        anna
    ]


def test_who_turns_out_to_be_a_child_is_treated_as_one(office):
    (ref,) = office.first(BERT)
    assert Subject.objects.get(ref=ref).kind == Kind.INDIVIDUAL
    path = office.write(
        BERT
        | {
            "birth_on": "2016-05-05",
            "guardian_name": "李虚大",
            "guardian_mobile": "15400001077",
        },
        name="later.csv",
    )
    office.take_in(office.later(path), path)
    assert Subject.objects.get(ref=ref).kind == Kind.CHILD


def test_who_was_only_looked_at_is_not_counted(office):
    """A new customer on a number that is somebody else's: looked at, and left alone."""
    (anna,) = office.first(ANNA)
    path = office.write({"name": "张虚女", "mobile": ANNA["mobile"]}, name="later.csv")
    made = office.later(path)
    assert (made.counts[Change.NEW], made.counts[Change.UNTOUCHED]) == (1, 1)
    before = bytes(Record.objects.filter(subject=anna).first().blob)
    office.take_in(made, path)
    facts = told("intake.imported")[-1].facts
    assert (facts["people"], facts["new"], facts["changed"]) == (1, 1, 0)
    assert bytes(Record.objects.filter(subject=anna).first().blob) == before


@pytest.mark.parametrize("state", [State.FROZEN, State.SEALED, State.EXCLUDED, State.EXPIRED])
def test_who_is_at_rest_is_neither_changed_nor_taken_for_somebody_new(office, state):
    anna, bert = office.first(ANNA, BERT)
    rest(office, anna, state)
    path = office.write(ANNA | {"bank_account": "9999990000000022"}, BERT, DORA, name="later.csv")
    made = office.later(path, is_complete=True)
    assert [one.why for one in made.excluded] == [Out.AT_REST]
    assert (made.counts["out_at_rest"], made.counts["rows"]) == (1, 3)
    # In the file, so not missing from it.
    assert made.missing == ()
    taken = office.take_in(made, path)
    assert (len(taken.new), taken.updated) == (1, [])
    assert office.values(anna) == ANNA
    assert Subject.objects.count() == 3
    assert office.values(bert) == BERT


def test_a_file_of_nobody_but_those_at_rest_brings_nobody(office):
    (anna,) = office.first(ANNA)
    rest(office, anna, State.EXCLUDED)
    path = office.write(ANNA, name="later.csv")
    taken = office.take_in(office.later(path), path)
    assert (taken.new, taken.updated, Subject.objects.count()) == ([], [], 1)


def test_another_person_with_an_identity_of_their_own_is_not_taken_for_one_at_rest(office):
    anna, bert = office.first(ANNA, BERT | {"id_number": "990000199203171126"})
    rest(office, anna, State.FROZEN)
    moved = BERT | {"id_number": "990000199203171126", "mobile": ANNA["mobile"]}
    path = office.write(moved, name="later.csv")
    assert office.take_in(office.later(path), path).updated == [bert]


def test_a_child_that_shares_a_guardian_with_one_at_rest_is_left_alone(office):
    """Nobody may look which of the two the row is; left out, neither is changed or doubled."""
    guardian = {"guardian_name": "李虚大", "guardian_mobile": "15400001077"}
    first = {"name": "李虚小", "birth_on": "2016-05-05", **guardian}
    second = {"name": "李虚幼", "birth_on": "2018-05-05", **guardian}
    one, _ = office.first(first, second)
    rest(office, one, State.FROZEN)
    path = office.write(first, second, name="later.csv")
    made = office.later(path)
    assert made.counts["out_at_rest"] == 2
    office.take_in(made, path)
    assert Subject.objects.count() == 2


def test_who_was_destroyed_is_somebody_new(office):
    (anna,) = office.first(ANNA)
    keys.erase([anna])
    services.mark_destroyed([anna], office.house.at)
    path = office.write(ANNA, name="later.csv")
    made = office.later(path)
    assert made.changes == (Change.NEW,)
    assert office.take_in(made, path).new != [anna]


def test_people_held_are_opened_through_the_gate_and_every_look_is_evidence(office):
    (anna,) = office.first(ANNA)
    path = office.write(ANNA, name="later.csv")
    office.later(path)
    line = told("gate.revealed")[-1]
    assert (line.facts["act"], line.facts["task"], line.rows.count) == (
        Act.REVEAL,
        office.task,
        1,
    )
    held = office.held()
    close_task(task=office.task, actor=office.house.dpo, at=office.house.at)
    before = reader.size()
    with pytest.raises(GateClosed):
        office.plan(path, delta=held.delta())
    assert reader.size() == before + 1
    assert told("gate.decided")[-1].facts["allowed"] is False
    assert office.held().open([]) == {}
    assert list(office.held().everybody()) == [anna]


def test_people_of_another_set_are_not_found(office):
    office.first(ANNA)
    office.house.dataset = Ref("set-other")
    assert [list(one) for one in office.held().find("mobile", [ANNA["mobile"]])] == [[]]
