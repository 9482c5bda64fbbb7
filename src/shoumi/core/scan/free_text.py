"""Names and addresses in the free-text columns of a table, as a reader of prose finds them.

The reader is asked for columns that are not settled as one label and hold more than single words.
Its counts take the place of what the rules counted there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from shoumi.core.scan.columns import COUNTS, RESULT, distinct
from shoumi.core.scan.find import find_spans
from shoumi.core.scan.labels import Label
from shoumi.core.scan.prose import ProseReader, with_prose
from shoumi.core.scan.verdicts import ColumnProfile, Why, column_verdicts

_PROSE_LENGTH = 10  # characters on average
_BY_PROSE = (Label.ADDRESS, Label.PERSON)


def columns_of_prose(result: pa.Table, profiles: Mapping[str, ColumnProfile]) -> set[str]:
    """The columns whose cells a reader of prose should see."""
    settled = {v.column for v in column_verdicts(result, profiles) if v.reason is not Why.TEXT}
    return {
        name
        for name, profile in profiles.items()
        if profile.mean_length > _PROSE_LENGTH and name not in settled
    }


def heard(
    table: pa.Table,
    result: pa.Table,
    profiles: Mapping[str, ColumnProfile],
    reader: ProseReader,
    *,
    today: date,
) -> pa.Table:
    """``result`` with what ``reader`` finds in the columns of prose of ``table``.

    Raises:
        WouldTakeHours
    """
    columns = columns_of_prose(result, profiles)
    cells = {
        name: list(distinct(column))
        for name, column in zip(profiles, table.columns, strict=True)
        if name in columns
    }
    texts = [text for pairs in cells.values() for text, _ in pairs]
    prose = iter(reader.read(texts))
    rows: list[dict[str, Any]] = [
        row
        for row in result.to_pylist()
        if row["column"] not in columns or row["label"] not in _BY_PROSE
    ]
    heads = {row["column"]: row for row in rows if row["label"] is None}
    for name, pairs in cells.items():
        counts: dict[Label, Counter[str]] = {}
        for text, times in pairs:
            spans = with_prose(find_spans(text, today=today), next(prose))
            for label in _BY_PROSE:
                _count(
                    counts, label, [s.end - s.start for s in spans if s.label is label], text, times
                )
        for label in _BY_PROSE:
            if label in counts:
                tally = {count: counts[label][count] for count in COUNTS[2:]}
                rows.append({**heads[name], "label": label.value, **tally})
    order = {name: place for place, name in enumerate(heads)}
    rows.sort(key=lambda row: order[row["column"]])
    return pa.Table.from_pylist(rows, schema=RESULT)


def _count(
    counts: dict[Label, Counter[str]], label: Label, lengths: list[int], text: str, times: int
) -> None:
    if lengths:
        tally = counts.setdefault(label, Counter())
        tally["cells"] += times
        tally["shape"] += times * len(lengths)
        tally["whole"] += times * (len(text) in lengths)
