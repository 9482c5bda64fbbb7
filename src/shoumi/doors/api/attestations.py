"""Attestations over the API: what was stated, state something, take it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from shoumi.base.api import paging
from shoumi.base.api.fields import Moment, Note, RefText, Sha256, Strict
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts, reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.attestations import queries, services
from shoumi.base.attestations.models import Attestation, Statement
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console.attestations import statement_seen

router = Router(tags=["attestations"])


class AttestationLine(Schema):
    """``evidence``  SHA-256 of what was looked at, in hex"""

    ref: str
    duty: str
    deal: str
    statement: Statement
    evidence: str
    role: Role
    attested_by: str
    attested_at: datetime
    until: datetime
    revoked_at: datetime | None
    position: int


class AttestationsWanted(Paging):
    duty: str | None = Field(None, max_length=24)


class AttestGiven(Strict):
    """``until``  by default the usual term of the demand"""

    statement: Statement
    evidence: Sha256
    deal: RefText | None = None
    until: Moment | None = None
    note: Note = ""


@router.get("/attestations", **reads(Page[AttestationLine]))
@needs(Scope.ATTESTATIONS_READ)
def attestations(request: PageRequest, wanted: Query[AttestationsWanted]) -> dict[str, Any]:
    """Statements about the house and about the caller's deals, the newest first."""
    mine = Q(deal="") | Q(deal__in=scoping.deals_of(request).values("ref"))
    found = queries.made(duty=wanted.duty).filter(mine).order_by("-position")
    begin = paging.place(request, wanted)
    if begin is not None:
        found = found.filter(position__lt=begin)
    return paging.page(
        request, wanted, found[: wanted.limit + 1], _line, lambda one: int(one.position)
    )


@router.get("/attestations/{attestation}", **reads(AttestationLine))
@needs(Scope.ATTESTATIONS_READ)
def attestation(request: PageRequest, attestation: str) -> dict[str, Any]:
    """One statement."""
    return _line(statement_seen(request, attestation))


@router.post("/duties/{duty}/attestations", **acts(AttestationLine, 201))
@needs(Scope.ATTESTATIONS_WRITE)
def attest(request: PageRequest, duty: str, given: AttestGiven) -> Status[Any]:
    """State that a demand is kept, on evidence that was looked at."""
    said = services.attest(
        duty=duty,
        deal=seen(request, given.deal) if given.deal else None,
        actor=request.who(),
        at=request.at,
        evidence=bytes.fromhex(given.evidence),
        statement=given.statement,
        until=given.until,
        note=given.note,
    )
    return Status(201, _line(said))


@router.post("/attestations/{attestation}/revoke", **acts(AttestationLine))
@needs(Scope.ATTESTATIONS_WRITE)
def revoke(request: PageRequest, attestation: str) -> dict[str, Any]:
    """Take a statement back."""
    one = statement_seen(request, attestation)
    return _line(services.revoke(attestation=Ref(one.ref), actor=request.who(), at=request.at))


def _line(one: Attestation) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in AttestationLine.model_fields}
    return {**plain, "evidence": bytes(one.evidence).hex()}
