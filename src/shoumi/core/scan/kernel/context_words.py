"""What the words near a candidate say of it: :mod:`shoumi.core.scan.context`, written apart."""

from __future__ import annotations

import numpy as np

from shoumi.core.scan import context
from shoumi.core.scan.kernel.arrays import (
    ALNUM,
    DIGIT,
    FIRST,
    IS_WORD,
    LABELS,
    LETTER,
    PLANE,
    SPACE,
    TREE_KEYS,
    TREE_VALUES,
    WORD_NO,
    WORD_WEIGHT,
    WORD_YES,
    Bytes,
    Ints,
    hashed,
    mask,
)
from shoumi.core.scan.kernel.jit import compiled
from shoumi.core.scan.kernel.letters import is_mark, small
from shoumi.core.scan.kernel.primitives import run_of

NOTHING, YES, NO = range(3)
# A word: start, end, node of the tree.
_TREE_MASK = len(TREE_KEYS) - 1
_AMOUNTS = mask(context._AMOUNTS)
_FARTHEST, _AGAINST, _AFTER = context._REACH, context._REACH_AGAINST, context._REACH_AFTER
_REACH = np.array([context._CLOSE.get(label, context._REACH) for label in LABELS], np.int32)
_BLANK, _DASH, _DOT, _UNDER, _AT = (ord(char) for char in " -._@")

_hash = compiled(hashed)


@compiled
def _child(node: int, char: int) -> int:
    """The node behind ``node`` at a character; 0: no word goes on so."""
    if char >= PLANE:
        return 0
    key = int(node) << 16 | int(char)
    place = _hash(key) & _TREE_MASK
    while TREE_KEYS[place] >= 0:
        if TREE_KEYS[place] == key:
            return TREE_VALUES[place]
        place = (place + 1) & _TREE_MASK
    return 0


@compiled
def find_words(t: Ints, k: Bytes, begin: int, stop: int, words: Ints) -> tuple[int, int, int]:
    """Words of a clause, the longest at each place, into ``words``: (how many, yes, no).

    ``yes`` and ``no`` are all labels that any of them speaks for and against, as bits.
    """
    count, yes, no, at = 0, 0, 0, begin
    while at < stop:
        if not k[at] & FIRST or (k[at] & LETTER and k[at - 1] & ALNUM):
            at += 1
            continue
        node, place, end, found = 0, at, 0, 0
        while place < stop:
            node = _child(node, small(t, k, place))
            if not node:
                break
            place += 1
            if IS_WORD[node] and not (t[place - 1] < 128 and k[place] & LETTER):
                end, found = place, node
        if not end:
            at += 1
            continue
        spot = count * 3
        words[spot], words[spot + 1], words[spot + 2] = at, end, found
        count, at = count + 1, end
        yes |= WORD_YES[found]
        no |= WORD_NO[found]
    return count, yes, no


@compiled
def _is_wordy(t: Ints, k: Bytes, at: int) -> bool:
    """``[0-9A-Za-z@._-]``."""
    char = t[at]
    return k[at] & ALNUM != 0 or char == _AT or char == _DOT or char == _UNDER or char == _DASH


@compiled
def _number_end(t: Ints, k: Bytes, start: int, stop: int) -> int:
    """The end of the other number that begins at ``start``; 0: none does.

    Characters of a word, a digit, digits with blanks and hyphens, a digit, characters of a word,
    a digit: each as many as can be, as the expression of the reference takes them.
    """
    last = start
    while last < stop and _is_wordy(t, k, last):
        last += 1
    for first in range(min(last, stop - 1), start - 1, -1):
        if not k[first] & DIGIT:
            continue
        middle = first + 1
        while middle < stop and (k[middle] & DIGIT or t[middle] == _BLANK or t[middle] == _DASH):
            middle += 1
        for second in range(min(middle, stop - 1), first, -1):
            if not k[second] & DIGIT:
                continue
            end = second + 1
            while end < stop and _is_wordy(t, k, end):
                end += 1
            for third in range(min(end, stop - 1), second, -1):
                if k[third] & DIGIT:
                    return third + 1
    return 0


