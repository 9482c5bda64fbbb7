"""Telephone numbers of the mainland: mobile, fixed and service numbers."""

from __future__ import annotations

from shoumi.core.scan.kernel import primitives
from shoumi.core.scan.kernel.arrays import (
    AREA,
    DIGIT,
    SEGMENT,
    Bytes,
    Ints,
    Longs,
)
from shoumi.core.scan.kernel.jit import compiled
from shoumi.core.scan.kernel.phones_abroad import abroad
from shoumi.core.scan.kernel.primitives import (
    SHAPE,
    VALID,
    add,
    begins,
    ends,
    grouped_end,
    is_digits,
    is_sep,
    number,
)

_BLANK, _DASH, _DOT, _PLUS, _OPEN, _CLOSE = (ord(char) for char in " -.+()")


@compiled
def _segment(t: Ints, k: Bytes, start: int) -> bool:
    """Is the mobile number from ``start`` in an assigned segment, whatever stands inside it?"""
    value, count, at = 0, 0, start + 1
    while count < 4:
        if k[at] & DIGIT:
            value, count = value * 10 + t[at] - 48, count + 1
        at += 1
    return SEGMENT[value] == 1


@compiled
def _mobile_end(t: Ints, k: Bytes, start: int) -> int:
    """The end of 1[3-9]x and eight digits, in one piece or 3-4-4; 0: none here."""
    if t[start] != 49 or not 51 <= t[start + 1] <= 57 or not k[start + 2] & DIGIT:
        return 0
    at = start + 3
    if is_digits(k, at, 8):
        end = at + 8
    else:
        sep = t[at]
        if not is_sep(sep):
            return 0
        end = grouped_end(t, k, at, 4, sep)
        end = grouped_end(t, k, end, 4, sep) if end else 0
    return end if end and ends(t, k, end) else 0


@compiled
def _irregular_end(t: Ints, k: Bytes, start: int) -> int:
    at = start + 1
    if t[start] == 48:
        is_right = t[at] == 49 and 51 <= t[at + 1] <= 57 and is_digits(k, at + 2, 9)
        return at + 11 if is_right and ends(t, k, at + 11) else 0
    if not 51 <= t[at] <= 57 or not k[at + 1] & DIGIT:
        return 0
    at += 2
    end = 0
    if t[at] == _DOT:
        end = grouped_end(t, k, at, 4, _DOT)
        end = grouped_end(t, k, end, 4, _DOT) if end else 0
    elif is_sep(t[at]):
        if is_digits(k, at + 1, 8):
            end = at + 9
        elif is_digits(k, at + 1, 3) and is_sep(t[at + 4]) and is_digits(k, at + 5, 5):
            end = at + 10
    elif k[at] & DIGIT and is_sep(t[at + 1]) and is_digits(k, at + 2, 3):
        if is_sep(t[at + 5]) and is_digits(k, at + 6, 4):
            end = at + 10
    return end if end and ends(t, k, end) else 0


