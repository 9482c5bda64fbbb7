"""Deals over the API: those of the caller, and one with all that it has and lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field, WithJsonSchema

from shoumi.base.api import paging
from shoumi.base.api.fields import RefText
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api.schemas import Reason
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.calendar import queries as calendar
from shoumi.base.deals import queries, rules
from shoumi.base.deals.models import DataSet, Deal, Filing, MilestoneState, Party
from shoumi.base.deals.rules import Overlay, PartyRole
from shoumi.base.messages import reasons
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.base.subjects import queries as subjects
from shoumi.core.instruments import Answer, Recipient
from shoumi.core.milestones import FilingKind, Missing, Standing, milestone
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType, Instrument, Role
from shoumi.doors.api import problems

router = Router(tags=["deals"])


class DealLine(Schema):
    """A deal as lists show it.  ``overlay`` is empty, suspended or terminated."""

    ref: str
    number: str
    title: str
    type: DealType
    target: str
    overlay: Overlay
    created_at: datetime


class PartyLine(Schema):
    """A side of a deal; ``uscc`` is empty for a natural person, ``person`` where nobody acts for
    it in the house."""

    ref: str
    role: PartyRole
    name: str
    uscc: str
    person: str


class SetLine(Schema):
    """A set of data, and what the law asks for before it reaches its recipient, as of now.

    ``differs``  purposes and methods that are new with the recipient
    """

    ref: str
    code: str
    name: str
    handler: str
    recipient: str
    recipient_kind: Recipient
    is_anonymised: bool
    has_sensitive: bool
    has_children: bool
    is_abroad: bool
    differs: list[str]
    base: Instrument
    consents: list[Instrument]


class DeadlineLine(Schema):
    """``until`` is the first moment that is too late."""

    key: str
    until: datetime
    met_at: datetime | None
    is_late: bool
    is_provisional: bool


class PeopleLine(Schema):
    state: str
    count: int


class DealWhole(DealLine):
    """``people``  how many of the deal's people are in which state"""

    overlay_reason: str
    parties: list[PartyLine]
    datasets: list[SetLine]
    deadlines: list[DeadlineLine]
    people: list[PeopleLine]


class MilestoneLine(Schema):
    """``lacking``  of an open milestone what it needs to be done, of a waiting one to open"""

    stage: DealStage
    state: Standing
    who: Role
    reason: str
    opened_at: datetime | None
    done_at: datetime | None
    position: int | None
    lacking: list[Reason]


class Moved(Schema):
    """Where a milestone stands now, and the entry that says so."""

    stage: DealStage
    state: Standing
    position: int


class FilingLine(Schema):
    """A document or an act on file; ``on`` is the day from which periods run.

    ``party``     whom it concerns, where it is one side
    ``document``  under which name it is kept here, if it is
    ``awaits``    the side that has to confirm it, where somebody else filed that side's word; it
                  counts from ``confirmed_at``
    """

    ref: str
    kind: FilingKind
    awaits: str
    confirmed_at: datetime | None
    sha256: str
    party: str
    document: str
    on: date
    at: datetime
    position: int


_FIRST, _LAST = 2000, 2199
_MOST_FEN = 10**15  # as much as the form of the page takes


def _is_filed(kind: FilingKind) -> FilingKind:
    """The house files some by itself."""
    if kind in rules.BY_SYSTEM:
        raise ValueError
    return kind


def _in_reach(day: date) -> date:
    if not _FIRST <= day.year <= _LAST:
        raise ValueError
    return day


Filed = Annotated[
    FilingKind,
    AfterValidator(_is_filed),
    WithJsonSchema({"type": "string", "enum": [kind.value for kind in rules.BY_HAND]}),
]


class FilingGiven(Schema):
    """``on``  the day it took effect or arrived, from which periods run; today where none is given

    ``party``  whom it concerns, where it is one side of the deal
    ``fen``    of taxes, fees or money released: how much, in fen
    """

    kind: Filed
    on: Annotated[date, AfterValidator(_in_reach)] | None = None
    party: RefText | None = None
    fen: int | None = Field(None, ge=0, le=_MOST_FEN)


