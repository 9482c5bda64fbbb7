"""What waits for somebody, from every card: who sees it, when it goes, in which order it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base import registry
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.rules import Kind
from shoumi.base.deals import services as deals
from shoumi.base.deals.models import MilestoneState
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.gate import rules as tasks
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import Own, Work, close_task, confirm_task, open_work
from shoumi.base.inbox import queries
from shoumi.base.intake import pending_uploads
from shoumi.base.registry import InboxItem, InboxKind
from shoumi.base.rooms import inquiries
from shoumi.base.tests import authenticated
from shoumi.core.calendar import CHINA
from shoumi.core.gate import Act
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, Purpose, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.datasets import customers
from shoumi.doors.tests.house import FIELDS
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.viewer_papers import opened

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def waiting(house, person, kind: InboxKind | None = None) -> list[InboxItem]:
    found = queries.items(queries.asker(person, house.at))
    return [one for one in found if kind in (None, one.kind)]


def refs(house, person, kind: InboxKind | None = None) -> list[str]:
    return [one.ref for one in waiting(house, person, kind)]


@pytest.fixture
def other(house):
    """A second deal."""
    return house.new_deal()


@pytest.fixture
def of_other(house, other):
    """A consultant of the second deal alone, and its seller, who has no part in the first."""
    found = {}
    for name, role, kind in (
        ("许示范", Role.CON, Kind.STAFF),
        ("吕示范", Role.DPO, Kind.STAFF),
        ("施虚丁", Role.TR, Kind.PARTY),
    ):
        found[role] = Ref(accounts.enrol(name=name, kind=kind, actor=house.dpo, at=house.at).ref)
        people.give({**house.cast.people, name: found[role]}, name, role, other, house.at)
    return found


# Tasks


def own_task(house, deal=None):
    until = house.at + timedelta(days=1)
    work = Work(
        Purpose.INVENTORY,
        deal or house.deal,
        [house.dpo],
        [Act.REVEAL],
        FIELDS,
        until,
        own=Own.CONFIRMED,
    )
    return open_work(work, actor=house.dpo, at=house.at)


def test_a_task_waits_for_who_is_on_it_until_it_is_closed(house):
    task = house.task(actors=[house.legal])
    (found,) = waiting(house, house.legal, InboxKind.TASK)
    assert (found.ref, found.deal, found.page, found.of) == (
        task,
        house.deal,
        "task",
        {"task": task},
    )
    assert (found.since, found.until) == (house.at, house.at + tasks.longest(Purpose.INVENTORY))
    assert not found.two
    close_task(task=task, actor=house[people.HEAD], at=house.at)
    assert not refs(house, house.legal, InboxKind.TASK)


def test_ones_own_task_waits_for_another_who_may_confirm_it(house):
    task = own_task(house)
    assert [(one.ref, one.two) for one in waiting(house, house[people.HEAD], InboxKind.TASK)] == [
        (task, True)
    ]
    assert "确认任务" not in "".join(one.what[0] for one in waiting(house, house.dpo))
    assert not refs(house, house.legal, InboxKind.TASK)
    confirm_task(task=task, actor=house[people.HEAD], at=house.at)
    assert not refs(house, house[people.HEAD], InboxKind.TASK)


def test_who_may_confirm_in_one_deal_is_not_asked_in_another(house, other, of_other):
    first, second = own_task(house), own_task(house, other)
    assert refs(house, of_other[Role.DPO], InboxKind.TASK) == [second]
    assert {first, second} <= {*refs(house, house[people.HEAD])}


def test_a_side_that_is_on_a_task_is_not_sent_to_a_page_it_cannot_open(house):
    # Nobody puts a side on a task any more; earlier versions did.
    task = Task.objects.filter(ref=house.task())
    authenticated.change(task, actors=[house.buyer])
    assert not refs(house, house.buyer, InboxKind.TASK)


# Questions of a room


@pytest.fixture
def asked(house):
    house.agree()
    house.assess()
    room = opened(house, ROWS)
    return inquiries.ask(
        room=Ref(room.ref),
        text="主要客户合同的期限是多久？",
        paper=None,
        page=None,
        actor=house.buyer,
        at=house.at,
    )


def test_a_question_waits_for_the_sellers_side_with_its_day_until_it_is_answered(
    house, asked, of_other
):
    seller = house[people.SELLER]
    (found,) = waiting(house, seller, InboxKind.QUESTION)
    assert (found.ref, found.of) == (asked.ref, {"room": asked.room.ref})
    assert found.what[0] == "答复数据室提问第 1 号"
    assert found.until - timedelta(days=1) == datetime.combine(asked.due_on, time.min, CHINA)
    assert refs(house, house[people.CONSULTANT], InboxKind.QUESTION) == [asked.ref]
    for person in (house.buyer, house.dpo, *of_other.values()):
        assert not refs(house, person, InboxKind.QUESTION)
    inquiries.answer(inquiry=Ref(asked.ref), text="三年。", actor=seller, at=house.at)
    assert not refs(house, seller, InboxKind.QUESTION)


# Files that were left


def test_files_wait_for_who_brought_them_while_that_person_may_take_them_in(house):
    made = customers(house)
    consultant = house[people.CONSULTANT]
    ref = pending_uploads.keep(
        [SimpleUploadedFile("客户.csv", "姓名\n虚构甲\n".encode())],
        deal=house.deal,
        dataset=Ref(made.ref),
        actor=consultant,
        at=house.at,
    )
    (found,) = waiting(house, consultant, InboxKind.FILES)
    assert (found.ref, found.of, found.deal) == (ref, {"delivery": ref}, house.deal)
    assert found.what == ("接着导入：交来的 1 个文件", "Go on with the import: 1 files wait")
    assert not refs(house, house.dpo, InboxKind.FILES)
    Grant.objects.filter(person=consultant).delete()
    assert not refs(house, consultant, InboxKind.FILES)
    pending_uploads.drop(pending_uploads.find(ref, consultant))


# Milestones


def passed(house, deal, *stages):
    """Milestones that are behind; how that came to be is another test's."""
    rows = MilestoneState.objects.filter(deal=deal, code__in=stages)
    authenticated.change(rows, state=Standing.WAIVED, done_at=house.at)