@compiled
def _is_list(t: Ints, k: Bytes, start: int, stop: int) -> bool:
    """Nothing but a joining sign with blanks round it?"""
    at = start
    while at < stop and k[at] & SPACE:
        at += 1
    if at >= stop:
        return False
    char = t[at]
    joins = char == ord("、") or char == ord("/") or char == ord("和")
    joins = joins or char == ord("或") or char == ord("及") or char == ord("与")
    at += 1
    while at < stop and k[at] & SPACE:
        at += 1
    return joins and at == stop


@compiled
def _is_spent(t: Ints, k: Bytes, start: int, stop: int) -> bool:
    """Has the word its own number between itself and the candidate?"""
    digits = 0
    for at in range(start, stop):
        digits += k[at] & DIGIT
    if digits < 3:
        return False
    at, last = start, 0
    while at < stop:
        end = _number_end(t, k, at, stop)
        if end:
            last = at = end
        else:
            at += 1
    return last > 0 and not _is_list(t, k, last, stop)


@compiled
def _value_follows(t: Ints, k: Bytes, at: int) -> bool:
    """Does the word at whose end this is have a value of its own behind it?"""
    place = run_of(k, at, SPACE)
    if t[place] == ord("号"):
        place += 2 if t[place + 1] == ord("码") else 1
    place = run_of(k, place, SPACE)
    if is_mark(t[place]):
        return True
    place = at
    while (
        k[place] & SPACE
        or t[place] == ord("号")
        or t[place] == ord("码")
        or t[place] == ord('"')
        or t[place] == ord("'")
    ):
        place += 1
    return k[place] & ALNUM != 0


@compiled
def _is_code(t: Ints, at: int, with_hkd: bool) -> bool:
    """RMB, CNY, USD or HKD?"""
    one, two, three = t[at], t[at + 1], t[at + 2]
    if one == ord("R"):
        return two == ord("M") and three == ord("B")
    if one == ord("C"):
        return two == ord("N") and three == ord("Y")
    if one == ord("U"):
        return two == ord("S") and three == ord("D")
    return with_hkd and one == ord("H") and two == ord("K") and three == ord("D")


@compiled
def _is_amount(t: Ints, start: int, end: int) -> bool:
    """Money before it or behind it?"""
    at = start - 1 if t[start - 1] == _BLANK else start
    sign = t[at - 1]
    if sign == ord("¥") or sign == ord("￥") or sign == ord("$"):
        return True
    if sign == ord("€") or sign == ord("£") or _is_code(t, at - 3, True):
        return True
    at = end + 1 if t[end] == _BLANK else end
    one, two = t[at], t[at + 1]
    if one == ord("元") or one == ord("万") or one == ord("亿") or _is_code(t, at, False):
        return True
    if two == ord("元"):
        return one == ord("美") or one == ord("港") or one == ord("欧")
    if one == ord("港"):
        return two == ord("币")
    if one == ord("块"):
        return two == ord("钱")
    return one == ord("人") and two == ord("民") and t[at + 2] == ord("币")


@compiled
def is_money(t: Ints, start: int, end: int, label: int) -> bool:
    """Is a candidate of this label an amount?"""
    return (_AMOUNTS >> label) & 1 == 1 and _is_amount(t, start, end)


@compiled
def said_of(t: Ints, k: Bytes, start: int, end: int, label: int, words: Ints, count: int) -> int:
    """What the nearest word of the clause says of a candidate that is no amount."""
    best, said = np.inf, NOTHING
    for place in range(count):
        begun, done = words[3 * place], words[3 * place + 1]
        node = words[3 * place + 2]
        if done < start - _FARTHEST:
            continue
        if begun > end + _AFTER:
            break
        yes, no = (WORD_YES[node] >> label) & 1, (WORD_NO[node] >> label) & 1
        if not (yes or no):
            continue
        if done <= start:
            gap = start - done
            if gap > (_AGAINST if no else _REACH[label]) or _is_spent(t, k, done, start):
                continue
            distance = gap / WORD_WEIGHT[node]
        elif begun >= end:
            gap = begun - end
            if gap > _AFTER or _value_follows(t, k, done):
                continue
            distance = 2 * gap / WORD_WEIGHT[node] + 2
        else:
            continue
        if distance < best:
            best, said = distance, YES if yes else NO
    return said
