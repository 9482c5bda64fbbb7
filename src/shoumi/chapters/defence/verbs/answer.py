"""What the API answers of chapter 12; loaded when the API opens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.defence.rules.audit import Severity, What
from shoumi.chapters.defence.rules.canaries import CanaryKind, CustomerCanaryState
from shoumi.chapters.defence.rules.detection import CaseState, Code
from shoumi.chapters.defence.rules.firewall import Protocol, State
from shoumi.chapters.defence.rules.matrices import Shown, Whose
from shoumi.chapters.defence.rules.sensors import SensorKind


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


class BlockLine(Schema):
    """One address that is shut out for a while; ``seen_at`` the host was seen to do so."""

    ref: str
    number: int
    address: str
    blocked_at: datetime
    until: datetime
    seen_at: datetime | None
    lifted_at: datetime | None
    alert: str


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


class SensorLine(Schema):
    """One sensor whose log is read; ``gaps``: how often lines may be missing."""

    ref: str
    kind: Annotated[SensorKind, WithJsonSchema(words_of(SensorKind))]
    added_at: datetime
    ended_at: datetime | None
    read_at: datetime
    lines: int
    gaps: int


class CanaryLine(Schema):
    """One canary; who it is made up to be is told on its page alone."""

    ref: str
    number: int
    kind: Annotated[CanaryKind, WithJsonSchema(words_of(CanaryKind))]
    holder: str
    holder_name: str
    paper: str
    put_at: datetime
    ended_at: datetime | None


class CustomerCanaryLine(Schema):
    """A reference among the customers of a deal that is nobody's."""

    ref: str
    number: int
    deal: str
    shown: str
    state: Annotated[CustomerCanaryState, WithJsonSchema(words_of(CustomerCanaryState))]
    replaces: str
    asked_at: datetime
    agreed_at: datetime | None
    ended_at: datetime | None


class RequirementLine(Schema):
    """One requirement of others; ``demands`` of the handbook are checked live."""

    number: str
    requirement: str
    state: Annotated[Shown, WithJsonSchema(words_of(Shown))]
    whose: Annotated[Whose, WithJsonSchema(words_of(Whose))]
    demands: list[str]
    test: str


class MatrixLines(Schema):
    """Every requirement of a matrix, in its order."""

    requirements: list[RequirementLine]


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
