"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from shoumi.base.deals import party_rows
from shoumi.base.deals import queries as deals
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import MANDATORY, Clause, Kind, Phase, State, phase
from shoumi.core.errors import Missing
from shoumi.core.gate import Fact, Question
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, DisclosureLevel


class NoSuchAgreement(Missing):
    code = "agreement.missing"


def get(agreement: Ref) -> Agreement:
    """
    Raises:
        NoSuchAgreement
    """
    found = Agreement.objects.filter(ref=agreement).first()
    if found is None:
        raise NoSuchAgreement(agreement=agreement)
    return found


def of_deal(deal: Ref) -> QuerySet[Agreement]:
    return Agreement.objects.filter(deal=deal).order_by("id")


def in_force(deal: Ref, at: datetime) -> list[Agreement]:
    """Agreements that bind on this deal now, the longest-running first.

    Raises:
        NotAuthentic
    """
    found = [own for own in _own(deal) if own.state == State.SIGNED]
    runs = [own for own in found if own.signed_at and own.signed_at <= at < own.until]
    return sorted(runs, key=lambda own: own.until, reverse=True)


@shared
def _own(deal: Ref) -> list[Agreement]:
    """All agreements of the deal.  One that ended may shut what another would open, so none counts
    where one cannot be trusted.

    Raises:
        NotAuthentic: one was changed, put back or deleted from outside.
    """
    if any(line.deal == deal for line in verification.deleted(Agreement)):
        raise NotAuthentic(what=Agreement._meta.db_table)
    return verification.require(of_deal(deal))


def binding(person: Ref, deal: Ref, at: datetime) -> list[Agreement]:
    """The agreements that let ``person`` into the rooms of ``deal`` now, the longest-running first.

    After a breach only what was signed later counts: no other paper keeps the room open.
    """
    if person in party_rows.former_persons(deal):
        return []  # its duties run on; they open no room
    # A handful a deal: naming is checked here, JSON look-ups differ between the databases.
    mine = [own for own in _own(deal) if own.ended_at and person in own.persons]
    breaches = [own.ended_at for own in mine if own.state == State.BREACHED and own.ended_at]
    return [
        own
        for own in in_force(deal, at)
        if person in own.persons
        and all(own.signed_at and own.signed_at > breached for breached in breaches)
    ]


def facts(question: Question) -> Mapping[Fact, object]:
    """Of several agreements the one that covers the level asked for, else the longest-running."""
    found = binding(question.actor, question.deal, question.at)
    if not found:
        return {}
    meant = next((own for own in found if question.level in own.levels), found[0])
    return {
        Fact.NDA_UNTIL: meant.until,
        Fact.NDA_LEVELS: frozenset(map(DisclosureLevel, meant.levels)),
    }


def edges(question: Question) -> Iterator[datetime]:
    """When an agreement of the deal begins or ends to bind."""
    rows = of_deal(question.deal).values_list("signed_at", "until")
    return (at for row in rows for at in row if at)


def effective(deal: Ref, at: datetime) -> Holding:
    """Condition ``nda.effective``: both sides of the deal have signed, and it runs."""
    return _holding(_mutual(deal, at))


def _mutual(deal: Ref, at: datetime) -> list[Agreement]:
    """Of the sides that there are now: what a former buyer signed binds that one alone."""
    gone = party_rows.former_persons(deal)
    found = [own for own in in_force(deal, at) if own.kind == Kind.MUTUAL]
    return [own for own in found if gone.isdisjoint(own.persons)]


def of_former(deal: Ref, at: datetime, persons: Collection[str]) -> list[Agreement]:
    """Those in force that bind these people, whose duties run on."""
    return [own for own in in_force(deal, at) if _names(own, persons)]


_AGREEMENTS: Both = ("保密协议", "Confidentiality agreements")
_RUN_ON: Both = (
    "原受让方签的 {n} 份继续约束它，不再让它进数据室；没签完的 {drafts} 份收回；新受让方要另签一份",
    (
        "the {n} that the former buyer signed go on to bind it and open no room to it; {drafts} "
        "not signed by all are taken back; the new buyer signs one of its own"
    ),
)


def buyer_told(deal: Ref, former: Ref, at: datetime) -> Iterator[tuple[Both, Both]]:
    """What another buyer in the place of one means for what was signed."""
    persons = [one.person for one in party_rows.of_deal(deal) if one.ref == former and one.person]
    drafts = [own for own in of_deal(deal).filter(state=State.DRAFT) if _names(own, persons)]
    told = {"n": len(of_former(deal, at, persons)), "drafts": len(drafts)}
    yield _AGREEMENTS, (_RUN_ON[0].format(**told), _RUN_ON[1].format(**told))


