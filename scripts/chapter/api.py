"""Items over the API: those of a deal, one, and the verbs."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import DEAL, operation
from shoumi.chapters.chapter_slug.rules import Scope
from shoumi.chapters.chapter_slug.verbs import VERBS, told
from shoumi.chapters.chapter_slug.verbs.answer import ChapterNameLine
from shoumi.chapters.chapter_slug.verbs.place import mine, own

router = Router(tags=["chapter_slug"])


@router.get(
    "/deals/{deal}/chapter_slug",
    operation_id="chapter_slugs_list",
    **reads(Page[ChapterNameLine]),
)
@needs(Scope.READ)
def items(request: PageRequest, deal: str, wanted: Query[Paging]) -> dict[str, Any]:
    """The items of a deal, the newest first."""
    found = mine(request).filter(deal=DEAL.find(request, deal))
    return paging.newest_first(request, wanted, found, told)


@router.get("/chapter_slug/{item}", operation_id="chapter_slugs_item", **reads(ChapterNameLine))
@needs(Scope.READ)
def item(request: PageRequest, item: str) -> dict[str, Any]:
    """One item."""
    return told(own(request, item))


operation.add(router, VERBS)
