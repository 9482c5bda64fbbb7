"""Each look at a minor's record takes a second person's yes (handbook 1.5)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from shoumi.base.accounts.models import Grant
from shoumi.base.approvals import services as two_persons
from shoumi.base.approvals.errors import AskedAlready, NeedsApproval, Pending
from shoumi.base.approvals.models import Approval
from shoumi.base.gate import decisions, disclosure, minor_reads, query_filter
from shoumi.base.gate.minor_reads import FieldsUnfit, NoMinor, NoSuchPerson, NotOnTask
from shoumi.base.gate.tasks import NoSuchTask, Own, Work, close_task, open_work, question
from shoumi.base.subjects.models import Kind, Subject
from shoumi.base.tests import authenticated
from shoumi.core.gate import Act, GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import FIELDS, person, told

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
DAY = timedelta(days=1)


@pytest.fixture
def minor(house):
    """Seventeen years old, by the birthday."""
    return house.keep(person(0, birth_on="2009-08-01"))[0]


@pytest.fixture
def task(house):
    return house.task(acts=(Act.REVEAL, Act.LIST))


def look(house, task, one, **more):
    return disclosure.open_asked(house.asked(task, one, **more))


def refused(house, task, one, **more):
    with pytest.raises(GateClosed) as caught:
        look(house, task, one, **more)
    reasons = caught.value.decision.reasons
    assert [reason.code for reason in reasons] == [Code.MINOR_UNAGREED]
    assert reasons[0].duty == "1.5"


def wish(house, task, one, fields=FIELDS, actor=None):
    with pytest.raises(NeedsApproval) as wanted:
        minor_reads.require_agreed(
            task=task, person=one, fields=fields, actor=actor or house.dpo, at=house.at
        )
    return wanted.value.change


def agreed(house, task, one, fields=FIELDS, *, actor=None, approver=people.HEAD):
    actor = actor or house.dpo
    change = wish(house, task, one, fields, actor)
    made = two_persons.ask(change=change, actor=actor, at=house.at)
    two_persons.approve(approval=Ref(made.ref), actor=house[approver], at=house.at)
    return Ref(made.ref)


@pytest.mark.both
def test_it_opens_once_after_another_has_agreed(house, task, minor):
    refused(house, task, minor)
    (line,) = [one for one in told("gate.decided") if not one.facts["allowed"]]
    assert line.facts["why"] == Code.MINOR_UNAGREED
    ref = agreed(house, task, minor)
    assert decisions.ask(house.asked(task, minor)).allowed  # asking spends nothing
    assert look(house, task, minor)["name"]
    (used,) = told("approval.used")
    (shown,) = told("gate.revealed")
    assert (used.about, used.actor) == (ref, house.dpo)
    assert used.facts["approver"] == house[people.HEAD]
    assert shown.actor == house.dpo
    assert Approval.objects.get(ref=ref).state == "used"
    refused(house, task, minor)


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        (Kind.CHILD, {"birth_on": "2016-01-01"}),
        (Kind.INDIVIDUAL, {"birth_on": "2008-08-25"}),
        (Kind.INDIVIDUAL, {"id_number": "990000200901010012"}),
        (Kind.INDIVIDUAL, {"guardian_name": "虚构监护"}),
        (Kind.CONTACT, {"birth_on": "2010-01-01"}),
    ],
)
def test_marked_at_intake_by_what_is_known_of_the_birthday(house, task, kind, known):
    (one,) = house.keep(person(0, kind=kind, **known))
    assert Subject.objects.get(ref=one).is_minor is True
    refused(house, task, one)


def test_of_grown_people_nobody_has_to_agree(house, task):
    for known in ({}, {"birth_on": "2008-08-24"}, {"id_number": "990000199001010010"}):
        (one,) = house.keep(person(0, **known))
        assert Subject.objects.get(ref=one).is_minor is False
        assert look(house, task, one)


def test_a_look_at_masked_values_takes_a_yes_too(house, task, minor):
    refused(house, task, minor, act=Act.LIST)
    agreed(house, task, minor)
    assert look(house, task, minor, act=Act.LIST)
    refused(house, task, minor)


def test_the_yes_is_for_that_task_that_person_those_fields_and_who_asked(house, task, minor):
    (other,) = house.keep(person(1, birth_on="2009-08-01"))
    another = house.task(actors=[house.dpo, house.legal])
    agreed(house, another, minor, ("name",))
    refused(house, another, minor)
    refused(house, another, other, fields=("name",))
    refused(house, task, minor, fields=("name",))
    refused(house, another, minor, fields=("name",), actor=house.legal)
    assert look(house, another, minor, fields=("name",)).keys() == {"name"}


def test_fewer_fields_than_agreed_to_spend_it_too(house, task, minor):
    agreed(house, task, minor)
    assert look(house, task, minor, fields=("name",))
    refused(house, task, minor, fields=("mobile",))


def test_the_sheet_asks_field_by_field(house, task, minor):
    agreed(house, task, minor, ("name",))
    answers = decisions.ask_fields(house.asked(task, minor), ("name", "mobile"))
    assert {code: one.allowed for code, one in answers.items()} == {"name": True, "mobile": False}


def test_the_yes_is_good_for_a_day_from_the_asking(house, task, minor):
    agreed(house, task, minor)
    house.at += DAY
    refused(house, task, minor)
    agreed(house, task, minor)
    house.at += DAY - timedelta(minutes=1)
    assert look(house, task, minor)


def test_who_approved_holds_the_role_still_and_so_does_who_asked(house, task, minor):
    agreed(house, task, minor)
    authenticated.change(Grant.objects.filter(person=house[people.HEAD]), until=house.at)
    refused(house, task, minor)


def test_nobody_asks_twice_or_for_nothing(house, task, minor):
    change = wish(house, task, minor)
    two_persons.ask(change=change, actor=house.dpo, at=house.at)
    with pytest.raises(AskedAlready):
        two_persons.ask(change=change, actor=house.dpo, at=house.at)
    with pytest.raises(Pending):
        minor_reads.require_agreed(
            task=task, person=minor, fields=FIELDS, actor=house.dpo, at=house.at
        )


def test_there_has_to_be_something_to_agree_to(house, task, minor):
    def ask(**more):
        given = {"task": task, "person": minor, "fields": (), "actor": house.dpo, "at": house.at}
        minor_reads.require_agreed(**(given | more))

    (grown,) = house.keep(person(1))
    (foreign,) = house.keep(person(2, birth_on="2009-08-01"), deal=house.new_deal())
    for refusal, given in (
        (NoMinor, {"person": grown}),
        (NoSuchPerson, {"person": foreign}),
        (NoSuchPerson, {"person": Ref("sub-none")}),
        (FieldsUnfit, {"fields": ("name", "bank_account")}),
        (NotOnTask, {"actor": house.legal}),
        (NoSuchTask, {"task": Ref("task-none")}),
    ):
        with pytest.raises(refusal):
            ask(**given)
    with pytest.raises(NeedsApproval) as wanted:
        ask()
    assert wanted.value.change.parameters["fields"] == sorted(FIELDS)
    close_task(task=task, actor=house.dpo, at=house.at)
    with pytest.raises(NoSuchTask):
        ask()


def test_many_at_the_same_moment_get_one_look(house, task, minor):
    agreed(house, task, minor)

    def at_once(_):
        try:
            return bool(look(house, task, minor))
        except GateClosed:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(at_once, range(8))) == 1
    assert len(told("approval.used")) == 1


@pytest.mark.parametrize("change", ["parameters", "requested_at", "put_in", "back"])
@pytest.mark.both
def test_a_row_that_the_ledger_does_not_bear_out_opens_nothing(house, task, minor, change):
    (other,) = house.keep(person(1, birth_on="2009-08-01"))
    if change == "parameters":
        row = Approval.objects.filter(ref=agreed(house, task, other))
        row.update(parameters=row.get().parameters.replace(other, minor))
    elif change == "requested_at":
        row = Approval.objects.filter(ref=agreed(house, task, minor))
        house.at += DAY
        row.update(requested_at=house.at, answered_at=house.at)
    elif change == "put_in":
        made = two_persons.ask(change=wish(house, task, minor), actor=house.dpo, at=house.at)
        Approval.objects.filter(ref=made.ref).update(
            state="approved", answered_by_id=house[people.HEAD], answered_at=house.at
        )
    else:
        row = Approval.objects.filter(ref=agreed(house, task, minor))
        assert look(house, task, minor)
        row.update(state="approved", used_at=None)
    refused(house, task, minor)


def test_an_emergency_and_what_an_act_reads_for_itself_ask_nobody(house, minor):
    until = house.at + timedelta(minutes=30)
    who = [house.dpo]
    for own, subject in ((Own.EMERGENCY, minor), (Own.ACT, None)):
        work = Work(Purpose.INVENTORY, house.deal, who, [Act.REVEAL], FIELDS, until, subject, own)
        opened = open_work(work, actor=house.dpo, at=house.at)
        asked = question(
            actor=house.dpo, act=Act.REVEAL, task=opened, at=house.at, fields=FIELDS, in_act=True
        )
        found, no = disclosure.open_many(asked, [minor])
        assert (len(list(found)), no) == (1, {})


def test_a_list_leaves_minors_out_and_spends_nobodys_yes(house, task, minor):
    kept = house.keep_many(3)
    agreed(house, task, minor)
    asked = house.asked(task)
    found, no = disclosure.open_many(asked, [*kept, minor])
    assert {ref for ref, _ in found} == set(kept)
    assert no.keys() == {minor}
    let = query_filter.allowed(asked, Subject.objects.all())
    assert {one.ref for one in let} == set(kept)
    assert look(house, task, minor)
