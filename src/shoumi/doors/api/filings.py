"""Put papers on file over the API: what proves a step, starts deadlines and meets them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import File, Form, Schema, UploadedFile
from ninja.responses import Status
from pydantic import AfterValidator, Field, WithJsonSchema

from shoumi.base.api.errors import EmptyFile
from shoumi.base.api.fields import RefText
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.deals import rules, services
from shoumi.base.intake.examination import examine
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Value
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.doors.api import deals
from shoumi.doors.api.deals import FilingLine, router
from shoumi.doors.console.deal_filings import filers

_FIRST, _LAST = 2000, 2199
_MOST_FEN = 10**15  # as much as the form of the page takes
_OFFERED = tuple(kind for kind in FilingKind if kind not in rules.BY_SYSTEM)
_FILERS = tuple(sorted({role for kind in _OFFERED for role in filers(kind)}))


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
    WithJsonSchema({"type": "string", "enum": [kind.value for kind in _OFFERED]}),
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


@router.post("/deals/{deal}/filings", **acts(FilingLine, 201))
@needs(Scope.FILINGS_WRITE, *_FILERS)
def file(
    request: PageRequest, deal: str, given: Form[FilingGiven], document: File[UploadedFile]
) -> Status[Any]:
    """Put a paper on file: it is kept sealed, its digest goes to the ledger."""
    ref = seen(request, deal)
    content = document.read()
    if not content:
        raise EmptyFile
    facts: dict[str, Value] = {} if given.fen is None else {"fen": given.fen}
    made = services.file_paper(
        deal=ref,
        new=services.NewPaper(
            kind=given.kind,
            paper=examine(content, document.name or "", today=day_in_china(request.at)),
            party=Ref(given.party) if given.party else None,
            on=given.on,
            facts=facts,
        ),
        actor=request.who(),
        at=request.at,
    )
    return Status(201, deals.filing(made))
