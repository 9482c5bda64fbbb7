"""Names and addresses as whole cells: the tests of ``names`` and ``addresses``, written apart.

Only the clear cases are settled here: a cell with a word of role or a title in it, or with other
signs under a heading of names, is for the reference.
"""

from __future__ import annotations

import numpy as np

from shoumi.core.scan import addresses, names, tables
from shoumi.core.scan.kernel.arrays import DIGIT, LETTER, PLANE, Bytes, Ints, grown, hashed
from shoumi.core.scan.kernel.jit import compiled

# What a word of this tree is.
SUFFIX, NUMBER, CUE, PROVINCE, PERSON, COMPOUND, NOBODY = (1 << place for place in range(7))


def _words() -> dict[str, int]:
    parts, surnames = addresses.table(), tables.read("surnames")
    provinces = tables.read("regions")["province"].values()
    told: dict[str, int] = {}
    for bit, words in (
        (SUFFIX, [*parts["area"], *parts["road"], *parts["site"], *parts["number"]]),
        (NUMBER, parts["number"]),
        (CUE, parts["cues"]),
        (PROVINCE, [name[:3] if name[0] in "黑内" else name[:2] for name in provinces]),
        (PERSON, [*names.ROLES.split("|"), *names.TITLES.split("|")]),
        (COMPOUND, surnames["compound"]),
        (NOBODY, surnames["nobody"]),
    ):
        for word in words:
            told[word] = told.get(word, 0) | bit
    return told


_KEYS, _VALUES, _KIND = grown(_words())
_MASK = len(_KEYS) - 1
# Bits of kinds of the words that begin with a character.
_FIRST = np.zeros(PLANE, np.uint8)
for _word, _bits in _words().items():
    _FIRST[ord(_word[0])] |= _bits
_SURNAME = np.zeros(PLANE, np.uint8)
for _char in names.surnames()[0]:
    _SURNAME[ord(_char)] = 1
_NUMERAL = np.zeros(PLANE, np.uint8)
for _char in "一二三四五六七八九十百-":
    _NUMERAL[ord(_char)] = 1
_DOT = np.zeros(PLANE, np.uint8)
for _char in names.DOTS:
    _DOT[ord(_char)] = 1

_LONGEST_PART = addresses._LONGEST_PART
# Of a number behind the last suffix, as `addresses` has it.
_LONGEST_NUMBER = 8
_BLANK, _COLON, _STOP = ord(" "), ord(":"), ord(".")
_hash = compiled(hashed)


@compiled
def _walked(t: Ints, at: int, stop: int, bit: int) -> int:
    node, place, end = 0, at, 0
    while place < stop and t[place] < PLANE:
        key = node << 16 | int(t[place])
        spot = _hash(key) & _MASK
        while _KEYS[spot] >= 0 and _KEYS[spot] != key:
            spot = (spot + 1) & _MASK
        if _KEYS[spot] < 0:
            break
        node = int(_VALUES[spot])
        place += 1
        if _KIND[node] & bit:
            end = place
    return end


@compiled
def longest(t: Ints, at: int, stop: int, bit: int) -> int:
    """The end of the longest word of this kind from ``at``; 0: there is none."""
    # Apart from the walk, so that it is built into the loops that ask.
    return _walked(t, at, stop, bit) if t[at] < PLANE and _FIRST[t[at]] & bit else 0


@compiled
def is_han(char: int) -> bool:
    """As :data:`names.HAN`."""
    return 0x4E00 <= char <= 0x9FFF or 0x3400 <= char <= 0x4DBF or 0x20000 <= char <= 0x2FFFF


@compiled
def _is_numeral(t: Ints, k: Bytes, at: int) -> bool:
    return k[at] & (DIGIT | LETTER) != 0 or (t[at] < PLANE and _NUMERAL[t[at]] == 1)


@compiled
def _is_body(t: Ints, k: Bytes, at: int) -> bool:
    return 0x4E00 <= t[at] <= 0x9FFF or t[at] == _BLANK or _is_numeral(t, k, at)


