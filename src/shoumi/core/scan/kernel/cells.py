"""Counts of one column of a table: what ``scan_table`` needs, cell by cell, without a text."""

from __future__ import annotations

import numpy as np

from shoumi.core.scan.kernel import primitives
from shoumi.core.scan.kernel.arrays import (
    DIGIT,
    LETTER,
    PLACE_OF,
    SPACE,
    WORD_NO,
    WORD_YES,
    Bytes,
    Ints,
    Longs,
)
from shoumi.core.scan.kernel.batch import Scratch
from shoumi.core.scan.kernel.candidates import find_all
from shoumi.core.scan.kernel.jit import address, compiled, entry
from shoumi.core.scan.kernel.letters import is_name_char
from shoumi.core.scan.kernel.nets import is_mailbox
from shoumi.core.scan.kernel.overlaps import KEPT, grade_all, in_order, settle
from shoumi.core.scan.kernel.places import (
    find_suffixes,
    has_person_word,
    is_found_whole,
    is_name,
)
from shoumi.core.scan.kernel.primitives import SHAPE, SUSPECT, VALID, run_of
from shoumi.core.scan.kernel.utf8 import clauses, read
from shoumi.core.scan.labels import Label

# Counts of a label: cells, whole, then spans by grade.
TALLY = 5
_PERSON, _ADDRESS = PLACE_OF[Label.PERSON], PLACE_OF[Label.ADDRESS]
# Labels that a heading alone can give a cell of ASCII.
_HEADED = 1 << _PERSON | 1 << primitives.L_QQ | 1 << primitives.L_WECHAT
_LONGEST_CELL = 100
# No word speaks of addresses, and none against e-mail: the cells below ask for none.
assert not np.bitwise_or.reduce(WORD_YES | WORD_NO) & 1 << _ADDRESS
assert not np.bitwise_or.reduce(WORD_NO) & 1 << primitives.L_EMAIL
_SHORTEST_ADDRESS = 5


@compiled
def _count(tally: Longs, label: int, grade: int, whole: bool, first: bool, times: int) -> None:
    at = label * TALLY
    tally[at] += times if first else 0
    tally[at + 1] += times if whole else 0
    tally[at + 1 + grade] += times


@compiled
def _by_heading(t: Ints, k: Bytes, begin: int, stop: int, said: Longs) -> int:
    """The label, plus one, of a cell that only its heading can tell; 0: none."""
    count = stop - begin
    if said[0] >> primitives.L_QQ & 1 and 5 <= count <= 11 and t[begin] != 48:
        if run_of(k, begin, DIGIT) == stop:
            return primitives.L_QQ + 1
    if said[0] >> primitives.L_WECHAT & 1 and 6 <= count <= 20 and k[begin] & LETTER:
        at = begin
        while is_name_char(t, k, at):
            at += 1
        if at == stop:
            return primitives.L_WECHAT + 1
    return 0


@compiled
def _as_a_whole(
    t: Ints, k: Bytes, begin: int, words: Ints, said: Longs, state: Longs, spans: int
) -> int:
    """What a cell without a span of its whole length is: label and grade, as ``label * 4 + grade``.

    0: what its spans say.  -1: the reference has to read it.
    """
    stop = state[primitives.END]
    label = _by_heading(t, k, begin, stop, said)
    if label:
        # A heading is asked of what was written, before wide signs became narrow ones.
        return -1 if state[primitives.WIDE] else (label - 1) * 4 + VALID
    headed = said[0] >> _PERSON & 1 == 1
    suffixes, kinds = find_suffixes(t, begin, stop, words)
    if is_name(t, begin, stop, headed):
        return _PERSON * 4 + SHAPE if kinds < 2 else -1
    if headed:
        return -1
    if kinds < 2:
        return 0
    if spans or stop - begin < _SHORTEST_ADDRESS:
        return -1
    if said[1] >> _ADDRESS & 1:
        return -1
    named = said[0] >> _ADDRESS & 1 == 1 and is_found_whole(t, k, begin, stop, words, suffixes)
    return _ADDRESS * 4 + (SUSPECT if named else SHAPE)


