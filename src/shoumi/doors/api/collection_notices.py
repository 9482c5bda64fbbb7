"""The notices with which targets collected their data, over the API."""

from __future__ import annotations

from typing import Any

from ninja import Query

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.doors.api.deal_parts import CollectionNoticeLine
from shoumi.doors.api.deals import router
from shoumi.doors.verbs.collection_notices import VERBS, set_seen, told


@router.get("/datasets/{dataset}/notices", **reads(Page[CollectionNoticeLine]))
@needs(Scope.DEALS_READ)
def notices(request: PageRequest, dataset: str, wanted: Query[Paging]) -> dict[str, Any]:
    """What was handed in or stated of the notice of a set, the newest first: that one counts."""
    rows = CollectionNotice.objects.filter(dataset=set_seen(request, dataset).ref)
    return paging.newest_first(request, wanted, rows, told, by="position")


operation.add(router, VERBS)
