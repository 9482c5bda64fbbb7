"""Reads.  Nothing here writes."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache, partial

from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.gate import queries as tasks
from shoumi.base.gate.models import Task
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry import Holding, RegisterVersion
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects.models import Subject
from shoumi.base.subjects.queries import NOBODY
from shoumi.chapters.policies import rules, texts
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import group
from shoumi.chapters.policies.texts import PolicyText, completeness
from shoumi.core import handler_duties
from shoumi.core.fields import FieldRegister
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, HandlerTier

# In SQL, because every question to the gate and most pages need it; there is one at most.
_PUBLISHED = "SELECT * FROM policies_policyversion WHERE state = %s"


@shared
def in_force() -> PolicyVersion | None:
    """The version that was published last, as long as it is as the house left it: where another
    is put in its place, or it is changed or gone, none is in force."""
    found = next(iter(PolicyVersion.objects.raw(_PUBLISHED, [rules.State.PUBLISHED.value])), None)
    if found is None or not verification.is_authentic(found):
        return None
    last = latest_entries.last([Tag.PUBLISHED])
    if last is None or found.entry_position is None:
        return None
    # A restore may have set it back since to what the copy says, so it may be the later one.
    return found if last <= found.entry_position else None


@lru_cache(maxsize=8)
def read(text: str) -> FieldRegister:
    """What is read is kept by the text, whichever row it stood in."""
    return rules.read_register(text) if text else {}


@shared
def register() -> FieldRegister:
    """The field register in force; empty without a published version."""
    found = in_force()
    return read(found.register) if found else {}


def new_field() -> tuple[str, dict[str, str]] | None:
    """The verb that adds a field, under the newest version: fields that wait there are kept."""
    newest = PolicyVersion.objects.order_by("-number").first()
    return ("policy-add", {"version": newest.ref}) if newest else None


def versions() -> list[RegisterVersion]:
    """Every version, the oldest first; its register is read only where somebody asks for it."""
    found = verification.all_of(PolicyVersion)
    own = {row.pk for row in found.rows}
    told = [
        RegisterVersion(
            Ref(row.ref),
            row.number,
            row.published_at,
            partial(read, row.register),
            row.pk in own,
            partial(_written_at, row.ref, row.position),
        )
        for row in (*found.rows, *found.false)
    ]
    told += [_gone(line) for line in verification.deleted(PolicyVersion)]
    return sorted(told, key=lambda one: one.number)


@lru_cache(maxsize=64)
def _written_at(version: str, position: int | None) -> datetime | None:
    """When the text was saved last.  Once it is published (``position``) nobody saves it again; of
    a draft somebody may have since."""
    if position is None:
        return None
    told = latest_entries.about([Tag.DRAFTED, Tag.SAVED], version)
    return reader.entry(max(told)).line().at if told else None


def _gone(line: Line) -> RegisterVersion:
    """One that the ledger knows and the house has no more."""
    return RegisterVersion(line.about, int(line.facts["number"]), None, dict, is_authentic=False)


def check_policy(at: datetime) -> Holding:
    """Demand 1.1: a version is in force, approved by protection officer and legal, two persons,
    whose published text has a passage for each item that its size asks for, and no gap.

    A version older than texts is looked at as it was then: what it was ticked to say.  It stays in
    force, and the demand holds in part until one with a text is published.  It holds in part as
    well while no whole group has decided on it, or the house has outgrown what it says."""
    found = in_force()
    if found is None:
        return _none()
    if not rules.may_publish(found.approvals):
        return Holding(ControlState.FAIL, reason="policy.not_approved")
    tier = texts.tier_of(found) if found.text_sha256 else HandlerTier.SMALL
    if rules.missing(_items(found), tier):
        return Holding(ControlState.FAIL, reason="policy.items_lacking")
    if reason := _text_fault(found):
        return Holding(ControlState.FAIL, reason=reason)
    if not found.text_sha256:
        return Holding(
            ControlState.PARTIAL, position=found.position, reason="policy.published_without_text"
        )
    try:
        reason = _group_fault(found, at) or _outgrown(found, at)
    except NotAuthentic as error:
        return Holding(ControlState.FAIL, reason=error.code)
    state = ControlState.PARTIAL if reason else ControlState.PASS
    return Holding(state, position=found.position, reason=reason, turns=group.turns(at))


def _group_fault(version: PolicyVersion, at: datetime) -> str:
    """What the working group lacks; no version is published until it is mended.

    Raises:
        NotAuthentic
    """
    if not group.is_appointed():
        return "policy.group_missing"
    if group.seats_lacking(at):
        return "policy.group_lacks_a_seat"
    return "" if group.decision(version) else "policy.in_force_undecided"


def _outgrown(version: PolicyVersion, at: datetime) -> str:
    """Whether more people are handled, or work here, than the version and the officer are for.

    How many people's sensitive data are kept nobody counts: where the register has a sensitive
    field, everybody is counted.
    """
    persons = Subject.objects.exclude(state__in=NOBODY).count()
    tiers = list(HandlerTier)
    if tiers.index(handler_duties.tier(persons)) > tiers.index(texts.tier_of(version)):
        return "policy.size_outgrown"
    staff = Person.objects.filter(kind=Kind.STAFF, is_active=True).count()
    has_sensitive = any(rule.is_sensitive for rule in read(version.register).values())
    is_owed = handler_duties.needs_full_time_officer(
        staff, persons, persons if has_sensitive else 0
    )
    return "policy.officer_part_time" if is_owed and not group.is_officer_full_time() else ""


def _text_fault(version: PolicyVersion) -> str:
    """What is wrong with the text that was published; empty where nothing is."""
    told = published_fact(version, "text")
    if not version.text_sha256 and not told:
        return ""
    if not version.text_sha256 == told == texts.digest(version).hex():
        return NotAuthentic.code
    stands = completeness.of(version)
    if stands.items:
        return "policy.items_lacking"
    return "" if stands.is_whole else "policy.text_unfinished"


def text_in_force() -> PolicyText:
    """What the version in force says; nothing without one."""
    found = in_force()
    return texts.of(found) if found else texts.NOTHING


def _items(version: PolicyVersion) -> set[rules.Item]:
    return {item for item in rules.Item if item in version.items}


def check_written_register() -> Holding:
    """Of 1.2: the register in force is the very text whose hash the ledger has, and each of its
    fields says what for, on what basis, how long and whether it is needed."""
    found = in_force()
    if found is None:
        return _none()
    digest = hashlib.sha256(found.register.encode()).hexdigest()
    if digest != published_fact(found, "register"):
        return Holding(ControlState.FAIL, reason=NotAuthentic.code)
    try:
        fields = read(found.register)
    except rules.RegisterUnreadable:
        fields = {}
    if not fields:
        return Holding(ControlState.FAIL, reason="policy.register_incomplete")
    return Holding(ControlState.PASS, position=found.position)


def published_fact(version: PolicyVersion, name: str) -> object:
    """What the entry says with which it came into force; None where it says nothing of it."""
    told = [] if version.position is None else reader.some([version.position])
    lines = [one.line() for one in told]
    own = (line for line in lines if line.tag == Tag.PUBLISHED and line.about == version.ref)
    return next((line.facts.get(name) for line in own), None)


def check_purposes(at: datetime) -> Holding:
    """Demand 1.3: no task that was opened under an earlier version goes on for a purpose which the
    one in force registers for none of the task's fields; it stays about the deals of such tasks.

    A task that was changed by hand opens nothing, so it is left out."""
    found = in_force()
    if found is None:
        return _none()
    fields = register()
    earlier = (one for one in tasks.open_ones(at) if one.fields and _is_before(one, found))
    strange = verification.authentic(one for one in earlier if not _serves(one, fields))
    if strange:
        return Holding(
            ControlState.FAIL,
            reason="policy.purpose_left",
            deals=frozenset(Ref(one.deal) for one in strange),
            turns=min(one.ends_at for one in strange),
        )
    return Holding(ControlState.PASS, position=found.position)


def _is_before(task: Task, version: PolicyVersion) -> bool:
    return version.published_at is not None and task.opened_at <= version.published_at


def _serves(task: Task, fields: FieldRegister) -> bool:
    return any(task.purpose in fields[code].purposes for code in task.fields if code in fields)


def _none() -> Holding:
    """Why no version is in force."""
    found = verification.all_of(PolicyVersion)
    is_false = bool(found.false or verification.deleted(PolicyVersion))
    return Holding(
        ControlState.FAIL, reason=NotAuthentic.code if is_false else "policy.none_in_force"
    )


def earlier(version: PolicyVersion) -> PolicyVersion | None:
    """What a version is held against: the one in force when it is a draft, else the one before."""
    if version.state == rules.State.DRAFT:
        return in_force()
    published = PolicyVersion.objects.exclude(published_at=None)
    return published.filter(number__lt=version.number).order_by("-number").first()
