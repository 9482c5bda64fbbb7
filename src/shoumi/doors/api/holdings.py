"""Rooms, packages and destruction orders over the API: how far each came.

What is inside a room is seen on its page.  A second person says yes with a token of his or her
own; where nothing can be undone, the API says where that is done.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, NoReturn

from django.urls import reverse
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field, WithJsonSchema

from shoumi.base.api import paging
from shoumi.base.api.errors import ByHand, OtherChange
from shoumi.base.api.fields import RefText, Sha256, Strict, words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts, reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.gate import queries as tasks
from shoumi.base.handover import rules as handing
from shoumi.base.handover import services as handover
from shoumi.base.handover.errors import WrongTask
from shoumi.base.handover.models import Package
from shoumi.base.handover.models import State as PackageStates
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.base.rooms.models import Room
from shoumi.base.rooms.rules import State as RoomStates
from shoumi.base.subjects import queries as subjects
from shoumi.chapters.destruction import services as destruction
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.rules import WITNESSES, Basis
from shoumi.chapters.destruction.rules import State as OrderStates
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Role

router = Router()
PackageState = Annotated[PackageStates, WithJsonSchema(words_of(PackageStates))]
RoomState = Annotated[RoomStates, WithJsonSchema(words_of(RoomStates))]
OrderState = Annotated[OrderStates, WithJsonSchema(words_of(OrderStates))]
_KEY_LENGTH = 8_000
_MOST_PEOPLE = 1_000


class RoomLine(Schema):
    """``persons`` may enter until ``closes_at``; ``approvals`` are who said yes."""

    ref: str
    deal: str
    level: DisclosureLevel
    state: RoomState
    persons: list[str]
    approvals: list[str]
    rows: int
    prepared_at: datetime
    opened_at: datetime | None
    closes_at: datetime | None


class PackageLine(Schema):
    """``rows`` = ``consented`` − ``withdrawn``, or nothing is sealed."""

    ref: str
    deal: str
    recipient: str
    state: PackageState
    sha256: str
    size_bytes: int
    rows: int
    consented: int
    withdrawn: int
    sealed_at: datetime
    released_at: datetime | None
    received_at: datetime | None
    position: int


class OrderLine(Schema):
    """``confirmed``  who witnessed"""

    ref: str
    number: int
    deal: str
    basis: Basis
    state: OrderState
    count: int
    proposer: str
    confirmed: list[str]
    proposed_at: datetime
    verified_at: datetime | None
    keys_erased: int
    records_erased: int
    proof_position: int | None


class SealGiven(Strict):
    """``key``  the recipient's: age (``age1…``) or an RSA certificate (PEM)

    ``task``  an open one of the caller, to export for the hand-over of this deal
    """

    recipient: RefText
    task: RefText
    key: str = Field(min_length=1, max_length=_KEY_LENGTH, pattern=r"^[^\x00]*$")


class ReleaseGiven(Strict):
    """``sha256``  of the file that was looked at: no other is released"""

    sha256: Sha256


class ProposeGiven(Strict):
    basis: Basis
    subjects: list[RefText] = Field(min_length=1, max_length=_MOST_PEOPLE)


@router.get("/rooms", tags=["rooms"], **reads(Page[RoomLine]))
@needs(Scope.ROOMS_READ)
def rooms(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """Rooms of the caller's deals, the newest first."""
    found = Room.objects.filter(deal__in=scoping.deals_of(request).values("ref"))
    return paging.newest_first(request, wanted, found, _room)


@router.get("/rooms/{room}", tags=["rooms"], **reads(RoomLine))
@needs(Scope.ROOMS_READ)
def room(request: PageRequest, room: str) -> dict[str, Any]:
    """One room from outside."""
    return _room(scoping.own(request, Room, room))


