"""The yearly review of algorithms over the API: what is in use, past reviews, a new one."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import WithJsonSchema

from shoumi.base.api import paging
from shoumi.base.api.fields import words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.pages.request import PageRequest
from shoumi.base.rotation import algorithm_review_queries, exits
from shoumi.base.rotation.events import Cause
from shoumi.base.rotation.models import AlgorithmReview
from shoumi.base.verbs import operation
from shoumi.doors.api.house_schemas import AlgorithmLine, ReviewLine
from shoumi.doors.verbs.algorithm_reviews import VERBS, in_use, told

router = Router(tags=["keys"])


class AlgorithmsInUse(Schema):
    """``due_at``  when the next review is due"""

    algorithms: list[AlgorithmLine]
    due_at: datetime | None


class KeyDuty(Schema):
    """Keys that are older than somebody's exit, or than an incident in a deal.

    ``about``    who left, or the deal
    ``waiting``  their kinds and names
    """

    cause: Annotated[Cause, WithJsonSchema(words_of(Cause))]
    about: str
    since: datetime
    position: int
    waiting: list[str]


class KeyDuties(Schema):
    duties: list[KeyDuty]


@router.get("/keys/duties", **reads(KeyDuties))
@needs(Scope.DUTIES_READ)
def keys_duties(request: PageRequest) -> dict[str, Any]:
    """What is to be replaced at once, since somebody left or a deal has an incident."""
    return {"duties": [asdict(one) for one in exits.due(request.at)]}


@router.get("/keys/algorithms", **reads(AlgorithmsInUse))
@needs(Scope.DUTIES_READ)
def keys_algorithms(request: PageRequest) -> dict[str, Any]:
    """The algorithms and key lengths in use now, and when their next review is due."""
    return {"algorithms": in_use(), "due_at": algorithm_review_queries.due_at()}


@router.get("/keys/reviews", **reads(Page[ReviewLine]))
@needs(Scope.DUTIES_READ)
def keys_reviews(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """All reviews, the newest first."""
    return paging.newest_first(request, wanted, AlgorithmReview.objects.all(), told, by="position")


@router.get("/keys/reviews/{review}", **reads(ReviewLine))
@needs(Scope.DUTIES_READ)
def keys_review_shown(request: PageRequest, review: str) -> dict[str, Any]:
    """One review."""
    return told(algorithm_review_queries.review(review))


operation.add(router, VERBS)
