"""Numbers of persons, firms, cards, accounts and devices: what begins with a digit.

The patterns are those of ``recognisers/``, written apart from them: one walk over the groups of
digits in place of one regular expression each.
"""

from __future__ import annotations

from shoumi.core.scan.kernel import primitives
from shoumi.core.scan.kernel.arrays import (
    BIN_END,
    BIN_LENGTHS,
    BIN_START,
    COUNTRY,
    DIGIT,
    ID_WEIGHT,
    PROVINCE,
    REGION,
    USCC_VALUE,
    USCC_WEIGHT,
    Bytes,
    Ints,
    Longs,
)
from shoumi.core.scan.kernel.jit import compiled
from shoumi.core.scan.kernel.primitives import (
    SHAPE,
    VALID,
    add,
    begins,
    ends,
    gather,
    grouped_end,
    is_born,
    is_digits,
    is_sep,
    is_wanted,
    passes_luhn,
    value_of,
)


@compiled
def _is_region(digits: Ints) -> bool:
    code = value_of(digits, 0, 6)
    if digits[0] == 9:
        return PROVINCE[value_of(digits, 1, 2)] == 1 and COUNTRY[value_of(digits, 3, 3)] == 1
    return (REGION[code >> 3] >> (7 - (code & 7))) & 1 == 1


@compiled
def _add_identity(
    t: Ints, k: Bytes, start: int, end: int, digits: Ints, cand: Ints, state: Longs, pattern: int
) -> None:
    """Eighteen places, MOD 11-2."""
    gather(t, k, start, end, digits)
    year, month, day = value_of(digits, 6, 4), value_of(digits, 10, 2), value_of(digits, 12, 2)
    checked = is_born(year, month, day, state[primitives.TODAY])
    if checked:
        total = 0
        for place in range(17):
            total += digits[place] * ID_WEIGHT[place]
        checked = (12 - total % 11) % 11 == digits[17]
    sound = checked and _is_region(digits)
    alone = VALID if sound else SHAPE if checked else 0
    add(cand, state, pattern, start, end, primitives.L_RID, sound, alone, sound)


@compiled
def _is_last(t: Ints, k: Bytes, at: int) -> bool:
    return k[at] & DIGIT != 0 or t[at] == ord("X") or t[at] == ord("x")


@compiled
def identity(t: Ints, k: Bytes, start: int, digits: Ints, cand: Ints, state: Longs) -> None:
    """Eighteen places with or without separators after region, year, day and sequence."""
    at = start
    for count in (6, 4, 4, 3):
        if not is_digits(k, at, count):
            return
        at += count
        if is_sep(t[at]):
            at += 1
    if _is_last(t, k, at) and ends(t, k, at + 1):
        _add_identity(t, k, start, at + 1, digits, cand, state, primitives.RID)


