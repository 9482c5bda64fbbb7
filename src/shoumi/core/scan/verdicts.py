"""What a column holds, from its counts, its heading and a sample of its values.

One cell proves little, a column proves much.  A column is a label's when enough of its cells are
nothing but that label: half of them, three in ten where the heading says so, and seven in ten for
names without a heading, since short Han words look like names (scan measurements: names 0.88 and
more, other columns 0.34 at most).  Where labels compete the majority takes the column.  Columns
of running text, and columns that stay mixed, answer with every label found inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pyarrow as pa

from shoumi.core.scan.columns import distinct, unique_names
from shoumi.core.scan.headers import Hint, hint
from shoumi.core.scan.labels import Label
from shoumi.core.scan.policy import policy
from shoumi.core.terms import DataGrade

_SHARE = 0.5
_SHARE_HEADED = 0.3
_SHARE_NAME = 0.7
# Below this a mixed column shows chance, not personal information ...
_NOISE = 0.02
# ... and values that repeat this much are codes, not numbers of persons.
_LEAST_DISTINCT = 0.02
_SAMPLE_FOR_DISTINCT = 100
_TEXT_LENGTH = 30
_SAMPLE = 2000

# A shape without a check, or the name test: single hits in a text column are not reported alone.
_NUMBERS = frozenset(
    {Label.RESIDENT_ID, Label.USCC, Label.BANK_CARD, Label.MOBILE, Label.LANDLINE, Label.IMEI}
)


class Why(StrEnum):
    """What a verdict rests on."""

    HEADING = "heading"
    CONTENT = "content"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """A column as a sample shows it.

    ``distinct_share``  distinct values over filled cells of the sample
    ``mean_length``     characters
    """

    heading: Hint
    sampled: int
    distinct_share: float
    mean_length: float

    @property
    def is_text(self) -> bool:
        return self.mean_length > _TEXT_LENGTH


@dataclass(frozen=True, slots=True)
class ColumnVerdict:
    """``share``: whole cells over filled cells, or cells with a hit for running text."""

    column: str
    label: Label
    data_grade: DataGrade
    share: float
    reason: Why


def profile(table: pa.Table) -> dict[str, ColumnProfile]:
    """Profile each column on its first rows."""
    sample = table.slice(0, _SAMPLE)
    profiles = {}
    for name, heading, column in zip(
        unique_names(table.column_names), table.column_names, sample.columns, strict=True
    ):
        counts = dict(distinct(column))
        filled = sum(counts.values())
        letters = sum(len(text) * times for text, times in counts.items())
        profiles[name] = ColumnProfile(
            heading=hint(heading),
            sampled=filled,
            distinct_share=len(counts) / filled if filled else 0.0,
            mean_length=letters / filled if filled else 0.0,
        )
    return profiles


def _needed(label: Label, known: ColumnProfile) -> float:
    """The share of whole cells that makes the column this label's."""
    if label in known.heading.against:
        return 1.01  # never
    if label in known.heading.labels:
        return _SHARE_HEADED
    return _SHARE_NAME if label is Label.PERSON else _SHARE


def _is_code(label: Label, known: ColumnProfile) -> bool:
    """Do the values repeat too much for numbers that belong to one person each?"""
    return (
        label in _NUMBERS
        and label not in known.heading.labels
        and known.sampled >= _SAMPLE_FOR_DISTINCT
        and known.distinct_share < _LEAST_DISTINCT
    )


def _judge(rows: list[dict[str, Any]], known: ColumnProfile) -> list[tuple[Label, float, Why]]:
    found = {Label(row["label"]): row for row in rows if row["cells"]}
    enough: list[tuple[bool, float, Label]] = []
    for label, row in found.items():
        share = row["whole"] / row["filled"]
        if share >= _needed(label, known) and not _is_code(label, known):
            enough.append((label in known.heading.labels, share, label))
    if enough and not known.is_text:
        is_headed, share, label = max(enough, key=lambda item: item[:2])
        return [(label, share, Why.HEADING if is_headed else Why.CONTENT)]
    verdicts = []
    for label, row in found.items():
        inside = row["cells"] - row["whole"]
        share = row["cells"] / row["filled"]
        is_text = known.is_text or inside > 0
        # Whole-cell hits in few cells of a short column are chance: one number in ten passes Luhn.
        if (is_text or label in known.heading.labels) and (
            share >= _NOISE or row["valid"] + row["suspect"] > 0
        ):
            verdicts.append((label, share, Why.TEXT))
    return verdicts


def column_verdicts(result: pa.Table, profiles: Mapping[str, ColumnProfile]) -> list[ColumnVerdict]:
    """Verdicts in the order of the columns.  ``result``: counts over all batches."""
    by_column: dict[str, list[dict[str, Any]]] = {}
    for row in result.to_pylist():
        if row["label"] is not None:
            by_column.setdefault(row["column"], []).append(row)
    rules = policy().rules
    return [
        ColumnVerdict(column, label, rules[label].grade, share, why)
        for column, rows in by_column.items()
        for label, share, why in _judge(rows, profiles[column])
    ]
