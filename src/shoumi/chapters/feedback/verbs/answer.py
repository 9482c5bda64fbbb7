"""What the API answers of requests and channels; loaded when the API opens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.feedback.rules import Kind, Outcome, Part, State, Way
from shoumi.chapters.feedback.rules.channel_trials import Back
from shoumi.chapters.feedback.rules.chats import ChatPart, ChatState
from shoumi.chapters.feedback.rules.mail_fates import Aside, Fate


class KeptLine(Schema):
    """That it was kept; the same whoever it is from."""

    kept: bool


class RequestLine(Schema):
    """One request; ``due`` is its last day, and it is overdue where that is over and it is open."""

    ref: str
    number: int
    kind: Annotated[Kind, WithJsonSchema(words_of(Kind))]
    way: Annotated[Way, WithJsonSchema(words_of(Way))]
    deal: str
    state: Annotated[State, WithJsonSchema(words_of(State))]
    received_at: datetime
    due: date
    provisional: bool
    assignee: str
    outcome: Annotated[Outcome, WithJsonSchema(words_of(Outcome))] | None


class NumbersLine(Schema):
    """Of the requests of one month, by its first day: how long answers took, in days with one
    decimal, null where none is answered; ``in_time`` in percent, null of nothing."""

    month: date
    count: int
    waiting: int
    late: int
    median_days: float | None
    p90_days: float | None
    in_time: int | None


class NumbersOfMonths(Schema):
    """The last twelve months, the oldest first."""

    months: list[NumbersLine]


class ReceivedLine(RequestLine):
    """``receipt`` is the code by which the person reads it; it is answered this once."""

    receipt: str


class PackedLine(RequestLine):
    """``passphrase`` opens the copy; it is answered this once."""

    passphrase: str


class OrderedLine(RequestLine):
    """``order`` is the one of destruction, which two others witness; ``told`` how many recipients
    were told now."""

    order: str
    told: int


class WithdrawnLine(RequestLine):
    """``consents`` is how many were taken back now."""

    consents: int


class RecipientLinkLine(RequestLine):
    """``link`` is what the recipient answers by; it is answered this once."""

    link: str


class SaidLine(Schema):
    """One line of the record; ``text`` is null where it was destroyed."""

    part: Annotated[Part, WithJsonSchema(words_of(Part))]
    way: Annotated[Way, WithJsonSchema(words_of(Way))]
    by: str
    said_at: datetime
    text: str | None


class RecordLine(Schema):
    """Who asks and all that was said: opened for this caller, and on record as opened."""

    ref: str
    name: str
    contact: str
    said: list[SaidLine]


class MailLine(Schema):
    """One mail that came; no word of what it says."""

    ref: str
    came_at: datetime
    size: int
    fate: Annotated[Fate, WithJsonSchema(words_of(Fate))]
    aside: Annotated[Aside, WithJsonSchema(words_of(Aside))] | None
    request: str | None


class OpenedMailLine(Schema):
    """What a mail says that is set aside; ``text`` is null where it cannot be read."""

    ref: str
    sender: str
    subject: str
    text: str | None


class ChatOfHouse(Schema):
    """One chat; no word of what is said in it."""

    ref: str
    number: int
    state: Annotated[ChatState, WithJsonSchema(words_of(ChatState))]
    lang: str
    opened_at: datetime
    assignee: str
    request: str | None


class LineOfChat(Schema):
    """One line; ``text`` is empty of what was done and not said, or where it was destroyed."""

    place: int
    part: Annotated[ChatPart, WithJsonSchema(words_of(ChatPart))]
    by: str
    said_at: datetime
    text: str


class LinesOfChat(Schema):
    """What came after a line, for whoever has taken the chat."""

    lines: list[LineOfChat]


class ContactLine(Schema):
    """One channel and what its newest trial gave."""

    ref: str
    way: Annotated[Way, WithJsonSchema(words_of(Way))]
    contact: str
    listed_at: datetime
    tried_at: datetime | None
    back: Annotated[Back, WithJsonSchema(words_of(Back))] | None
