"""Acts on deals over the API.  To end one for good is done on its page."""

from __future__ import annotations

from typing import Any, NoReturn

from django.urls import reverse
from ninja.responses import Status
from pydantic import Field

from shoumi.base.api.errors import ByHand
from shoumi.base.api.fields import Name, Strict
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.deals import rules, services
from shoumi.base.deals.services import NewParty
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.base.verbs import operation
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType
from shoumi.doors.api import deals
from shoumi.doors.api.deal_parts import PartyGiven
from shoumi.doors.api.deals import DealLine, router
from shoumi.doors.verbs import deal_parts as part_verbs
from shoumi.doors.verbs import deals as deal_verbs
from shoumi.doors.verbs import filings

_MOST_PARTIES = 50


class DealGiven(Strict):
    type: DealType
    title: Name
    parties: list[PartyGiven] = Field(min_length=1, max_length=_MOST_PARTIES)


@router.post("/deals", **acts(DealLine, 201))
@needs(Scope.DEALS_WRITE, *rules.CREATORS)
def make(request: PageRequest, given: DealGiven) -> Status[Any]:
    """Begin a deal with its sides."""
    made = services.create(
        deal_type=given.type,
        title=given.title,
        parties=[
            NewParty(one.role, one.name, one.uscc, Ref(one.person) if one.person else None)
            for one in given.parties
        ],
        actor=request.who(),
        at=request.at,
    )
    return Status(201, deals.line(made))


@router.post("/deals/{deal}/terminate", **acts(DealLine))
@needs(Scope.DEALS_WRITE, *rules.TERMINATORS)
def terminate(request: PageRequest, deal: str) -> NoReturn:
    """For good, so it takes a person with a fresh proof: answered 403 with the page's address."""
    ref = seen(request, deal)
    raise ByHand(where=reverse("act-deal-terminate", kwargs={"deal": ref}))


operation.add(router, (*deal_verbs.VERBS, *part_verbs.VERBS, *filings.VERBS))
