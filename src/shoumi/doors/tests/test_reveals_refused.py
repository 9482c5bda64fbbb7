"""Who is let through the gate, for which task, and who is not; a refusal stands in the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.gate import decisions, disclosure
from shoumi.base.gate.tasks import NoSuchTask, Work, close_task, open_work
from shoumi.base.ledger import highwater
from shoumi.base.subjects.models import State, Subject
from shoumi.base.subjects.services import change_state
from shoumi.base.tests import authenticated
from shoumi.base.vault import keys
from shoumi.core.gate import Act, GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.gate_reveals import codes_of, refused, reveal
from shoumi.doors.tests.house import FIELDS, person, told, values

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
# Who was destroyed is not found at all; a row that is set aside is read to be mended, for an
# inventory alone (``test_set_aside``).
NOT_REFUSED = (State.ACTIVE, State.DESTROYED, State.SET_ASIDE)


@pytest.mark.both
def test_a_ledger_behind_its_mark_opens_nothing(house, task, found):
    mark = highwater.marks()[0]
    highwater._write((highwater.Mark(mark.size + 1, mark.root),))
    decision = decisions.ask(house.asked(task, found[0]))
    assert Code.LEDGER_NOT_READY in {reason.code for reason in decision.reasons}
    with pytest.raises(highwater.Shortened):
        disclosure.open(decision, at=house.at)


@pytest.mark.both
def test_a_home_without_its_mark_opens_nothing(house, task, found):
    highwater.path().unlink()
    decision = decisions.ask(house.asked(task, found[0]))
    assert [reason.code for reason in decision.reasons] == [Code.LEDGER_NOT_READY]


@pytest.mark.both
def test_a_clock_that_was_put_back_opens_nothing(house, task, found):
    late = decisions.ask(house.asked(task, found[0], at=house.at - timedelta(minutes=6)))
    assert Code.CLOCK_BEHIND in {reason.code for reason in late.reasons}


@pytest.mark.both
def test_fields_asked_for_together_get_the_answer_each_would_get_alone(house, task, found):
    asked = house.asked(task, found[0], fields=["name", "email"])
    together = decisions.ask_fields(asked, ["name", "email", "no_such_field"])
    alone = {
        code: decisions.ask(replace(asked, fields=frozenset({code})))
        for code in ("name", "email", "no_such_field")
    }
    assert together == alone
    assert [one.allowed for one in together.values()] == [True, False, False]


def test_no_card_looks_at_the_fields_of_a_question(house, task, found):
    asked = house.asked(task, found[0], fields=["name"])
    other = replace(asked, fields=frozenset({"id_number", "no_such_field"}))
    assert decisions.facts_of(asked) == decisions.facts_of(other)


@pytest.mark.both
def test_who_is_refused_gets_nothing_however_it_is_asked(house, task, found):
    close_task(task=task, actor=house.dpo, at=house.at)
    with pytest.raises(GateClosed) as caught:
        disclosure.open_asked(house.asked(task, found[0]))
    assert codes_of(caught) == {Code.TASK_CLOSED}
    assert told("gate.decided")[-1].facts["allowed"] is False
    with pytest.raises(TypeError):
        disclosure.open_asked(house.asked(task))


@pytest.mark.both
def test_an_older_yes_is_no_yes(house, task, found):
    decision = decisions.ask(house.asked(task, found[0]))
    assert decision.allowed
    close_task(task=task, actor=house.dpo, at=house.at)
    with pytest.raises(GateClosed) as caught:
        disclosure.open(decision, at=house.at)
    assert codes_of(caught) == {Code.TASK_CLOSED}
    assert told("gate.revealed") == []


@pytest.mark.both
def test_an_older_no_does_not_matter_either(house, task, found):
    decision = decisions.ask(house.asked(task, found[0], at=house.at - timedelta(minutes=6)))
    assert not decision.allowed
    assert disclosure.open(decision, at=house.at) == values(0)


@pytest.mark.both
@pytest.mark.parametrize("state", [s for s in State if s not in NOT_REFUSED])
def test_a_person_who_is_not_active_is_not_read(house, task, found, state):
    change_state(
        deal=house.deal, subjects=found[:1], to=state, duty="8.1", actor=house.dpo, at=house.at
    )
    assert refused(house, task, found[0]) == {Code.SUBJECT_NOT_HELD}
    assert reveal(house, task, found[1]) == values(1)


@pytest.mark.both
def test_a_destroyed_person_is_refused_and_the_try_is_evidence(house, task, found):
    """The key is gone and the pseudonym with it, so the entry is about the deal."""
    keys.erase(found[:1])
    own = Subject.objects.filter(ref=found[0])
    authenticated.change(own, state=State.DESTROYED, destroyed_at=house.at)
    assert refused(house, task, found[0]) == {Code.SUBJECT_NOT_HELD}
    assert told("gate.decided")[-1].about == house.deal


@pytest.mark.both
def test_a_person_nobody_knows_is_refused(house, task):
    wanted = {Code.SUBJECT_NOT_HELD, Code.SUBJECT_OF_OTHER_DEAL}
    assert refused(house, task, Ref("sub-nobody")) == wanted


@pytest.mark.both
def test_a_person_without_a_key_gives_nothing_though_the_row_says_active(house, task, found):
    """An older copy of the data beside today's keyring."""
    keys.erase(found[:1])
    with pytest.raises(keys.NoKey):
        reveal(house, task, found[0])
    assert told("gate.revealed") == []


