"""Destruction over the API: orders, and the verbs.

A second person says yes with a token of his or her own; an order is carried out on a page, and the
API says where.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.urls import reverse
from ninja import Query, Router

from shoumi.base.api import paging
from shoumi.base.api.errors import ByHand
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts, reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.verbs import VERBS
from shoumi.chapters.destruction.verbs.answer import OrderLine
from shoumi.chapters.destruction.verbs.orders import line

# The ids of operations are promised to programs, so they do not follow the module.
_ID = "holdings_{}".format
router = Router(tags=["destruction"])


@router.get("/destruction", operation_id=_ID("orders"), **reads(Page[OrderLine]))
@needs(Scope.DESTRUCTION_READ)
def orders(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """Destruction orders of the caller's deals, the newest first."""
    found = Order.objects.filter(deal__in=scoping.deals_of(request).values("ref"))
    return paging.newest_first(request, wanted, found, line)


@router.get("/destruction/{order}", operation_id=_ID("order"), **reads(OrderLine))
@needs(Scope.DESTRUCTION_READ)
def order(request: PageRequest, order: str) -> dict[str, Any]:
    """One order."""
    return line(scoping.own(request, Order, order))


@router.post("/destruction/{order}/run", operation_id=_ID("run"), **acts(OrderLine))
@needs(Scope.DESTRUCTION_WRITE)
def run(request: PageRequest, order: str) -> NoReturn:
    """For good, so it takes a person with a fresh proof: answered 403 with the page's address."""
    found = scoping.own(request, Order, order)
    raise ByHand(where=reverse("destruction-order", kwargs={"order": found.ref}))


operation.add(router, VERBS)
