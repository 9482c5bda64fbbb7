"""UTF-8 bytes to code points and classes, and the places where something may begin."""

from __future__ import annotations

from shoumi.core.scan.kernel import primitives
from shoumi.core.scan.kernel.arrays import (
    ALNUM,
    CLASS,
    CLAUSE,
    FIRST,
    ODD,
    PLANE,
    SIGN,
    SPACE,
    TWIN,
    Bytes,
    Ints,
    Longs,
)
from shoumi.core.scan.kernel.jit import compiled
from shoumi.core.scan.kernel.letters import small

_DOT = ord(".")
_DIGITS_OF_MATHEMATICS = 0x1D7CE


@compiled
def _wide_twin(char: int) -> int:
    """Digits of mathematics are digits."""
    place = char - _DIGITS_OF_MATHEMATICS
    return 48 + place % 10 if 0 <= place < 50 else char


@compiled
def _wide(raw: Bytes, lead: int, at: int) -> tuple[int, int, int]:
    """(code point, class, place behind it) of a character of several bytes; below 0: unread."""
    if lead < 0xE0:
        char = (lead & 0x1F) << 6 | (int(raw[at + 1]) & 0x3F)
        end = at + 2
    elif lead < 0xF0:
        char = (lead & 0xF) << 12 | (int(raw[at + 1]) & 0x3F) << 6 | (int(raw[at + 2]) & 0x3F)
        end = at + 3
    else:
        char = (lead & 7) << 18 | (int(raw[at + 1]) & 0x3F) << 12
        char |= (int(raw[at + 2]) & 0x3F) << 6 | (int(raw[at + 3]) & 0x3F)
        char = _wide_twin(char)
        end = at + 4
    kind = int(CLASS[char]) if char < PLANE else 0
    if kind & ODD:
        char = int(TWIN[char])
        kind = int(CLASS[char]) if char >= 0 else 0
    return char, kind, end


@compiled
def read(
    raw: Bytes, begin: int, stop: int, t: Ints, k: Bytes, stops: Ints, marks: Ints, state: Longs
) -> tuple[int, int]:
    """One text into ``t`` and ``k``; (number of stops, number of marks).

    ``stops``: where a run of letters and digits begins, and where a sign stands.  ``marks``: where
    clauses end.  Text with characters that only the reference reads is handed over.
    """
    at, n, before, stop_count, mark_count, kinds = begin, primitives.PAD, 0, 0, 0, 0
    while at < stop:
        char = int(raw[at])
        if char < 0x80:
            kind = int(CLASS[char])
            at += 1
        else:
            char, kind, at = _wide(raw, char, at)
            if char < 0:
                state[primitives.HANDED] = 1
                state[primitives.END] = max(n, state[primitives.END])
                return 0, 0
        t[n] = char
        k[n] = kind
        if kind & SIGN or (kind & ALNUM and not before & ALNUM):
            stops[stop_count] = n
            stop_count += 1
        if kind & CLAUSE:
            marks[mark_count] = n
            mark_count += 1
        before = kind
        kinds |= kind
        n += 1
    # Behind the end of the text before there is nothing yet.
    for place in range(n, state[primitives.END]):
        t[place] = 0
        k[place] = 0
    state[primitives.END] = n
    state[primitives.SPEAKS] = kinds & FIRST
    state[primitives.WANTED] = -1 if kinds & FIRST else state[primitives.HEADED]
    state[primitives.WIDE] = stop - begin != n - primitives.PAD
    return stop_count, mark_count


@compiled
def _is_full_stop(t: Ints, k: Bytes, at: int, end: int) -> bool:
    """A dot before a blank or the end, and not that of ``no.`` and ``tel.``."""
    if not (at + 1 == end or k[at + 1] & SPACE):
        return False
    one, two = small(t, k, at - 1), small(t, k, at - 2)
    if one == ord("o") and two == ord("n"):
        return False
    return not (one == ord("l") and two == ord("e") and small(t, k, at - 3) == ord("t"))


@compiled
def clauses(t: Ints, k: Bytes, marks: Ints, count: int, end: int) -> int:
    """Leave the dots out that end no clause: how many marks are left."""
    left = 0
    for place in range(count):
        at = marks[place]
        if t[at] != _DOT or _is_full_stop(t, k, at, end):
            marks[left] = at
            left += 1
    return left
