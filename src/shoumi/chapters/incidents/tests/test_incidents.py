"""An incident from report to end, and drills; what demands 9.2, 9.3 and 20.2 say of them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.outbox.errors import CarriesIdentifier
from shoumi.base.signin.models import Session
from shoumi.chapters.incidents.documents import incident_report
from shoumi.chapters.incidents.models import Breach, BreachNotice, Liability, PlanChange
from shoumi.chapters.incidents.queries import courses
from shoumi.chapters.incidents.rules.words import Addressee, Cause, Finding, Milestone, StepKind
from shoumi.chapters.incidents.services import incidents, measures, notices, outcome
from shoumi.chapters.incidents.services.errors import (
    AboutOneself,
    FindingUnfit,
    IsClosed,
    IsLower,
    LoweringOpen,
    NoMeasure,
    NotYet,
    ProofMissing,
    SamePerson,
    StepOver,
    StillOwed,
    StillToReply,
    TextMissing,
)
from shoumi.core.calendar import CHINA
from shoumi.core.incident_clock import Level, Severity
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def row(breach) -> Breach:
    return Breach.objects.get(ref=breach)


def late(desk, breach):
    return {one.what for one in courses.clocks(row(breach)) if one.is_late(desk.at)}


# -- 9.2 -------------------------------------------------------------------------------------


def test_before_anything_is_reported_the_word_on_9_2_is_left_to_what_is_stated(desk):
    assert desk.state("9.2") == ("NOT_BUILT", "incidents.not_begun")
    assert desk.state("9.3") == ("PASS", "")
    assert desk.state("20.2") == ("NOT_BUILT", "incidents.not_begun")


def test_a_leak_is_of_medium_severity_at_least_and_shuts_until_it_is_closed(desk):
    breach = desk.report()
    one = row(breach)
    assert (one.severity, one.level) == (Severity.MEDIUM, Level.GENERAL)
    assert desk.state("9.2") == ("FAIL", "incidents.open_then")
    desk.closed()
    assert desk.state("9.2") == ("FAIL", "incidents.open_then"), "the first is open"


def test_a_closed_incident_shuts_nothing_and_leaves_a_change_of_the_plan(desk):
    desk.planned()
    breach = desk.closed()
    assert desk.state("9.2") == ("PASS", "")
    assert desk.state("9.3") == ("PASS", "")
    change = PlanChange.objects.get()
    assert (change.cause, change.of, change.what) == (Cause.INCIDENT, breach, "名单改用加密文件。")
    with pytest.raises(IsClosed):
        desk.grade(breach)


def test_what_leaks_nothing_and_is_low_shuts_nothing(desk):
    desk.planned()
    desk.report(is_leak=False, persons=0)
    desk.go(days=3)
    assert desk.state("9.2") == ("PASS", "")


def test_the_scenario_of_a_million_people_is_reported_by_twenty_to_two(desk):
    """Found at 21:40: level 较大, so the authority is told within four hours."""
    desk.at = datetime(2026, 10, 12, 21, 40, tzinfo=CHINA)
    breach = desk.report(persons=1_050_000)
    due = {one.what: one.due for one in courses.clocks(row(breach))}
    wanted = datetime(2026, 10, 13, 1, 40, tzinfo=CHINA)
    assert due[Milestone.AUTHORITY_TOLD] == wanted
    assert due[Milestone.PERSONS_TOLD] == wanted + timedelta(hours=20)
    desk.at = wanted - timedelta(seconds=1)
    assert late(desk, breach) == set()
    desk.at = wanted
    assert late(desk, breach) == {Milestone.AUTHORITY_TOLD}
    assert desk.state("9.2") == ("FAIL", "incidents.late_then")


def test_the_summary_of_a_grave_one_is_due_thirty_days_after_its_end(desk):
    desk.planned()
    breach = desk.closed(persons=1_000_000)
    due = next(one for one in courses.clocks(row(breach)) if one.what is Milestone.SUMMARY).due
    assert desk.state("9.2") == ("PASS", "")
    desk.at = due
    assert desk.state("9.2") == ("FAIL", "incidents.late_then")
    desk.tell(breach, Addressee.AUTHORITY)
    assert desk.state("9.2") == ("PASS", "")


def test_one_grades_higher_and_lower_takes_two_with_a_reason(desk):
    breach = desk.report(judged=Severity.HIGH)
    with pytest.raises(IsLower):
        desk.grade(breach, judged=Severity.MEDIUM)
    with pytest.raises(IsLower):
        desk.grade(breach, judged=Severity.HIGH, is_leak=False)
    with pytest.raises(NotPermitted):
        desk.grade(breach, actor=desk.chen, judged=Severity.CRITICAL)
    given = {"breach": breach, "grade": desk.told(judged=Severity.MEDIUM).grade}
    asks = {**given, "actor": desk.officer, "at": desk.at}
    with pytest.raises(TextMissing):
        incidents.ask_lower(**asks, reasons=" ")
    asked = Ref(incidents.ask_lower(**asks, reasons="核实没有外传。").ref)
    with pytest.raises(LoweringOpen):
        incidents.ask_lower(**asks, reasons="再提一次。")
    with pytest.raises(SamePerson):
        incidents.decide_lower(lowering=asked, agreed=True, actor=desk.officer, at=desk.at)
    assert row(breach).severity == Severity.HIGH
    incidents.decide_lower(lowering=asked, agreed=True, actor=desk.head, at=desk.at)
    assert row(breach).severity == Severity.MEDIUM
    desk.grade(breach, judged=Severity.CRITICAL)
    assert row(breach).severity == Severity.CRITICAL


def test_nothing_is_found_later_than_now(desk):
    with pytest.raises(NotYet):
        desk.report(found_at=desk.at + timedelta(minutes=1))


def test_it_is_contained_once_something_was_done_for_it(desk):
    breach = desk.report()
    note = {"breach": breach, "kind": StepKind.NOTE, "words": "打了电话。"}
    measures.note(**note, actor=desk.security, at=desk.at)
    with pytest.raises(NoMeasure):
        measures.contain(breach=breach, actor=desk.security, at=desk.at)
    desk.contain(breach)
    with pytest.raises(StepOver):
        desk.contain(breach)


def test_whoever_is_locked_out_has_no_session_any_more(desk):
    breach = desk.report()
    given = {"breach": breach, "actor": desk.officer, "at": desk.at}
    step = measures.lock_out(person=desk.chen, **given)
    assert (step.kind, step.of) == (StepKind.LOCKED_OUT, desk.chen)
    assert not Session.objects.filter(person=desk.chen).exists()
    measures.contain(**given)


def test_a_notice_says_the_three_things_names_nobody_and_is_proven(desk):
    breach = desk.report()
    for part in ("happened", "remedies", "contact"):
        with pytest.raises(TextMissing):
            desk.tell(breach, Addressee.AUTHORITY, **{part: " "})
    with pytest.raises(ProofMissing):
        desk.tell(breach, Addressee.AUTHORITY, proof=b"")
    with pytest.raises(CarriesIdentifier):
        desk.tell(breach, Addressee.AUTHORITY, happened="身份证号 11010519491231002X 被发给他人。")
    assert not BreachNotice.objects.exists()
    desk.tell(breach, Addressee.AUTHORITY)
    assert BreachNotice.objects.get().proof


def test_persons_may_be_spared_the_authority_never(desk):
    breach = desk.report()
    desk.contain(breach)
    contents = notices.Contents("名单发错。", "收件人已删除并出具证明。", "12345")
    notices.spare(breach=breach, contents=contents, actor=desk.officer, at=desk.at)
    owed = {one.what for one in courses.clocks(row(breach)) if one.done_at is None}
    assert Milestone.PERSONS_TOLD not in owed
    assert Milestone.AUTHORITY_TOLD in owed


# -- 9.3 -------------------------------------------------------------------------------------


def test_nothing_is_closed_without_each_of_what_is_owed(desk):
    breach = desk.report()
    steps = [
        (Milestone.CONTAINED, lambda: desk.contain(breach)),
        (Milestone.AUTHORITY_TOLD, lambda: desk.tell(breach, Addressee.AUTHORITY)),
        (Milestone.PERSONS_TOLD, lambda: desk.tell(breach, Addressee.PERSONS, count=37)),
        (Milestone.CAUSE_FOUND, lambda: desk.cause(breach)),
        (Milestone.RESPONSIBILITY, lambda: desk.decide(desk.asked(breach))),
    ]
    for owed, do in steps:
        with pytest.raises(StillOwed) as refused:
            desk.ask_close(breach)
        assert refused.value.facts["what"] is owed
        do()
    with pytest.raises(StepOver):
        desk.close(breach)
    desk.ask_close(breach, actor=desk.head)
    with pytest.raises(SamePerson):
        desk.close(breach, desk.head)
    assert desk.close(breach, desk.officer).closed_by == desk.officer


def test_whoever_may_answer_is_heard_first_and_judged_by_another(desk):
    breach = desk.report()
    with pytest.raises(AboutOneself):
        desk.asked(breach, desk.officer)
    asked = desk.asked(breach, desk.chen)
    with pytest.raises(StillToReply):
        desk.decide(asked, Finding.NEGLIGENT)
    with pytest.raises(SamePerson):
        desk.decide(asked, actor=desk.officer)
    outcome.reply(liability=asked, text="按流程办的。", actor=desk.chen, at=desk.at)
    assert desk.decide(asked, Finding.NEGLIGENT).finding == Finding.NEGLIGENT


def test_silence_is_waited_for_and_nobody_named_is_nobody_responsible(desk):
    breach = desk.report()
    asked, nobody = desk.asked(breach, desk.chen), desk.asked(breach)
    with pytest.raises(FindingUnfit):
        desk.decide(nobody, Finding.NEGLIGENT)
    desk.decide(nobody)
    desk.at += outcome.TO_REPLY
    with pytest.raises(StepOver):
        outcome.reply(liability=asked, text="晚了。", actor=desk.chen, at=desk.at)
    desk.decide(asked)


@pytest.mark.parametrize("table", [Breach, BreachNotice, Liability])
def test_a_row_that_is_gone_or_edited_fails_both(desk, table):
    desk.planned()
    desk.closed()
    table.objects.all()[:1].get().delete()
    assert desk.state("9.2")[0] == "FAIL"


def test_the_report_is_a_paper(desk):
    breach = desk.closed()
    assert incident_report.of(row(breach), desk.at).startswith(b"%PDF-")
