"""QQ numbers and dates of birth: digits that mean something beside their words only."""

from __future__ import annotations

from shoumi.core.scan.kernel import primitives
from shoumi.core.scan.kernel.arrays import ALNUM, DIGIT, SPACE, Bytes, Ints, Longs
from shoumi.core.scan.kernel.jit import compiled
from shoumi.core.scan.kernel.letters import is_filler, is_mark, small
from shoumi.core.scan.kernel.primitives import VALID, add, is_born, is_digits, number, run_of

_BLANK, _DASH, _DOT, _SLASH, _AT = (ord(char) for char in " -./@")


@compiled
def _say_number(t: Ints, k: Bytes, at: int) -> int:
    """The end of ``号码``, ``账号``, ``number``, ``no.`` or ``is`` from ``at``; ``at``: none."""
    begun = at + 1 if t[at] == _BLANK else at
    first, second = t[begun], t[begun + 1]
    if first == ord("号"):
        return begun + 2 if second == ord("码") else begun + 1
    if (first == ord("账") or first == ord("帐")) and second == ord("号"):
        return begun + 2
    one, two = small(t, k, begun), small(t, k, begun + 1)
    if one == ord("n") and two == ord("u"):
        rest = small(t, k, begun + 2) == ord("m") and small(t, k, begun + 3) == ord("b")
        rest = rest and small(t, k, begun + 4) == ord("e") and small(t, k, begun + 5) == ord("r")
        return begun + 6 if rest else at
    if one == ord("n") and two == ord("o"):
        return begun + 3 if t[begun + 2] == _DOT else begun + 2
    return begun + 2 if one == ord("i") and two == ord("s") else at


@compiled
def _number_behind(t: Ints, k: Bytes, at: int) -> int:
    """Where a number of 5 to 11 digits begins behind a few fillers; 0: nowhere."""
    at = _say_number(t, k, at)
    fillers = 0
    while fillers < 4 and (is_filler(t, k, at) or is_mark(t[at])):
        fillers, at = fillers + 1, at + 1
    end = run_of(k, at, DIGIT)
    if t[at] == 48 or not 5 <= end - at <= 11 or k[end] & ALNUM:
        return 0
    if t[end] == _DOT and k[end + 1] & DIGIT:
        return 0
    if (t[end] == _AT or t[end] == _DASH) and k[end + 1] & ALNUM:
        return 0
    return at


@compiled
def qq_behind(t: Ints, k: Bytes, lead: int, lead_end: int, cand: Ints, state: Longs) -> bool:
    """The number behind a word for QQ that stands from ``lead`` to ``lead_end``."""
    if lead < state[primitives.FREE + primitives.QQ]:
        return False
    char, start = t[lead_end], 0
    joint = char == _SLASH or char == ord("、") or char == ord("和")
    joint = joint or char == ord("或") or char == ord("及")
    if joint and t[lead_end + 1] == ord("微") and t[lead_end + 2] == ord("信"):
        at = lead_end + 3
        if t[at] == ord("号"):
            start = _number_behind(t, k, at + 1)
        elif t[at] == ord("同") and t[at + 1] == ord("号"):
            start = _number_behind(t, k, at + 2)
        if not start:
            start = _number_behind(t, k, at)
    else:
        start = _number_behind(t, k, lead_end)
    if start:
        end = run_of(k, start, DIGIT)
        state[primitives.FREE + primitives.QQ] = 0
        add(cand, state, primitives.QQ, start, end, primitives.L_QQ, True, 0, False)
    state[primitives.FREE + primitives.QQ] = lead_end
    return True


