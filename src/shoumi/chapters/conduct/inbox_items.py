"""What of rule books, checks, cases and rewards waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.base.messages.text import month
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.models import (
    Reward,
    RuleBook,
    Sample,
    StaffCase,
    StaffCheck,
    Suspension,
)
from shoumi.chapters.conduct.queries import consultations
from shoumi.chapters.conduct.rules import months
from shoumi.chapters.conduct.rules.words import BookState, CaseState, Danger
from shoumi.chapters.conduct.services import books, cases, checks, people
from shoumi.core.messages import Both

_RULES: Both = ("第 4.3 条", "demand 4.3")
_CHECKS: Both = ("第 4.2 条", "demand 4.2")


def items(asker: Asker) -> Iterator[InboxItem]:
    try:
        yield from _books(asker)
        yield from _samples(asker)
        yield from _months(asker)
        yield from _cases(asker)
        yield from _rewards(asker)
        yield from _suspensions(asker)
    except NotAuthentic:
        return  # the demands themselves fail then


def _item(
    key: str,
    words: Both,
    what: Both,
    route: str,
    place: dict[str, str],
    since: datetime | None = None,
    until: datetime | None = None,
) -> InboxItem:
    return InboxItem(InboxKind.TASK, key, words, what, route, place, since=since, until=until)


def _books(asker: Asker) -> Iterator[InboxItem]:
    if asker.is_party:
        return
    for one in RuleBook.objects.filter(queries.in_book_state(BookState.DRAFT)):
        makers = (one.written_by, one.first_approver, one.second_approver)
        if asker.person not in makers and consultations.said_by(one, asker.person) is None:
            words: Both = ("说明守则草案是否征求过您的意见", "Say whether you were consulted")
            key, place = f"rulebook:{one.ref}:consulted", {"rulebook": one.ref}
            yield _item(key, words, _version(one), "rule-book", place, one.written_at)
    newest = queries.in_force()
    if newest and asker.roles and not queries.has_accepted(newest, asker.person):
        words = ("读员工守则并确认", "Read the rule book and acknowledge it")
        key, place = f"rulebook:{newest.ref}:accept", {"rulebook": newest.ref}
        yield _item(key, words, _version(newest), "rule-book", place, newest.published_at)
    if not asker.roles & set(books.APPROVERS):
        return
    for one in RuleBook.objects.filter(queries.in_book_state(BookState.DRAFT)):
        place = {"rulebook": one.ref}
        if one.second_approver:
            words = ("公示员工守则", "Publish the rule book")
            yield _item(f"rulebook:{one.ref}:publish", words, _version(one), "rule-book", place)
        elif asker.person not in (one.written_by, one.first_approver):
            words = ("批准员工守则", "Approve the rule book")
            yield _item(f"rulebook:{one.ref}:approve", words, _version(one), "rule-book", place)


def _version(one: RuleBook) -> Both:
    return f"第 {one.number} 版", f"version {one.number}"


def _samples(asker: Asker) -> Iterator[InboxItem]:
    """One item for all of a check: each of hundreds would bury what else waits."""
    waiting = Sample.objects.filter(checker=asker.person, judged_at__isnull=True)
    for check in StaffCheck.objects.filter(drawn_at__isnull=False, closed_at=None):
        own = waiting.filter(check_of=check.ref).order_by("position")
        first = own.first()
        if first is not None:
            count = own.count()
            yield _item(
                f"staffcheck:{check.ref}:judge",
                (
                    f"查看抽中的访问，还有 {count} 条",
                    f"Judge accesses that were drawn: {count} left",
                ),
                (month(check.month, "zh"), month(check.month, "en")),
                "act-sample-judge",
                {"sample": first.ref},
                check.drawn_at,
                months.due(check.month),
            )


def _months(asker: Asker) -> Iterator[InboxItem]:
    if asker.roles & set(queries.CHECKERS):
        over = StaffCheck.objects.filter(drawn_at=None, month__lt=months.month_of(asker.at))
        for one in over.order_by("month"):
            place, until = {"staffcheck": one.ref}, months.due(one.month)
            words: Both = ("抽出上月的样本", "Draw the sample of last month")
            key = f"staffcheck:{one.ref}:draw"
            yield _item(key, words, _CHECKS, "staff-check", place, months.ends(one.month), until)
        if queries.is_begun() and not StaffCheck.objects.exists():
            words = ("为抽查定下种子", "Commit to the seeds of checks")
            yield _item("staffcheck:commit", words, _CHECKS, "staff-checks", {})
    if asker.roles & set(checks.CLOSERS):
        for one in StaffCheck.objects.filter(drawn_at__isnull=False, closed_at=None):
            rows = queries.samples(one)
            is_left = rows.filter(judged_at__isnull=True).exists()
            if not is_left and not rows.filter(person=asker.person).exists():
                words = ("办结抽查", "Close the check")
                key, place = f"staffcheck:{one.ref}:close", {"staffcheck": one.ref}
                yield _item(key, words, _CHECKS, "staff-check", place, None, months.due(one.month))


def _cases(asker: Asker) -> Iterator[InboxItem]:
    for one in StaffCase.objects.filter(dropped_at=None, settled_at=None).order_by("number"):
        state = queries.case_state(one, asker.at)
        what: Both = (f"第 {one.number} 号案件", f"case {one.number}")
        place, key = {"staffcase": one.ref}, f"staffcase:{one.ref}:{state.lower()}"
        if one.person == asker.person:
            if state is CaseState.TOLD and not one.replied_at and asker.at < one.reply_until:
                words: Both = ("有人就您的行为立了案，请申辩", "A case is about you: reply")
                until = one.reply_until
                yield _item(key, words, what, "staff-case", place, one.told_at, until)
            continue
        may_decide = asker.roles & set(queries.DECIDERS) and asker.person != one.opened_by
        is_ripe = one.replied_at is not None or asker.at >= one.reply_until
        if state is CaseState.TOLD and may_decide and is_ripe:
            words = ("对案件作出处理", "Decide a case")
            yield _item(key, words, what, "staff-case", place, one.replied_at)
        may_settle = asker.roles & set(cases.SETTLERS)
        others = (one.opened_by, one.decided_by)
        if state is CaseState.APPEALED and may_settle and asker.person not in others:
            words = ("复核申诉", "Settle an appeal")
            yield _item(key, words, what, "staff-case", place, one.appealed_at)


def _rewards(asker: Asker) -> Iterator[InboxItem]:
    for one in Reward.objects.filter(person=asker.person, is_shown=None):
        words: Both = ("您受到奖励：决定是否公开", "You were thanked: say whether others see it")
        place = {"reward": one.ref}
        yield _item(f"reward:{one.ref}", words, _RULES, "reward", place, one.given_at)


def _suspensions(asker: Asker) -> Iterator[InboxItem]:
    """Whom no person suspended, for who may let the access run again."""
    if not asker.roles & set(people.LIFTERS):
        return
    for one in Suspension.objects.filter(why=Danger.SCORE, lifted_at__isnull=True):
        if one.person != asker.person:
            words: Both = ("查看被自动停用的账号", "Look at an access that the score suspended")
            key, place = f"suspension:{one.ref}", {"suspension": one.ref}
            yield _item(key, words, _CHECKS, "suspension", place, one.since)