@compiled
def identity_in_fours(
    t: Ints, k: Bytes, start: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    """4-4-4-4-2 behind a first group of four, each separator its own."""
    at = start + 4
    for _ in range(3):
        if not (is_sep(t[at]) and is_digits(k, at + 1, 4)):
            return
        at += 5
    if not (is_sep(t[at]) and k[at + 1] & DIGIT and _is_last(t, k, at + 2)):
        return
    if ends(t, k, at + 3):
        _add_identity(t, k, start, at + 3, digits, cand, state, primitives.FOURS)


@compiled
def organisation(t: Ints, k: Bytes, start: int, cand: Ints, state: Longs) -> None:
    """Eighteen places of 31 characters, MOD 31."""
    total, only_digits = 0, True
    for place in range(18):
        char = t[start + place]
        value = USCC_VALUE[char] if char < 128 else -1
        if value < 0 or (1 < place < 8 and value > 9):
            return
        only_digits = only_digits and value < 10
        if place < 17:
            total += value * USCC_WEIGHT[place]
    if not ends(t, k, start + 18):
        return
    first = USCC_VALUE[t[start]]
    checked = (31 - total % 31) % 31 == USCC_VALUE[t[start + 17]]
    province = (t[start + 2] - 48) * 10 + t[start + 3] - 48
    sound = checked and (PROVINCE[province] == 1 or province == 10)
    alone = VALID if sound else SHAPE if checked else 0
    strong = sound and (first == 9 or not only_digits)
    add(cand, state, primitives.USCC, start, start + 18, primitives.L_USCC, sound, alone, strong)


@compiled
def is_issued(digits: Ints, count: int) -> bool:
    """Is the issuer range issued in this length?"""
    head = value_of(digits, 0, 8)
    low, high = 0, len(BIN_START)
    while low < high:
        middle = (low + high) // 2
        if BIN_START[middle] <= head:
            low = middle + 1
        else:
            high = middle
    place = low - 1
    return place >= 0 and head <= BIN_END[place] and (BIN_LENGTHS[place] >> count) & 1 == 1


@compiled
def _add_card(
    t: Ints, k: Bytes, start: int, end: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    count = gather(t, k, start, end, digits)
    sound = passes_luhn(digits, count) and is_issued(digits, count)
    alone = VALID if sound else 0
    add(cand, state, primitives.CARD, start, end, primitives.L_CARD, sound, alone, False)


@compiled
def _card_end(t: Ints, k: Bytes, at: int, first: int) -> int:
    """The end of a card whose first group of ``first`` digits ends at ``at``; 0: no card."""
    sep = t[at]
    if first == 6:
        end = grouped_end(t, k, at, 13, sep)
        return end if end and ends(t, k, end) else 0
    if first != 4:
        return 0
    end = at
    for _ in range(3):
        end = grouped_end(t, k, end, 4, sep)
        if not end:
            break
    if end:
        tail = end + 1 if t[end] == sep else end
        last = tail
        while last - tail < 3 and k[last] & DIGIT:
            last += 1
        if last > tail and ends(t, k, last):
            return last
        if ends(t, k, end):
            return end
    end = grouped_end(t, k, at, 6, sep)
    end = grouped_end(t, k, end, 5, sep) if end else 0
    return end if end and ends(t, k, end) else 0


@compiled
def card_in_groups(
    t: Ints, k: Bytes, start: int, at: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    """4-4-4-4 and up to three more, 4-6-5, 6-13: one separator throughout."""
    end = _card_end(t, k, at, at - start)
    if end:
        _add_card(t, k, start, end, digits, cand, state)


@compiled
def _add_account(
    t: Ints, k: Bytes, start: int, end: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    if not is_wanted(state, primitives.L_ACCOUNT):
        return
    count = gather(t, k, start, min(end, start + 12), digits)
    sound = count < 6 or value_of(digits, 0, 6) != 999999
    add(cand, state, primitives.ACCOUNT, start, end, primitives.L_ACCOUNT, sound, 0, False)


@compiled
def account_in_groups(
    t: Ints, k: Bytes, start: int, at: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    """Three to five digits, then two to six groups of two to six; the most that end well."""
    end, good = at, 0
    for group in range(1, 7):
        last = end + 1
        while last - end < 8 and k[last] & DIGIT:
            last += 1
        if not is_sep(t[end]) or not 2 <= last - end - 1 <= 6:
            break
        end = last
        if group > 1 and ends(t, k, end):
            good = end
    if good:
        _add_account(t, k, start, good, digits, cand, state)


@compiled
def device_in_groups(
    t: Ints, k: Bytes, start: int, at: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    """IMEI 2-6-6-1."""
    sep = t[at]
    end = grouped_end(t, k, at, 6, sep)
    end = grouped_end(t, k, end, 6, sep) if end else 0
    end = grouped_end(t, k, end, 1, sep) if end else 0
    if end and ends(t, k, end):
        _add_device(t, k, start, end, digits, cand, state)


@compiled
def _add_device(
    t: Ints, k: Bytes, start: int, end: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    gather(t, k, start, end, digits)
    sound = passes_luhn(digits, 15)
    alone = SHAPE if sound else 0
    add(cand, state, primitives.IMEI, start, end, primitives.L_IMEI, sound, alone, False)


@compiled
def _add_first_generation(
    t: Ints, k: Bytes, start: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    gather(t, k, start, start + 15, digits)
    year, month, day = (
        1900 + value_of(digits, 6, 2),
        value_of(digits, 8, 2),
        value_of(digits, 10, 2),
    )
    sound = is_born(year, month, day, state[primitives.TODAY]) and _is_region(digits)
    alone = SHAPE if sound else 0
    add(cand, state, primitives.FIFTEEN, start, start + 15, primitives.L_RID, sound, alone, False)


@compiled
def in_one_piece(
    t: Ints, k: Bytes, start: int, end: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    """Nothing but digits between two boundaries."""
    count = end - start
    if 8 <= count <= 30:
        _add_account(t, k, start, end, digits, cand, state)
    if count == 8:
        add(cand, state, primitives.TW, start, end, primitives.L_TW, True, 0, False)
    elif count == 9:
        add(cand, state, primitives.PASSPORT, start, end, primitives.L_PASSPORT, True, 0, False)
    elif count == 10:
        is_older = t[end] == ord("(") and t[end + 2] == ord(")")
        is_older = is_older and 65 <= t[end + 1] <= 90 and ends(t, k, end + 3)
        last = end + 3 if is_older else end
        add(cand, state, primitives.TW, start, last, primitives.L_TW, True, 0, False)
    elif count == 15:
        _add_device(t, k, start, end, digits, cand, state)
        if t[start] != 48:
            _add_first_generation(t, k, start, digits, cand, state)
    elif count == 18 and t[start] != 48:
        identity(t, k, start, digits, cand, state)
        organisation(t, k, start, cand, state)
    if 13 <= count <= 19 and t[start] != 48:
        _add_card(t, k, start, end, digits, cand, state)


@compiled
def in_groups(
    t: Ints, k: Bytes, start: int, at: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    """A first group of digits with a blank or hyphen behind it, at ``at``."""
    count = at - start
    if t[start] != 48:
        if count in (6, 10, 14, 17):
            identity(t, k, start, digits, cand, state)
        elif count == 4:
            identity_in_fours(t, k, start, digits, cand, state)
        card_in_groups(t, k, start, at, digits, cand, state)
    if count == 2:
        device_in_groups(t, k, start, at, digits, cand, state)
    if 3 <= count <= 5:
        account_in_groups(t, k, start, at, digits, cand, state)


@compiled
def with_letters(
    t: Ints, k: Bytes, start: int, end: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    """A run that begins with a digit and holds letters, up to ``end``."""
    if end - start == 18 and t[start] != 48 and begins(t, k, start):
        identity(t, k, start, digits, cand, state)
        organisation(t, k, start, cand, state)
