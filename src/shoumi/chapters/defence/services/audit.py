"""Look at the house itself, and keep what is found until it is mended."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.db import transaction

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import texts, writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.outbox import rules as texts_of_staff
from shoumi.base.registry import Health
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.models import Audit, AuditFinding
from shoumi.chapters.defence.queries import audit as queries
from shoumi.chapters.defence.queries import firewall
from shoumi.chapters.defence.queries.audit import NoSuchFinding
from shoumi.chapters.defence.rules import audit
from shoumi.chapters.defence.rules.audit import Found, Hit, Severity, What
from shoumi.chapters.defence.services import host_firewall
from shoumi.chapters.defence.services.errors import (
    AdvisoriesOlder,
    AlreadyMended,
    AskedYourself,
    AuditBegun,
    AuditNotBegun,
    ExceptionUnfit,
    NoReason,
    NotAdvisories,
    NothingAsked,
)
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

KEEPERS = (Role.SEC, Role.OPS)
BEGINNERS = (Role.SEC,)
ENDERS = (Role.HEAD,)
ALLOWERS = (Role.HEAD, Role.DPO)
_DUTIES = ("12.3",)
# This chapter's own demands are told as such.
_OWN = "defence"


@transaction.atomic
def begin(*, actor: Ref, at: datetime) -> Audit:
    """From now on the house looks at itself, and 12.3 is checked instead of stated.

    Raises:
        NotPermitted, AuditBegun, NotAuthentic
    """
    accounts.require(actor, at, *BEGINNERS)
    if queries.running() is not None:
        raise AuditBegun
    made = Audit(ref=Ref.new("audit"), begun_by=actor, begun_at=at)
    event = Event(Tag.AUDIT_BEGUN, actor, Ref(made.ref), at, {}, _DUTIES)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    return made


@transaction.atomic
def end(*, actor: Ref, at: datetime) -> Audit:
    """The security officer has to state who audits instead.

    Raises:
        NotPermitted, AuditNotBegun, NotAuthentic
    """
    accounts.require(actor, at, *ENDERS)
    found = _running()
    found.ended_by, found.ended_at = actor, at
    event = Event(Tag.AUDIT_STOPPED, actor, Ref(found.ref), at, {}, _DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()
    return found


@transaction.atomic
def bring(*, content: bytes, actor: Ref, at: datetime) -> Audit:
    """Hold a file of advisories against what is installed; the file itself is not kept.

    Raises:
        NotPermitted, AuditNotBegun, NotAuthentic
        NotAdvisories, AdvisoriesOlder
    """
    accounts.require(actor, at, *KEEPERS)
    found = _running()
    try:
        as_of, hits = audit.advisories(content, _installed())
    except audit.NoAdvisories:
        raise NotAdvisories from None
    if found.as_of is not None and as_of < found.as_of:
        raise AdvisoriesOlder
    found.as_of = min(as_of, at)
    found.hits = [[one.package, one.version, one.advisory, one.severity.value] for one in hits]
    facts: dict[str, Value] = {
        "as_of": found.as_of,
        "hits": len(hits),
        "content": Digest(hashlib.sha256(content).digest()),
    }
    event = Event(Tag.ADVISORIES, actor, Ref(found.ref), at, facts, _DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()
    return found


def look(*, at: datetime) -> list[AuditFinding]:
    """Once; what is new.  What is not found any more is mended.

    Raises:
        NotAuthentic
    """
    known = queries.running()
    if known is None:
        return []
    seen = sorted({(one.what, one.name): one for one in _seen(known)}.values())
    with transaction.atomic():
        one = _running()
        if one.read_at is not None and at < one.read_at:
            return []
        open_ = {(each.what, each.name): each for each in queries.unmended()}
        for key in open_.keys() - {(each.what, each.name) for each in seen}:
            _mended(open_[key], at)
        made = [_found(each, at) for each in seen if (each.what, each.name) not in open_]
        one.read_at = at
        codes.put(one, one.entry_position or 0)
        one.save()
    return made


def _seen(known: Audit) -> Iterator[Found]:
    rules = firewall.in_force()
    if rules is not None:
        opened = [(str(each.protocol), each.port) for each in rules.openings]
        listening = host_firewall.listening_ports()
        yield from audit.ports({str(name): own for name, own in listening.items()}, opened)
    yield from audit.modes(_modes(Path(settings.SHOUMI_HOME)))
    for card in registry.cards():
        if card.health is None or card.slug == _OWN:
            continue
        for one in card.health():
            if one.state is Health.FAIL:
                yield Found(What.DOCTOR, one.check[:120], Severity.HIGH)
    installed = _installed()
    for package, version, advisory, severity in known.hits:
        hit = Hit(package, version, advisory, Severity(severity))
        if installed.get(package) == version:
            yield Found(What.ADVISORY, hit.name, hit.severity)


def _modes(home: Path) -> dict[str, int]:
    """Of the home's folder and what lies right in it."""
    if not home.is_dir():
        return {}
    found = {".": home.stat().st_mode}
    if not found["."] & 0o077:
        return found  # nobody else comes so far as to a file in it
    return found | {one.name: one.stat().st_mode for one in home.iterdir() if one.is_file()}


