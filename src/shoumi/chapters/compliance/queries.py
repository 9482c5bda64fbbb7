"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import dataset_rows
from shoumi.base.deals import queries as deals
from shoumi.base.deals.events import Tag as DealTag
from shoumi.base.deals.rules import PartyRole
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.messages import names
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared, sharing
from shoumi.base.rooms import field_lists
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects import head_count
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.events import Tag as PeopleTag
from shoumi.chapters.compliance import rules
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import (
    ASKED_OF,
    SCOPE_OF,
    Changed,
    Phase,
    Scope,
    State,
    covered,
    facts_digest,
    written,
)
from shoumi.chapters.compliance.rules.completeness import Missing, missing
from shoumi.chapters.compliance.rules.written import Part, read
from shoumi.core import risk
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Fact, Question
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Purpose, RiskGrade, Role


@shared
def latest(deal: Ref, scope: Scope) -> Assessment | None:
    """The assessment that counts: the newest, whatever its state.

    Raises:
        NotAuthentic: one of the deal was changed, put back or deleted from outside; an older one
            might count in its place, so none does.
    """
    if any(line.deal == deal for line in verification.deleted(Assessment)):
        raise NotAuthentic(what=Assessment._meta.db_table)
    made = verification.require(Assessment.objects.filter(deal=deal).order_by("-number"))
    return next((own for own in made if own.scope == scope), None)


def facts(question: Question) -> Mapping[Fact, object]:
    scope = ASKED_OF.get(question.purpose)
    found = latest(question.deal, scope) if scope else None
    if found is None or found.state != State.APPROVED or changed(found):
        return {}
    return {Fact.PIPIA_UNTIL: found.until}


def edges(question: Question) -> tuple[datetime, ...]:
    """None: until when an assessment lasts is stated whatever the time is, and what it is about
    changes with an act."""
    return ()


def due_diligence(deal: Ref, at: datetime) -> Holding:
    """Condition ``pipia.approved``."""
    return _holding(latest(deal, Scope.DUE_DILIGENCE), at)


def transfer(deal: Ref, at: datetime) -> Holding:
    """Condition ``pipia.transfer``."""
    return _holding(latest(deal, Scope.TRANSFER), at)


def _holding(found: Assessment | None, at: datetime) -> Holding:
    """The protection officer assesses; once what is left is low enough, it is legal's turn."""
    if found is None or found.state == State.DRAFT:
        is_ready = found is not None and _is_ready(found)
        who = Role.LEG if is_ready else Role.DPO
        return Holding(ControlState.FAIL, reason="pipia.not_approved", who=who)
    if found.state == State.STALE or found.until is None or found.until <= at:
        reason = "pipia.stale"
        return Holding(ControlState.STALE, position=found.position, reason=reason, who=Role.DPO)
    try:
        what = changed(found)
    except NotAuthentic:
        reason = NotAuthentic.code
        return Holding(ControlState.FAIL, position=found.position, reason=reason, who=Role.SEC)
    if what is not None:
        return Holding(ControlState.STALE, position=found.position, reason=what, who=Role.DPO)
    return Holding(ControlState.PASS, position=found.position, until=found.until)


def _is_ready(found: Assessment) -> bool:
    is_low = not risk.blocks(RiskGrade(found.residual))
    return is_low and not read(found.written).drafts and not lacking(found)


def may_write(found: Assessment, part: Part | None, person: Ref, at: datetime) -> bool:
    """Whether ``person`` may write this passage of a draft; None is anything else in it."""
    roles = accounts.roles(person, at, Ref(found.deal))
    is_assessor = person in read(found.written).assessors
    return written.may_write(part, roles, is_assessor=is_assessor)


def lacking(found: Assessment) -> tuple[Missing, ...]:
    """What it has to say and nobody wrote."""
    return missing(read(found.written), [rules.stored(one) for one in found.risks])


