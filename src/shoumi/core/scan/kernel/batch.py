"""Identifiers of many texts at once, from the bytes of an Arrow column."""

from __future__ import annotations

import numpy as np

from shoumi.core.scan.kernel import primitives
from shoumi.core.scan.kernel.arrays import Bytes, Ints, Longs, Small
from shoumi.core.scan.kernel.candidates import find_all
from shoumi.core.scan.kernel.jit import IS_PYTHON, address, entry
from shoumi.core.scan.kernel.overlaps import KEPT, grade_all, in_order, settle
from shoumi.core.scan.kernel.utf8 import clauses, read

# Words of the scratch space for each byte of the longest text.
_PER_BYTE = 4
Scratch = tuple[Ints, Bytes, Ints, Ints, Ints, Ints, Ints, Ints, Longs, Ints, Longs]
Spans = tuple[Longs, Ints, Ints, Small, Small]


def room_for(count: int) -> Spans:
    """Columns for up to ``count`` spans."""
    return (
        np.empty(count, np.int64),
        np.empty(count, np.int32),
        np.empty(count, np.int32),
        np.empty(count, np.int8),
        np.empty(count, np.int8),
    )


def scratch(longest: int) -> Scratch:
    """Room for texts of up to ``longest`` bytes."""
    size = longest + primitives.PAD + primitives.TAIL
    room = _PER_BYTE * size
    # As Python the sums are made in the type of the items.
    item = np.int64 if IS_PYTHON else np.int32
    state = np.zeros(primitives.STATE, np.int64)
    state[primitives.ROOM] = room
    return (
        np.zeros(size, item),  # code points
        np.zeros(size, np.uint8),  # their classes
        np.zeros(size, item),  # stops
        np.zeros(size, item),  # ends of clauses
        np.zeros(size * 3, item),  # words
        np.zeros(40, item),  # digits
        np.zeros(room * primitives.WIDTH, item),  # candidates
        np.zeros(room, item),  # their order
        np.zeros(room * KEPT, np.int64),  # what is kept of them
        np.zeros(room, item),  # what is taken of that
        state,
    )


@entry
def identifiers(
    raw: Bytes,
    begins: Longs,
    stops: Longs,
    day: int,
    hint: Longs,
    room: Scratch,
    spans: Spans,
    handed: Bytes,
) -> int:
    """Spans of the texts ``raw[begins[i]:stops[i]]`` into ``spans``: how many.

    ``spans``: columns text, start, end, label, grade; offsets in code points.  ``day``: yyyymmdd.
    ``hint``: labels for and against, as bits.  ``handed`` is 1 for texts that the reference reads.
    """
    source, t, k, places = address(raw), address(room[0]), address(room[1]), address(room[2])
    marks, words, digits, cand = (
        address(room[3]),
        address(room[4]),
        address(room[5]),
        address(room[6]),
    )
    order, kept, taken, state = (
        address(room[7]),
        address(room[8]),
        address(room[9]),
        address(room[10]),
    )
    said = address(hint)
    state[primitives.HEADED] = said[0]
    texts, starts, ends, labels, grades = spans
    total = 0
    for one in range(len(begins)):
        for place in range(primitives.FREE, primitives.STATE):
            state[place] = 0
        state[primitives.COUNT], state[primitives.HANDED], state[primitives.TODAY] = 0, 0, day
        stop_count, mark_count = read(source, begins[one], stops[one], t, k, places, marks, state)
        find_all(t, k, places, stop_count, digits, cand, state)
        count = 0
        if state[primitives.COUNT] and not state[primitives.HANDED]:
            mark_count = clauses(t, k, marks, mark_count, state[primitives.END])
            in_order(cand, order, state[primitives.COUNT])
            count = grade_all(t, k, cand, order, marks, mark_count, words, kept, state, said)
        handed[one] = state[primitives.HANDED]
        if state[primitives.HANDED]:
            continue
        for place in range(settle(kept, count, taken)):
            span = taken[place] * KEPT
            texts[total] = one
            starts[total] = kept[span] - primitives.PAD
            ends[total] = kept[span + 1] - primitives.PAD
            labels[total] = kept[span + 2]
            grades[total] = kept[span + 3] - 1
            total += 1
    return total
