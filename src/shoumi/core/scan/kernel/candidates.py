"""All candidates of one text: from stop to stop, each recogniser that can begin there."""

from __future__ import annotations

from shoumi.core.scan.kernel import chat, identity, letters, nets, phones, primitives
from shoumi.core.scan.kernel.arrays import (
    ALNUM,
    DIGIT,
    GLUED,
    LETTER,
    MONTHS,
    PLANE,
    PLATE_PROVINCE,
    SPACE,
    Bytes,
    Ints,
    Longs,
)
from shoumi.core.scan.kernel.jit import compiled
from shoumi.core.scan.kernel.letters import small
from shoumi.core.scan.kernel.phones_abroad import abroad
from shoumi.core.scan.kernel.primitives import begins, ends, is_sep, run_of

_COLON, _DASH, _DOT, _PLUS, _OPEN, _CLOSE, _AT = (ord(char) for char in ":-.+()@")
_BLANK, _COMMA = ord(" "), ord(",")


@compiled
def _machine(t: Ints, k: Bytes, start: int, end: int, cand: Ints, state: Longs) -> None:
    """Addresses in hexadecimal digits, from the beginning of a run up to ``end``."""
    third = t[start + 2]
    if third == _COLON or third == _DASH or t[start + 4] == _DOT or end - start == 12:
        nets.mac(t, k, start, end, cand, state)
    if end - start <= 4 and t[end] == _COLON:
        nets.ip_six(t, k, start, cand, state)


@compiled
def _goes_on(t: Ints, k: Bytes, stop: int) -> bool:
    """May a few digits be part of something: a sign and digits behind them, or a date?"""
    behind = t[stop]
    if is_sep(behind) or behind == _DOT or behind == ord("/"):
        after = k[stop + 1]
        return after & (ALNUM | SPACE) != 0 or _begins_date(t[stop + 1]) or t[stop + 1] == _OPEN
    is_sign = behind == _COLON or behind == _OPEN or behind == _CLOSE
    return is_sign or _begins_date(behind)


@compiled
def _begins_date(char: int) -> bool:
    return char == ord("年") or char == ord("月")


@compiled
def _from_digit(t: Ints, k: Bytes, start: int, digits: Ints, cand: Ints, state: Longs) -> None:
    stop = run_of(k, start, DIGIT)
    behind = t[stop]
    if stop - start < 5 and not k[stop] & ALNUM and not _goes_on(t, k, stop):
        return
    end = run_of(k, stop, ALNUM)
    if end > stop:
        identity.with_letters(t, k, start, end, digits, cand, state)
        letters.wechat_in_run(t, k, start, end, cand, state)
        _word_in_run(t, k, stop, end, state)
    elif begins(t, k, start):
        if is_sep(behind):
            identity.in_groups(t, k, start, stop, digits, cand, state)
        if stop - start >= 8 and ends(t, k, stop):
            identity.in_one_piece(t, k, start, stop, digits, cand, state)
    if behind == _DOT and stop - start <= 3:
        nets.ip_four(t, k, start, cand, state)
    phones.from_digit(t, k, start, stop, digits, cand, state)
    if stop == end:
        chat.born(t, k, start, stop, cand, state)
        chat.born_loosely(t, k, start, stop, cand, state)
    _machine(t, k, start, end, cand, state)


@compiled
def _word_in_run(t: Ints, k: Bytes, start: int, end: int, state: Longs) -> None:
    """Names of months are for the reference, as a run or behind the digits of one."""
    behind = t[end]
    if behind != _BLANK and behind != _DOT and behind != _COMMA:
        return
    stop = run_of(k, start, LETTER)
    if stop == end and 3 <= end - start <= 9 and nets.is_spelt(t, k, start, end, MONTHS):
        state[primitives.HANDED] = 1


@compiled
def _from_letter(t: Ints, k: Bytes, start: int, digits: Ints, cand: Ints, state: Longs) -> None:
    first = run_of(k, start, LETTER)
    end = run_of(k, first, ALNUM)
    if t[start - 1] < PLANE and PLATE_PROVINCE[t[start - 1]]:
        letters.plate(t, k, start, cand, state)
    if k[first] & DIGIT:
        if first - start <= 6 and nets.is_spelt(t, k, start, first, GLUED):
            state[primitives.HANDED] = 1
            return
        letters.documents(t, k, start, first, end, cand, state)
    _word_in_run(t, k, start, end, state)
    lead = small(t, k, start)
    if end - start == 18 and begins(t, k, start):
        if lead == ord("a") or lead == ord("n") or lead == ord("y"):
            identity.organisation(t, k, start, cand, state)
    if lead == ord("q"):
        chat.qq_in_letters(t, k, start, cand, state)
    if t[start] == ord("w") and t[start + 1] == ord("x"):
        letters.given_account(t, k, start, cand, state)
    letters.wechat_in_run(t, k, start, end, cand, state)
    _machine(t, k, start, end, cand, state)


@compiled
def _from_sign(t: Ints, k: Bytes, start: int, digits: Ints, cand: Ints, state: Longs) -> None:
    char = t[start]
    if char == _AT:
        nets.email(t, k, start, cand, state)
    elif char == _COLON:
        if t[start + 1] == _COLON:
            nets.ip_six(t, k, start, cand, state)
    elif char == _PLUS or char == _OPEN:
        phones.coded_mobile(t, k, start, cand, state)
        abroad(t, k, start, digits, cand, state)
        if not k[start - 1] & ALNUM and begins(t, k, start):
            phones.fixed(t, k, start, cand, state)
    else:
        letters.wechat_at_han(t, k, start, cand, state)
        chat.qq_at_han(t, k, start, cand, state)


@compiled
def find_all(
    t: Ints, k: Bytes, stops: Ints, count: int, digits: Ints, cand: Ints, state: Longs
) -> None:
    """Candidates of one text into ``cand``."""
    for place in range(count):
        start = stops[place]
        if k[start] & DIGIT:
            _from_digit(t, k, start, digits, cand, state)
        elif k[start] & LETTER:
            _from_letter(t, k, start, digits, cand, state)
        else:
            _from_sign(t, k, start, digits, cand, state)
        if state[primitives.HANDED]:
            return
