"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.deals import queries as deals
from shoumi.base.inbox.models import Mailbox
from shoumi.base.ledger import storage
from shoumi.base.registry import Asker, InboxItem
from shoumi.base.registry.shared_reads import sharing
from shoumi.core.refs import Ref

_FRESH = timedelta(minutes=1)
_MOST = 1_000
_ANY = datetime.min.replace(tzinfo=UTC)


class _Known(NamedTuple):
    """How many there were at a moment, when the ledger had so many acts."""

    acts: int
    at: datetime
    things: int


_known: dict[tuple[str | Path, Asker], _Known] = {}


def forget() -> None:
    _known.clear()


def asker(person: Ref, at: datetime) -> Asker:
    """Somebody with the roles held now, anywhere; a party with the sides it stands for."""
    held = accounts.held(person, at)
    roles, reach = frozenset(role for role, _ in held), frozenset(deal for _, deal in held)
    is_party = accounts.person(person).kind == Kind.PARTY
    if is_party:
        roles |= deals.named_sides(person)
    return Asker(person, roles, reach, at, is_party)


def items(who: Asker) -> list[InboxItem]:
    """All that waits for ``who``: what has a time first, the most pressing on top."""
    before = acts()  # before the rest: who acts meanwhile makes the number old
    found = listed(who)
    if len(_known) >= _MOST:
        _known.clear()
    _known[_key(who)] = _Known(before, who.at, len(found))
    return found


def listed(who: Asker) -> list[InboxItem]:
    """The same for somebody who does not look at it: the number in the menu is not made anew."""
    with sharing():
        return sorted(_all(who), key=_pressing)


def count(who: Asker) -> int:
    """How many things wait; as the list said at most a minute ago, while nobody acted since."""
    known = _known.get(_key(who))
    if known and timedelta() <= who.at - known.at < _FRESH and known.acts == acts():
        return known.things
    return len(items(who))


def acts() -> int:
    """How many acts the ledger holds."""
    head = storage.standing()
    return head.acts if head else 0


def _key(who: Asker) -> tuple[str | Path, Asker]:
    return settings.SHOUMI_HOME, replace(who, at=_ANY)


def _all(who: Asker) -> Iterator[InboxItem]:
    for card in registry.cards():
        if card.inbox:
            yield from card.inbox(who)


def _pressing(one: InboxItem) -> tuple[bool, datetime, str, str, str]:
    return one.until is None, one.until or _ANY, one.kind, one.what[0], one.ref


def mailbox(person: Ref) -> Mailbox | None:
    return Mailbox.objects.filter(person=person).first()
