"""Vendors are reminded by mail: of a questionnaire nobody has handed in, and of a review to come.

The house itself is told by its inbox and by ``attestations.lapse_notices``.  No mail carries a
link: the house keeps none, and whoever has lost it asks for another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from shoumi.base.attestations import lapses
from shoumi.base.home_settings import queries as settings
from shoumi.base.ledger import writer
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.errors import AlreadyQueued
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import Channel
from shoumi.base.vault import secrets
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.events import Tag
from shoumi.chapters.vendors.models import Review, Vendor
from shoumi.chapters.vendors.rules import State
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref

KIND = "vendor"
_DUTIES = ("5.3",)


class _Text(NamedTuple):
    """Title and text of a mail; ``{company}``, ``{contact}``, ``{due}`` are filled in."""

    title: str
    body: str


_ASKED = _Text(
    "请在 {due} 前交回问卷 / Please answer our questions by {due}",
    "{company}发给贵公司的个人信息保护问卷还没有交回，最后一日是 {due}。\n"
    "请用先前收到的链接作答；链接找不到了，请向 {contact} 要一个新的。\n"
    "逾期未交、未审，个人信息不会再发给贵公司。\n\n"
    "The questions of {company_en} on the protection of personal information are not answered\n"
    "yet; the last day is {due}. Please use the link you were given, or ask {contact} for\n"
    "another. Without answers that were judged in time no personal information is sent to you.\n",
)
_REVIEW = _Text(
    "{due} 前复查 / Your review is due by {due}",
    "按委托处理协议，{company}应在 {due} 前复查贵公司的保护措施，近日会发问卷。\n"
    "请先备好到期要换的证明。逾期未复查，个人信息不会再发给贵公司。有事请联系 {contact}。\n\n"
    "Under our agreement {company_en} reviews how you protect personal information by {due}\n"
    "and will send its questions soon. Please have evidence ready that has run out since.\n"
    "Without a review in time no personal information is sent to you. Contact: {contact}\n",
)


@dataclass(frozen=True, slots=True)
class _Due:
    """``about``  the review it is about; ``last``  its last day"""

    vendor: Vendor
    about: str
    last: date
    text: _Text


def address(to: Ref, channel: Channel, at: datetime) -> str | None:
    """Where a vendor is written to."""
    found = Vendor.objects.filter(ref=to, state=State.ACTIVE).first()
    if found is None or channel is not Channel.EMAIL:
        return None
    return secrets.read(Ref(found.contact)).reveal().decode()


def tell(*, at: datetime) -> int:
    """Remind of what is due and was not told yet; how many mails were queued.

    Raises:
        NotAuthentic
    """
    company = settings.company()
    if company is None:
        return 0
    today = day_in_china(at)
    due = [(one, days) for one in _due(today) if (days := _warning(one.last, today)) is not None]
    told = set(
        Message.objects.filter(key__in=[_key(one, days) for one, days in due]).values_list(
            "key", flat=True
        )
    )
    words = {
        "company": company.name,
        "company_en": company.name_en or company.name,
        "contact": company.contact,
    }
    waiting = [(one, days) for one, days in due if _key(one, days) not in told]
    return sum(_tell(one, days, words, at) for one, days in waiting)


def _due(today: date) -> Iterator[_Due]:
    for one in queries.all_papers():
        if one.vendor.state != State.ACTIVE:
            continue
        newest = one.reviews[-1] if one.reviews else None
        if newest is not None and newest.answered_at is None:
            yield _Due(one.vendor, newest.ref, newest.due, _ASKED)
        elif newest is not None and one.has_token and (last := _review_day(newest)):
            yield _Due(one.vendor, newest.ref, last, _REVIEW)


def _review_day(judged: Review) -> date | None:
    """By when it is looked at again: sooner where its evidence runs out; None: not judged yet."""
    days = [day for day in (judged.next_due, judged.enough_until) if day is not None]
    return min(days, default=None)


def _warning(last: date, today: date) -> int | None:
    """The nearest warning that is due, in days before the last one; -1 once that is over."""
    left = (last - today).days
    if left < 0:
        return -1
    return min((days for days in lapses.warnings() if left <= days), default=None)


def _key(one: _Due, days: int) -> str:
    return f"vendor-reminder:{one.about}:{one.last}:{days}"


def _tell(one: _Due, days: int, words: dict[str, str], at: datetime) -> int:
    try:
        with transaction.atomic():
            outbox.queue(
                to=Ref(one.vendor.ref),
                subject_line=one.text.title.format(due=one.last),
                body=one.text.body.format(due=one.last, **words),
                actor=SYSTEM,
                at=at,
                key=_key(one, days),
                published=[words["contact"]],
            )
            facts: dict[str, Value] = {"due": one.last, "days": days}
            writer.record(Event(Tag.REMINDED, SYSTEM, Ref(one.vendor.ref), at, facts, _DUTIES))
    except AlreadyQueued:  # by another worker, just now
        return 0
    return 1
