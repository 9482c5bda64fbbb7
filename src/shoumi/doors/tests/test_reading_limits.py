"""Nobody looks through the customers one by one without a second person's yes (handbook 1.5)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from shoumi.base.approvals import queries as approvals
from shoumi.base.approvals import services as two_persons
from shoumi.base.approvals.errors import NeedsApproval
from shoumi.base.approvals.models import Approval
from shoumi.base.gate import decisions, disclosure, reading_limits
from shoumi.base.gate.models import SingleRead
from shoumi.base.gate.reading_limits import MoreUnfit
from shoumi.base.gate.tasks import Own, Work, open_work
from shoumi.core.gate import Act, GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import FIELDS, told

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
LIMITS = reading_limits.limits()


@pytest.fixture
def kept(house):
    return house.keep_many(30)


def look(house, task, one):
    return disclosure.open_asked(house.asked(task, one))


def refused(house, task, one):
    with pytest.raises(GateClosed) as caught:
        look(house, task, one)
    assert [reason.code for reason in caught.value.decision.reasons] == [Code.TOO_MANY_READS]
    assert caught.value.decision.reasons[0].duty == "1.5"


def looked(house, task, kept, count):
    for number in range(count):
        look(house, task, kept[number % len(kept)])


def allowed(house, reads, approver=people.HEAD):
    """The second person's yes, spent."""
    actor = house.dpo
    with pytest.raises(NeedsApproval) as wanted:
        reading_limits.allow_more(reads=reads, actor=actor, at=house.at)
    made = two_persons.ask(change=wanted.value.change, actor=actor, at=house.at)
    two_persons.approve(approval=Ref(made.ref), actor=house[approver], at=house.at)
    return reading_limits.allow_more(reads=reads, actor=actor, at=house.at)


@pytest.mark.both
def test_after_so_many_in_a_few_minutes_the_gate_refuses_and_minutes_later_it_does_not(house, kept):
    task = house.task()
    looked(house, task, kept, LIMITS.in_window)
    assert reading_limits.left(house.dpo, house.at) == 0
    refused(house, task, kept[0])
    (line,) = [one for one in told("gate.decided") if not one.facts["allowed"]]
    assert line.facts["why"] == Code.TOO_MANY_READS
    house.at += LIMITS.window
    assert reading_limits.left(house.dpo, house.at) == LIMITS.in_window
    look(house, task, kept[0])


def test_a_day_has_a_limit_of_its_own(house, kept):
    task = house.task()
    for _ in range(LIMITS.in_day):
        look(house, task, kept[0])
        house.at += timedelta(minutes=5)
    refused(house, task, kept[0])
    house.at += timedelta(days=1)
    look(house, task, kept[0])


def test_another_person_has_limits_of_his_own_and_a_list_is_not_counted(house, kept):
    task = house.task(actors=[house.dpo, house.legal])
    looked(house, task, kept, LIMITS.in_window)
    disclosure.open_asked(house.asked(task, kept[0], actor=house.legal))
    opened, no = disclosure.open_many(house.asked(task), kept)
    assert (len(list(opened)), no) == (len(kept), {})


def test_many_at_the_same_moment_get_no_more_than_one_after_the_other(house, kept):
    task = house.task()

    def at_once(one):
        try:
            return bool(look(house, task, one))
        except GateClosed:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(at_once, kept))
    assert sum(answers) == LIMITS.in_window == SingleRead.objects.count()


@pytest.mark.both
def test_a_second_person_allows_so_many_more_and_no_others(house, kept):
    task = house.task()
    looked(house, task, kept, LIMITS.in_window)
    allowed(house, 3)
    assert reading_limits.left(house.dpo, house.at) == 3
    looked(house, task, kept, 3)
    refused(house, task, kept[0])


def test_the_yes_is_good_for_a_day_from_the_asking(house, kept):
    task = house.task()
    allowed(house, 100)
    house.at += timedelta(days=1, minutes=-1)
    looked(house, task, kept, LIMITS.in_window + 1)
    house.at += timedelta(minutes=1)
    refused(house, task, kept[0])


def test_what_is_kept_of_the_count_lets_nobody_look_at_one_more(house, kept, monkeypatch):
    task = house.task()
    asked = []
    usual = reading_limits.left_of_usual
    monkeypatch.setattr(
        reading_limits, "left_of_usual", lambda *told: asked.append(told) or usual(*told)
    )
    looked(house, task, kept, LIMITS.in_window)
    assert len(asked) == 1  # nobody else wrote in between
    refused(house, task, kept[0])
    house.task()
    refused(house, task, kept[0])
    assert len(asked) == 3


