"""What the API answers of the policy; loaded when the API opens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.policies.rules import Item, State
from shoumi.chapters.policies.rules.field_reviews import Recipient
from shoumi.chapters.policies.rules.group import Answer, MeetingState, Outcome, Seat, Treatment
from shoumi.chapters.policies.rules.told import ToldBy
from shoumi.core.terms import HandlerTier, Role


class TellingLine(Schema):
    """That the people of a data set were told of a version."""

    ref: str
    version: str
    dataset: str
    way: Annotated[ToldBy, WithJsonSchema(words_of(ToldBy))]
    told_on: date
    confirmed_at: datetime | None


class PassageLine(Schema):
    """One passage of the text."""

    code: str
    title_zh: str
    title_en: str
    zh: str
    en: str
    items: list[Annotated[Item, WithJsonSchema(words_of(Item))]]


class PolicyLine(Schema):
    """One version of the policy.

    ``approved_as``      the roles that said yes, each by another person
    ``items``            what the text has to state, besides what its size asks for
    ``tier``             the size of the handler; null in versions older than texts
    ``text_sha256``      over size, items, handler, text and register: what is approved
    ``register_sha256``  of the field register, fetched as a file on its page
    ``position``         of the entry with which it came into force
    """

    ref: str
    number: int
    state: Annotated[State, WithJsonSchema(words_of(State))]
    approved_as: list[Role]
    items: list[Annotated[Item, WithJsonSchema(words_of(Item))]]
    tier: Annotated[HandlerTier, WithJsonSchema(words_of(HandlerTier))] | None
    text_sha256: str | None
    register_sha256: str
    drafted_at: datetime
    published_at: datetime | None
    position: int | None


class PolicyWhole(PolicyLine):
    """A version with what it says.

    ``handler``   what is printed of the handler, by fact
    ``passages``  the text in both languages, Markdown, each with the items it says
    """

    handler: dict[str, str]
    passages: list[PassageLine]


class GroupMemberLine(Schema):
    """Somebody in one seat of the working group; ``left_at`` is null while that goes on."""

    ref: str
    person: str
    seat: Annotated[Seat, WithJsonSchema(words_of(Seat))]
    full_time: bool
    appointed_at: datetime
    left_at: datetime | None


class MeetingLine(Schema):
    """A meeting of the group about one draft; ``outcome`` is null until its minutes are written.

    ``text_sha256``  of the text it decided on
    """

    ref: str
    number: int
    version: str
    state: Annotated[MeetingState, WithJsonSchema(words_of(MeetingState))]
    held_at: datetime
    outcome: Annotated[Outcome, WithJsonSchema(words_of(Outcome))] | None
    members: int
    present: int
    yes: int
    no: int
    text_sha256: str | None


class VoteLine(Schema):
    """What the caller said in a meeting."""

    ref: str
    meeting: str
    answer: Annotated[Answer, WithJsonSchema(words_of(Answer))]
    at: datetime


class RemarkLine(Schema):
    """A comment on a draft; ``treatment`` is null until somebody answers."""

    ref: str
    version: str
    words: str
    at: datetime
    treatment: Annotated[Treatment, WithJsonSchema(words_of(Treatment))] | None
    answer: str


class AccessReviewLine(Schema):
    """A review of all roles; ``kept`` and ``ended`` count what was said of ``roles``."""

    ref: str
    number: int
    opened_at: datetime
    due_at: datetime
    roles: int
    kept: int
    ended: int


class ReviewedRoleLine(Schema):
    """One role in a review; ``kept`` is null until somebody answers."""

    ref: str
    review: str
    grant: str
    person: str
    role: Role
    deal: str | None
    kept: bool | None
    answered_at: datetime | None


class KeptRoles(Schema):
    """What one answer confirmed."""

    kept: int
    roles: list[ReviewedRoleLine]


class FieldReviewLine(Schema):
    """What somebody found of several fields."""

    ref: str
    fields: list[str]
    recipients: list[Annotated[Recipient, WithJsonSchema(words_of(Recipient))]]
    necessary: bool
    why: str
    at: datetime


class FieldProposalLine(Schema):
    """A field that an imported file asked for; ``version`` is the draft it went into."""

    ref: str
    field: str
    dataset: str
    found_at: datetime
    settled_at: datetime | None
    version: str | None


class PolicyAcceptanceLine(Schema):
    """That the caller accepted a version."""

    ref: str
    version: str
    at: datetime
