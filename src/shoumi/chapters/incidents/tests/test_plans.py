"""Plans: what they must say, who approves them, who is on duty, and until when that counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.tests import authenticated
from shoumi.base.vault import secrets
from shoumi.chapters.incidents import jobs
from shoumi.chapters.incidents.models import ContingencyPlan, DutyContact, DutyPost, PlanChange
from shoumi.chapters.incidents.queries import kept_texts
from shoumi.chapters.incidents.rules import starter
from shoumi.chapters.incidents.rules.plans import section_faults
from shoumi.chapters.incidents.rules.words import Post, Section
from shoumi.chapters.incidents.services import duty, erasure, plans, texts
from shoumi.chapters.incidents.services.errors import (
    ChangeDecided,
    NotADraft,
    NothingChanged,
    NotOnDuty,
    NotReached,
    NotStaff,
    OwnContact,
    OwnDeputy,
    PostEmpty,
    SamePerson,
    SectionGap,
    SectionShort,
    SectionUnfit,
)
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
PLAN_DEMANDS = ("9.1", "20.1", "20.3")


def states(desk):
    return [desk.state(demand) for demand in PLAN_DEMANDS]


HOLDS = [("PASS", "")] * 3


def test_until_a_plan_is_approved_the_word_is_left_to_what_is_stated(desk):
    desk.on_duty()
    desk.draft()
    assert states(desk) == [("NOT_BUILT", "incidents.not_begun")] * 3


def test_a_plan_in_force_with_people_who_were_reached_holds(desk):
    desk.planned()
    assert states(desk) == HOLDS


@pytest.mark.parametrize("section", list(Section))
def test_a_plan_that_lacks_a_section_is_refused(desk, section):
    with pytest.raises(SectionUnfit) as refused:
        desk.draft(**{section: "  "})
    assert refused.value.facts["section"] is section
    assert not ContingencyPlan.objects.exists()


def test_a_section_with_an_open_place_or_next_to_nothing_in_it_is_refused(desk):
    with pytest.raises(SectionGap):
        desk.draft(REPORTING="较大以上 4 小时内报【省级网信部门名称】，其余 24 小时内报告。")
    with pytest.raises(SectionShort):
        desk.draft(RESPONSE="按规定处置。")


def test_the_text_to_begin_with_is_whole_and_is_refused_until_its_places_are_filled():
    for number in (0, 1):
        told = {section: both[number] for section, both in starter.texts().items()}
        faults = dict(section_faults(told))
        assert {fault.name for fault in faults.values()} == {"SECTION_GAP"}
        filled = {one: text.replace("【", "").replace("】", "") for one, text in told.items()}
        assert list(section_faults(filled)) == []


def test_the_head_approves_and_never_its_writer(desk):
    desk.on_duty()
    desk.reached()
    desk.house.give(desk.legal, Role.HEAD, at=desk.at)
    own = desk.draft(actor=desk.legal)
    with pytest.raises(SamePerson):
        desk.approve(own, desk.legal)
    with pytest.raises(NotPermitted):
        desk.approve(own, desk.officer)
    desk.approve(desk.draft())
    with pytest.raises(NotADraft):
        desk.approve(own)


def test_no_plan_is_approved_while_a_post_is_empty_or_somebody_was_not_reached(desk):
    plan = desk.draft()
    with pytest.raises(PostEmpty):
        desk.approve(plan)
    desk.on_duty()
    with pytest.raises(NotReached) as refused:
        desk.approve(plan)
    assert refused.value.facts["count"] == 4
    desk.reached()
    assert desk.approve(plan).approved_by == desk.head


def test_a_post_is_held_by_two_of_the_staff(desk):
    with pytest.raises(OwnDeputy):
        desk.name(Post.COMMAND, desk.wang, desk.wang)
    with pytest.raises(NotStaff):
        desk.name(Post.COMMAND, desk.wang, Ref.new("person"))
    with pytest.raises(NotPermitted):
        desk.name(Post.COMMAND, desk.wang, desk.chen, actor=desk.chen)
    desk.name(Post.COMMAND, desk.wang, desk.chen)
    desk.name(Post.COMMAND, desk.officer, desk.chen)
    assert DutyPost.objects.get(left_at=None).person == desk.officer


def test_who_leaves_the_house_leaves_the_post_empty(desk):
    desk.planned()
    accounts.retire(person=desk.chen, actor=desk.officer, at=desk.at)
    assert desk.state("9.1") == ("FAIL", "incidents.not_here_then")
    for post in Post:
        if post is not Post.COMMAND:
            desk.name(post, desk.wang, desk.legal)
    assert desk.state("9.1") == ("PASS", "")
    assert desk.state("20.1") == ("FAIL", "incidents.not_reached_then")
    desk.call(desk.contact(desk.legal))
    assert desk.state("20.1") == ("PASS", "")


def test_a_contact_counts_for_a_quarter_by_the_clock_alone(desk):
    desk.planned()
    held = plans.demands.whole_and_reached(desk.at)
    desk.at = held.turns - timedelta(seconds=1)
    assert desk.state("20.1") == ("PASS", "")
    desk.at = held.turns
    assert desk.state("20.1") == ("FAIL", "incidents.not_reached_then")
    desk.reached()
    assert desk.state("20.1") == ("PASS", "")


def test_a_call_that_nobody_answers_shuts_at_once(desk):
    desk.planned()
    one = DutyContact.objects.get(person=desk.wang)
    desk.call(Ref(one.ref), is_reached=False)
    assert desk.state("20.1") == ("FAIL", "incidents.not_reached_then")


def test_nobody_tries_an_own_contact_and_nobody_off_duty_has_one(desk):
    desk.on_duty()
    with pytest.raises(NotOnDuty):
        desk.contact(desk.legal)
    own = desk.contact(desk.officer)
    with pytest.raises(OwnContact):
        desk.call(own, desk.officer)
    with pytest.raises(NotPermitted):
        desk.call(own, desk.wang)


def test_another_way_takes_the_place_of_the_old_one_which_is_destroyed(desk):
    desk.planned()
    old = DutyContact.objects.get(person=desk.wang)
    duty.tell_contact(person=desk.wang, way="154 0000 0222", actor=desk.wang, at=desk.at)
    new = DutyContact.objects.get(person=desk.wang)
    assert (texts.opened(new.way), texts.opened(old.way)) == ("154 0000 0222", "")
    assert desk.state("20.1") == ("FAIL", "incidents.not_reached_then")


def test_who_is_relieved_has_no_contact_after_that_day(desk):
    desk.planned()
    assert erasure.forget_past_term(desk.at) == 0
    for post in Post:
        desk.name(post, desk.officer, desk.security)
    assert jobs.clear(desk.at) == 2
    assert kept_texts.remaining([desk.wang, desk.chen]) == 0
    assert kept_texts.remaining([desk.officer]) == 1
    assert erasure.forget([desk.officer]) == 1


def test_a_text_of_a_contact_that_is_refused_is_kept_nowhere(desk):
    desk.on_duty()
    authenticated.change(DutyContact.objects.filter(ref=desk.contact(desk.wang)), told_at=desk.at)
    DutyContact.objects.update(is_reached=True)  # a row changed by hand
    before = secrets.of_kind(texts.KIND, made_before=desk.at + timedelta(hours=1))
    with pytest.raises(Exception, match="row"):
        desk.contact(desk.wang)
    assert secrets.of_kind(texts.KIND, made_before=desk.at + timedelta(hours=1)) == before


def test_a_year_without_another_look_is_too_long(desk):
    desk.planned()
    desk.at = plans.plans.review_due(ContingencyPlan.objects.get().approved_at)
    assert desk.state("20.3") == ("FAIL", "incidents.plan_old")
    desk.reached()
    desk.approve(desk.draft())
    assert desk.state("20.3") == ("PASS", "")


def test_a_change_is_decided_within_thirty_days(desk):
    desk.planned()
    change = desk.change()
    assert change.due_at.isoformat() == "2026-09-28T16:00:00+00:00"
    assert desk.state("20.3") == ("PASS", "")
    desk.at = change.due_at
    assert desk.state("20.3") == ("FAIL", "incidents.change_late")
    answered = "三小时内报省级网信部门，另报公安，由总指挥签发并记入时间线。"
    desk.approve(desk.draft(changes=[Ref(change.ref)], REPORTING=answered))
    assert desk.state("20.3") == ("PASS", "")
    assert PlanChange.objects.get().plan == ContingencyPlan.objects.get(number=2).ref


def test_a_version_that_says_the_same_takes_in_no_change(desk):
    desk.planned()
    with pytest.raises(NothingChanged):
        desk.draft(changes=[Ref(desk.change().ref)])


def test_a_change_is_declined_by_another_for_a_reason_and_once(desk):
    desk.planned()
    own = Ref(desk.change(actor=desk.head).ref)
    given = {"change": own, "reasons": "第五部分已经写明。", "at": desk.at}
    with pytest.raises(SamePerson):
        plans.decline(**given, actor=desk.head)
    plans.decline(**given, actor=desk.officer)
    with pytest.raises(ChangeDecided):
        plans.decline(**given, actor=desk.officer)
    desk.go(days=60)
    assert desk.state("20.3") == ("PASS", "")


@pytest.mark.parametrize(
    ("table", "edited"),
    [
        (ContingencyPlan, {"sections": {}}),
        (DutyPost, {"left_at": None, "deputy": "person-00000000000000000"}),
        (DutyContact, {"is_reached": True}),
        (PlanChange, {"declined_for": "", "decided_at": None, "decided_by": ""}),
    ],
)
def test_a_row_that_was_edited_by_hand_fails_what_rests_on_it(desk, table, edited):
    desk.planned()
    desk.call(Ref(DutyContact.objects.get(person=desk.wang).ref), is_reached=False)
    desk.reached()
    one = desk.change()
    plans.decline(change=Ref(one.ref), reasons="已有。", actor=desk.head, at=desk.at)
    assert states(desk) == HOLDS
    table.objects.filter(pk=table.objects.order_by("pk")[0].pk).update(**edited)
    failed = [state for state, _ in states(desk) if state == "FAIL"]
    assert failed or table is DutyContact


@pytest.mark.parametrize("table", [ContingencyPlan, DutyPost, DutyContact, PlanChange])
def test_a_row_that_was_deleted_fails_what_rests_on_it(desk, table):
    desk.planned()
    desk.change()
    table.objects.filter(pk=table.objects.order_by("pk")[0].pk).delete()
    assert "FAIL" in [state for state, _ in states(desk)]
