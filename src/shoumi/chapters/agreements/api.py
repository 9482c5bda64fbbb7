"""Confidentiality agreements over the API: those of a deal, one, and the verbs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import WithJsonSchema

from shoumi.base.api import paging
from shoumi.base.api.fields import words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.bearers.rules import Scope
from shoumi.base.pages.asked import Asked
from shoumi.base.verbs import operation
from shoumi.chapters.agreements.rules import Kind, State
from shoumi.chapters.agreements.verbs import VERBS, told
from shoumi.chapters.agreements.verbs.place import DEAL, mine, own
from shoumi.core.terms import DisclosureLevel

router = Router(tags=["agreements"])


class AgreementLine(Schema):
    """One agreement; ``state`` does not tell that its time is over, ``until`` does.

    ``persons``   who sign it and may enter the rooms, ``signed`` those who have
    ``damages``   in yuan; ``warnings`` what its signers are shown
    ``document``  the paper, fetched on its page
    ``position``  of the entry with which it came into force
    """

    ref: str
    kind: Annotated[Kind, WithJsonSchema(words_of(Kind))]
    state: Annotated[State, WithJsonSchema(words_of(State))]
    persons: list[str]
    signed: list[str]
    levels: list[DisclosureLevel]
    damages: int
    warnings: list[str]
    until: datetime
    document: str
    position: int | None


@router.get(
    "/deals/{deal}/agreements", operation_id="agreements_list", **reads(Page[AgreementLine])
)
@needs(Scope.AGREEMENTS_READ)
def agreements(request: Asked, deal: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The agreements of a deal, the newest first."""
    found = mine(request).filter(deal=DEAL.find(request, deal))
    return paging.newest_first(request, wanted, found, told)


@router.get("/agreements/{agreement}", operation_id="agreements_agreement", **reads(AgreementLine))
@needs(Scope.AGREEMENTS_READ)
def agreement(request: Asked, agreement: str) -> dict[str, Any]:
    """One agreement."""
    return told(own(request, agreement))


operation.add(router, VERBS)
