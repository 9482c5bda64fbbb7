"""Identifiers of many texts at once, from the bytes of an Arrow column."""

from __future__ import annotations

import numpy as np

from shoumi.core.scan.kernel import steps
from shoumi.core.scan.kernel.arrays import Bytes, Longs, Rows, Source
from shoumi.core.scan.kernel.candidates import find_all
from shoumi.core.scan.kernel.jit import entry
from shoumi.core.scan.kernel.reading import clauses, read
from shoumi.core.scan.kernel.settle import grade_all, in_order, settle


@entry
def identifiers(
    raw: Source, begins: Longs, stops: Longs, day: int, hint: Longs, spans: Rows, handed: Bytes
) -> int:
    """Spans of the texts ``raw[begins[i]:stops[i]]`` into ``spans``: how many.

    ``spans``: text, start, end, label, grade; offsets in code points.  ``day``: yyyymmdd.
    ``hint``: labels for and against, as bits.  ``handed`` is 1 for texts that the reference reads.
    """
    longest = 0
    for one in range(len(begins)):
        longest = max(longest, stops[one] - begins[one])
    size = longest + steps.PAD + steps.TAIL
    t, k = np.zeros(size, np.int32), np.zeros(size, np.uint8)
    places, marks = np.zeros(size, np.int32), np.zeros(size, np.int32)
    words, digits = np.zeros((size, 3), np.int32), np.zeros(40, np.int32)
    room = 4 * size
    cand, order = np.zeros((room, 4), np.int32), np.zeros(room, np.int32)
    kept, taken = np.zeros((room, 5), np.int64), np.zeros(room, np.int32)
    state = np.zeros(steps.STATE, np.int64)
    total = 0
    for one in range(len(begins)):
        state[:] = 0
        state[steps.TODAY] = day
        stop_count, mark_count = read(raw, begins[one], stops[one], t, k, places, marks, state)
        find_all(t, k, places, stop_count, digits, cand, state)
        count = 0
        if state[steps.COUNT] and not state[steps.HANDED]:
            mark_count = clauses(t, k, marks, mark_count, state[steps.END])
            in_order(cand, order, state[steps.COUNT])
            count = grade_all(t, k, cand, order, marks, mark_count, words, kept, state, hint)
        handed[one] = state[steps.HANDED]
        if state[steps.HANDED]:
            continue
        for place in range(settle(kept, count, taken)):
            span = taken[place]
            spans[total, 0] = one
            spans[total, 1] = kept[span, 0] - steps.PAD
            spans[total, 2] = kept[span, 1] - steps.PAD
            spans[total, 3] = kept[span, 2]
            spans[total, 4] = kept[span, 3]
            total += 1
    return total
