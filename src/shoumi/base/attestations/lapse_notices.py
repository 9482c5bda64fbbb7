"""A lapse is told before it comes: to the role that mends it, so many days before, once each.

``SHOUMI_ROLE_MAIL_SEC``, ``SHOUMI_ROLE_MAIL_HR``, ...  the mail address of a role.  Without it
    the message is queued all the same and the outbox says that it has no address; Today tells
    those who hold the role without any mail.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.attestations import lapses
from shoumi.base.attestations.events import Tag
from shoumi.base.attestations.lapses import Coming
from shoumi.base.ledger import writer
from shoumi.base.messages.text import minute
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.errors import AlreadyQueued
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import Channel
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

KIND = "role"
# Desks that had an address of their own before.
_DESKS = {Role.DPO: "SHOUMI_DPO_MAIL", Role.OPS: "SHOUMI_OPS_MAIL"}
_SUBJECT = "第 {duty} 条 {days} 天内失效 / Demand {duty} lapses within {days} days"
_BODY = (
    "第 {duty} 条“{zh}”将在 {until} 失效。到时这些门会关上：{doors_zh}。\n"
    "请在“合规要求 > {duty}”里补正或重新声明。\n\n"
    "Demand {duty}, {en}, lapses at {until}, China time. These doors then shut:\n"
    "{doors_en}.\n"
    'Please mend it, or state it anew, at "Requirements > {duty}".\n'
)


def desk(role: Role) -> Ref:
    """A role as a recipient of mail."""
    return Ref(f"{KIND}-{role.lower()}")


def address(to: Ref, channel: Channel, at: datetime) -> str | None:
    """The address of a role, where the environment names one."""
    role = Role(str(to).partition("-")[2].upper())
    own = os.environ.get("SHOUMI_ROLE_MAIL_" + role) or os.environ.get(_DESKS.get(role, ""))
    return own or None


def tell(*, at: datetime) -> int:
    """Tell what lapses and was not told yet; how many messages.

    Each is queued in a transaction of its own, so that one that is broken off is gone on with.
    """
    due = [(one, days) for one in lapses.coming(at) if (days := _warning(one, at))]
    keys = [_key(one, days) for one, days in due]
    told = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    waiting = [pair for pair, key in zip(due, keys, strict=True) if key not in told]
    return sum(_tell_once(one, days, at) for one, days in waiting)


def _tell_once(one: Coming, days: int, at: datetime) -> bool:
    try:
        _tell(one, days, at)
    except AlreadyQueued:  # by another worker, just now
        return False
    return True


def _warning(one: Coming, at: datetime) -> int | None:
    """The nearest warning that is due: a house that stood still is not told the earlier ones."""
    left = one.at - at
    return min((days for days in lapses.warnings() if left <= timedelta(days=days)), default=None)


def _key(one: Coming, days: int) -> str:
    about = one.deal or "house"
    return f"lapse:{one.demand.id}:{about}:{one.at:%Y%m%dT%H%M}:{days}"


@transaction.atomic
def _tell(one: Coming, days: int, at: datetime) -> None:
    about = one.demand
    body = _BODY.format(
        duty=about.id,
        zh=about.zh,
        en=about.en,
        until=minute(one.at),
        doors_zh=_listed(door.zh for door in about.closes),
        doors_en=_listed((door.en for door in about.closes), ", "),
    )
    message = outbox.queue(
        to=desk(one.who),
        subject_line=_SUBJECT.format(duty=about.id, days=days),
        body=body,
        actor=SYSTEM,
        at=at,
        deal=one.deal,
        key=_key(one, days),
    )
    facts: dict[str, Value] = {"until": one.at, "days": days}
    duties = (about.id,)
    writer.record(Event(Tag.LAPSE_TOLD, SYSTEM, Ref(message.ref), at, facts, duties, one.deal))


def _listed(names: Iterable[str], between: str = "、") -> str:
    return between.join(names)
