"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar

from django.db import connections

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import doors
from shoumi.base.calendar import queries as calendar
from shoumi.base.deals import conditions, party_rows, rules
from shoumi.base.deals.errors import NoSuchDeal, NoSuchFiling
from shoumi.base.deals.models import DataSet, Deal, Filing, MilestoneState, Party, Refusal
from shoumi.base.deals.rules import Overlay, PartyRole
from shoumi.base.deals.stage_refusals import refusal
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared, sharing
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.calendar import Due
from shoumi.core.handbook import stage_act
from shoumi.core.instruments import Answer, Recipient, Transfer, decide
from shoumi.core.milestones import (
    FilingKind,
    Milestone,
    Missing,
    Need,
    StageAct,
    Standing,
    deadlines,
    milestone,
    missing,
    owners,
)
from shoumi.core.milestones import milestones as every_milestone
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType, Role

PAGE = 50
# In SQL, because every page of a thing asks.
_IS_THERE = "SELECT 1 FROM deals_deal WHERE ref = %s"
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some of many; ``after`` asks for the next ones, None at the end."""

    items: tuple[Item, ...]
    after: str | int | None


@shared
def deal(ref: Ref) -> Deal:
    """
    Raises:
        NoSuchDeal
    """
    found = Deal.objects.filter(ref=ref).first()
    if found is None:
        raise NoSuchDeal
    return found


def by_number(number: str) -> Deal:
    """
    Raises:
        NoSuchDeal
    """
    found = Deal.objects.filter(number=number).first()
    if found is None:
        raise NoSuchDeal
    return found


def numbers(refs: Collection[str]) -> Mapping[str, str]:
    """The numbers of these deals, by reference."""
    return dict(Deal.objects.filter(ref__in=list(refs)).values_list("ref", "number"))


def filings(
    ref: Ref, *, kind: FilingKind | None = None, after: int = -1, size: int = PAGE
) -> Page[Filing]:
    """What is on file, in the order it was filed."""
    wanted = Filing.objects.filter(deal=ref, position__gt=after).order_by("position")
    found = list((wanted.filter(kind=kind) if kind else wanted)[: size + 1])
    return Page(tuple(found[:size]), found[size - 1].position if len(found) > size else None)


def filing(ref: Ref) -> Filing:
    """
    Raises:
        NoSuchFiling
    """
    found = Filing.objects.filter(ref=ref).first()
    if found is None:
        raise NoSuchFiling
    return found


def waiting(ref: Ref, sides: Collection[Role]) -> list[Filing]:
    """Filed by somebody else for one of these sides, and not yet confirmed; in order."""
    found = Filing.objects.filter(deal=ref, awaits__in=list(sides), confirmed_at=None)
    return list(found.order_by("position")[:PAGE])


def sides_of(person: Ref, ref: Ref, at: datetime) -> frozenset[Role]:
    """The sides somebody stands for in that very deal: by a role for it, or named by its party."""
    return _sides(accounts.roles(person, at, ref)) | named_sides(person, ref)


def named_sides(person: Ref, ref: Ref | None = None) -> frozenset[Role]:
    """The sides whose party names this person; of one deal alone where it is said.

    Somebody of the house speaks for no side, whoever wrote that name down.
    """
    if not accounts.is_outside(person):
        return frozenset()
    named = (one for one in party_rows.named(person) if ref is None or one.deal_id == ref)
    return _sides({Role(one.role) for one in named if one.role in rules.SIDES})


def _sides(roles: Collection[Role]) -> frozenset[Role]:
    return frozenset(roles) & rules.SIDES


def is_on_file(ref: Ref, kind: FilingKind, sha256: bytes) -> bool:
    """Whether this very document is on file as that kind."""
    return Filing.objects.filter(deal=ref, kind=kind, sha256=sha256).exists()


def refusals(ref: Ref, *, before: int | None = None, size: int = PAGE) -> Page[Refusal]:
    """Moves that were refused, the latest first."""
    wanted = Refusal.objects.filter(deal=ref).order_by("-position")
    found = list((wanted.filter(position__lt=before) if before else wanted)[: size + 1])
    return Page(tuple(found[:size]), found[size - 1].position if len(found) > size else None)


@shared
def milestones(ref: Ref) -> Mapping[DealStage, MilestoneState]:
    """Every milestone of a deal, in the usual order.

    Raises:
        NotAuthentic: one was changed, put back or deleted from outside.
    """
    rows = stored_milestones(ref)
    if not is_whole(rows) or len(verification.authentic(rows.values())) < len(rows):
        raise NotAuthentic(what=MilestoneState._meta.db_table)
    return rows


def is_whole(stages: Collection[str]) -> bool:
    """Whether these are the milestones of one deal, each of them."""
    return set(stages) == {goal.code for goal in every_milestone()}


def stored_milestones(ref: Ref) -> dict[DealStage, MilestoneState]:
    """The same as the table has them, held against nothing: to be shown, never to rest on."""
    rows = MilestoneState.objects.filter(deal=ref).order_by("id")
    return {DealStage(row.code): row for row in rows}


def is_authentic(deal: Deal) -> bool:
    """Whether the deal, as read, and all its milestones are as the house left them."""
    rows = list(MilestoneState.objects.filter(deal=deal))
    whole = is_whole([row.code for row in rows]) and verification.is_authentic(deal)
    return whole and len(verification.authentic(rows)) == len(rows)


def parties(ref: Ref, role: PartyRole | None = None) -> Sequence[Party]:
    found = Party.objects.filter(deal=ref).order_by("ref")
    return list(found.filter(role=role) if role else found)


def datasets(ref: Ref) -> Sequence[DataSet]:
    return list(DataSet.objects.filter(deal=ref).order_by("code"))


@shared
def over() -> frozenset[str]:
    """The deals that are closed or terminated."""
    closed = MilestoneState.objects.filter(code=DealStage.CLOSED, state=Standing.DONE)
    ended = Deal.objects.filter(overlay=Overlay.TERMINATED)
    return frozenset(row.deal_id for row in verification.authentic(closed)) | frozenset(
        row.ref for row in verification.authentic(ended)
    )


def is_terminated(ref: Ref) -> bool:
    return ref in terminated()


@shared
def terminated() -> frozenset[str]:
    ended = Deal.objects.filter(overlay=Overlay.TERMINATED)
    return frozenset(ended.values_list("ref", flat=True))


def is_effective(ref: Ref) -> bool:
    """Whether the legal event that ends the deal has taken effect: the change is registered."""
    registered = milestones(ref).get(DealStage.REGISTERED)
    return registered is not None and registered.state == Standing.DONE


def answer(dataset: DataSet) -> Answer:
    """What the law asks for before the set reaches its recipient, as things stand now."""
    return decided([dataset])[0]


def decided(sets: Sequence[DataSet]) -> list[Answer]:
    """As ``answer``, of sets of one deal; what they share is asked once."""
    if not sets:
        return []
    deal = sets[0].deal
    ref, opinions = Ref(deal.ref), Filing.objects.filter(kind=FilingKind.OPINION_22)
    has_effect = is_effective(ref)
    has_opinion = bool(verification.authentic(opinions.filter(deal=ref)))
    return [
        decide(
            Transfer(
                deal_type=DealType(deal.deal_type),
                recipient=Recipient(one.recipient_kind),
                is_effective=has_effect,
                is_anonymised=one.is_anonymised,
                has_sensitive=one.has_sensitive,
                has_children=one.has_children,
                is_abroad=one.is_abroad,
                differs=frozenset(one.differs.split()),
                has_opinion_22=has_opinion,
            )
        )
        for one in sets
    ]


def to_open(ref: Ref, stage: DealStage, at: datetime) -> tuple[Missing, ...]:
    """Everything missing before the milestone can open; the console asks before anyone tries."""
    return weigh(deal(ref), milestone(stage).opens, at)[0]


def to_finish(ref: Ref, stage: DealStage, at: datetime) -> tuple[Missing, ...]:
    """Everything missing before the milestone is done."""
    return weigh(deal(ref), milestone(stage).finishes, at)[0]


def weigh(
    of: Deal, needs: tuple[Need, ...], at: datetime
) -> tuple[tuple[Missing, ...], dict[str, Holding]]:
    """What is missing of ``needs``, and what is known of every one of them."""
    ref, holdings = Ref(of.ref), dict[str, Holding]()

    def known(condition: str) -> str:
        held = holdings[condition] = conditions.holding(condition, ref, at)
        return "" if held.passes else held.reason or f"control.{held.state.value.lower()}"

    with sharing():
        lacking = missing(
            needs, deal_type=DealType(of.deal_type), known=known, by=partial(_by, ref)
        )
    turns = (replace(one, who=holdings[one.condition].who or one.who) for one in lacking)
    return tuple(turns), holdings


def require_stage(ref: Ref, act: StageAct, *, is_again: bool = False) -> None:
    """
    Raises:
        StageNotOpen: the milestone that owns ``act`` is not open (StageOver, StageTurnedDown).
        NotAuthentic: a milestone of the deal was changed, put back or deleted from outside.
        NoSuchDeal
    """
    of, owner = deal(ref), owners()[act]
    standings = {stage: row.state for stage, row in milestones(ref).items()}
    if not owner.lets(standings, is_again=is_again):
        raise refusal(of.number, owner.stage, standings.get(owner.stage))


def with_doors(
    lacking: tuple[Missing, ...], of: Deal, goal: Milestone, at: datetime
) -> tuple[Missing, ...]:
    """``lacking`` and, once each, the demands that hold a door shut which the milestone passes."""
    held = doors.lapses([stage_act(goal.code)], deal=Ref(of.ref), at=at)
    named = {one.condition: one for one in lacking}
    for one in (one for lapses in held.values() for one in lapses):
        condition = f"duty:{one.demand}"
        named.setdefault(condition, Missing(condition, one.who, None, one.reason))
    return tuple(named.values())


def _by(ref: Ref, condition: str) -> Due | None:
    keys = [rule.key for rule in deadlines() if rule.meets == condition]
    running = calendar.running().filter(deal=ref, key__in=keys).first() if keys else None
    return running.due if running else None


def is_there(ref: Ref) -> bool:
    with connections["default"].cursor() as cursor:
        cursor.execute(_IS_THERE, [str(ref)])
        return cursor.fetchone() is not None


@shared
def is_member(person: Ref, ref: Ref, at: datetime) -> bool:
    """Whether a person acts for a party or holds a role that reaches the deal."""
    if accounts.roles(person, at, ref):
        return True
    return any(one.deal_id == ref for one in party_rows.named(person))


def takes_part(person: Ref, ref: Ref, at: datetime) -> bool:
    """A member that is not there as a former buyer alone, who only sees what it still owes."""
    if accounts.roles(person, at, ref):
        return True
    named = (one for one in party_rows.named(person) if one.deal_id == ref)
    return any(one.role != PartyRole.FORMER_TE for one in named)
