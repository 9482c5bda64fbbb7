"""Make a token for oneself, and end one."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.api_tokens import queries, rules
from shoumi.base.api_tokens import scopes as allowed
from shoumi.base.api_tokens.errors import (
    LastsTooLong,
    NameMalformed,
    NoScope,
    NoSuchToken,
    NotForParties,
    TooMany,
)
from shoumi.base.api_tokens.events import Tag
from shoumi.base.api_tokens.models import Token
from shoumi.base.ledger import writer
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref


@transaction.atomic
def make(
    *,
    name: str,
    scopes: Collection[StrEnum],
    lasts: timedelta | None = None,
    actor: Ref,
    at: datetime,
    real_at: datetime,
) -> tuple[Token, str]:
    """A token by which a program acts for ``actor``; answers its row and its text, which is shown
    once and stored nowhere.  Doors ask for a fresh proof first.

    ``lasts``  from now on, real time; by default the longest these scopes may last.

    Raises:
        NotForParties, NameMalformed, NoScope
        LastsTooLong: longer than these scopes may.
        TooMany: twenty live already.
    """
    # Held, so that tokens made at the same moment count each other; not its key, which a sign-in at
    # that moment asks for as it commits, while it holds the ledger that this waits for.
    person = Person.objects.select_for_update(no_key=True).get(ref=actor)
    _may(person, name, scopes, lasts)
    alive = Token.objects.filter(person=person, revoked_at=None, until__gt=real_at)
    if alive.count() >= rules.MOST_TOKENS:
        raise TooMany(most=rules.MOST_TOKENS)
    text = rules.make()
    row = Token(
        ref=Ref.new("token"),
        person=person,
        name=name.strip(),
        digest=rules.digest(text),
        secret=secrets.token_bytes(32),
        scopes=" ".join(sorted(scopes)),
        roles=" ".join(sorted(accounts.all_roles(actor, at))),
        made_at=at,
        until=real_at + (lasts or allowed.longest(scopes)),
    )
    facts: dict[str, Value] = {
        "person": actor,
        "seal": Digest(queries.seal_of(row)),
        "scopes": len(set(scopes)),
        "strong": allowed.is_strong(scopes),
        "until": row.until,
    }
    row.position = writer.record(Event(Tag.MADE, actor, Ref(row.ref), at, facts, ("1.5",))).position
    row.save(force_insert=True)
    return row, text


def _may(person: Person, name: str, scopes: Collection[StrEnum], lasts: timedelta | None) -> None:
    if person.kind == Kind.PARTY:
        raise NotForParties
    if not 0 < len(name.strip()) <= rules.MOST_NAME or not name.isprintable():
        raise NameMalformed(most=rules.MOST_NAME)
    if not scopes:
        raise NoScope
    longest = allowed.longest(scopes)
    if lasts is not None and not timedelta(0) < lasts <= longest:
        raise LastsTooLong(hours=longest // timedelta(hours=1))


@transaction.atomic
def revoke(*, token: Ref, actor: Ref, at: datetime) -> Token:
    """End a token at once: one's own, or that of another for who may lock somebody out.  One that
    is over or revoked already stays so, without another entry.

    Raises:
        NoSuchToken, also for somebody who may not know of it.
    """
    row = Token.objects.select_for_update().filter(ref=token).first()
    if row is None or (row.person_id != actor and not _may_end(actor, at)):
        raise NoSuchToken
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        facts: dict[str, Value] = {"person": Ref(row.person_id)}
        writer.record(Event(Tag.REVOKED, actor, token, at, facts, ("1.5",)))
    return row


def _may_end(actor: Ref, at: datetime) -> bool:
    return bool(accounts.roles(actor, at) & rules.ENDERS)


def touch(token: Ref, real_at: datetime) -> None:
    """Note that a token was used, at most once a minute, so that reading does not write."""
    long_ago = real_at - rules.TOUCH_EVERY
    row = Token.objects.filter(ref=token)
    (row.filter(used_at=None) | row.filter(used_at__lte=long_ago)).update(used_at=real_at)
