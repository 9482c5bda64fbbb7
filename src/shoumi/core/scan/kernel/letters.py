"""What begins with a letter: plates, passports, permits, names of accounts."""

from __future__ import annotations

from shoumi.core.scan.kernel import primitives
from shoumi.core.scan.kernel.arrays import (
    ALNUM,
    DIGIT,
    LETTER,
    PLATE_ENDING,
    SPACE,
    UPPER,
    Bytes,
    Ints,
    Longs,
)
from shoumi.core.scan.kernel.jit import compiled
from shoumi.core.scan.kernel.primitives import SHAPE, VALID, add, begins, ends, is_digits, run_of

_BLANK, _DASH, _DOT, _UNDER, _AT = (ord(char) for char in " -._@")
_PLANE = 0x10000


@compiled
def small(t: Ints, k: Bytes, at: int) -> int:
    """The character, a capital as a small letter."""
    return t[at] + 32 if k[at] & UPPER else t[at]


@compiled
def _is_place(t: Ints, k: Bytes, at: int) -> bool:
    """A place of a plate: a digit, or a letter that is no I and no O."""
    char = small(t, k, at)
    return k[at] & ALNUM != 0 and char != ord("i") and char != ord("o")


@compiled
def _is_green(t: Ints, k: Bytes, at: int) -> bool:
    """A letter that marks a car of new energy."""
    char = small(t, k, at)
    return ord("a") <= char <= ord("k") and char != ord("i")