@router.get("/deals", **reads(Page[DealLine]))
@needs(Scope.DEALS_READ)
def deals(request: PageRequest, paging_: Query[Paging]) -> dict[str, Any]:
    """The deals in which the caller takes part, in order of number."""
    found = scoping.deals_of(request).order_by("number")
    begin = paging.place(request, paging_)
    if begin is not None:
        found = found.filter(number__gt=str(begin))
    return paging.page(
        request, paging_, found[: paging_.limit + 1], line, lambda one: str(one.number)
    )


@router.get("/deals/{deal}", **reads(DealWhole))
@needs(Scope.DEALS_READ)
def deal(request: PageRequest, deal: str) -> dict[str, Any]:
    """One deal with its sides, sets of data, deadlines and people by state."""
    ref = seen(request, deal)
    found = queries.deal(ref)
    return {
        **line(found),
        "overlay_reason": found.overlay_reason,
        "parties": [party(one) for one in queries.parties(ref)],
        "datasets": datasets(queries.datasets(ref)),
        "deadlines": [_deadline(one) for one in calendar.of_deal(ref)],
        "people": [
            {"state": state.value, "count": count} for state, count in subjects.counts(ref).items()
        ],
    }


@router.get("/deals/{deal}/milestones", **reads(Page[MilestoneLine]))
@needs(Scope.DEALS_READ)
def milestones(request: PageRequest, deal: str) -> dict[str, Any]:
    """Every milestone in the usual order, with all that each still lacks."""
    ref = seen(request, deal)
    rows = queries.milestones(ref)
    return {"items": [_milestone(request, ref, stage, row) for stage, row in rows.items()]}


@router.get("/deals/{deal}/filings", **reads(Page[FilingLine]))
@needs(Scope.DEALS_READ)
def filings(request: PageRequest, deal: str, paging_: Query[Paging]) -> dict[str, Any]:
    """What is on file, in the order it was filed."""
    ref = seen(request, deal)
    begin = paging.after(request, paging_, -1)
    found = queries.filings(ref, after=begin, size=paging_.limit + 1).items
    return paging.page(request, paging_, found, filing, lambda one: int(one.position))


def line(found: Deal) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "number": found.number,
        "title": found.title,
        "type": found.deal_type,
        "target": found.target_name,
        "overlay": found.overlay,
        "created_at": found.created_at,
    }


def party(one: Party) -> dict[str, Any]:
    return {name: getattr(one, name) for name in PartyLine.model_fields}


def datasets(sets: Sequence[DataSet]) -> list[dict[str, Any]]:
    """Sets of one deal, each with what the law asks for."""
    return [
        _dataset(one, decided) for one, decided in zip(sets, queries.decided(sets), strict=True)
    ]


def _dataset(one: DataSet, decided: Answer) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "code": one.code,
        "name": one.name,
        "handler": one.handler_id,
        "recipient": one.recipient_id,
        "recipient_kind": one.recipient_kind,
        "is_anonymised": one.is_anonymised,
        "has_sensitive": one.has_sensitive,
        "has_children": one.has_children,
        "is_abroad": one.is_abroad,
        "differs": one.differs.split(),
        "base": decided.base,
        "consents": sorted(decided.consents),
    }


def _deadline(one: Any) -> dict[str, Any]:
    return {
        "key": one.key,
        "until": one.until,
        "met_at": one.met_at,
        "is_late": one.is_late,
        "is_provisional": one.is_provisional,
    }


def _milestone(
    request: PageRequest, ref: Ref, stage: DealStage, row: MilestoneState
) -> dict[str, Any]:
    lacking: tuple[Missing, ...] = ()
    if row.state == Standing.OPEN:
        lacking = queries.to_finish(ref, stage, request.at)
    elif row.state == Standing.WAITING:
        lacking = queries.to_open(ref, stage, request.at)
    return {
        "stage": stage,
        "state": row.state,
        "who": milestone(stage).accountable,
        "reason": row.reason,
        "opened_at": row.opened_at,
        "done_at": row.done_at,
        "position": row.position,
        "lacking": [problems.reason(reasons.of_need(need, request.lang)) for need in lacking],
    }


def filing(one: Filing) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "kind": one.kind,
        "awaits": one.awaits,
        "confirmed_at": one.confirmed_at,
        "sha256": bytes(one.sha256).hex(),
        "party": one.party,
        "document": one.document,
        "on": one.on,
        "at": one.at,
        "position": one.position,
    }
