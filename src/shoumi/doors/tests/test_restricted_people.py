"""Whoever asked to restrict or to stop the use is opened by no act, but to answer that very person
(handbook 10.2)."""

from __future__ import annotations

import pytest

from shoumi.base.gate import decisions, disclosure, query_filter
from shoumi.base.subjects.models import Subject
from shoumi.chapters.feedback.rules import Ground, Kind, Proof, Way
from shoumi.chapters.feedback.services import answers, intake, progress
from shoumi.chapters.feedback.services.intake import Told
from shoumi.core.gate import Act, GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.tests.house import FIELDS

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


class Asking:
    """One of three customers objects; it is proved who asks."""

    def __init__(self, house):
        self.house = house
        self.people = house.keep_many(3)
        self.one = self.people[0]
        told = Told(Kind.OBJECT, Way.PHONE, "请停止使用我的信息", house.at, deal=house.deal)
        officer = {"actor": house.dpo, "at": house.at}
        made, _ = intake.take_in(told=told, **officer)
        self.request = {"request": Ref(made.ref), **officer}
        progress.assign(to=house.dpo, **self.request)
        progress.prove(proof=Proof.IN_PERSON, subject=self.one, **self.request)

    def refuse(self):
        given = {"text": "合同仍在履行", "appeal": "可以投诉", "way": Way.PHONE}
        answers.refuse(ground=Ground.NOT_FEASIBLE, **given, **self.request)


@pytest.fixture
def asking(house):
    return Asking(house)


def codes(house, act, purpose, subject=None, of=None):
    task = house.task(purpose=purpose, acts=(act,), subject=of)
    decision = decisions.ask(house.asked(task, subject, act=act))
    return {reason.code for reason in decision.reasons}


READS = [
    (Act.REVEAL, Purpose.INVENTORY),
    (Act.REVEAL, Purpose.DUE_DILIGENCE),
    (Act.LIST, Purpose.INVENTORY),
    (Act.LIST, Purpose.DUE_DILIGENCE),
    (Act.EXPORT, Purpose.HANDOVER),
    (Act.SEND, Purpose.NOTICE),
    (Act.REVEAL, Purpose.SERVICE),
]


@pytest.mark.parametrize(("act", "purpose"), READS)
def test_no_act_opens_that_person_until_it_is_refused(asking, act, purpose):
    house, other = asking.house, asking.people[1]
    assert Code.RESTRICTED in codes(house, act, purpose, asking.one)
    assert Code.RESTRICTED not in codes(house, act, purpose, other)
    asking.refuse()
    assert Code.RESTRICTED not in codes(house, act, purpose, asking.one)


def test_that_person_is_looked_at_to_be_answered(asking):
    house = asking.house
    task = house.task(purpose=Purpose.REQUEST, acts=(Act.REVEAL,), subject=asking.one)
    assert disclosure.open_asked(house.asked(task, asking.one)).keys() == set(FIELDS)


@pytest.mark.both
def test_the_refusal_says_what_to_do_and_lists_leave_that_person_out(asking):
    house = asking.house
    task = house.task(acts=(Act.REVEAL, Act.LIST))
    with pytest.raises(GateClosed) as caught:
        disclosure.open_asked(house.asked(task, asking.one))
    [reason] = caught.value.decision.reasons
    assert (reason.code, reason.duty) == (Code.RESTRICTED, "10.2")
    listed = query_filter.allowed(house.asked(task, act=Act.LIST), Subject.objects.all())
    assert [one.ref for one in listed.order_by("id")] == asking.people[1:]
    opened, left = disclosure.open_many(house.asked(task), asking.people)
    assert [ref for ref, _ in opened] == asking.people[1:]
    assert left


def test_what_was_remembered_before_opens_nothing_after(house):
    """A process that has read goes on reading by what it knows of the house, not of people."""
    other = house.keep_many(1)[0]
    task = house.task()
    disclosure.open_asked(house.asked(task, other))
    asking = Asking(house)
    with pytest.raises(GateClosed):
        disclosure.open_asked(house.asked(task, asking.one))
    disclosure.open_asked(house.asked(task, other))