@compiled
def plate(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """From the letter behind a province."""
    if small(t, k, start) == ord("i"):
        return
    at = start + 1
    char = t[at]
    at += char == _BLANK or char == _DASH or char == _DOT or char == ord("·")
    end = run_of(k, at, ALNUM)
    count, letters = end - at, 0
    for place in range(at, end):
        if count > 6 or not _is_place(t, k, place):
            return
        letters += k[place] & LETTER != 0
    if count == 6:
        first = _is_green(t, k, at) and is_digits(k, at + 2, 4)
        if not first and not (is_digits(k, at, 5) and _is_green(t, k, at + 5)):
            return
    elif letters > 2:
        return
    elif count == 4:
        if t[end] >= _PLANE or not PLATE_ENDING[t[end]] or k[end + 1] & ALNUM:
            return
        end += 1
    elif count != 5:
        return
    add(cand, state, primitives.PLATE, start - 1, end, primitives.L_PLATE, True, VALID, False)


@compiled
def _is_mainland(t: Ints, start: int, letters: int, count: int) -> bool:
    """[EGDSP] and eight digits, E and a letter, [DSP][EDP] and seven."""
    first = t[start]
    is_d = first == ord("D") or first == ord("S") or first == ord("P")
    if letters == 1:
        return count == 8 and (first == ord("E") or first == ord("G") or is_d)
    second = t[start + 1]
    if count != 7:
        return False
    if first == ord("E"):
        return 65 <= second <= 90 and second != ord("I") and second != ord("O")
    return is_d and (second == ord("E") or second == ord("D") or second == ord("P"))


@compiled
def _is_regional(t: Ints, start: int, letters: int, count: int) -> bool:
    first, second = t[start], t[start + 1]
    if letters == 1:
        return count == 8 and (first == ord("H") or first == ord("K") or first == ord("M"))
    if count != 7:
        return False
    if first == ord("M"):
        return second == ord("A") or second == ord("B")
    return (first == ord("H") or first == ord("K")) and second == ord("J")


@compiled
def documents(
    t: Ints, k: Bytes, start: int, first: int, end: int, cand: Ints, state: Longs
) -> None:
    """Letters up to ``first``, then digits up to ``end``: passports and permits."""
    letters, count = first - start, end - first
    if letters > 2 or run_of(k, first, DIGIT) != end or not ends(t, k, end):
        return
    if count == 7 or count == 9 - letters or (letters == 2 and count == 6):
        mainland = _is_mainland(t, start, letters, count)
        sound = mainland or _is_regional(t, start, letters, count)
        alone = SHAPE if mainland else 0
        add(
            cand, state, primitives.PASSPORT, start, end, primitives.L_PASSPORT, sound, alone, False
        )
    lead, second = small(t, k, start), small(t, k, start + 1)
    is_hm = lead == ord("h") or lead == ord("m")
    if is_hm or lead == ord("c") or lead == ord("w"):
        is_one = letters == 1 and (count == 8 or count == 10)
        is_two = letters == 2 and count == 7 and second != ord("i") and second != ord("o")
        if is_one or is_two:
            sound = lead == ord("c") if is_two else is_hm or count == 8
            strong = t[start] == ord("H") or t[start] == ord("M")
            add(cand, state, primitives.HK, start, end, primitives.L_HK, sound, 0, strong)
    if (lead == ord("t") or lead == ord("l")) and letters == 1 and count == 8:
        if begins(t, k, start):
            add(cand, state, primitives.TW, start, end, primitives.L_TW, True, 0, False)


@compiled
def is_name_char(t: Ints, k: Bytes, at: int) -> bool:
    return k[at] & ALNUM != 0 or t[at] == _UNDER or t[at] == _DASH


@compiled
def given_account(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """``wxid_`` and 6 to 24 places, all small."""
    if is_name_char(t, k, start - 1):
        return
    if t[start + 2] != ord("i") or t[start + 3] != ord("d") or t[start + 4] != _UNDER:
        return
    end = start + 5
    while k[end] & DIGIT or 97 <= t[end] <= 122:
        end += 1
    if 6 <= end - start - 5 <= 24 and not is_name_char(t, k, end):
        add(cand, state, primitives.WXID, start, end, primitives.L_WECHAT, True, VALID, False)


@compiled
def is_filler(t: Ints, k: Bytes, at: int) -> bool:
    """``[\\s"'()（）#]``."""
    char = t[at]
    return (
        k[at] & SPACE != 0
        or char == ord('"')
        or char == ord("'")
        or char == ord("(")
        or char == ord(")")
        or char == ord("#")
    )


@compiled
def is_mark(char: int) -> bool:
    """``[:=是为]``."""
    return char == ord(":") or char == ord("=") or char == ord("是") or char == ord("为")


@compiled
def _kinds_of_number(t: Ints, k: Bytes, at: int, kind: int) -> int:
    """The end of the way to say ``number`` that is the ``kind``-th in order; -1: not here."""
    if kind == 0:
        begun = at + 1 if t[at] == _UNDER or t[at] == _BLANK else at
        is_id = small(t, k, begun) == ord("i") and small(t, k, begun + 1) == ord("d")
        return begun + 2 if is_id else -1
    first, second = t[at], t[at + 1]
    if kind == 1:
        is_said = first == ord("同") and second == ord("号")
        is_said = is_said or (first == ord("号") and second == ord("码"))
        is_said = is_said or ((first == ord("账") or first == ord("帐")) and second == ord("号"))
        return at + 2 if is_said else -1
    if kind == 2:
        return at + 1 if first == ord("号") else -1
    return at


@compiled
def _name_behind(t: Ints, k: Bytes, at: int) -> tuple[int, int]:
    """(start, end) of a name behind fillers; start 0: none."""
    fillers = 0
    while fillers < 4 and is_filler(t, k, at + fillers):
        fillers += 1
    start = at + fillers
    if not k[start] & LETTER:
        return 0, 0
    end = start
    while is_name_char(t, k, end):
        end += 1
    if 6 <= end - start <= 20 and t[end] != _AT and t[end] != _DOT:
        return start, end
    return 0, 0


@compiled
def _chosen(t: Ints, k: Bytes, lead_end: int) -> tuple[int, int, int]:
    """(start, end, 1 if a mark stands before it) of the name behind a word for WeChat."""
    char = t[lead_end]
    joint = char == ord("/") or char == ord("、") or char == ord("和")
    joint = joint or char == ord("或") or char == ord("及")
    after = lead_end + 1 if joint else lead_end
    has_qq = small(t, k, after) == ord("q") and small(t, k, after + 1) == ord("q")
    for with_qq in range(1 if has_qq else 0, -1, -1):
        base = after + 2 if with_qq else lead_end
        for kind in range(4):
            place = _kinds_of_number(t, k, base, kind)
            if place < 0:
                continue
            for with_space in range(1 if k[place] & SPACE else 0, -1, -1):
                spot = place + with_space
                said = with_qq == 1 or kind < 3
                if is_mark(t[spot]):
                    start, end = _name_behind(t, k, spot + 1)
                    if start:
                        return start, end, 1
                start, end = _name_behind(t, k, spot)
                if start:
                    return start, end, int(said)
    return 0, 0, 0


@compiled
def chosen_account(t: Ints, k: Bytes, lead: int, lead_end: int, cand: Ints, state: Longs) -> None:
    """The name behind a word for WeChat that stands from ``lead`` to ``lead_end``."""
    if lead < state[primitives.FREE + primitives.WECHAT]:
        return
    start, end, marked = _chosen(t, k, lead_end)
    if start and (marked == 1 or run_of(k, start, LETTER) != end):
        state[primitives.FREE + primitives.WECHAT] = 0
        add(cand, state, primitives.WECHAT, start, end, primitives.L_WECHAT, True, 0, False)
    state[primitives.FREE + primitives.WECHAT] = lead_end


@compiled
def wechat_in_run(t: Ints, k: Bytes, start: int, end: int, cand: Ints, state: Longs) -> None:
    """``wechat`` and ``weixin`` anywhere in a run, ``wx`` and ``vx`` at its beginning."""
    for at in range(start, end):
        lead = small(t, k, at)
        if lead != ord("w") and lead != ord("v"):
            continue
        if at == start and small(t, k, at + 1) == ord("x"):
            chosen_account(t, k, at, at + 2, cand, state)
        if at == start and lead == ord("v") and t[at + 1] == ord("信"):
            chosen_account(t, k, at, at + 2, cand, state)
        if at + 6 <= end and _is_wechat(t, k, at):
            chosen_account(t, k, at, at + 6, cand, state)


_WORDS = ((119, 101, 99, 104, 97, 116), (119, 101, 105, 120, 105, 110))


@compiled
def _is_wechat(t: Ints, k: Bytes, at: int) -> bool:
    """``wechat`` or ``weixin``?"""
    for word in _WORDS:
        same = 0
        for place in range(6):
            same += small(t, k, at + place) == word[place]
        if same == 6:
            return True
    return False


@compiled
def wechat_at_han(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """微信, 薇信, 威信号, 加微."""
    char, second, length = t[start], t[start + 1], 0
    if char == ord("微"):
        gap = second == _BLANK
        length = 2 + gap if t[start + 1 + gap] == ord("信") else 0
    elif char == ord("薇"):
        length = 2 if second == ord("信") else 0
    elif char == ord("威"):
        length = 3 if second == ord("信") and t[start + 2] == ord("号") else 0
    elif char == ord("加"):
        length = 2 if second == ord("微") else 0
    if length:
        chosen_account(t, k, start, start + length, cand, state)
