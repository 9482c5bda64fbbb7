"""What the API answers of chapter 12; loaded when the API opens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.defence.rules.audit import Severity, What
from shoumi.chapters.defence.rules.detection import CaseState, Code
from shoumi.chapters.defence.rules.firewall import Protocol, State


class OpeningLine(Schema):
    """One port that others may reach; ``source`` empty: everybody."""

    port: int
    protocol: Annotated[Protocol, WithJsonSchema(words_of(Protocol))]
    source: str
    why: str


class RuleSetLine(Schema):
    """One rule set; ``content`` is the SHA-256 of its file."""

    ref: str
    number: int
    state: Annotated[State, WithJsonSchema(words_of(State))]
    opened: list[OpeningLine]
    is_routing: bool
    content: str
    reviewed_at: datetime | None


class AlertLine(Schema):
    """One alert; ``first`` and ``last`` are positions of the ledger."""

    ref: str
    number: int
    rule: Annotated[Code, WithJsonSchema(words_of(Code))]
    state: Annotated[CaseState, WithJsonSchema(words_of(CaseState))]
    who: str
    first: int
    last: int
    count: int
    opened_at: datetime
    verdict: str


class FindingLine(Schema):
    """One finding of the audit; ``until`` it is let stand."""

    ref: str
    number: int
    what: Annotated[What, WithJsonSchema(words_of(What))]
    name: str
    severity: Annotated[Severity, WithJsonSchema(words_of(Severity))]
    found_at: datetime
    due_at: datetime
    mended_at: datetime | None
    until: datetime | None