@compiled
def _what(
    t: Ints, k: Bytes, begin: int, words: Ints, said: Longs, state: Longs, spans: int, whole: bool
) -> int:
    """The same for any cell; ``whole``: its one span is all of it."""
    if state[primitives.HANDED]:
        return -1
    stop = state[primitives.END]
    if _is_plain(t, begin, stop):
        if whole or not said[0] & _HEADED:
            return 0
    elif has_person_word(t, k, begin, stop):
        return -1
    if not whole and stop - begin <= _LONGEST_CELL:
        return _as_a_whole(t, k, begin, words, said, state, spans)
    return -1 if find_suffixes(t, begin, stop, words)[1] > 1 else 0


@compiled
def _is_plain(t: Ints, begin: int, stop: int) -> bool:
    """Nothing but ASCII letters, digits and signs that begin no name?"""
    for at in range(begin, stop):
        if t[at] >= 128 or t[at] == ord(":") or t[at] == ord(" "):
            return False
    return True


@compiled
def _trimmed(t: Ints, k: Bytes, state: Longs) -> int:
    """Where the cell begins without blanks round it; its end goes into ``state``."""
    begin, stop = primitives.PAD, state[primitives.END]
    while stop > begin and k[stop - 1] & SPACE:
        stop -= 1
        t[stop] = 0
        k[stop] = 0
    while begin < stop and k[begin] & SPACE:
        t[begin] = 0
        k[begin] = 0
        begin += 1
    state[primitives.END] = stop
    return begin


@entry
def tally_cells(
    raw: Bytes,
    begins: Longs,
    stops: Longs,
    weights: Longs,
    day: int,
    hint: Longs,
    room: Scratch,
    counts: Longs,
    handed: Bytes,
) -> int:
    """Add the cells up by label into ``counts`` (``TALLY`` each); how many are filled.

    ``weights``: how often each cell stands in the column.  ``handed`` is 1 for
    cells that the reference has to read; they are not counted.
    """
    source, t, k, places = address(raw), address(room[0]), address(room[1]), address(room[2])
    marks, words, digits = address(room[3]), address(room[4]), address(room[5])
    cand, order, kept = address(room[6]), address(room[7]), address(room[8])
    taken, state, said, tally = address(room[9]), address(room[10]), address(hint), address(counts)
    filled, state[primitives.HEADED] = 0, said[0]
    sees_mailboxes = said[1] >> primitives.L_EMAIL & 1 == 0
    for one in range(len(begins)):
        handed[one] = 0
        times = weights[one]
        if begins[one] == stops[one] or not times:
            continue
        for place in range(primitives.FREE, primitives.STATE):
            state[place] = 0
        state[primitives.COUNT], state[primitives.HANDED], state[primitives.TODAY] = 0, 0, day
        stop_count, mark_count = read(source, begins[one], stops[one], t, k, places, marks, state)
        if state[primitives.HANDED]:
            handed[one] = 1
            continue
        begin = _trimmed(t, k, state)
        stop = state[primitives.END]
        if begin == stop:
            continue
        if sees_mailboxes and is_mailbox(t, k, places, stop_count, begin, stop):
            filled += times
            _count(tally, primitives.L_EMAIL, VALID, True, True, times)
            continue
        find_all(t, k, places, stop_count, digits, cand, state)
        count = 0
        if state[primitives.COUNT] and not state[primitives.HANDED]:
            mark_count = clauses(t, k, marks, mark_count, stop)
            in_order(cand, order, state[primitives.COUNT])
            count = grade_all(t, k, cand, order, marks, mark_count, words, kept, state, said)
            count = settle(kept, count, taken)
        first = taken[0] * KEPT
        whole = count == 1 and kept[first] == begin and kept[first + 1] == stop
        result = _what(t, k, begin, words, said, state, count, whole)
        if result < 0:
            handed[one] = 1
            continue
        filled += times
        if result:
            _count(tally, result >> 2, result & 3, True, True, times)
        else:
            _spans(kept, taken, count, tally, begin, stop, times)
    return filled


@compiled
def _spans(
    kept: Longs, taken: Ints, count: int, tally: Longs, begin: int, stop: int, times: int
) -> None:
    seen = 0
    for place in range(count):
        at = taken[place] * KEPT
        label = kept[at + 2]
        whole = kept[at] == begin and kept[at + 1] == stop
        _count(tally, label, kept[at + 3], whole, seen >> label & 1 == 0, times)
        seen |= 1 << label
