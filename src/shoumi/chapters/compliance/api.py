"""Impact assessments over the API: those of a deal, one, and the verbs."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import DEAL, operation
from shoumi.chapters.compliance.rules import TokenScope
from shoumi.chapters.compliance.verbs import VERBS, whole
from shoumi.chapters.compliance.verbs.answer import AssessmentLine
from shoumi.chapters.compliance.verbs.place import mine, own

router = Router(tags=["assessments"])


@router.get(
    "/deals/{deal}/assessments", operation_id="assessments_list", **reads(Page[AssessmentLine])
)
@needs(TokenScope.READ)
def assessments(request: PageRequest, deal: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The assessments of a deal, the newest first."""
    found = mine(request).filter(deal=DEAL.find(request, deal))
    return paging.newest_first(request, wanted, found, whole)


@router.get(
    "/assessments/{assessment}",
    operation_id="assessments_assessment",
    **reads(AssessmentLine),
)
@needs(TokenScope.READ)
def assessment(request: PageRequest, assessment: str) -> dict[str, Any]:
    """One assessment with its risks."""
    return whole(own(request, assessment))


operation.add(router, VERBS)