@compiled
def mobile(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """From a 1 or a 0 that begins a number."""
    end = _mobile_end(t, k, start)
    if end:
        sound = _segment(t, k, start)
        alone = VALID if sound else 0
        add(cand, state, primitives.MOBILE, start, end, primitives.L_MOBILE, sound, alone, False)
    end = _irregular_end(t, k, start)
    if end:
        sound = _segment(t, k, start + 1 if t[start] == 48 else start)
        add(cand, state, primitives.IRREGULAR, start, end, primitives.L_MOBILE, sound, 0, False)


@compiled
def coded_mobile(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """After the code of the country: (+86), (86), +86, 0086 or 86."""
    at = start
    if t[start] == _OPEN:
        at = start + 2 if t[start + 1] == _PLUS else start + 1
        if not (t[at] == 56 and t[at + 1] == 54 and t[at + 2] == _CLOSE):
            return
        at += 3
    else:
        if t[start] == _PLUS:
            at = start + 1
        elif t[start] == 48:
            at = start + 2
        if not (t[at] == 56 and t[at + 1] == 54):
            return
        at += 2
    has_gap = is_sep(t[at])
    if has_gap:
        at += 1
    end = _mobile_end(t, k, at)
    if end:
        sound = _segment(t, k, at)
        alone = SHAPE if t[start] == 56 and not has_gap else VALID
        alone = alone if sound else 0
        add(cand, state, primitives.CODED, start, end, primitives.L_MOBILE, sound, alone, False)


@compiled
def _extension(t: Ints, k: Bytes, at: int) -> int:
    """The end of an extension from ``at``; 0: there is none."""
    start = at
    if t[at] == _BLANK:
        at += 1
    if t[at] == ord("转"):
        at += 1
        at += t[at] == _BLANK
    elif t[at] == ord("分") and t[at + 1] == ord("机"):
        at += 2
        at += t[at] == ord("号")
        at += t[at] == _BLANK
    elif at == start and (t[at] == _DASH or t[at] == ord("*")):
        at += 1
    else:
        e, x, z = t[at], t[at + 1], t[at + 2]
        small = e == ord("e") and x == ord("x") and z == ord("t")
        large = e == ord("E") and x == ord("X") and z == ord("T")
        if not (small or large or (e == ord("E") and x == ord("x") and z == ord("t"))):
            return 0
        at += 3
        at += t[at] == _DOT
        at += t[at] == _BLANK
    end = at
    while end - at < 5 and k[end] & DIGIT:
        end += 1
    return end if end > at else 0


@compiled
def _with_extension(t: Ints, k: Bytes, end: int) -> int:
    last = _extension(t, k, end)
    if last and ends(t, k, last):
        return last
    return end if ends(t, k, end) else 0


@compiled
def _fixed_tail(t: Ints, k: Bytes, at: int, area: int) -> int:
    """The end of the number after an area code, bit 40 up: is it of a length of its area?"""
    first = t[at]
    if not (50 <= first <= 57 or (first == 49 and not (t[at + 1] == 48 and t[at + 2] == 48))):
        return 0
    for count in (4, 3):
        if not is_digits(k, at, count):
            continue
        rest = at + count
        if is_sep(t[rest]):
            rest += 1
        if not is_digits(k, rest, 4):
            continue
        end = _with_extension(t, k, rest + 4)
        if end:
            return int(end) | (int(AREA[area]) >> (count + 4) & 1) << 40
    return 0


@compiled
def _area(t: Ints, k: Bytes, at: int) -> int:
    """How many digits an area code without its nought has here; 0: none."""
    first = t[at]
    if first == 49:
        return 2 if t[at + 1] == 48 else 0
    if first == 50:
        return 2 if k[at + 1] & DIGIT else 0
    return 3 if 51 <= first <= 57 and is_digits(k, at + 1, 2) else 0


@compiled
def _from_abroad(t: Ints, k: Bytes, start: int) -> int:
    """+86, 0086 or 86 and a separator, then the area."""
    at = start + 1
    if t[start] == 48:
        if not (t[at] == 48 and t[at + 1] == 56):
            return 0
        at += 2
    elif t[start] == _PLUS:
        if t[at] != 56:
            return 0
        at += 1
    elif t[start] != 56:
        return 0
    if t[at] != 54:
        return 0
    at += 1
    if t[start] == 56 and not (is_sep(t[at]) or t[at] == _OPEN):
        return 0
    at += is_sep(t[at])
    if t[at] == _OPEN and t[at + 1] == 48 and t[at + 2] == _CLOSE:
        at += 3
        at += t[at] == _BLANK
    else:
        at += t[at] == _OPEN
        at += t[at] == 48
    width = _area(t, k, at)
    if not width:
        return 0
    code = number(t, at, width)
    at += width
    at += t[at] == _CLOSE
    at += is_sep(t[at])
    return _fixed_tail(t, k, at, code)


@compiled
def fixed(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """From ``+``, ``(``, 0 or 8: with an area code."""
    found = _from_abroad(t, k, start)
    alone = VALID
    if not found and t[start] == _OPEN:
        at = start + 1
        at += t[at] == 48
        width = _area(t, k, at)
        if width and t[at + width] == _CLOSE:
            rest = at + width + 1
            rest += t[rest] == _BLANK
            found = _fixed_tail(t, k, rest, number(t, at, width))
    elif not found and t[start] == 48:
        at = start + 1
        width = _area(t, k, at)
        if width:
            rest = at + width
            alone = VALID if is_sep(t[rest]) else SHAPE
            rest += is_sep(t[rest])
            found = _fixed_tail(t, k, rest, number(t, at, width))
    if found:
        sound = found >> 40 == 1
        end = found & 0xFFFFFFFF
        alone = alone if sound else 0
        add(cand, state, primitives.FIXED, start, end, primitives.L_LANDLINE, sound, alone, False)


@compiled
def service(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """400 and 800 numbers."""
    if t[start + 1] != 48 or t[start + 2] != 48:
        return
    at = start + 3
    has_sep = is_sep(t[at])
    at += has_sep
    for count in (3, 4):
        if not is_digits(k, at, count):
            return
        rest = at + count
        rest += is_sep(t[rest])
        if is_digits(k, rest, 7 - count):
            end = _with_extension(t, k, rest + 7 - count)
            if end:
                alone = VALID if has_sep else SHAPE
                add(
                    cand,
                    state,
                    primitives.SERVICE,
                    start,
                    end,
                    primitives.L_LANDLINE,
                    True,
                    alone,
                    False,
                )
                return


@compiled
def local(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """Seven or eight digits without their area, from a digit above 1."""
    for count in (4, 3):
        if is_digits(k, start, count):
            rest = start + count
            rest += is_sep(t[rest])
            if is_digits(k, rest, 4) and ends(t, k, rest + 4):
                add(
                    cand,
                    state,
                    primitives.LOCAL,
                    start,
                    rest + 4,
                    primitives.L_LANDLINE,
                    True,
                    0,
                    False,
                )
                return


@compiled
def from_digit(
    t: Ints, k: Bytes, start: int, stop: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    """All kinds that begin with the digits up to ``stop``, which no letter or digit precedes."""
    first, second, count = t[start], t[start + 1], stop - start
    is_code = second == 54 if first == 56 else first == 48 and second == 48
    if begins(t, k, start):
        if first == 49:
            if count == 11 or count == 3 or count == 4:
                mobile(t, k, start, cand, state)
        elif first == 48:
            if count == 12:
                mobile(t, k, start, cand, state)
        elif count == 3 or count == 4 or count == 7 or count == 8:
            local(t, k, start, cand, state)
        if first == 48 or (first == 56 and is_code):
            fixed(t, k, start, cand, state)
        if (first == 52 or first == 56) and second == 48:
            service(t, k, start, cand, state)
    if is_code:
        coded_mobile(t, k, start, cand, state)
    if first == 48 or (first == 56 and count == 3):
        abroad(t, k, start, digits, cand, state)
