"""What verbs of the house take and answer: graces, connections, holidays, reviews of algorithms."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field as Limits
from pydantic import StringConstraints, WithJsonSchema

from shoumi.base.api.fields import Name, Strict, words_of
from shoumi.base.calendar.year_entry import FIRST, LAST, MOST_TEXT
from shoumi.base.registry import PathKind, UsedFor
from shoumi.base.rotation.events import Decision
from shoumi.base.transport.negotiation import Found
from shoumi.core.calendar import Holiday
from shoumi.core.handbook import GraceReason

Whole = Annotated[str, StringConstraints(max_length=MOST_TEXT, pattern=r"^[^\x00]*$")]


class GraceLine(Schema):
    """Until ``until`` the doors of ``duties`` stand open, though each is what it is.

    ``ended_at``  it was ended before
    """

    ref: str
    duties: list[str]
    reason: Annotated[GraceReason, WithJsonSchema(words_of(GraceReason))]
    granted_by: str
    approved_by: str
    granted_at: datetime
    until: datetime
    ended_at: datetime | None
    position: int


class PathLine(Schema):
    """A connection to another machine and what the last try found; ``found`` empty: not tried."""

    kind: Annotated[PathKind, WithJsonSchema(words_of(PathKind))]
    host: str
    port: int | None
    found: Annotated[Found, WithJsonSchema(words_of(Found))] | None
    version: str
    certificate_until: datetime | None


class PathLines(Schema):
    paths: list[PathLine]


class PathsTried(PathLines):
    """``position``  the entry of the try"""

    position: int


class RestDays(Schema):
    """The days on which one holiday rests, both inclusive."""

    holiday: Annotated[Holiday, WithJsonSchema(words_of(Holiday))]
    first: date
    last: date


class YearTable(Schema):
    """``is_known``  published; the days of another year rest on weekends only, and deadlines that
    need one are provisional

    ``position``  of the entry of a table that this house entered; the program ships the others
    """

    year: int
    is_known: bool
    source: str
    position: int | None
    entered_by: str | None
    approved_by: str | None
    rests: list[RestDays]
    make_up: list[date]


class YearGiven(Strict):
    """The official ``notice`` in Chinese, or lines: ``rest`` with a holiday, its first and its last
    day each, ``make_up`` with a day each."""

    year: Annotated[int, Limits(ge=FIRST, le=LAST)]
    source: Name
    notice: Whole = ""
    rest: Whole = ""
    make_up: Whole = ""


class AlgorithmLine(Schema):
    """An algorithm and key length that is in use ``count`` times.

    A review names it by these three in a row: ``records AES-256-GCM 256``.
    """

    used_for: Annotated[UsedFor, WithJsonSchema(words_of(UsedFor))]
    algorithm: str
    bits: int
    count: int


class ReviewLine(Schema):
    """What was in use, what was found weak, until when it may go on.

    ``findings``  in words; empty where the text was erased
    """

    ref: str
    decision: Annotated[Decision, WithJsonSchema(words_of(Decision))]
    weak: list[str]
    findings: str
    algorithms: list[AlgorithmLine]
    reviewed_by: str
    approved_by: str
    reviewed_at: datetime
    due_at: datetime
    position: int
