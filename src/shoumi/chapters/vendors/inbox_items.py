"""What of the vendors waits for whom: to be approved, judged, agreed to, signed, reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from shoumi.base.attestations import lapses
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.models import ProcessingAgreement
from shoumi.chapters.vendors.queries import Papers
from shoumi.chapters.vendors.rules import State
from shoumi.chapters.vendors.rules.agreement import Stage
from shoumi.chapters.vendors.rules.conditions import Lack
from shoumi.chapters.vendors.services import impacts, incidents, register, reviews
from shoumi.core.calendar import end_of_day
from shoumi.core.messages import Both

_APPROVE: Both = ("批准委托处理的影响评估", "Approve the assessment of an entrustment")
_JUDGE: Both = ("审核供应商的问卷", "Judge a vendor's answers")
_AGREE: Both = ("决定是否同意转委托", "Decide on a vendor's own vendor")
_SIGN: Both = ("签署委托处理协议", "Sign a processing agreement")
_SETTLE: Both = ("处理供应商的事件", "Settle an incident of a vendor")
_REVIEW: Both = ("发问卷，复查供应商", "Send a vendor the questionnaire of its review")
_REOPENED: Both = (
    "供应商的下级受托人变了，发问卷重新复查",
    "A vendor's own vendor is new: send the questionnaire anew",
)
_OVERDUE: Both = (
    "供应商的复查逾期了，数据到不了它那里",
    "A vendor's review is overdue; it gets no data",
)
_PARTS = frozenset(
    (*impacts.APPROVERS, *reviews.JUDGES, *register.AGREEING, *incidents.SETTLERS, *reviews.SENDERS)
)


def items(asker: Asker) -> Iterator[InboxItem]:
    """Who has no part in vendors may still sign for one, which costs a query."""
    if not asker.roles & _PARTS and not _signs(asker):
        return
    try:
        known = queries.all_papers()
    except NotAuthentic:
        return  # the demands themselves fail then
    for one in known:
        if one.vendor.state != State.ENDED:
            yield from _to_sign(asker, one)
            yield from _to_decide(asker, one)
            yield from _to_review(asker, one)


def _signs(asker: Asker) -> bool:
    drafts = ProcessingAgreement.objects.filter(stage=Stage.DRAFT)
    return any(asker.person in persons for persons in drafts.values_list("persons", flat=True))


def _to_sign(asker: Asker, one: Papers) -> Iterator[InboxItem]:
    for paper in one.agreements:
        is_open = paper.stage == Stage.DRAFT
        if is_open and asker.person in paper.persons and asker.person not in paper.signed:
            about, place = (one.vendor.name, one.vendor.name), {"processing": paper.ref}
            yield InboxItem(
                InboxKind.PAPER,
                f"processing:{paper.ref}",
                _SIGN,
                about,
                "processing",
                place,
                since=paper.drafted_at,
                news=True,
            )


def _to_decide(asker: Asker, one: Papers) -> Iterator[InboxItem]:
    newest = one.impacts[-1] if one.impacts else None
    is_mine = newest is not None and newest.assessor != asker.person
    if newest and is_mine and newest.approved_at is None and asker.roles & {*impacts.APPROVERS}:
        yield _item(one, f"impact:{newest.ref}", _APPROVE, newest.written_at, two=True)
    for review in one.reviews:
        if review.answered_at and not review.judged_at and asker.roles & {*reviews.JUDGES}:
            yield _item(one, f"review:{review.ref}", _JUDGE, review.answered_at)
    if asker.roles & {*register.AGREEING} and any(not sub["agreed"] for sub in one.vendor.subs):
        yield _item(one, f"subs:{one.vendor.ref}", _AGREE, None)
    for incident in one.incidents:
        if incident.settled_at is None and asker.roles & {*incidents.SETTLERS}:
            yield _item(one, f"incident:{incident.ref}", _SETTLE, incident.told_at)


def _to_review(asker: Asker, one: Papers) -> Iterator[InboxItem]:
    """Of one that gets data, so long before the day that it has time to answer."""
    last = one.judged
    is_asked = bool(one.reviews) and one.reviews[-1].judged_at is None
    if last is None or last.next_due is None or is_asked or not one.has_token:
        return
    if not asker.roles & {*reviews.SENDERS}:
        return
    if Lack.REOPENED in one.lacks(asker.at):
        yield _item(one, f"subs-review:{one.vendor.ref}", _REOPENED, None)
        return
    until = end_of_day(min(last.next_due, last.enough_until or last.next_due))
    since = until - max(timedelta(days=lapses.warnings()[0]), reviews.TO_ANSWER)
    if asker.at >= since:
        what = _OVERDUE if asker.at >= until else _REVIEW
        yield _item(one, f"due:{last.ref}", what, since, until)


def _item(
    one: Papers,
    ref: str,
    what: Both,
    since: datetime | None,
    until: datetime | None = None,
    *,
    two: bool = False,
) -> InboxItem:
    vendor = one.vendor
    return InboxItem(
        InboxKind.APPROVAL if two else InboxKind.TASK,
        ref,
        what,
        (vendor.name, vendor.name),
        "vendor",
        {"vendor": vendor.ref},
        since=since,
        until=until,
        two=two,
        news=until is None,
    )
