"""What the API answers; loaded when the API opens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.incidents.rules.words import (
    BreachState,
    Cause,
    ChangeState,
    Channel,
    Kind,
    PlanState,
    Post,
    StatusState,
)
from shoumi.core.incident_clock import Level, Severity


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


class BreachLine(Schema):
    """One incident or drill, without what was said of it."""

    ref: str
    number: int
    drill: bool
    state: Annotated[BreachState, WithJsonSchema(words_of(BreachState))]
    kind: Annotated[Kind, WithJsonSchema(words_of(Kind))]
    severity: Annotated[Severity, WithJsonSchema(words_of(Severity))]
    level: Annotated[Level, WithJsonSchema(words_of(Level))]
    persons: int
    found_at: datetime
    contained_at: datetime | None
    closed_at: datetime | None


class BreachPartLine(Schema):
    """A step, a notice or a question of an incident."""

    ref: str
    breach: str


class StatusNoteLine(Schema):
    """One version of what is said in public of an incident."""

    ref: str
    breach: str
    number: int
    state: Annotated[StatusState, WithJsonSchema(words_of(StatusState))]
    next_at: datetime | None
    shown_at: datetime | None


class DrillInjectLine(Schema):
    """Something that happens in a drill; ``happened`` once it did, under ``ref`` it is answered."""

    ref: str
    number: int
    channel: Annotated[Channel, WithJsonSchema(words_of(Channel))]
    due: datetime
    happened: datetime | None


class DrawnLine(Schema):
    """By what the minute of an unannounced drill was drawn; ``entry`` of the ledger commits."""

    since: datetime
    until: datetime
    commitment: str
    entry: str
    seed: str


class DrawnDrillLine(Schema):
    """A drill that begins by itself between two moments."""

    ref: str
    since: datetime
    until: datetime
    commitment: str
    breach: str


class DrillTaskLine(Schema):
    """A task of the playbook; ``within`` in minutes since the drill began."""

    key: str
    post: Annotated[Post, WithJsonSchema(words_of(Post))]
    within: int
    done: datetime | None


class DrillTally(Schema):
    """How many were expected, and how many of them met in time."""

    expected: int
    met: int


class DrillData(Schema):
    """A drill: what it was graded by, what was done when, its score and what it missed."""

    form: str
    drill: str
    found: datetime
    persons: int
    loss_fen: int
    leak: bool
    raised_to: Annotated[Level, WithJsonSchema(words_of(Level))]
    operator: str
    done: dict[str, datetime | None]
    drawn: DrawnLine | None
    ended: datetime | None
    missed: list[str]
    injects: list[DrillInjectLine]
    playbook: list[DrillTaskLine]
    reached: dict[str, datetime]
    score: dict[str, DrillTally]


class ExposureLine(Schema):
    """How many people the ledger names in a span of time."""

    ref: str
    breach: str
    persons: int
    digest: str
