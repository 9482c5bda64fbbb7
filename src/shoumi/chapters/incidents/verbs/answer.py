"""What the API answers; loaded when the API opens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.incidents.rules.words import Cause, ChangeState, PlanState, Post


class PlanLine(Schema):
    """One version of the plan."""

    ref: str
    number: int
    state: Annotated[PlanState, WithJsonSchema(words_of(PlanState))]
    cause: Annotated[Cause, WithJsonSchema(words_of(Cause))]
    written_at: datetime
    approved_at: datetime | None


class PlanChangeLine(Schema):
    """Something that calls for the plan to be changed."""

    ref: str
    number: int
    state: Annotated[ChangeState, WithJsonSchema(words_of(ChangeState))]
    cause: Annotated[Cause, WithJsonSchema(words_of(Cause))]
    due_at: datetime
    plan: str


class DutyPostLine(Schema):
    """Who holds a post."""

    ref: str
    post: Annotated[Post, WithJsonSchema(words_of(Post))]
    person: str
    deputy: str
    named_at: datetime


class DutyContactLine(Schema):
    """When the contact of somebody was tried; not what it is."""

    ref: str
    person: str
    tried_at: datetime | None
    reached: bool | None
