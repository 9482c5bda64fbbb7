"""A questionnaire of the house's own (XLSX): which of its cells asks what our questions ask.

An answer stands in the line of its question.  Words of the form for the four answers may be added;
ours are known without that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from shoumi.chapters.vendors.rules import workbook
from shoumi.chapters.vendors.rules.questions import Questionnaire
from shoumi.chapters.vendors.rules.score import Value

MOST_CELLS = 600
MOST_TEXT = 1_000
# Below this two questions have only usual words in common.
_ALIKE = 0.6
_COLUMN = re.compile(r"[A-Z]{1,3}")
_PLACE = re.compile(r"(?P<sheet>.+)!(?P<column>[A-Z]{1,3})(?P<line>[0-9]{1,7})")
_BETWEEN = re.compile(r"[,，、;；\n]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Letters; empty where the form asks for no such thing."""

    answer: str
    words: str = ""
    until: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(one for one in (self.answer, self.words, self.until) if one)


@dataclass(frozen=True, slots=True)
class Mapped:
    """``places``  code of a question of ours -> the cell of the form that asks it, ``sheet!B7``
    ``spellings``  what stands for an answer besides our own words
    """

    places: Mapping[str, str]
    columns: Columns
    spellings: Mapping[Value, Sequence[str]]

    def spelled(self, text: str) -> Value | None:
        """The answer that the form's own words mean."""
        told = workbook.key(text)
        for value, words in self.spellings.items():
            if told in map(workbook.key, words):
                return value
        return None

    def value_of(self, text: str) -> Value | None:
        return self.spelled(text) or workbook.value_of(text)


def split(place: str) -> tuple[str, str, int] | None:
    """Sheet, column and line of a cell; None: that is none."""
    found = _PLACE.fullmatch(place)
    return (found["sheet"], found["column"], int(found["line"])) if found else None


def beside(place: str, column: str) -> str:
    """The cell of that column in the same line."""
    found = split(place)
    assert found is not None  # a place that was mapped
    return f"{found[0]}!{column}{found[2]}"


def column_of(text: str) -> str:
    """The letters that a person typed; empty: they are none."""
    told = text.strip().upper()
    return told if _COLUMN.fullmatch(told) else ""


def words_of(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def repeated_word(spellings: Mapping[Value, Sequence[str]]) -> str:
    """One that would stand for two answers; empty: none does."""
    known: dict[str, Value] = {}
    for value, words in spellings.items():
        for word in words:
            own = workbook.value_of(word) or value
            if known.setdefault(workbook.key(word), value) is not value or own is not value:
                return word
    return ""


def suggested(questionnaire: Questionnaire, texts: Mapping[str, str]) -> dict[str, str]:
    """For each question of ours the cell that says nearly the same, where one does."""
    keys = {place: workbook.key(text) for place, text in texts.items()}
    found: dict[str, tuple[float, str]] = {}
    for one in questionnaire.questions:
        wanted = [workbook.key(text) for text in one.text]
        best = max(
            ((max(_ratio(own, told) for own in wanted), place) for place, told in keys.items()),
            default=(0.0, ""),
        )
        if best[0] >= _ALIKE:
            found[one.code] = best
    taken: dict[str, str] = {}
    for code, (_, place) in sorted(found.items(), key=lambda pair: -pair[1][0]):
        if place not in taken.values():
            taken[code] = place
    return taken


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0
