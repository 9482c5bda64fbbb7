"""What a told home lacks of plans, duty, incidents and drills, as the people of a house do it."""

from __future__ import annotations

from datetime import datetime, timedelta

from shoumi.chapters.incidents.rules.incidents import Grade
from shoumi.chapters.incidents.rules.words import Cause, Kind, Post, Section, Source
from shoumi.chapters.incidents.services import (
    drawn_drills,
    drills,
    duty,
    incidents,
    outcome,
    plans,
    status_notes,
)
from shoumi.chapters.incidents.services.incidents import Report
from shoumi.chapters.incidents.services.status_notes import Words
from shoumi.core.incident_clock import Severity
from shoumi.core.refs import Ref

TEXT = "发现以后立即报告，总指挥决定先停什么，每一步记入时间线。"


def make(*, officer: Ref, head: Ref, deputy: Ref, at: datetime) -> None:
    """One of each: a plan in force, an incident that shuts nothing and is told of in public, a
    drill that goes on and one whose minute is drawn."""
    by = {"actor": officer, "at": at}
    for post in Post:
        duty.name(post=post, person=head, deputy=deputy, **by)
    for person in (head, deputy):
        contact = Ref(duty.tell_contact(person=person, way="154 0000 0111", **by).ref)
        duty.try_contact(contact=contact, is_reached=True, **by)
    sections = dict.fromkeys(Section, TEXT)
    plan = plans.draft(sections=sections, cause=Cause.YEARLY, changes=(), **by)
    plans.approve(plan=Ref(plan.ref), actor=head, at=at)
    plans.raise_change(cause=Cause.LAW, what="报告时限有变化。", **by)
    breach = Ref(incidents.report(told=_told(at), **by).ref)
    fewer = Grade(1, 0, is_leak=False, judged=Severity.LOW)
    incidents.ask_lower(breach=breach, grade=fewer, reasons="其中一人是本人。", **by)
    outcome.ask_liability(breach=breach, person=None, account="寄件的流程没有复核。", **by)
    drills.begin(told=_told(at), injects="0 | 供应商来电\n30 | 第二批名单", **by)
    window = {"since": at + timedelta(days=1), "until": at + timedelta(days=8)}
    drawn_drills.arrange(told=_told(at), injects="0 | 供应商来电", **window, **by)
    said = Words(
        "一封通知寄错了地址，已经收回。",
        "A notice went to a wrong address; it was taken back.",
        "154 0000 0111",
        at + timedelta(days=30),
    )
    note = Ref(status_notes.write(breach=breach, words=said, **by).ref)
    for approver in (head, deputy):
        status_notes.approve(note=note, actor=approver, at=at)


def _told(at: datetime) -> Report:
    return Report(
        kind=Kind.MISDELIVERY,
        source=Source.STAFF,
        found_at=at,
        account="一封没有客户信息的通知寄错了地址。",
        grade=Grade(2, 0, is_leak=False, judged=Severity.LOW),
    )
