"""Kinds of values that requests hold: whole, short, and without what no database takes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, StringConstraints

from shoumi.core.calendar import is_in_reach

_FIRST, _LAST = 2000, 2199


def _in_reach(moment: datetime) -> datetime:
    """A moment that every calendar and database can hold, whatever its zone."""
    if not _FIRST <= moment.year <= _LAST:
        raise ValueError
    return moment.astimezone(UTC)


def _counted(day: date) -> date:
    if not is_in_reach(day):
        raise ValueError
    return day


Day = Annotated[date, AfterValidator(_counted)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_reach)]
# No control characters: a line of text as people write it.
_LINE = r"^[^\x00-\x1f\x7f]*$"
Name = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=_LINE)]
Note = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")]
RefText = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,12}-[0-9a-z]{1,40}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
FieldCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}$")]


class Strict(Schema):
    """A body in which a field that there is not is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


def words_of(kind: type[StrEnum]) -> dict[str, Any]:
    """The schema of a closed list, in place: several lists of the house are called State, and a
    description has one thing of a name."""
    return {"type": "string", "enum": [word.value for word in kind]}
