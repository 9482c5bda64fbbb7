"""Cells that stand in a column more than once are read once."""

from __future__ import annotations

import numpy as np

from shoumi.core.scan.kernel.arrays import Bytes, Longs
from shoumi.core.scan.kernel.columns import Texts
from shoumi.core.scan.kernel.jit import address, compiled, entry

# So many cells tell whether a column repeats itself: one in ten of them at the least.
SAMPLE = 4096
_LEAST_REPEATS = SAMPLE // 10
_LONGEST = 48  # bytes
_SLOTS = 1 << 16


@compiled
def _spread(source: Bytes, begin: int, size: int) -> int:
    value = size
    for at in range(begin, begin + size):
        value = (value * 31 + int(source[at])) & 0xFFFFFFFF
    return value ^ value >> 15


@compiled
def _are_same(source: Bytes, one: int, other: int, size: int) -> bool:
    for at in range(size):
        if source[one + at] != source[other + at]:
            return False
    return True


@entry
def fold(raw: Bytes, begins: Longs, stops: Longs, slots: Longs, weights: Longs) -> None:
    """How often each cell stands there into ``weights``, at its first place; 0 at the others.

    ``slots``: -1 each, a power of two of them.  A cell may be told twice where two fall into one
    slot; that costs time alone.
    """
    source, repeats = address(raw), 0
    weights[:] = 1
    for one in range(len(begins)):
        if one == SAMPLE and repeats < _LEAST_REPEATS:
            return
        begin, size = begins[one], stops[one] - begins[one]
        if size > _LONGEST:
            continue
        slot = _spread(source, begin, size) & (len(slots) - 1)
        other = slots[slot]
        if (
            other >= 0
            and stops[other] - begins[other] == size
            and _are_same(source, begin, begins[other], size)
        ):
            weights[other] += 1
            weights[one] = 0
            repeats += 1
        else:
            slots[slot] = one


def folded(part: Texts) -> Longs:
    """The weights of the cells of a part."""
    weights = np.empty(len(part.begins), np.int64)
    fold(part.raw, part.begins, part.stops, np.full(_SLOTS, -1, np.int64), weights)
    return weights
