"""Put papers on file over the API: what proves a step, starts deadlines and meets them."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Any

from ninja import File, Form, Schema, UploadedFile
from ninja.responses import Status
from pydantic import AfterValidator, Field, WithJsonSchema

from shoumi.base.accounts import queries as accounts
from shoumi.base.api.errors import EmptyFile
from shoumi.base.api.fields import RefText
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.deals import queries, rules, services
from shoumi.base.deals.errors import NoSuchParty
from shoumi.base.documents import store
from shoumi.base.documents.events import Kind as Paper
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
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
    ref, actor, at = seen(request, deal), request.who(), request.at
    # Before anything is kept: the service asks again, inside its transaction.
    accounts.require(actor, at, *filers(given.kind), deal=ref)
    party = Ref(given.party) if given.party else None
    if party is not None and party not in [one.ref for one in queries.parties(ref)]:
        raise NoSuchParty
    content = document.read()
    if not content:
        raise EmptyFile
    kept = store.put(content, kind=Paper.EVIDENCE, deal=ref, actor=actor, at=at)
    facts: dict[str, Value] = {} if given.fen is None else {"fen": given.fen}
    made = services.file(
        deal=ref,
        kind=given.kind,
        sha256=hashlib.sha256(content).digest(),
        document=Ref(kept.ref),
        party=party,
        on=given.on,
        facts=facts,
        actor=actor,
        at=at,
    )
    return Status(201, deals.filing(made))