@compiled
def has_person_word(t: Ints, k: Bytes, begin: int, stop: int) -> bool:
    """May running text name a person here: a role, a title, ``Name:``, ``Mr``?"""
    for at in range(begin, stop):
        char = t[at]
        if char >= 128:
            if longest(t, at, stop, PERSON):
                return True
        elif char == _COLON:
            one, two = t[at - 1], t[at - 2]
            if (one == ord("e") and two == ord("m")) or (one == ord("t") and two == ord("c")):
                return True
        elif (char == _BLANK or char == _STOP) and k[at - 1] & LETTER:
            one = t[at - 1]
            if one == ord("r") or one == ord("s"):
                return True
    return False


@compiled
def _is_dotted(t: Ints, at: int, stop: int) -> bool:
    """One to three times a dot and up to ten Han?"""
    parts = 0
    while at < stop:
        if t[at] >= PLANE or not _DOT[t[at]]:
            return False
        begun = at + 1
        at = begun
        while is_han(t[at]):
            at += 1
        parts += 1
        if not 1 <= at - begun <= 10 or parts > 3:
            return False
    return True


@compiled
def is_name(t: Ints, begin: int, stop: int, headed: bool) -> bool:
    """Is a cell of Han, with or without dots, a name?"""
    count = stop - begin
    at = begin
    while is_han(t[at]):
        at += 1
    if at != stop:
        return 1 <= at - begin <= 8 and _is_dotted(t, at, stop)
    if not 2 <= count <= 4:
        return False
    if headed:
        return longest(t, begin, stop, NOBODY) != stop
    if longest(t, begin, begin + 2, COMPOUND) == begin + 2:
        return count > 2
    return count <= 3 and t[begin] < PLANE and _SURNAME[t[begin]] == 1


@compiled
def find_suffixes(t: Ints, begin: int, stop: int, found: Ints) -> tuple[int, int]:
    """Suffixes into ``found``, where each begins and ends: how many, and how many different.

    The different ones are counted to two.
    """
    count, kinds, at = 0, 0, begin
    while at < stop:
        end = longest(t, at, stop, SUFFIX)
        if not end:
            at += 1
            continue
        found[2 * count], found[2 * count + 1] = at, end
        count += 1
        if kinds < 2:
            first, length = found[0], found[1] - found[0]
            same = length == end - at
            for place in range(length if same else 0):
                same = same and t[first + place] == t[at + place]
            kinds = 1 if same else 2
        at = end
    return count, kinds


@compiled
def _has_house(t: Ints, k: Bytes, begin: int, stop: int) -> bool:
    for at in range(begin, stop - 1):
        if _is_numeral(t, k, at) and longest(t, at + 1, stop, NUMBER):
            return True
    return False


@compiled
def _begins_well(t: Ints, k: Bytes, begin: int, stop: int) -> bool:
    """Does the address begin with the cell: at a province, or anywhere and with a house number?

    Behind a word such as ``address`` in the cell it begins later.
    """
    for at in range(begin, stop):
        if longest(t, at, stop, CUE):
            return False
        if longest(t, at, stop, PROVINCE):
            return at == begin
    return _has_house(t, k, begin, stop)


@compiled
def is_found_whole(t: Ints, k: Bytes, begin: int, stop: int, found: Ints, count: int) -> bool:
    """Does the rule for running text find an address that is all of the cell?

    ``found``: its suffixes, two different ones at the least.  Each part before one is short and of
    the signs of a name or a number; what is left behind the last is a number.
    """
    last = begin
    for one in range(count):
        at = found[2 * one]
        if at == begin or at - last > _LONGEST_PART:
            return False
        for place in range(last, at):
            if not _is_body(t, k, place):
                return False
        last = found[2 * one + 1]
    if stop - last > _LONGEST_NUMBER:
        return False
    for place in range(last, stop):
        if not _is_numeral(t, k, place):
            return False
    return _begins_well(t, k, begin, stop)