@router.get("/packages", tags=["handover"], **reads(Page[PackageLine]))
@needs(Scope.HANDOVER_READ)
def packages(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """Packages of the caller's deals, the newest first."""
    found = Package.objects.filter(deal__in=scoping.deals_of(request).values("ref"))
    return paging.newest_first(request, wanted, found, _package)


@router.get("/packages/{package}", tags=["handover"], **reads(PackageLine))
@needs(Scope.HANDOVER_READ)
def package(request: PageRequest, package: str) -> dict[str, Any]:
    """One package."""
    return _package(scoping.own(request, Package, package))


@router.post("/deals/{deal}/packages", tags=["handover"], **acts(PackageLine, 201))
@needs(Scope.HANDOVER_SEAL, *handing.SEALERS)
def seal(request: PageRequest, deal: str, given: SealGiven) -> Status[Any]:
    """Seal for the recipient those whom the gate lets out; another person releases it."""
    ref = seen(request, deal)
    mine = tasks.open_for(request.who(), request.at)
    fields = next((one.fields for one in mine if one.ref == given.task), None)
    if fields is None:
        raise WrongTask
    made = handover.seal(
        deal=ref,
        recipient=Ref(given.recipient),
        key=given.key.strip(),
        task=Ref(given.task),
        subjects=subjects.refs(subjects.of_deal(ref)),
        fields=fields,
        actor=request.who(),
        at=request.at,
    )
    return Status(201, _package(Package.objects.get(ref=made.ref)))


@router.post("/packages/{package}/release", tags=["handover"], **acts(PackageLine))
@needs(Scope.APPROVALS_WRITE, *handing.RELEASERS)
def release(request: PageRequest, package: str, given: ReleaseGiven) -> dict[str, Any]:
    """The second person's yes to this very package: not by who sealed it.  The file is fetched on
    its page."""
    found = scoping.own(request, Package, package)
    if given.sha256 != found.sha256:
        raise OtherChange
    handover.release(package=Ref(found.ref), actor=request.who(), at=request.at)
    return _package(Package.objects.get(ref=found.ref))


@router.get("/destruction", tags=["destruction"], **reads(Page[OrderLine]))
@needs(Scope.DESTRUCTION_READ)
def orders(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """Destruction orders of the caller's deals, the newest first."""
    found = Order.objects.filter(deal__in=scoping.deals_of(request).values("ref"))
    return paging.newest_first(request, wanted, found, _order)


@router.get("/destruction/{order}", tags=["destruction"], **reads(OrderLine))
@needs(Scope.DESTRUCTION_READ)
def order(request: PageRequest, order: str) -> dict[str, Any]:
    """One order."""
    return _order(scoping.own(request, Order, order))


@router.post("/deals/{deal}/destruction", tags=["destruction"], **acts(OrderLine, 201))
@needs(Scope.DESTRUCTION_WRITE, Role.DPO)
def propose(request: PageRequest, deal: str, given: ProposeGiven) -> Status[Any]:
    """Propose to destroy all that is held of these people; two others witness it."""
    ref = seen(request, deal)
    people = [Ref(one) for one in given.subjects]
    made = destruction.propose(
        deal=ref, subjects=people, basis=given.basis, actor=request.who(), at=request.at
    )
    return Status(201, _order(made))


@router.post("/destruction/{order}/witness", tags=["destruction"], **acts(OrderLine))
@needs(Scope.APPROVALS_WRITE, *sorted(WITNESSES))
def witness(request: PageRequest, order: str) -> dict[str, Any]:
    """Stand witness to an order: two are needed, neither of them who proposed it."""
    found = scoping.own(request, Order, order)
    return _order(destruction.confirm(order=Ref(found.ref), actor=request.who(), at=request.at))


@router.post("/destruction/{order}/run", tags=["destruction"], **acts(OrderLine))
@needs(Scope.DESTRUCTION_WRITE)
def run(request: PageRequest, order: str) -> NoReturn:
    """For good, so it takes a person with a fresh proof: answered 403 with the page's address."""
    found = scoping.own(request, Order, order)
    raise ByHand(where=reverse("destruction-order", kwargs={"order": found.ref}))


def _room(one: Room) -> dict[str, Any]:
    return {name: getattr(one, name) for name in RoomLine.model_fields}


def _package(one: Package) -> dict[str, Any]:
    return {name: getattr(one, name) for name in PackageLine.model_fields}


def _order(one: Order) -> dict[str, Any]:
    return {name: getattr(one, name) for name in OrderLine.model_fields}
