"""A whole column of cells read as the values of one field.

Most cells of a large file are written as they are stored.  Those are told apart by one pattern a
field (``_PLAIN``), over the whole column at once: what it matches, ``values.read`` gives back
unchanged and without a word.  Every other cell is read by ``values.read`` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from shoumi.base.intake import values
from shoumi.base.intake.values import Measure, Reading

_WORD = r"\x{4e00}-\x{9fff}A-Za-z0-9"
# RE2, where ``$`` is the end and nothing else.
_PLAIN = {
    "mobile": r"^1[3-9][0-9]{9}$",
    "guardian_mobile": r"^1[3-9][0-9]{9}$",
    "bank_account": r"^[0-9]{8,32}$",
    "yearly_amount": r"^-?[0-9]+(?:\.[0-9]+)?$",
    "email": r"^[A-Za-z0-9._+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+$",
    **dict.fromkeys(values.NAMES, r"^[\x{4e00}-\x{9fff}]+$"),
    # Days that every month has, of years that are not too long ago.
    **dict.fromkeys(values.DATES, r"^(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-8]|19)$"),
}
_PLAIN_TEXT = rf"^[{_WORD}](?:[{_WORD} ._/()\-]*[{_WORD}])?$"
# Damage that is made of ordinary characters; the patterns above leave out every other kind.
_DAMAGED = "锟斤拷|烫烫烫|屯屯屯"


@dataclass(frozen=True, slots=True)
class Column:
    """``texts`` as stored, None where there is no value; ``odd``: the readings, by row, that have
    faults or flags."""

    texts: list[str | None]
    odd: Mapping[int, Reading]


def read(field: str, column: pa.ChunkedArray, measure: Measure) -> Column:
    """Every cell of ``column`` (strings, empty cells null) as ``values.read`` reads it.

    Services, days and the like say the same again and again: each is read once and kept once.
    """
    encoded = column.dictionary_encode().unify_dictionaries()
    if encoded.num_chunks and 2 * len(encoded.chunk(0).dictionary) <= len(column):
        distinct = _each(field, pa.chunked_array([encoded.chunk(0).dictionary]), measure)
        places: list[int | None] = [
            place for chunk in encoded.chunks for place in chunk.indices.to_pylist()
        ]
        held, odd = distinct.texts, distinct.odd
        return Column(
            [None if place is None else held[place] for place in places],
            {
                row: odd[place]
                for row, place in enumerate(places)
                if place is not None and place in odd
            }
            if odd
            else {},
        )
    return _each(field, column, measure)


def _each(field: str, column: pa.ChunkedArray, measure: Measure) -> Column:
    texts: list[str | None] = column.to_pylist()
    odd: dict[int, Reading] = {}
    for row in _others(field, column, measure):
        cell = texts[row]
        assert cell is not None
        reading = values.read(field, cell, measure)
        texts[row] = reading.text or None
        if reading.faults or reading.flags:
            odd[row] = reading
    return Column(texts, odd)


def _others(field: str, column: pa.ChunkedArray, measure: Measure) -> list[int]:
    """The rows whose cells have to be looked at one by one."""
    pattern = _PLAIN.get(field, None if values.has_reader(field) else _PLAIN_TEXT)
    if pattern is None:
        others = pc.is_valid(column)
    else:
        is_plain = pc.match_substring_regex(column, pattern)
        is_damaged = pc.match_substring_regex(column, _DAMAGED)
        others = pc.or_(pc.invert(is_plain), is_damaged)
        if field in values.NAMES:
            others = pc.or_(others, pc.is_in(column, pa.array(sorted(values.NOTHING), pa.string())))
        if field in values.PAST:
            # ISO dates sort as texts do.
            others = pc.or_(others, pc.greater(column, measure.today.isoformat()))
        others = pc.fill_null(others, False)
    rows: list[int] = pc.indices_nonzero(others).to_pylist()
    return rows
