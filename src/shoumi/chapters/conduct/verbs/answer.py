"""What the API answers; loaded when the API opens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.conduct.rules.words import BookState, CheckState, Danger, For, Thanks, Voice


class RuleBookLine(Schema):
    """One version of the rule book."""

    ref: str
    number: int
    state: Annotated[BookState, WithJsonSchema(words_of(BookState))]
    published_at: datetime | None
    accepted: int
    staff: int


class AcceptanceLine(Schema):
    """That somebody read a version."""

    ref: str
    book: str
    at: datetime


class StaffCheckLine(Schema):
    """The check of one month; ``seed`` is told once it is drawn."""

    ref: str
    month: date
    state: Annotated[CheckState, WithJsonSchema(words_of(CheckState))]
    commitment: str
    seed: str
    entries: int
    drawn: int
    judged: int


class SampleLine(Schema):
    """One access that was drawn."""

    ref: str
    check: str
    position: int
    kind: str
    why: str
    checker: str
    finding: str
    ground: str


class StaffCaseLine(Schema):
    """One case, without what was said in it."""

    ref: str
    number: int
    person: str
    reply_until: datetime
    replied: bool
    rule: str
    sanction: str
    decided_at: datetime | None


class RewardLine(Schema):
    """One reward, without its words."""

    ref: str
    number: int
    person: str
    thanks: Annotated[Thanks, WithJsonSchema(words_of(Thanks))]
    reason: Annotated[For, WithJsonSchema(words_of(For))]
    shown: bool | None


class LeaverLine(Schema):
    """Somebody gave notice."""

    ref: str
    person: str
    given_on: date
    withdrawn_at: datetime | None


class VoiceLine(Schema):
    """What one of the staff said of a consultation."""

    ref: str
    book: str
    says: Annotated[Voice, WithJsonSchema(words_of(Voice))]
    at: datetime


class SuspensionLine(Schema):
    """Access that is, or was, stopped."""

    ref: str
    person: str
    why: Annotated[Danger, WithJsonSchema(words_of(Danger))]
    since: datetime
    lifted_at: datetime | None
