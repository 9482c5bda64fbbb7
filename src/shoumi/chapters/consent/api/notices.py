"""Texts that people get, over the API: approved once, and known by their hash from then on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from shoumi.base.accounts import queries as accounts
from shoumi.base.api import paging
from shoumi.base.api.fields import Strict
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts, reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.deals import queries as deals
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.documents import notice
from shoumi.chapters.consent.models import Notice
from shoumi.chapters.consent.rules import Scope
from shoumi.chapters.consent.services import notices as services
from shoumi.chapters.consent.services.errors import ContentsMissing
from shoumi.core.terms import Instrument, Role

router = Router(tags=["campaigns"])
_MOST_CONTENTS = 40
Part = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,39}$")]
Text = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]


def _has_text(instrument: Instrument) -> Instrument:
    """Some instruments of the law are nothing that people are sent."""
    if instrument not in rules.CONTENTS:
        raise ValueError
    return instrument


Told = Annotated[
    Instrument,
    AfterValidator(_has_text),
    WithJsonSchema({"type": "string", "enum": [one.value for one in rules.CONTENTS]}),
]


class NoticeLine(Schema):
    """``sha256`` is that of the contents, and stands with every answer to them."""

    ref: str
    deal: str
    instrument: Instrument
    sha256: str
    document: str
    approved_at: datetime
    position: int


class NoticeGiven(Strict):
    """``contents``  what the text says, by name; refused, the names that are missing are told"""

    instrument: Told
    contents: dict[Part, Text] = Field(min_length=1, max_length=_MOST_CONTENTS)


@router.get("/deals/{deal}/notices", **reads(Page[NoticeLine]))
@needs(Scope.READ)
def notices(request: PageRequest, deal: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The approved texts of a deal, the newest first."""
    found = Notice.objects.filter(deal=seen(request, deal))
    return paging.newest_first(request, wanted, found, _line)


@router.post("/deals/{deal}/notices", **acts(NoticeLine, 201))
@needs(Scope.WRITE, Role.DPO)
def approve(request: PageRequest, deal: str, given: NoticeGiven) -> Status[Any]:
    """Approve a text for sending; its paper is made here and kept sealed."""
    ref, actor, at = seen(request, deal), request.who(), request.at
    accounts.require(actor, at, Role.DPO)
    # Before a paper is made of it; the service asks again.
    if gaps := rules.missing(given.instrument, given.contents):
        raise ContentsMissing(instrument=given.instrument, contents=tuple(sorted(gaps)))
    made = services.approve(
        deal=ref,
        instrument=given.instrument,
        contents=given.contents,
        paper=notice.notice(deals.deal(ref), given.instrument, given.contents, at),
        actor=actor,
        at=at,
    )
    return Status(201, _line(made))


def _line(one: Notice) -> dict[str, Any]:
    return {name: getattr(one, name) for name in NoticeLine.model_fields}
