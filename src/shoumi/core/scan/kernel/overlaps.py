"""Grades of candidates, and which of them stand where several overlap."""

from __future__ import annotations

from shoumi.core.scan.kernel import primitives
from shoumi.core.scan.kernel.arrays import Bytes, Ints, Longs
from shoumi.core.scan.kernel.context_words import NO, NOTHING, YES, find_words, is_money, said_of
from shoumi.core.scan.kernel.jit import compiled
from shoumi.core.scan.kernel.primitives import SOUND, STRONG, SUSPECT, VALID, WIDTH

# What is kept of a candidate: start, end, label, grade, rank.
KEPT = 5
_LONGEST = (1 << 20) - 1


@compiled
def in_order(cand: Ints, order: Ints, count: int) -> None:
    """Places of the candidates by their start; they come nearly so."""
    for place in range(count):
        start, at = cand[place * WIDTH], place
        while at > 0 and cand[order[at - 1] * WIDTH] > start:
            order[at] = order[at - 1]
            at -= 1
        order[at] = place


@compiled
def _rank(start: int, end: int, label: int, flags: int, grade: int, named: bool) -> int:
    """The order in which spans are taken, the smallest first."""
    is_sure = named or grade == VALID
    rank = 0 if grade == VALID else 1 if grade == SUSPECT else 2
    value = (0 if is_sure else 1) << 20 | (_LONGEST - min(int(end - start), _LONGEST))
    value = value << 1 | (0 if flags & STRONG else 1)
    value = value << 1 | (0 if named else 1)
    value = value << 2 | rank
    return (value << 5 | int(label)) << 31 | int(start)


@compiled
def grade_all(
    t: Ints,
    k: Bytes,
    cand: Ints,
    order: Ints,
    marks: Ints,
    mark_count: int,
    words: Ints,
    kept: Longs,
    state: Longs,
    hint: Longs,
) -> int:
    """Grade the candidates in order of place; those with a grade go into ``kept``.

    ``marks``: where clauses end.  ``hint``: labels for
    and against, as bits.  A candidate over the end of a clause is for the reference.
    """
    begin, place, count, yes, no, total = -1, 0, 0, 0, 0, 0
    for number in range(state[primitives.COUNT]):
        one = order[number]
        start, end = cand[one * WIDTH], cand[one * WIDTH + 1]
        label, flags = cand[one * WIDTH + 2], cand[one * WIDTH + 3]
        while place < mark_count and marks[place] <= start:
            place += 1
        stop = marks[place] if place < mark_count else state[primitives.END]
        if stop < end:
            state[primitives.HANDED] = 1
            return 0
        since = marks[place - 1] + 1 if place else primitives.PAD
        if since != begin:
            begin = since
            if state[primitives.SPEAKS]:
                count, yes, no = find_words(t, k, begin, stop, words)
        bit = 1 << label
        alone = flags >> 1 & 3
        said = NOTHING
        if not (alone or (yes | hint[0]) & bit):
            continue
        if is_money(t, start, end, label):
            continue
        if (yes | no) & bit:
            said = said_of(t, k, start, end, label, words, count)
        if said == NO or (said == NOTHING and hint[1] & bit):
            continue
        named = said == YES or hint[0] & bit != 0
        grade = (VALID if flags & SOUND else SUSPECT) if named else alone
        if grade:
            at = total * KEPT
            kept[at], kept[at + 1], kept[at + 2], kept[at + 3] = start, end, label, grade
            kept[at + 4] = _rank(start, end, label, flags, grade, named)
            total += 1
    return total


@compiled
def _take(kept: Longs, begin: int, stop: int, taken: Ints, since: int) -> int:
    """The best of ``kept[begin:stop]`` first, each that overlaps none before; by place."""
    total, ranked = since, -1
    for _ in range(begin, stop):
        best = -1
        for one in range(begin, stop):
            if kept[one * KEPT + 4] > ranked and (
                best < 0 or kept[one * KEPT + 4] < kept[best * KEPT + 4]
            ):
                best = one
        if best < 0:
            break
        ranked = kept[best * KEPT + 4]
        at = total
        while at > since and kept[taken[at - 1] * KEPT] >= kept[best * KEPT]:
            at -= 1
        free = at == since or kept[taken[at - 1] * KEPT + 1] <= kept[best * KEPT]
        if free and (at == total or kept[best * KEPT + 1] <= kept[taken[at] * KEPT]):
            for place in range(total, at, -1):
                taken[place] = taken[place - 1]
            taken[at] = best
            total += 1
    return total


@compiled
def settle(kept: Longs, count: int, taken: Ints) -> int:
    """Which of ``kept`` stand, by place, into ``taken``: how many."""
    total, begin = 0, 0
    while begin < count:
        reach, stop = kept[begin * KEPT + 1], begin + 1
        while stop < count and kept[stop * KEPT] < reach:
            reach = max(reach, kept[stop * KEPT + 1])
            stop += 1
        if stop == begin + 1:
            taken[total] = begin
            total += 1
        else:
            total = _take(kept, begin, stop, taken, total)
        begin = stop
    return total
