"""Put canaries, take them back, and say of what came back whose it was."""

from __future__ import annotations

import hashlib
import json
import random
import secrets as random_bytes
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.row_authentication import codes, verification
from shoumi.base.vault import secrets
from shoumi.chapters.defence.canary_models import Canary
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.queries import canaries as queries
from shoumi.chapters.defence.queries.canaries import NoSuchCanary
from shoumi.chapters.defence.rules import canaries
from shoumi.chapters.defence.rules.canaries import CanaryKind, Drawn
from shoumi.chapters.defence.services.errors import (
    CanaryEnded,
    ContactUnfit,
    ContactUsed,
    IsCanary,
    NoCanaryMatches,
    NoHolder,
    NoSuchPaper,
)
from shoumi.core import receipt_codes
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

KEEPERS = (Role.SEC, Role.DPO)
_DUTIES = ("12.2",)
KIND = "canarytext"


def draw(*, holder: Ref, mobile: str, mail: str, actor: Ref, at: datetime) -> Canary:
    """Make up a person for the files that ``holder`` gets from now on.

    ``mobile`` and ``mail``  the house's own: nobody else is called or written to

    Raises:
        NotPermitted: the actor is neither security nor the protection officer.
        NoHolder: that company gets no files now.
        ContactUnfit, ContactUsed, NotAuthentic
    """
    accounts.require(actor, at, *KEEPERS)
    holders = dict(queries.holders())
    if holder not in holders:
        raise NoHolder
    made_up = _made_up(mobile, mail)
    salt, secret = random_bytes.token_bytes(16), Ref.new(KIND)
    kept = json.dumps({"salt": salt.hex(), **queries.as_told(made_up)}, ensure_ascii=False)
    secrets.keep(secret, kept.encode(), at=at)
    try:
        made = Canary(
            ref=Ref.new("canary"),
            kind=CanaryKind.ENTRY,
            holder=holder,
            holder_name=holders[holder],
            secret=secret,
            drawn=queries.digest(salt, made_up).hex(),
            put_by=actor,
            put_at=at,
        )
        return _put(made)
    except BaseException:
        # The keyring takes no part in the transaction.
        secrets.forget(secret)
        raise


def _made_up(mobile: str, mail: str) -> Drawn:
    """
    Raises:
        ContactUnfit, ContactUsed, NotAuthentic
    """
    number, address = canaries.mobile(mobile), canaries.mail(mail)
    if not number or bool(mail.strip()) != bool(address):
        raise ContactUnfit(field="mail" if number else "mobile")
    known = [queries.opened(one) for one in queries.everything()]
    if any(
        one and (canaries.is_hit(number, one) or canaries.is_hit(address, one)) for one in known
    ):
        raise ContactUsed
    code = receipt_codes.written(random_bytes.token_bytes(receipt_codes.BYTES))
    return Drawn(canaries.name(random.SystemRandom()), number, address, code)


def mark(*, paper: Ref, actor: Ref, at: datetime) -> Canary:
    """Say of a paper of a data room that nobody has a reason to open it.

    Raises:
        NotPermitted, NoSuchPaper, IsCanary, NotAuthentic
    """
    accounts.require(actor, at, *KEEPERS)
    if paper not in {Ref(one.ref) for one in queries.papers()}:
        raise NoSuchPaper
    made = Canary(
        ref=Ref.new("canary"), kind=CanaryKind.PAPER, paper=paper, put_by=actor, put_at=at
    )
    try:
        return _put(made)
    except IntegrityError:
        raise IsCanary from None


@transaction.atomic
def _put(made: Canary) -> Canary:
    made.number = next_number(Canary)
    event = Event(
        Tag.CANARY_PUT, Ref(made.put_by), Ref(made.ref), made.put_at, facts(made), _DUTIES
    )
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    return made


def facts(made: Canary) -> dict[str, Value]:
    """What the entry says: where it is stays unsaid, or whoever reads the ledger would know."""
    where = hashlib.sha256(f"{made.ref} {made.holder}{made.paper}".encode()).digest()
    told: dict[str, Value] = {
        "number": made.number,
        "kind": CanaryKind(made.kind),
        "where": Digest(where),
    }
    return {**told, "drawn": Digest(bytes.fromhex(made.drawn))} if made.drawn else told


@transaction.atomic
def take_back(*, canary: Ref, actor: Ref, at: datetime) -> Canary:
    """No file carries it any more; what comes back of it is known all the same.

    Raises:
        NotPermitted, NoSuchCanary, CanaryEnded, NotAuthentic
    """
    accounts.require(actor, at, *KEEPERS)
    found = Canary.objects.select_for_update().filter(ref=canary).first()
    if found is None:
        raise NoSuchCanary(canary=canary)
    verification.require([found])
    if found.ended_at is not None:
        raise CanaryEnded
    found.ended_by, found.ended_at = actor, at
    event = Event(Tag.CANARY_TAKEN_BACK, actor, canary, at, {"number": found.number}, _DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()
    return found


@transaction.atomic
def carried(refs: Sequence[Ref], *, deal: Ref, actor: Ref, at: datetime) -> None:
    """A file with the letters of a deal carries these."""
    for one in Canary.objects.filter(ref__in=refs).order_by("number"):
        told: dict[str, Value] = {"number": one.number}
        writer.record(Event(Tag.CANARY_CARRIED, actor, Ref(one.ref), at, told, _DUTIES, deal))


@transaction.atomic
def match(*, told: str, actor: Ref, at: datetime) -> Canary:
    """Whose canary has that number, address or code: who had it leaked, and it becomes an alert.

    What was asked is kept nowhere.

    Raises:
        NotPermitted, NoCanaryMatches, NotAuthentic
    """
    accounts.require(actor, at, *KEEPERS)
    for one in queries.everything():
        made_up = queries.opened(one)
        if made_up is not None and canaries.is_hit(told, made_up):
            fact: dict[str, Value] = {"number": one.number}
            writer.record(Event(Tag.CANARY_RETURNED, actor, Ref(one.ref), at, fact, _DUTIES))
            return one
    raise NoCanaryMatches
