"""Confidentiality agreements over the API: those of a deal, one, and the verbs."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import DEAL, operation
from shoumi.chapters.agreements.rules import Scope
from shoumi.chapters.agreements.verbs import VERBS, told
from shoumi.chapters.agreements.verbs.answer import AgreementLine
from shoumi.chapters.agreements.verbs.place import mine, own

router = Router(tags=["agreements"])


@router.get(
    "/deals/{deal}/agreements", operation_id="agreements_list", **reads(Page[AgreementLine])
)
@needs(Scope.READ)
def agreements(request: PageRequest, deal: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The agreements of a deal, the newest first."""
    found = mine(request).filter(deal=DEAL.find(request, deal))
    return paging.newest_first(request, wanted, found, told)


@router.get("/agreements/{agreement}", operation_id="agreements_agreement", **reads(AgreementLine))
@needs(Scope.READ)
def agreement(request: PageRequest, agreement: str) -> dict[str, Any]:
    """One agreement."""
    return told(own(request, agreement))


operation.add(router, VERBS)