def test_what_is_kept_of_the_count_serves_no_earlier_question(house, kept):
    task = house.task()
    house.at += LIMITS.window
    looked(house, task, kept, LIMITS.in_window - 2)
    then = house.at
    house.at += LIMITS.window
    look(house, task, kept[0])
    house.at = then + timedelta(minutes=LIMITS.window // timedelta(minutes=1) - 4)
    look(house, task, kept[0])
    refused(house, task, kept[0])


def test_too_many_at_once_and_none_are_not_asked_for(house):
    for reads in (0, LIMITS.most_more + 1):
        with pytest.raises(MoreUnfit):
            reading_limits.allow_more(reads=reads, actor=house.dpo, at=house.at)


@pytest.mark.parametrize(
    "change", [{"parameters": '{"reads":90}'}, {"requested_by_id": "dpo"}, {"state": "used"}]
)
def test_a_row_that_the_ledger_does_not_bear_out_allows_nothing(house, kept, change):
    task = house.task()
    looked(house, task, kept, LIMITS.in_window)
    if "parameters" in change:
        row = allowed(house, 1)
        look(house, task, kept[0])
        Approval.objects.filter(ref=row.ref).update(**change)
    else:
        # Somebody else's, or one that was approved and never used.
        who = house.legal if "requested_by_id" in change else house.dpo
        made = two_persons.ask(change=reading_limits._change(50), actor=who, at=house.at)
        two_persons.approve(approval=Ref(made.ref), actor=house[people.HEAD], at=house.at)
        if "requested_by_id" in change:
            reading_limits.allow_more(reads=50, actor=who, at=house.at)
        more = {"state": "used", "used_at": house.at, "requested_by_id": house.dpo}
        Approval.objects.filter(ref=made.ref).update(**more)
    assert approvals.asked_by(house.dpo).filter(state="used").count() == 1
    refused(house, task, kept[0])


def test_an_emergency_has_limits_of_its_own(house, kept):
    task = house.task()
    looked(house, task, kept, LIMITS.in_window)
    until = house.at + timedelta(minutes=30)
    who, own = [house.dpo], Own.EMERGENCY
    work = Work(Purpose.INVENTORY, house.deal, who, [Act.REVEAL], FIELDS, until, kept[0], own)
    look(house, open_work(work, actor=house.dpo, at=house.at), kept[0])
    refused(house, task, kept[0])


def test_what_is_asked_before_says_the_same(house, kept):
    task = house.task()
    looked(house, task, kept, LIMITS.in_window)
    before = decisions.ask(house.asked(task, kept[0]))
    assert [reason.code for reason in before.reasons] == [Code.TOO_MANY_READS]


def test_the_doctor_finds_what_was_not_counted(house, kept):
    task = house.task()
    looked(house, task, kept, 3)
    assert reading_limits.uncounted(house.at) == []
    gone = SingleRead.objects.order_by("position")[1]
    SingleRead.objects.filter(pk=gone.pk).delete()
    assert reading_limits.uncounted(house.at) == [gone.pk]
    assert reading_limits.uncounted(house.at + timedelta(days=1)) == []


@pytest.mark.parametrize(
    "forge",
    [
        lambda rows, at: rows.delete(),
        lambda rows, at: rows.update(person="person-x"),
        lambda rows, at: rows.update(at=at - timedelta(days=2)),
    ],
    ids=["emptied", "of_another_person", "of_another_day"],
)
def test_the_doctor_finds_counts_that_were_changed(house, kept, forge, monkeypatch):
    task = house.task()
    looked(house, task, kept, 2)
    assert reading_limits.uncounted(house.at) == []
    monkeypatch.setattr(reading_limits, "_AT_ONCE", 1)
    positions = sorted(SingleRead.objects.values_list("position", flat=True))
    forge(SingleRead.objects.all(), house.at)
    assert reading_limits.uncounted(house.at) == positions


def test_what_was_read_before_the_home_counted_is_no_finding(house, kept, monkeypatch):
    look(house, house.task(), kept[0])
    SingleRead.objects.all().delete()
    for begun in (None, house.at + timedelta(hours=1)):
        monkeypatch.setattr(reading_limits.row_keys, "made_at", lambda begun=begun: begun)
        assert reading_limits.uncounted(house.at) == []
