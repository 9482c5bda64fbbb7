"""An unannounced drill: somebody says between when, the house draws the minute, and begins it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from secrets import token_bytes
from typing import Any

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import reader, writer
from shoumi.base.vault import secrets
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import DrawnDrill
from shoumi.chapters.incidents.queries import NoSuchDrawnDrill
from shoumi.chapters.incidents.rules import drill_draw
from shoumi.chapters.incidents.rules.incidents import Grade
from shoumi.chapters.incidents.rules.words import Kind, Source
from shoumi.chapters.incidents.services import drills, rows, texts
from shoumi.chapters.incidents.services.drills import PLANNERS
from shoumi.chapters.incidents.services.errors import DrawnAlready, StepOver, WindowUnfit
from shoumi.chapters.incidents.services.incidents import Report
from shoumi.chapters.incidents.services.injects import must_be_harmless
from shoumi.core.errors import DomainError
from shoumi.core.incident_clock import Level, Operator, Severity
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref

_SEED = "drillseed"
log = logging.getLogger(__name__)


def arrange(
    *, told: Report, injects: str, since: datetime, until: datetime, actor: Ref, at: datetime
) -> DrawnDrill:
    """Have a drill begin by itself at a minute that is drawn; nobody can tell which before.

    Raises:
        NotPermitted, TextMissing, TextTooLong, InjectsUnfit, CarriesIdentifier, BodyUnfit
        WindowUnfit: it is over, too short or too long.
        DrawnAlready: another that this person arranged has not begun.
    """
    accounts.require(actor, at, *PLANNERS)
    must_be_harmless(drills.injects_in(injects))
    if since < at or not drill_draw.LEAST <= until - since <= drill_draw.MOST:
        raise WindowUnfit
    seed, name = token_bytes(drill_draw.SEED_BYTES), Ref.new(_SEED)
    committed = Digest(drill_draw.commitment(seed))
    try:
        with (
            texts.sealed("account", told.account, at) as account,
            texts.sealed("injects", injects, at) as happens,
            transaction.atomic(),
        ):
            secrets.keep(name, seed, at=at)
            made = DrawnDrill(
                ref=Ref.new("drawndrill"),
                told=_plain(told),
                account=account.name,
                injects=happens.name,
                since=since,
                until=until,
                seed=name,
                commitment=committed.hex(),
                arranged_by=actor,
                arranged_at=at,
            )
            facts: dict[str, Value] = {"since": since, "until": until, "commitment": committed}
            facts |= {"said": account.commitment, "injects": happens.commitment}
            event = Event(Tag.DRILL_ARRANGED, actor, Ref(made.ref), at, facts, rows.DRILL)
            made.position = writer.record(event).position
            made.save(force_insert=True)
    except IntegrityError as error:
        secrets.forget(name)
        raise DrawnAlready from error
    return made


def _plain(told: Report) -> dict[str, Any]:
    grade = told.grade
    return {
        "kind": told.kind,
        "source": told.source,
        "operator": told.operator,
        "persons": grade.persons,
        "loss": grade.loss,
        "leak": grade.is_leak,
        "judged": grade.judged,
        "raised": grade.raised,
    }


def _report(one: DrawnDrill, at: datetime) -> Report:
    told: Mapping[str, Any] = one.told
    grade = Grade(
        told["persons"],
        told["loss"],
        is_leak=told["leak"],
        judged=Severity(told["judged"]),
        raised=Level(told["raised"]),
    )
    account = texts.opened(one.account)
    operator = Operator(told["operator"])
    kind, source = Kind(told["kind"]), Source(told["source"])
    return Report(kind, source, at, account, grade, operator=operator)


def begin_due(at: datetime) -> int:
    """Begin those whose minute has come; how many.  One that cannot begin keeps no other waiting:
    it is listed as such until somebody calls it off."""
    begun = 0
    for one in DrawnDrill.objects.filter(ended_at=None, since__lte=at).order_by("id"):
        if not can_begin(one):
            log.warning("drawn drill %s: its texts are gone", one.ref)
            continue
        try:
            begun += _begin(Ref(one.ref), at)
        except DomainError as refused:
            log.warning("drawn drill %s: %s", one.ref, refused.code)
    return begun


def can_begin(one: DrawnDrill) -> bool:
    """Whether the keyring still has its seed and its texts: a restore may have lost them."""
    names = {Ref(one.seed), Ref(one.account), Ref(one.injects)}
    return secrets.existing(names) == names


@transaction.atomic
def _begin(ref: Ref, at: datetime) -> bool:
    """In one go with the drill, so that it begins once; the seed is said."""
    one = DrawnDrill.objects.select_for_update().filter(ref=ref, ended_at=None).first()
    if one is None or at < _moment(one):
        return False
    actor = Ref(one.arranged_by)
    made = drills.put_down(
        told=_report(one, at), injects=texts.opened(one.injects), actor=actor, at=at
    )
    seed = secrets.read(Ref(one.seed)).reveal()
    one.said, one.breach, one.ended_at = seed.hex(), made.ref, at
    facts: dict[str, Value] = {"breach": Ref(made.ref), "seed": Digest(seed)}
    writer.record(Event(Tag.DRILL_DRAWN, SYSTEM, ref, at, facts, rows.DRILL))
    one.save()
    return True


def _moment(one: DrawnDrill) -> datetime:
    seed = secrets.read(Ref(one.seed)).reveal()
    leaf_hash = reader.entry(one.position).leaf_hash
    return drill_draw.begins(seed, leaf_hash, one.since, one.until)


@transaction.atomic
def call_off(*, drawn: Ref, actor: Ref, at: datetime) -> DrawnDrill:
    """It does not begin.

    Raises:
        NotPermitted, NoSuchDrawnDrill
        StepOver: it began, or was called off.
    """
    accounts.require(actor, at, *PLANNERS)
    found = DrawnDrill.objects.select_for_update().filter(ref=drawn).first()
    if found is None:
        raise NoSuchDrawnDrill(ref=drawn)
    if found.ended_at is not None:
        raise StepOver
    found.ended_at = at
    writer.record(Event(Tag.DRILL_CALLED_OFF, actor, drawn, at, {}, rows.DRILL))
    found.save()
    return found
