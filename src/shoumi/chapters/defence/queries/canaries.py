"""Reads of canaries: where they are, who they are, what was touched."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from shoumi.base import registry
from shoumi.base.ledger import reader
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry.decoys import Decoy
from shoumi.base.registry.shared_reads import shared
from shoumi.base.rooms.models import Paper
from shoumi.base.row_authentication import verification
from shoumi.base.vault import secrets
from shoumi.chapters.defence.canary_models import Canary
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.rules.canaries import MOST, Drawn
from shoumi.core import receipt_codes
from shoumi.core.entrustment import Way
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref


class NoSuchCanary(Missing):
    code = "canary.no_such"


@shared
def everything() -> list[Canary]:
    """Every canary, the oldest first, those that were taken back too.

    Raises:
        NotAuthentic: one was changed or put back, or is gone, from outside.
    """
    return sorted(verification.require_all(Canary), key=lambda one: one.number)


def get(canary: Ref) -> Canary:
    """
    Raises:
        NoSuchCanary
    """
    found = Canary.objects.filter(ref=canary).first()
    if found is None:
        raise NoSuchCanary(canary=canary)
    return found


def holders() -> Sequence[tuple[Ref, str]]:
    """The companies that get files of the house now, by reference and name."""
    known = registry.processors()
    return known.holders(Way.FILE) if known is not None else ()


def papers() -> list[Paper]:
    """Papers of data rooms that may become canaries: those with pages, the newest first."""
    return list(Paper.objects.exclude(document="").select_related("room").order_by("-id")[:MOST])


def opened(one: Canary) -> Drawn | None:
    """The made-up person; None of a paper, or where the keyring has it no more."""
    if not one.secret or not secrets.existing([Ref(one.secret)]):
        return None
    told = json.loads(secrets.read(Ref(one.secret)).reveal())
    return Drawn(told["name"], told["mobile"], told["mail"], told["code"])


def as_told(one: Drawn) -> Mapping[str, str]:
    return {"name": one.name, "mobile": one.mobile, "mail": one.mail, "code": one.code}


def digest(salt: bytes, one: Drawn) -> bytes:
    return sha256(salt + json.dumps(as_told(one), sort_keys=True).encode()).digest()


def decoys(way: Way, at: datetime) -> list[Decoy]:
    """What a file that leaves now carries: those of the companies that may get it.

    Raises:
        NotAuthentic
    """
    now = {holder for holder, _ in holders()} if way is Way.FILE else set()
    found = []
    for one in everything():
        if one.ended_at is None and one.holder in now and one.put_at <= at:
            made_up = opened(one)
            if made_up is not None:
                found.append(Decoy(Ref(one.ref), made_up.name, made_up.mobile, made_up.code))
    return found


def receipt_codes_of_all() -> frozenset[str]:
    """In their canonical form: a file that comes back names them beside those of people."""
    told = [opened(one) for one in Canary.objects.exclude(secret="")]
    return frozenset(receipt_codes.canonical(one.code) for one in told if one is not None)


def pages() -> dict[tuple[str, object, object], tuple[datetime, datetime | None]]:
    """Room, section and place of each paper that is a canary -> from when and until when.

    Raises:
        NotAuthentic
    """
    marked = {one.paper: (one.put_at, one.ended_at) for one in everything() if one.paper}
    found = Paper.objects.filter(ref__in=marked).select_related("room")
    return {(one.room.ref, one.section, one.place): marked[one.ref] for one in found}


def carried(one: Canary) -> list[Recorded]:
    """The entries that say that a file carried it, the oldest first."""
    return list(reader.entries(about=Ref(one.ref), tag=Tag.CANARY_CARRIED))
