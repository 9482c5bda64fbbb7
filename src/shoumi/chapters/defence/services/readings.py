"""Hold the host against what was approved, and write down what is otherwise than before."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.models import HostReading, RuleSet
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.rules import nft_output
from shoumi.chapters.defence.rules.firewall import Seen
from shoumi.chapters.defence.services import host_firewall, rulesets
from shoumi.chapters.defence.services.errors import NothingToRead
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref

_DUTIES = ("12.1",)


def require(*, actor: Ref, at: datetime) -> None:
    """Whether somebody may have the host read now.

    Raises:
        NotPermitted, NothingToRead, NotAuthentic
    """
    accounts.require(actor, at, *rulesets.DRAFTERS)
    if queries.in_force() is None and queries.approved() is None:
        raise NothingToRead


def read(*, at: datetime) -> HostReading | None:
    """Read the host, once; None where no rule set is in force.

    An approved one that the host turns out to have is in force from now on.

    Raises:
        NotAuthentic
    """
    if queries.in_force() is None and queries.approved() is None:
        return None
    listed = host_firewall.listed()  # outside the transaction: it may take seconds
    with transaction.atomic():
        return _held_against(listed, at)


def _held_against(listed: str | Seen, at: datetime) -> HostReading | None:
    waiting = queries.approved()
    if waiting is not None and seen(listed, waiting)[0] is Seen.AS_APPROVED:
        waiting = rulesets.held(Ref(waiting.ref))
        if waiting.applied_at is None and waiting.ended_at is None:
            rulesets.begin(waiting, at)
        return _keep(waiting, Seen.AS_APPROVED, [], at)
    one = queries.in_force()
    return None if one is None else _keep(one, *seen(listed, one), at)


def seen(listed: str | Seen, one: RuleSet) -> tuple[Seen, list[str]]:
    """What it is, and in what it differs from ``one``."""
    if isinstance(listed, Seen):
        return listed, []
    try:
        lines = nft_output.lines(listed)
    except nft_output.NoListing:
        return Seen.UNREADABLE, []
    found = nft_output.differences(lines, one.openings, is_routing=one.is_routing)
    return (Seen.CHANGED if found else Seen.AS_APPROVED), found


def _keep(one: RuleSet, found: Seen, differences: list[str], at: datetime) -> HostReading:
    made = HostReading.objects.select_for_update().filter(ruleset=one.ref).first()
    if made is None:
        made = HostReading(ref=Ref.new("hostreading"), ruleset=one.ref, position=0)
    else:
        verification.require([made])
        if at < made.read_at:
            return made
        if (made.seen, made.differences) == (found, differences):
            made.read_at = at
            codes.put(made, made.position)
            made.save()
            return made
    made.seen, made.differences = found, differences
    made.since = made.read_at = at
    facts: dict[str, Value] = {
        "ruleset": Ref(one.ref),
        "seen": found,
        "differences": len(differences),
        "content": Digest(digest(differences)),
    }
    made.position = writer.record(
        Event(Tag.READ, SYSTEM, Ref(made.ref), at, facts, _DUTIES)
    ).position
    codes.put(made, made.position)
    made.save()
    return made


def digest(differences: list[str]) -> bytes:
    return hashlib.sha256(json.dumps(differences, ensure_ascii=False).encode()).digest()
