"""Telephone numbers outside the mainland: the code of a country and a number of its length."""

from __future__ import annotations

from shoumi.core.scan.kernel import primitives
from shoumi.core.scan.kernel.arrays import (
    ALNUM,
    DIGIT,
    PLAN_BEGIN,
    PLAN_HEADS,
    PLAN_LENGTHS,
    Bytes,
    Ints,
    Longs,
)
from shoumi.core.scan.kernel.jit import compiled
from shoumi.core.scan.kernel.primitives import (
    VALID,
    add,
    grouped_end,
    is_digits,
    is_sep,
    run_of,
    value_of,
)

_BLANK, _DASH, _DOT, _PLUS, _OPEN, _CLOSE = (ord(char) for char in " -.+()")
_LONGEST = 15  # E.164, 6.2


@compiled
def _kind(digits: Ints, count: int) -> int:
    """The label of a number with its country code, plus one; 0: no country has it."""
    if count > _LONGEST or (count > 1 and digits[0] == 8 and digits[1] == 6):
        return 0
    for length in range(1, min(count, 3) + 1):
        code = value_of(digits, 0, length)
        if (PLAN_LENGTHS[code] >> (count - length)) & 1:
            begin, stop = PLAN_BEGIN[code], PLAN_BEGIN[code + 1]
            told = begin < stop
            for place in range(begin, stop):
                if value_of(digits, length, PLAN_HEADS[place, 0]) == PLAN_HEADS[place, 1]:
                    told = False
            return (primitives.L_LANDLINE if told else primitives.L_MOBILE) + 1
    return 0


@compiled
def _abroad(
    t: Ints, k: Bytes, start: int, at: int, pattern: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    """Groups of digits from ``at``; the longest row of them that is a number."""
    if start < state[primitives.FREE + pattern] or not 49 <= t[at] <= 57:
        return
    end, label, count = 0, 0, 0
    while True:
        stop = run_of(k, at, DIGIT)
        if not (stop == at + 1 and t[at] == 48):
            for place in range(at, stop):
                if count < _LONGEST:
                    digits[count] = t[place] - 48
                count += 1
        kind = _kind(digits, count)
        if kind:
            end, label = stop, kind - 1
        at = stop
        at += t[at] == _CLOSE
        at += is_sep(t[at]) or t[at] == _DOT
        at += t[at] == _OPEN
        if not k[at] & DIGIT:
            break
    if end:
        alone = VALID if pattern == primitives.PLUS else 0
        add(cand, state, pattern, start, end, label, True, alone, False)
    state[primitives.FREE + pattern] = stop


@compiled
def _is_near(t: Ints, at: int) -> bool:
    """The code of Hong Kong, Macau or Taiwan?"""
    if t[at] != 56:
        return False
    near = t[at + 1] == 53 and (t[at + 2] == 50 or t[at + 2] == 51)
    return near or (t[at + 1] == 56 and t[at + 2] == 54)


@compiled
def abroad(t: Ints, k: Bytes, start: int, digits: Ints, cand: Ints, state: Longs) -> None:
    """From ``+``, ``(``, 0 or 8."""
    before = t[start - 1]
    at = start + 1 if t[start] == _OPEN else start
    if t[at] == _PLUS and not k[start - 1] & ALNUM and before != _PLUS:
        after = at + 2 if t[at + 1] == _BLANK else at + 1
        _abroad(t, k, start, after, primitives.PLUS, digits, cand, state)
    if k[start - 1] & ALNUM or before == _DOT or before == _DASH or before == _OPEN:
        return
    if before != _PLUS:
        if t[start] == 48 and t[start + 1] == 48:
            _abroad(t, k, start, start + 2, primitives.BARE, digits, cand, state)
        elif t[start] == _OPEN:
            at = start + 3 if t[start + 1] == 48 and t[start + 2] == 48 else start + 1
            if _is_near(t, at) and t[at + 3] == _CLOSE:
                _abroad(t, k, start, at, primitives.BARE, digits, cand, state)
        elif _is_near(t, start) and is_sep(t[start + 3]):
            _abroad(t, k, start, start, primitives.BARE, digits, cand, state)
    _taiwan(t, k, start, cand, state)


@compiled
def _taiwan(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """09xx-xxx-xxx, or an area code in brackets or with a hyphen."""
    if t[start] == 48 and t[start + 1] == 57 and is_digits(k, start + 2, 2):
        at = start + 4
        if is_sep(t[at]):
            end = grouped_end(t, k, at, 3, t[at])
            end = grouped_end(t, k, end, 3, t[at]) if end else 0
        else:
            end = at + 6 if is_digits(k, at, 6) else 0
        if end and _ends_abroad(t, k, end):
            add(cand, state, primitives.TAIWAN, start, end, primitives.L_MOBILE, True, 0, False)
        return
    at = start + 1 if t[start] == _OPEN else start
    if t[at] != 48 or not 50 <= t[at + 1] <= 56:
        return
    if t[start] == _OPEN:
        if t[at + 2] != _CLOSE:
            return
        at += 3
        at += t[at] == _BLANK
    elif t[at + 2] == _DASH:
        at += 3
    else:
        return
    for count in (4, 3):
        if is_digits(k, at, count):
            rest = at + count
            rest += is_sep(t[rest])
            if is_digits(k, rest, 4) and _ends_abroad(t, k, rest + 4):
                add(
                    cand,
                    state,
                    primitives.TAIWAN,
                    start,
                    rest + 4,
                    primitives.L_LANDLINE,
                    True,
                    0,
                    False,
                )
                return


@compiled
def _ends_abroad(t: Ints, k: Bytes, end: int) -> bool:
    """No letter or digit and no decimals behind it."""
    return not k[end] & ALNUM and not (t[end] == _DOT and k[end + 1] & DIGIT)