def _installed() -> dict[str, str]:
    return {audit.normal(one.name): one.version for one in metadata.distributions() if one.name}


def _found(one: Found, at: datetime) -> AuditFinding:
    number = next_number(AuditFinding)
    made = AuditFinding(
        ref=Ref.new("finding"),
        number=number,
        what=one.what,
        name=one.name,
        severity=one.severity,
        found_at=at,
        due_at=audit.due(one.severity, at),
    )
    facts: dict[str, Value] = {
        "number": number,
        "what": one.what,
        "severity": one.severity,
        "due": made.due_at,
        "content": Digest(digest(one.name)),
    }
    event = Event(Tag.FOUND, SYSTEM, Ref(made.ref), at, facts, _DUTIES)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    return made


def digest(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def _mended(one: AuditFinding, at: datetime) -> None:
    one.mended_at = at
    _record(one, Event(Tag.MENDED, SYSTEM, Ref(one.ref), at, {"number": one.number}, _DUTIES))


@transaction.atomic
def ask(*, finding: Ref, until: datetime, reasons: str, actor: Ref, at: datetime) -> AuditFinding:
    """Ask to let it stand for a while; another allows it.

    Raises:
        NotPermitted, NoSuchFinding, NotAuthentic
        AlreadyMended, ExceptionUnfit, NoReason
        BodyUnfit, CarriesIdentifier: the reasons may not be kept.
    """
    accounts.require(actor, at, *KEEPERS)
    found = _held(finding)
    if not at < until <= at + audit.MOST_EXCEPTED:
        raise ExceptionUnfit(days=audit.MOST_EXCEPTED.days)
    if not reasons.strip():
        raise NoReason
    said = texts_of_staff.note(reasons)
    found.asked_by, found.asked_until = actor, until
    found.allowed_by, found.excepted_until = "", None
    facts: dict[str, Value] = {"number": found.number, "until": until}
    event = Event(Tag.EXCEPTION_ASKED, actor, finding, at, facts, _DUTIES)
    codes.put(found, texts.record(event, said=said).position)
    found.save()
    return found


@transaction.atomic
def allow(*, finding: Ref, actor: Ref, at: datetime) -> AuditFinding:
    """Let it stand until the day that was asked for.

    Raises:
        NotPermitted, NoSuchFinding, NotAuthentic
        AlreadyMended, NothingAsked, AskedYourself
    """
    accounts.require(actor, at, *ALLOWERS)
    found = _held(finding)
    if found.asked_until is None or found.allowed_by or at >= found.asked_until:
        raise NothingAsked
    if found.asked_by == actor:
        raise AskedYourself
    found.allowed_by, found.excepted_until = actor, found.asked_until
    facts: dict[str, Value] = {"number": found.number, "until": found.asked_until}
    _record(found, Event(Tag.EXCEPTED, actor, finding, at, facts, _DUTIES))
    return found


def _running() -> Audit:
    """
    Raises:
        AuditNotBegun, NotAuthentic
    """
    known = queries.running()
    if known is None:
        raise AuditNotBegun
    found = Audit.objects.select_for_update().get(pk=known.pk)
    verification.require([found])
    return found


def _held(finding: Ref) -> AuditFinding:
    """
    Raises:
        NoSuchFinding, AlreadyMended, NotAuthentic
    """
    found = AuditFinding.objects.select_for_update().filter(ref=finding).first()
    if found is None:
        raise NoSuchFinding(finding=finding)
    verification.require([found])
    if found.mended_at is not None:
        raise AlreadyMended
    return found


def _record(found: AuditFinding, event: Event) -> None:
    codes.put(found, writer.record(event).position)
    found.save()