def check(at: datetime) -> Holding:
    """Demand 7.3: no deal under way rests on an assessment that is stale, by time or by its facts.

    Of each deal and scope the newest that was ever approved counts.  One that was approved before
    it had to be whole stays in force; the demand holds in part as long as a deal rests on it.
    """
    found = verification.all_of(Assessment)
    over = deals.over()
    approved = (own for own in found.rows if own.state != State.DRAFT and own.approved_at)
    newest = {(own.deal, own.scope): own for own in sorted(approved, key=lambda own: own.number)}
    asked = [(deal, _holding(own, at)) for (deal, _), own in newest.items() if deal not in over]
    altered = Holding(ControlState.FAIL, reason=NotAuthentic.code)
    unknown = [(deal, altered) for deal in sorted(found.deals - over)]
    if not asked and not unknown:
        return Holding(ControlState.NOT_APPLICABLE, reason="pipia.none_yet")
    # What is not as the house left it in one deal hides nothing that lapsed in another.
    lapsed = unknown + [(Ref(deal), held) for deal, held in asked if not held.holds]
    standing = [held for _, held in asked if held.holds]
    shown, closings = _left_out(newest, at)
    lapsed += [one for one in shown if one[0] not in over]
    turns = min([*map(_lapse, standing), *closings], default=None)
    if not lapsed:
        return replace(_worst(newest, asked), turns=turns)
    return replace(lapsed[0][1], deals=frozenset(deal for deal, _ in lapsed), turns=turns)


def _worst(
    newest: Mapping[tuple[str, str], Assessment], asked: list[tuple[str, Holding]]
) -> Holding:
    """Of what stands: one that is not whole, else the next to lapse."""
    counts = {deal for deal, _ in asked}
    for own in newest.values():
        if own.deal in counts and lacking(own):
            return Holding(
                ControlState.PARTIAL, own.position, own.until, "pipia.approved_not_whole", Role.DPO
            )
    return min((held for _, held in asked), key=_lapse)


def fields_of(found: Assessment) -> frozenset[str]:
    """The fields an assessment covers.  Before it named them, rooms showed the same everywhere."""
    if found.fields is None:
        return frozenset().union(*(field_lists.OF_LEVEL[level] for level in field_lists.ASSESSED))
    return frozenset(found.fields)


def assessed(deal: Ref, purpose: Purpose) -> frozenset[str] | None:
    """What the assessment covers that a purpose rests on; None where none is in force."""
    scope = SCOPE_OF.get(purpose)
    found = latest(deal, scope) if scope else None
    return fields_of(found) if found and found.state == State.APPROVED else None


def _left_out(
    newest: Mapping[tuple[str, str], Assessment], at: datetime
) -> tuple[list[tuple[Ref, Holding]], list[datetime]]:
    """Open rooms that show what their assessment does not cover: of which deals, and when they
    close by themselves."""
    found, closings = [], []
    for deal, fields, closes_at in field_lists.standing_open(at):
        own = newest.get((deal, Scope.DUE_DILIGENCE))
        if own is not None and not fields <= fields_of(own):
            closings.append(closes_at)
            reason = "pipia.fields_left_out"
            fail = Holding(ControlState.FAIL, own.position, reason=reason, who=Role.DPO)
            found.append((deal, fail))
    return found, closings


def _lapse(held: Holding) -> datetime:
    assert held.until is not None  # what holds here was approved up to a day
    return held.until


class About(NamedTuple):
    """What an assessment is signed about."""

    fields: str
    recipients: str
    people: int


@shared
def signed_about(deal: Ref, scope: Scope) -> About:
    """What one of the deal that is signed now is about."""
    recipients, people = _of_deal(deal)
    return About(covered(scope, registry.field_register()), recipients, people)


