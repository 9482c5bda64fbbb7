"""Names of cells, and cell values as text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from math import isfinite

# A double holds 15 decimal digits; Excel keeps no more.
SURE_DIGITS = 10**15

Value = int | float | str | bool | time | date | datetime | timedelta


class LosesDigits(ValueError):
    """The number has more digits than its cell could keep."""


def letter(column: int) -> str:
    """The letters of column ``column``, counted from 0: A … Z, AA …"""
    told = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        told = chr(ord("A") + rest) + told
    return told


def column_of(reference: str) -> int:
    """The column of a cell such as ``BC7``, counted from 0; -1 where there are no letters."""
    column = 0
    for char in reference:
        if not "A" <= char <= "Z":
            break
        column = column * 26 + ord(char) - ord("A") + 1
    return column - 1


def as_text(value: Value) -> str:
    """The value as a person would copy it out.

    Raises:
        LosesDigits: a number of more than 15 digits: the last ones are not the author's.
    """
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value)
        case datetime():
            return value.isoformat(sep=" ").removesuffix(" 00:00:00")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _number(value: float) -> str:
    if not isfinite(value):
        return str(value)
    if abs(value) >= SURE_DIGITS:
        raise LosesDigits
    if value == int(value):
        return str(int(value))
    return format(value, ".15g")
