"""Attestations over the API: what was stated, state something, take it back."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from typing import Annotated, Any

from django.db.models import Q
from ninja import Field, File, Form, Query, Router, Schema, UploadedFile
from ninja.responses import Status
from pydantic import WithJsonSchema

from shoumi.base.api import paging
from shoumi.base.api.fields import Moment, Note, RefText, words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts, reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.attestations import queries, services
from shoumi.base.attestations.models import Attestation, Statement
from shoumi.base.documents.examined import Format
from shoumi.base.intake.examination import examine
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.core.calendar import day_in_china
from shoumi.core.handbook import Record
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console.attestations import statement_seen

router = Router(tags=["attestations"])


class AttestationLine(Schema):
    """One statement.

    ``part``      of a part outside the system alone
    ``evidence``  SHA-256 of what was looked at, in hex; ``kind`` which record of the demand it is
    ``is_kept``   the file is kept and can be opened by those who may; of statements of earlier
                  versions only the fingerprint was kept
    ``personal``  how often it names somebody, by label; ``unread`` pages that nobody read
    ``persons``   whom it covers; null: it names nobody
    """

    ref: str
    duty: str
    deal: str
    part: str
    kind: str
    is_kept: bool
    personal: dict[str, int]
    unread: int
    persons: list[str] | None
    statement: Statement
    evidence: str
    role: Role
    attested_by: str
    attested_at: datetime
    until: datetime
    revoked_at: datetime | None
    position: int


class EvidenceFile(Schema):
    """``content`` in base 64"""

    attestation: str
    format: Annotated[Format, WithJsonSchema(words_of(Format))]
    sha256: str
    content: str


class AttestationsWanted(Paging):
    duty: str | None = Field(None, max_length=24)


class AttestGiven(Schema):
    """``kind``     which record of the demand the evidence is

    ``until``    by default the usual term of the demand, which is also the longest
    ``persons``  whom it covers, of a demand that names persons
    ``part``     of a part outside the system alone
    """

    statement: Statement
    kind: Annotated[Record, WithJsonSchema(words_of(Record))]
    deal: RefText | None = None
    until: Moment | None = None
    note: Note = ""
    persons: list[RefText] = Field(default_factory=list, max_length=1000)
    part: str = Field("", max_length=24)


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


@router.get("/attestations/{attestation}/evidence", **reads(EvidenceFile))
@needs(Scope.ATTESTATIONS_READ)
def evidence(request: PageRequest, attestation: str) -> dict[str, Any]:
    """The file on which it was stated; that it was opened is recorded."""
    one = statement_seen(request, attestation)
    content = services.open_evidence(attestation=Ref(one.ref), actor=request.who(), at=request.at)
    kept = Format((one.looked or {})["format"])
    return {
        "attestation": one.ref,
        "format": kept,
        "sha256": bytes(one.evidence).hex(),
        "content": b64encode(content).decode(),
    }


@router.post("/duties/{duty}/attestations", **acts(AttestationLine, 201))
@needs(Scope.ATTESTATIONS_WRITE)
def attest(
    request: PageRequest, duty: str, given: Form[AttestGiven], evidence: File[UploadedFile]
) -> Status[Any]:
    """State that a demand is kept, on evidence that was looked at: it is checked and kept."""
    looked = examine(
        evidence.read(), evidence.name or "", today=day_in_china(request.at), with_pictures=True
    )
    made = services.attest(
        duty=duty,
        said=services.NewStatement(
            statement=given.statement,
            evidence=looked,
            kind=given.kind,
            until=given.until,
            note=given.note,
            persons=[Ref(one) for one in given.persons],
            part=given.part,
        ),
        actor=request.who(),
        at=request.at,
        deal=seen(request, given.deal) if given.deal else None,
    )
    return Status(201, _line(made))


@router.post("/attestations/{attestation}/revoke", **acts(AttestationLine))
@needs(Scope.ATTESTATIONS_WRITE)
def revoke(request: PageRequest, attestation: str) -> dict[str, Any]:
    """Take a statement back."""
    one = statement_seen(request, attestation)
    return _line(services.revoke(attestation=Ref(one.ref), actor=request.who(), at=request.at))


def _line(one: Attestation) -> dict[str, Any]:
    made = {
        "evidence": bytes(one.evidence).hex(),
        "is_kept": bool(one.document),
        "personal": one.named,
    }
    return {name: made.get(name, getattr(one, name, None)) for name in AttestationLine.model_fields}