def changed(found: Assessment) -> Changed | None:
    """What is another today than when the assessment was signed; None too of one that was signed
    before that was kept: of those the twelve months count.

    Raises:
        NotAuthentic: who receives what is not as the house left it.
    """
    if found.state != State.APPROVED or found.people is None:
        return None
    today = signed_about(Ref(found.deal), Scope(found.scope))
    # Where no register is in force that is what is wrong (1.1, 1.2), and not what was assessed.
    if today.fields != found.fields_sha256 and registry.field_register():
        return Changed.FIELDS
    if today.recipients != found.recipients_sha256:
        return Changed.RECIPIENTS
    return Changed.PEOPLE if risk.has_grown(found.people, today.people) else None


def particulars(found: Assessment, at: datetime) -> dict[str, Any]:
    """What page and report say of the deal: kept since the approval, else as it is ``at``."""
    if found.signed is not None:
        return dict(found.signed)
    deal = Ref(found.deal)
    targets = deals.parties(deal, PartyRole.TARGET)
    with sharing():  # the register is read once for all fields
        fields = {code: [*names.field_pair(code)] for code in sorted(fields_of(found))}
    return {
        "company": targets[0].name if targets else "",
        "credit_code": targets[0].uscc if targets else "",
        "recipients": list(dict.fromkeys(each.recipient.name for each in deals.datasets(deal))),
        "people": _of_deal(deal)[1],
        "counted_at": day_in_china(at).isoformat(),
        "fields": fields,
    }


# Acts that change how many people are held, or who gets their data.
_TELLING = [
    *(tag.value for tag in (PeopleTag.STORED, PeopleTag.STATE_CHANGED)),
    *(tag.value for tag in (DealTag.DATASET_ADDED, DealTag.INSTRUMENT_DECIDED)),
]


def _of_deal(deal: Ref) -> tuple[str, int]:
    """Digest of the recipients, and how many people are held; counted once after each such act.

    Known by the whole entry: its place alone may be another's after an act was rolled back.
    """
    return _counted(str(settings.SHOUMI_HOME), deal, _last_telling())


@shared
def _last_telling() -> bytes:
    last = latest_entries.last(_TELLING)
    return b"" if last is None else next(iter(reader.some([last]))).leaf_hash


@lru_cache(maxsize=256)
def _counted(_home: str, deal: Ref, _last: bytes) -> tuple[str, int]:
    sets = [[one.code, one.recipient_id, one.recipient_kind] for one in dataset_rows.of_deal(deal)]
    return facts_digest({"datasets": sets}).hex(), head_count.held(deal)


def changed_by_now(found: Assessment) -> str | None:
    """The same as a reason to be shown, that it cannot be told among them."""
    try:
        return changed(found)
    except NotAuthentic:
        return NotAuthentic.code


def phase(found: Assessment, at: datetime) -> Phase:
    return rules.phase(State(found.state), found.until, at, changed_by_now(found))


def in_phase(wanted: Phase, at: datetime) -> Q:
    """The same as ``phase``, as a question to the database."""
    running = Q(state=State.APPROVED, until__gt=at)
    match wanted:
        case Phase.DRAFT:
            return Q(state=State.DRAFT)
        case Phase.LAPSED:
            return Q(state=State.APPROVED, until__lte=at)
    stale = Q(pk__in=[one.pk for one in Assessment.objects.filter(running) if changed_by_now(one)])
    return running & ~stale if wanted is Phase.IN_FORCE else Q(state=State.STALE) | stale


def facts_of(deal: Ref) -> Mapping[str, object]:
    """What an assessment is made about; another number of people or recipient makes it stale."""
    return {
        "people": {state.value: count for state, count in sorted(subjects.counts(deal).items())},
        "datasets": [
            [each.code, each.recipient_id, each.recipient_kind]
            for each in dataset_rows.of_deal(deal)
        ],
    }


def rests_on_todays(found: Assessment) -> bool:
    """Whether the facts of the deal are still those the assessment was made about."""
    return facts_digest(facts_of(Ref(found.deal))).hex() == found.facts_sha256