def _names(own: Agreement, persons: Collection[str]) -> bool:
    return not set(persons).isdisjoint(own.persons)


def no_reidentification(deal: Ref, at: datetime) -> Holding:
    """Condition ``nda.no_reidentification``: rows of level L2 may be shown (35273 9.2(b))."""
    found = _mutual(deal, at)
    return _holding([own for own in found if Clause.NO_REIDENTIFICATION in own.clauses])


def _holding(found: list[Agreement]) -> Holding:
    if not found:
        return Holding(ControlState.FAIL, reason="agreement.none_in_force")
    return Holding(ControlState.PASS, position=found[0].position, until=found[0].until)


def check_term(at: datetime) -> Holding:
    """Demand 2.1: every agreement in force has its mandatory clauses, and no deal goes on with one
    that has run out."""
    return _clauses(at, Phase.LAPSED, "agreement.lapsed")


def check_duties(at: datetime) -> Holding:
    """Demand 2.2: every agreement in force has its mandatory clauses, and no deal goes on with one
    that was broken."""
    return _clauses(at, Phase.BREACHED, "agreement.broken")


def _clauses(at: datetime, ended: Phase, reason: str) -> Holding:
    code = "agreement.clauses_missing"
    held = _every(at, lambda own: set(own.clauses) >= MANDATORY, code)
    about = frozenset(deal for deal, how in _unbound(at).items() if how is ended) - deals.over()
    if not about:
        return held
    if held.state is ControlState.FAIL:
        return replace(held, deals=(held.deals or frozenset()) | about)
    return Holding(ControlState.FAIL, reason=reason, deals=about, turns=held.turns)


def _unbound(at: datetime) -> Mapping[Ref, Phase]:
    """Deals whose sides once agreed and are bound by nothing now: how the last paper ended."""
    last: dict[Ref, tuple[datetime, Phase]] = {}
    for own in verification.all_of(Agreement).rows:
        if own.kind == Kind.MUTUAL and own.signed_at is not None:
            ended = own.ended_at or own.until
            told = ended, phase(State(own.state), own.until, at)
            last[Ref(own.deal)] = max(last.get(Ref(own.deal), told), told)
    return {deal: how for deal, (_, how) in last.items() if how is not Phase.IN_FORCE}


def check_damages(at: datetime) -> Holding:
    """Demand 2.3: compensation is agreed, and none of an employee."""
    return _every(
        at,
        lambda own: own.damages > 0 or own.kind == Kind.EMPLOYEE,
        "agreement.no_compensation",
    )


def _every(at: datetime, holds: Callable[[Agreement], bool], reason: str) -> Holding:
    """It stays about the deals whose own agreements lack it, or are not as the house left them;
    another deal's rooms go on."""
    found, altered = _signed(at)
    if not found and not altered:
        return Holding(ControlState.NOT_APPLICABLE, reason="agreement.none_yet")
    turns = min((own.until for own in found), default=None)
    lacking = frozenset(Ref(own.deal) for own in found if not holds(own))
    if altered:
        about, reason = altered | lacking, NotAuthentic.code
        return Holding(ControlState.FAIL, reason=reason, deals=about, turns=turns)
    if lacking:
        return Holding(ControlState.FAIL, reason=reason, deals=lacking, turns=turns)
    return Holding(ControlState.PASS, position=found[0].position, turns=turns)


@shared
def _signed(at: datetime) -> tuple[list[Agreement], frozenset[Ref]]:
    """Agreements in force, the newest first, and the deals of which one is not as the house left
    it."""
    found = verification.all_of(Agreement)
    return [
        own for own in reversed(found.rows) if own.state == State.SIGNED and own.until > at
    ], found.deals


def in_phase(wanted: Phase, at: datetime) -> Q:
    """The same as ``rules.phase``, as a question to the database."""
    match wanted:
        case Phase.WAITING:
            return Q(state=State.DRAFT)
        case Phase.IN_FORCE:
            return Q(state=State.SIGNED, until__gt=at)
        case Phase.LAPSED:
            return Q(state=State.SIGNED, until__lte=at)
    return Q(state=wanted.value)


def naming(person: Ref) -> QuerySet[Agreement]:
    """The agreements that ``person`` signs, of whatever deal."""
    # As text: look-ups inside JSON differ between the databases.  A reference is one word.
    told = Agreement.objects.annotate(named=Cast("persons", TextField()))
    return told.filter(named__contains=f'"{person}"')


def to_sign(person: Ref, deal: Ref) -> Agreement | None:
    """The newest agreement of the deal that still waits for ``person``'s signature."""
    waiting = of_deal(deal).filter(state=State.DRAFT).order_by("-id")
    return next(
        (own for own in waiting if person in own.persons and person not in own.signed), None
    )
