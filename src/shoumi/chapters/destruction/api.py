"""Destruction over the API: orders, proposed and witnessed.

A second person says yes with a token of his or her own; what cannot be undone is done on a page,
and the API says where.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, NoReturn

from django.urls import reverse
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field, WithJsonSchema

from shoumi.base.api import paging
from shoumi.base.api.errors import ByHand
from shoumi.base.api.fields import RefText, Strict, words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts, reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.chapters.destruction import services as destruction
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.rules import WITNESSES, Basis
from shoumi.chapters.destruction.rules import State as OrderStates
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# The ids of operations are promised to programs, so they do not follow the module.
_ID = "holdings_{}".format
router = Router(tags=["destruction"])
OrderState = Annotated[OrderStates, WithJsonSchema(words_of(OrderStates))]
_MOST_PEOPLE = 1_000


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


class ProposeGiven(Strict):
    basis: Basis
    subjects: list[RefText] = Field(min_length=1, max_length=_MOST_PEOPLE)


@router.get("/destruction", operation_id=_ID("orders"), **reads(Page[OrderLine]))
@needs(Scope.DESTRUCTION_READ)
def orders(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """Destruction orders of the caller's deals, the newest first."""
    found = Order.objects.filter(deal__in=scoping.deals_of(request).values("ref"))
    return paging.newest_first(request, wanted, found, _order)


@router.get("/destruction/{order}", operation_id=_ID("order"), **reads(OrderLine))
@needs(Scope.DESTRUCTION_READ)
def order(request: PageRequest, order: str) -> dict[str, Any]:
    """One order."""
    return _order(scoping.own(request, Order, order))


@router.post("/deals/{deal}/destruction", operation_id=_ID("propose"), **acts(OrderLine, 201))
@needs(Scope.DESTRUCTION_WRITE, Role.DPO)
def propose(request: PageRequest, deal: str, given: ProposeGiven) -> Status[Any]:
    """Propose to destroy all that is held of these people; two others witness it."""
    ref = seen(request, deal)
    people = [Ref(one) for one in given.subjects]
    made = destruction.propose(
        deal=ref, subjects=people, basis=given.basis, actor=request.who(), at=request.at
    )
    return Status(201, _order(made))


@router.post("/destruction/{order}/witness", operation_id=_ID("witness"), **acts(OrderLine))
@needs(Scope.APPROVALS_WRITE, *sorted(WITNESSES))
def witness(request: PageRequest, order: str) -> dict[str, Any]:
    """Stand witness to an order: two are needed, neither of them who proposed it."""
    found = scoping.own(request, Order, order)
    return _order(destruction.confirm(order=Ref(found.ref), actor=request.who(), at=request.at))


@router.post("/destruction/{order}/run", operation_id=_ID("run"), **acts(OrderLine))
@needs(Scope.DESTRUCTION_WRITE)
def run(request: PageRequest, order: str) -> NoReturn:
    """For good, so it takes a person with a fresh proof: answered 403 with the page's address."""
    found = scoping.own(request, Order, order)
    raise ByHand(where=reverse("destruction-order", kwargs={"order": found.ref}))


def _order(one: Order) -> dict[str, Any]:
    return {name: getattr(one, name) for name in OrderLine.model_fields}
