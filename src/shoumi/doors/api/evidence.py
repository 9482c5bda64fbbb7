"""The ledger over the API: entries in order, one entry, its proof and the head it hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import answers, reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.deals import queries as deals
from shoumi.base.dossier import proofs
from shoumi.base.ledger import reader
from shoumi.base.ledger.errors import NoSuchEntry
from shoumi.base.ledger.reader import Recorded
from shoumi.base.pages import audit_rows
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.base.vault import logkey
from shoumi.core.ledger.leaf import MAX_INT
from shoumi.core.refs import Ref

router = Router(tags=["evidence"])
# C2SP names no media type for its notes; they are lines of text.
TEXT = "text/plain; charset=utf-8"
_NOTE: Mapping[str, Any] = {
    "responses": {
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
    }
}


class EntryLine(Schema):
    """An entry.  Of a deal the caller takes no part in there is the leaf and nothing in it.

    ``body``       the canonical bytes the leaf hash commits to, as text
    ``leaf_hash``  SHA-256 of 0x00 and the body, in hex (RFC 6962)
    ``said``       the same in a sentence
    """

    position: int
    leaf_hash: str
    at: datetime | None
    tag: str
    deal: str
    who: str
    said: str
    is_refusal: bool
    body: str | None


class Following(Paging):
    """``start``  the first position wanted; ``deal`` that deal's entries alone"""

    start: int = Field(0, ge=0, le=MAX_INT)
    deal: str | None = Field(None, max_length=60)


class Head(Schema):
    """The ledger now: how many entries, and the root over all of them (RFC 6962), in hex."""

    size: int
    root: str


@router.get("/evidence", **reads(Page[EntryLine]))
@needs(Scope.EVIDENCE_READ)
def evidence(request: PageRequest, wanted: Query[Following]) -> dict[str, Any]:
    """Entries from ``start`` on, the oldest first, so that a reader can follow; of one deal
    alone where it is named."""
    only = seen(request, wanted.deal) if wanted.deal is not None else None
    begin = max(wanted.start, paging.after(request, wanted, -1) + 1)
    found: list[Recorded] = []
    for one in reader.entries(begin, only):
        found.append(one)
        if len(found) > wanted.limit:
            break
    told = {one.position: one for one in audit_rows.told(request, found)}
    return paging.page(
        request,
        wanted,
        found,
        lambda one: _line(one, told[one.position]),
        lambda one: one.position,
    )


@router.get("/evidence/head", **reads(Head))
@needs(Scope.EVIDENCE_READ)
def head(request: PageRequest) -> dict[str, Any]:
    """How long the ledger is and what its root is."""
    return {"size": reader.size(), "root": reader.root().hex()}


@router.get("/evidence/checkpoint", response=answers(None), openapi_extra=dict(_NOTE))
@needs(Scope.EVIDENCE_READ)
def checkpoint(request: PageRequest) -> HttpResponse:
    """The head as a signed note (c2sp.org/tlog-checkpoint)."""
    return HttpResponse(logkey.checkpoint(), content_type=TEXT)


@router.get("/evidence/{int:position}", **reads(EntryLine))
@needs(Scope.EVIDENCE_READ)
def entry(request: PageRequest, position: int) -> dict[str, Any]:
    """One entry."""
    found, told = _seen(request, position)
    return _line(found, told)


@router.get("/evidence/{int:position}/proof", response=answers(None), openapi_extra=dict(_NOTE))
@needs(Scope.EVIDENCE_READ)
def proof(request: PageRequest, position: int) -> HttpResponse:
    """The entry with its path to a signed head, complete in itself (c2sp.org/tlog-proof)."""
    _seen(request, position)
    return HttpResponse(proofs.text(position), content_type=TEXT)


def _seen(request: PageRequest, position: int) -> tuple[Recorded, audit_rows.AuditRow]:
    """
    Raises:
        NoSuchEntry: there is none, or it is of a deal of others.
    """
    if position > MAX_INT:
        raise NoSuchEntry(position=position)
    found = reader.entry(position)
    told = audit_rows.told(request, [found])[0]
    if told.deal and not deals.is_member(request.who(), Ref(told.deal), request.at):
        raise NoSuchEntry(position=position)
    return found, told


def _line(found: Recorded, told: audit_rows.AuditRow) -> dict[str, Any]:
    is_hidden = bool(told.deal) and not told.tag
    return {
        "position": found.position,
        "leaf_hash": found.leaf_hash.hex(),
        "at": told.at,
        "tag": told.tag,
        "deal": "" if is_hidden else told.deal,
        "who": told.who,
        "said": told.what,
        "is_refusal": told.is_refused,
        "body": None if is_hidden else found.body.decode("utf-8", errors="replace"),
    }
