"""What a told home lacks of checks, rules, cases and rewards, as the people of a house do it."""

from __future__ import annotations

from datetime import date, datetime

from shoumi.base.gate.events import Tag as Gate
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.chapters.conduct.models import Sample, StaffCheck
from shoumi.chapters.conduct.rules import months
from shoumi.chapters.conduct.rules.words import Consulted, Danger, Finding, For, Ground, Thanks
from shoumi.chapters.conduct.services import books, cases, checks, leavers, people
from shoumi.chapters.conduct.services.books import Written
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import SYSTEM, Ref

WRITTEN = Written(
    text="客户资料只为任务打开。",
    rules="7 | 没有任务不打开客户资料 | WARNING",
    consulted=Consulted.ALL_STAFF,
    held=date(2026, 1, 5),
    people=9,
    opinions="没有不同意见。",
)


def make(*, officer: Ref, head: Ref, legal: Ref, thanked: Ref, at: datetime) -> None:
    """One of each: the month that is due is checked, so that nothing is shut."""
    book = Ref(books.draft(written=WRITTEN, actor=officer, at=at).ref)
    for person in (head, legal):
        books.approve(book=book, actor=person, at=at)
    books.publish(book=book, actor=head, at=at)
    _checked(officer, head, at)
    found = reader.entries(tag=Gate.REVEALED)
    read = next(one for one in found if one.line().actor not in (SYSTEM, officer))
    who = read.line().actor
    cases.open_case(
        person=who,
        account="没有任务打开了客户资料。",
        happened_at=at,
        evidence=[read.position],
        actor=officer,
        at=at,
    )
    given = {"person": thanked, "actor": head, "at": at}
    one = people.thank(thanks=Thanks.PRAISE, reason=For.REPORTED, words="谢谢。", **given)
    people.show(reward=Ref(one.ref), shown=True, actor=thanked, at=at)
    leavers.note(person=thanked, given_on=day_in_china(at), actor=head, at=at)
    stopped = people.suspend(person=thanked, why=Danger.ACCOUNT, actor=officer, at=at)
    people.lift(suspension=Ref(stopped.ref), actor=head, at=at)


def _checked(officer: Ref, head: Ref, at: datetime) -> None:
    """The months are set back, as a told home has none that was committed to and is over: the one
    that is due is checked, of the one after it the sample waits."""
    checks.commit(actor=officer, at=at)
    now = months.month_of(at)
    for month, back in ((now, 2), (months.following(now), 1)):
        own = StaffCheck.objects.filter(month=month)
        assert authenticated.change(own, month=_before(now, back))
    due = Ref(StaffCheck.objects.get(month=_before(now, 2)).ref)
    for one in StaffCheck.objects.order_by("month"):
        checks.draw(check=Ref(one.ref), actor=officer, at=at)
    for one in Sample.objects.filter(check_of=due):
        told = {"finding": Finding.FITS, "ground": Ground.OWN_TASK}
        checks.judge(sample=Ref(one.ref), actor=Ref(one.checker), at=at, **told)
    checks.close(check=due, actor=head, at=at)


def _before(month: date, count: int) -> date:
    number = month.year * 12 + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)