@pytest.mark.both
def test_a_person_of_another_deal_is_refused(house, task):
    (stranger,) = house.keep(person(9), deal=house.new_deal())
    assert refused(house, task, stranger) == {Code.SUBJECT_OF_OTHER_DEAL}


@pytest.mark.parametrize("days", [1, 1.5, 400])
def test_a_task_is_over_at_its_end(house, found, days):
    task = house.task(days=1)
    house.go(days=days)
    assert Code.TASK_CLOSED in refused(house, task, found[0])


def test_a_task_is_open_until_its_end(house, found):
    task = house.task(days=1)
    house.go(days=1, microseconds=-1)
    assert reveal(house, task, found[0]) == values(0)


def test_a_task_is_not_open_before_it_begins(house, found):
    task = house.task()
    early = decisions.ask(house.asked(task, found[0], at=house.at - timedelta(seconds=1)))
    assert [reason.code for reason in early.reasons] == [Code.TASK_CLOSED]


@pytest.mark.both
def test_a_closed_task_is_not_closed_twice(house, task):
    close_task(task=task, actor=house.dpo, at=house.at)
    with pytest.raises(NoSuchTask):
        close_task(task=task, actor=house.dpo, at=house.at)
    assert len(told("task.closed")) == 1


@pytest.mark.parametrize("fields", [["name", "id_number"], ["id_number"], ["no_such_field"]])
def test_a_field_that_is_not_in_the_task_is_refused(house, task, found, fields):
    assert Code.FIELD_NOT_IN_TASK in refused(house, task, found[0], fields=fields)


def test_a_task_cannot_bring_a_field_its_purpose_does_not_serve(house, found):
    """``guardian_name`` is registered, but not for every purpose; ``shoe_size`` for none."""
    task = house.task(purpose=Purpose.TAX, fields=["mobile", "shoe_size"])
    for field in ("mobile", "shoe_size"):
        assert refused(house, task, found[0], fields=[field]) == {Code.FIELD_UNREGISTERED}


def test_an_act_that_is_not_in_the_task_is_refused(house, task, found):
    assert Code.ACT_NOT_IN_TASK in refused(house, task, found[0], act=Act.LIST)


def test_who_is_not_on_the_task_is_refused(house, task, found):
    assert refused(house, task, found[0], actor=house.legal) == {Code.NOT_ON_TASK}


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        (people.CONSULTANT, set()),
        (people.SUPERVISOR, {Code.OVERSIGHT_READS_NO_CONTENT, Code.OUTSIDE_OF_ROOMS}),
        (people.BUYER, {Code.OUTSIDE_OF_ROOMS}),
        (
            people.HOLDER,
            {
                Code.NO_ROLE,
                Code.OVERSIGHT_READS_NO_CONTENT,
                Code.NOT_ON_DEAL,
                Code.OUTSIDE_OF_ROOMS,
            },
        ),
    ],
)
def test_being_put_on_a_task_is_not_enough(house, found, who, codes):
    until = house.at + timedelta(days=1)
    work = Work(Purpose.INVENTORY, house.deal, [house[who]], [Act.REVEAL], FIELDS, until)
    task = open_work(work, actor=house.dpo, at=house.at)
    decision = decisions.ask(house.asked(task, found[0], actor=house[who]))
    assert {reason.code for reason in decision.reasons} == codes


def test_the_system_itself_reads_nobody(house, found):
    task = house.task(actors=[SYSTEM])
    assert Code.NO_ROLE in refused(house, task, found[0], actor=SYSTEM)


@pytest.mark.both
@pytest.mark.parametrize(
    ("purpose", "is_open"),
    [(Purpose.INVENTORY, False), (Purpose.SERVICE, False), (Purpose.REQUEST, True)],
)
def test_a_suspended_deal_is_read_only_for_the_person_concerned(house, found, purpose, is_open):
    task = house.task(purpose=purpose, subject=found[0])
    deals.suspend(deal=house.deal, reason=next(iter(SuspendReason)), actor=house.dpo, at=house.at)
    decision = decisions.ask(house.asked(task, found[0]))
    assert decision.allowed is is_open
    assert is_open or [r.code for r in decision.reasons] == [Code.DEAL_NOT_OPEN]


def test_the_purpose_is_the_tasks_whatever_a_question_claims(house, task, found):
    lying = replace(house.asked(task, found[0]), purpose=Purpose.REQUEST)
    assert Code.TASK_CLOSED in {reason.code for reason in decisions.ask(lying).reasons}


def test_the_deal_is_the_tasks_whatever_a_question_claims(house, task):
    other = house.new_deal()
    (stranger,) = house.keep(person(1), deal=other)
    lying = replace(house.asked(task, stranger), deal=other)
    assert [reason.code for reason in decisions.ask(lying).reasons] == [Code.TASK_CLOSED]


@pytest.mark.both
def test_a_question_for_no_task_is_none(house, found):
    with pytest.raises(NoSuchTask):
        house.asked(Ref("task-none"))
