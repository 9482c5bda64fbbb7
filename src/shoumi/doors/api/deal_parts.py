"""Sides and sets of data of a deal over the API: listed, and named when they become known."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from ninja import Query, Schema
from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from shoumi.base.api import paging
from shoumi.base.api.fields import Name, RefText, Strict
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.collection_notices.rules import Extent, NoNotice, Shown
from shoumi.base.deals.models import DataSet, Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.core.instruments import Recipient
from shoumi.doors.api import deals
from shoumi.doors.api.deals import PartyLine, SetLine, router

Side = TypeVar("Side", bound=Model)
_MOST_PURPOSES, _LONGEST = 20, 200
# Several are stored with spaces between, so none is within one.
Code = Annotated[
    str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^\x00-\x20\x7f]+$")
]


def _is_added(role: PartyRole) -> PartyRole:
    """A deal has one target from the start; no second one is added."""
    if role is PartyRole.TARGET:
        raise ValueError
    return role


def _is_short(words: list[str]) -> list[str]:
    if len(" ".join(sorted(set(words)))) > _LONGEST:
        raise ValueError
    return words


LaterRole = Annotated[
    PartyRole,
    AfterValidator(_is_added),
    WithJsonSchema(
        {"type": "string", "enum": [one.value for one in PartyRole if one != PartyRole.TARGET]}
    ),
]


class PartyGiven(Strict):
    """``person``  who acts for it in the house, if anyone"""

    role: PartyRole
    name: Name
    uscc: str = Field("", max_length=18)
    person: RefText | None = None


class LaterPartyGiven(PartyGiven):
    """``person``  who acts for it in the house, if anyone"""

    role: LaterRole


class SetGiven(Strict):
    """``handler`` and ``recipient`` are parties of the deal

    ``differs``  purposes and methods that are new with the recipient
    """

    code: Code
    name: Name
    handler: RefText
    recipient: RefText
    recipient_kind: Recipient
    is_anonymised: bool = False
    has_sensitive: bool = False
    has_children: bool = False
    is_abroad: bool = False
    differs: Annotated[list[Code], AfterValidator(_is_short)] = Field([], max_length=_MOST_PURPOSES)


class CollectionNoticeLine(Schema):
    """The notice with which the target collected a set of data, or why there is none.

    ``used_from``, ``shown``  since when and where people were told so
    ``reason``     why there is no notice; then there is no file
    ``purposes``, ``categories``, ``handing_on``  how far each stands in it; None: not judged yet
    """

    ref: str
    dataset: str
    sha256: str | None
    used_from: date | None
    shown: Shown | None
    reason: NoNotice | None
    purposes: Extent | None
    categories: Extent | None
    handing_on: Extent | None
    missing: str
    judged_at: datetime | None
    position: int


@router.get("/deals/{deal}/parties", **reads(Page[PartyLine]))
@needs(Scope.DEALS_READ)
def parties(request: PageRequest, deal: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The sides of a deal, in order of reference."""
    some = _from(request, wanted, Party.objects.filter(deal=seen(request, deal)))
    return paging.page(request, wanted, some, deals.party, _ref)


@router.get("/deals/{deal}/datasets", **reads(Page[SetLine]))
@needs(Scope.DEALS_READ)
def datasets(request: PageRequest, deal: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The sets of data of a deal with what the law asks for, in order of reference."""
    some = _from(
        request, wanted, DataSet.objects.select_related("deal").filter(deal=seen(request, deal))
    )
    rows = list(some)
    told = dict(zip([one.ref for one in rows], deals.datasets(rows), strict=True))
    return paging.page(request, wanted, rows, lambda one: told[one.ref], _ref)


def _from(request: PageRequest, wanted: Paging, found: QuerySet[Side]) -> QuerySet[Side]:
    """Those after the cursor's place, one more than is shown."""
    begin = paging.place(request, wanted)
    if begin is not None:
        found = found.filter(ref__gt=str(begin))
    return found.order_by("ref")[: wanted.limit + 1]


def _ref(one: Model) -> str:
    return str(one.pk)