def of_deals(house, person) -> set[str]:
    return {one.deal for one in waiting(house, person, InboxKind.MILESTONE)}


def test_what_a_milestone_lacks_waits_for_the_role_that_supplies_it(house, other, of_other):
    assert of_deals(house, house[people.CONSULTANT]) == {house.deal, other}
    assert of_deals(house, of_other[Role.CON]) == {other}
    assert of_deals(house, of_other[Role.TR]) <= {other}


def test_a_role_for_one_deal_says_nothing_of_the_others(house, other):
    """Who is of personnel in the house and consults in one deal owes only that deal's papers."""
    people.give(house.cast.people, people.PERSONNEL, Role.CON, other, house.at)
    assert of_deals(house, house[people.PERSONNEL]) == {other}


def test_a_milestone_that_lacks_nothing_waits_for_who_answers_for_it_to_move_on(house):
    passed(house, house.deal, DealStage.MANDATE)
    house.reach_stages(house.deal, DealStage.INTAKE)
    (found,) = [one for one in waiting(house, house[people.CONSULTANT]) if not one.condition]
    assert found.what[0] == "完成阶段，条件已齐"
    assert found.about[0].endswith("意向登记")
    deals.finish(
        deal=house.deal, stage=DealStage.INTAKE, actor=house[people.CONSULTANT], at=house.at
    )
    assert found.ref not in refs(house, house[people.CONSULTANT])


def test_a_milestone_behind_others_asks_nobody_yet(house):
    about = [one.about[1] for one in waiting(house, house[people.SELLER])]
    assert not about
    passed(house, house.deal, DealStage.INTAKE)
    about = {one.about[1].partition(" · ")[2] for one in waiting(house, house[people.SELLER])}
    assert len(about) == 1


def test_a_closed_deal_waits_for_nobody(house):
    assert of_deals(house, house.dpo)
    passed(house, house.deal, DealStage.CLOSED)
    assert not of_deals(house, house.dpo)


def test_a_deal_that_is_held_up_waits_for_nobody(house):
    deals.suspend(deal=house.deal, reason=SuspendReason.INCIDENT, actor=house.dpo, at=house.at)
    assert not of_deals(house, house[people.CONSULTANT])


def test_what_a_side_owes_to_the_next_milestone_leads_to_its_own_page(house, other, of_other):
    passed(house, house.deal, DealStage.INTAKE)
    passed(house, other, DealStage.INTAKE)
    found = waiting(house, house[people.SELLER], InboxKind.MILESTONE)
    assert {one.page for one in found} == {"papers"}
    assert {one.query["deal"] for one in found} == {house.deal, other}
    assert not refs(house, house.buyer, InboxKind.MILESTONE)  # the buyer's turn comes later
    # He is the seller of both by name, and she of the second by her role.
    theirs = waiting(house, of_other[Role.TR], InboxKind.MILESTONE)
    assert len(theirs) * 2 == len(found)
    assert {one.deal for one in theirs} == {other}


# The list and the number


def test_the_most_pressing_comes_first_whatever_the_zone_of_its_time(house, monkeypatch):
    at = house.at

    def one(ref, until):
        return InboxItem(InboxKind.TASK, ref, (ref, ref), ("", ""), "today", until=until)

    later, sooner = at + timedelta(hours=2), at + timedelta(hours=1)
    handed_in = [one("none", None), one("later", later), one("sooner", sooner.astimezone(CHINA))]
    card = replace(registry._cards["gate"], inbox=lambda _: handed_in)
    monkeypatch.setattr(registry, "_cards", {"gate": card})
    assert refs(house, house.dpo) == ["sooner", "later", "none"]


def test_the_number_is_that_of_the_list_and_is_fresh_after_an_act(house):
    who = queries.asker(house[people.HEAD], house.at)
    before = queries.count(who)
    assert before == len(queries.items(who))
    own_task(house)
    assert queries.count(who) == before + 1 == len(queries.items(who))


def test_the_number_is_not_counted_anew_while_nobody_acts(house, monkeypatch):
    who = queries.asker(house[people.HEAD], house.at)
    number = queries.count(who)
    monkeypatch.setattr(registry, "cards", lambda: pytest.fail("asked again"))
    with CaptureQueriesContext(connection) as seen:
        assert queries.count(replace(who, at=house.at + timedelta(seconds=59))) == number
    assert len(seen) == 1


def test_the_number_is_counted_anew_after_a_minute_and_for_other_roles(house, monkeypatch):
    who = queries.asker(house[people.HEAD], house.at)
    queries.count(who)
    monkeypatch.setattr(registry, "_cards", {})
    assert queries.count(replace(who, at=house.at + timedelta(minutes=1))) == 0
    assert queries.count(replace(who, at=house.at - timedelta(seconds=1))) == 0
    assert queries.count(replace(who, roles=frozenset())) == 0