@compiled
def qq_in_letters(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """From the q that begins a run: 加q 123, qq, q q."""
    before = t[start - 1]
    if before == ord("加") or before == ord("我") or before == ord("的"):
        at = start + 1
        while k[at] & SPACE or t[at] == ord(":") or t[at] == ord("是"):
            at += 1
        if k[at] & DIGIT and qq_behind(t, k, start - 1, start + 1, cand, state):
            return
    at = start + 2 if t[start + 1] == _BLANK else start + 1
    if small(t, k, at) == ord("q"):
        qq_behind(t, k, start, at + 1, cand, state)


@compiled
def qq_at_han(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """扣扣, 企鹅号, 腾讯号."""
    first, second, third = t[start], t[start + 1], t[start + 2]
    length = 0
    if first == ord("扣") and second == ord("扣"):
        length = 2
    elif third == ord("号"):
        is_goose = first == ord("企") and second == ord("鹅")
        length = 3 if is_goose or (first == ord("腾") and second == ord("讯")) else 0
    if length:
        qq_behind(t, k, start, start + length, cand, state)


@compiled
def _ends_day(t: Ints, k: Bytes, end: int) -> bool:
    if k[end] & ALNUM:
        return False
    is_sep = t[end] == _DOT or t[end] == _SLASH or t[end] == _DASH
    return not (is_sep and k[end + 1] & DIGIT)


@compiled
def _blank(t: Ints, at: int) -> int:
    return at + 1 if t[at] == _BLANK else at


@compiled
def _in_chinese(t: Ints, k: Bytes, at: int) -> tuple[int, int, int]:
    """(end, month, day) behind a year: 年 month 月 and perhaps the day."""
    at = _blank(t, at)
    if t[at] != ord("年"):
        return 0, 0, 0
    at = _blank(t, at + 1)
    stop = run_of(k, at, DIGIT)
    if not 1 <= stop - at <= 2:
        return 0, 0, 0
    month = number(t, at, stop - at)
    at = _blank(t, stop)
    if t[at] != ord("月"):
        return 0, 0, 0
    end = at + 1
    at = _blank(t, end)
    stop = run_of(k, at, DIGIT)
    last = _blank(t, stop)
    if 1 <= stop - at <= 2 and (t[last] == ord("日") or t[last] == ord("号")):
        if _ends_day(t, k, last + 1):
            return last + 1, month, number(t, at, stop - at)
    return (end, month, 1) if _ends_day(t, k, end) else (0, 0, 0)


@compiled
def _in_signs(t: Ints, k: Bytes, at: int) -> tuple[int, int, int]:
    """(end, month, day) behind a year: a sign, the month, perhaps the sign and the day."""
    sep = t[at]
    stop = run_of(k, at + 1, DIGIT)
    if not 1 <= stop - at - 1 <= 2:
        return 0, 0, 0
    month, day, end = number(t, at + 1, stop - at - 1), 1, stop
    if t[stop] == sep:
        last = run_of(k, stop + 1, DIGIT)
        if 1 <= last - stop - 1 <= 2:
            day, end = number(t, stop + 1, last - stop - 1), last
    return (end, month, day) if _ends_day(t, k, end) else (0, 0, 0)


@compiled
def born(t: Ints, k: Bytes, start: int, stop: int, cand: Ints, state: Longs) -> None:
    """A date that begins with its year, in a run of digits up to ``stop``."""
    if t[start] != 49 and t[start] != 50:
        return
    before = t[start - 1]
    if (before == _DOT or before == _DASH or before == _SLASH) and k[start - 2] & DIGIT:
        return
    end, month, day = 0, 0, 0
    if stop - start == 8:
        if _ends_day(t, k, stop):
            end, month, day = stop, number(t, start + 4, 2), number(t, start + 6, 2)
    elif stop - start == 4:
        sep = t[stop]
        if sep == _DOT or sep == _SLASH or sep == _DASH:
            end, month, day = _in_signs(t, k, stop)
        else:
            end, month, day = _in_chinese(t, k, stop)
    if not end:
        return
    sound = is_born(number(t, start, 4), month, day, state[primitives.TODAY])
    said = end + 1 if t[end] == _BLANK else end
    is_said = t[said] == ord("生") and not 0x4E00 <= t[said + 1] <= 0x9FFF
    alone = VALID if sound and is_said else 0
    add(cand, state, primitives.BORN, start, end, primitives.L_BORN, sound, alone, False)


@compiled
def _small_number(t: Ints, start: int, stop: int, most: int) -> bool:
    """One or two digits between 1 and ``most``."""
    return 1 <= stop - start <= 2 and 1 <= number(t, start, stop - start) <= most


@compiled
def born_loosely(t: Ints, k: Bytes, start: int, stop: int, cand: Ints, state: Longs) -> None:
    """月 and 日 with a year of two digits or none; day, month and year with one sign."""
    before = t[start - 1]
    is_barred = before == ord("年") or before == _DOT or before == _DASH or before == _SLASH
    if is_barred or not 1 <= stop - start <= 2:
        return
    sep, end = t[stop], 0
    if sep == _DOT or sep == _SLASH or sep == _DASH:
        middle = run_of(k, stop + 1, DIGIT)
        is_dated = _small_number(t, start, stop, 31) and _small_number(t, stop + 1, middle, 31)
        if is_dated and t[middle] == sep and is_digits(k, middle + 1, 4):
            century = number(t, middle + 1, 2)
            end = middle + 5 if century == 19 or century == 20 else 0
    else:
        month, last = start, stop
        year = _blank(t, stop)
        if stop - start == 2 and t[year] == ord("年"):
            month = _blank(t, year + 1)
            last = run_of(k, month, DIGIT)
        sign = _blank(t, last)
        if t[sign] == ord("月") and _small_number(t, month, last, 12):
            day = _blank(t, sign + 1)
            last = run_of(k, day, DIGIT)
            sign = _blank(t, last)
            if _small_number(t, day, last, 31) and (t[sign] == ord("日") or t[sign] == ord("号")):
                end = sign + 1
    if end and _ends_day(t, k, end):
        add(cand, state, primitives.BORN_LOOSE, start, end, primitives.L_BORN, True, 0, False)
