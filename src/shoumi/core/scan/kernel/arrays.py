"""The data files as arrays: what the compiled functions look things up in.

They are constants of the compiled code.  ``CLASS`` and ``TWIN`` are indexed by code points of the
basic plane; the other planes hold no sign the recognisers know, digits of mathematics apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from shoumi.core.scan import context, tables, text
from shoumi.core.scan.labels import Label
from shoumi.core.scan.recognisers import bank_card, phone_abroad, resident_id

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
# A table that is built in.
Constants = npt.NDArray[np.int64]
Small = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]

PLANE = 0x10000

# Bits of a class.  FIRST: a word of the lexicon may begin here.  SIGN: something other than a run
# of letters and digits may begin here.  ODD: has a twin, or only the reference can read it.
DIGIT, UPPER, LOWER, SPACE, CLAUSE, FIRST, SIGN, ODD = (1 << place for place in range(8))
LETTER = UPPER | LOWER
ALNUM = DIGIT | LETTER

# Characters that upper and lower case fold onto ASCII: rare enough for the reference.
_FOLDING = "\u0130\u0131\u017f\u212a"
_SIGNS = "@+(:" + "扣企腾微薇威加"
_CLAUSES = "，。；！？,;!?|\n\r\v\f\x85\u2028\u2029."


def _classes() -> tuple[Bytes, Ints]:
    kinds = np.zeros(PLANE, np.uint8)
    twins = np.arange(PLANE, dtype=np.int32)
    for chars, bit in (
        ("0123456789", DIGIT),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", UPPER),
        ("abcdefghijklmnopqrstuvwxyz", LOWER),
        (_SIGNS, SIGN),
        (_CLAUSES, CLAUSE),
        ("".join(c for c in map(chr, range(PLANE)) if re.match(r"\s", c)), SPACE),
    ):
        for char in chars:
            kinds[ord(char)] |= bit
    for word in context.lexicon().meanings:
        for char in {word[0], word[0].upper()}:
            kinds[ord(char)] |= FIRST
    for wide, narrow in text._TWINS.items():
        if wide < PLANE:
            kinds[wide] |= ODD
            twins[wide] = narrow
    unseen = [c for c in map(chr, range(PLANE)) if text._UNSEEN.match(c)]
    for unread in [*unseen, *_FOLDING]:
        kinds[ord(unread)] |= ODD
        twins[ord(unread)] = -1
    return kinds, twins


CLASS, TWIN = _classes()

LABELS = tuple(Label)
PLACE_OF = {label: place for place, label in enumerate(LABELS)}


def mask(labels: frozenset[Label]) -> int:
    """Labels as bits, in the order of ``LABELS``."""
    return sum(1 << PLACE_OF[label] for label in labels)


def hashed(key: int) -> int:
    """Spread of a key of a tree."""
    return ((key * 0x9E3779B1) & 0xFFFFFFFF) >> 15


def grown(words: Mapping[str, int]) -> tuple[Longs, Ints, Ints]:
    """Words as a tree in a hash table: keys (node, character), their nodes; value of each node."""
    nodes: dict[tuple[int, int], int] = {}
    told: dict[int, int] = {}
    for word, value in words.items():
        node = 0
        for char in word:
            node = nodes.setdefault((node, ord(char)), len(nodes) + 1)
        told[node] = value
    size = 1 << (4 * len(nodes)).bit_length()
    keys, children = np.full(size, -1, np.int64), np.zeros(size, np.int32)
    for (node, code), child in nodes.items():
        key = node << 16 | code
        place = hashed(key) & (size - 1)
        while keys[place] >= 0:
            place = (place + 1) & (size - 1)
        keys[place], children[place] = key, child
    values = np.zeros(len(nodes) + 1, np.int32)
    for node, value in told.items():
        values[node] = value
    return keys, children, values


def _lexicon() -> tuple[Longs, Ints, Ints, Ints, Ints, Floats]:
    """The tree of the context words; by node: is it a word, labels for, against, weight."""
    meanings = list(context.lexicon().meanings.items())
    keys, children, places = grown({word: at for at, (word, _) in enumerate(meanings, 1)})
    count = len(places)
    yes, no = np.zeros(count, np.int32), np.zeros(count, np.int32)
    weight = np.ones(count, np.float64)
    for node in np.flatnonzero(places):
        meaning = meanings[places[node] - 1][1]
        yes[node], no[node] = mask(meaning.labels), mask(meaning.against)
        weight[node] = meaning.weight
    return keys, children, (places > 0).astype(np.int32), yes, no, weight


TREE_KEYS, TREE_VALUES, IS_WORD, WORD_YES, WORD_NO, WORD_WEIGHT = _lexicon()


def _marked(size: int, places: list[int]) -> Bytes:
    marks = np.zeros(size, np.uint8)
    marks[places] = 1
    return marks


PROVINCE = _marked(100, [int(code) for code in tables.read("regions")["province"]])
COUNTRY = _marked(1000, [int(code) for code in tables.read("countries")["numeric"]])
REGION = np.packbits(_marked(1_000_000, [int(c) for c in resident_id._regions()]))


def _segments() -> Bytes:
    """By the four digits after the leading 1."""
    places: list[int] = []
    for head in tables.read("mobile_segments")["segments"]:
        low = int(head[1:].ljust(4, "0"))
        places += range(low, low + 10 ** (5 - len(head)))
    return _marked(10_000, places)


SEGMENT = _segments()


def _areas() -> Ints:
    """Area code without its nought: bits 7 and 8, the lengths of its numbers."""
    bits = np.zeros(1000, np.int32)
    table = tables.read("area_codes")
    for name, value in (("eight", 1 << 8), ("either", 3 << 7), ("seven", 1 << 7)):
        for code in table[name]:
            bits[int(code)] |= value
    return bits


AREA = _areas()


def _bins() -> tuple[Ints, Ints, Ints]:
    starts, ends, lengths = bank_card._ranges()
    bits = [sum(1 << length for length in each) for each in lengths]
    return np.array(starts, np.int32), np.array(ends, np.int32), np.array(bits, np.int32)


BIN_START, BIN_END, BIN_LENGTHS = _bins()


def _plans() -> tuple[Ints, Ints, Ints]:
    """Country code: bits of lengths; where its mobile prefixes begin; (digits, value) pairs."""
    bits, begins = np.zeros(1000, np.int32), np.zeros(1001, np.int32)
    heads: list[tuple[int, int]] = []
    plans = phone_abroad._plans()
    for code in range(1000):
        begins[code] = len(heads)
        lengths, mobile = plans.get(str(code), (frozenset(), ()))
        bits[code] = sum(1 << length for length in lengths)
        heads += [(len(prefix), int(prefix)) for prefix in mobile]
    begins[1000] = len(heads)
    return bits, begins, np.array(heads, np.int32)


PLAN_LENGTHS, PLAN_BEGIN, PLAN_HEADS = _plans()

_plates = tables.read("plates")
PLATE_PROVINCE = _marked(PLANE, [ord(char) for char in _plates["provinces"]])
PLATE_ENDING = _marked(PLANE, [ord(char) for char in _plates["endings"]])

# Values of the 31 characters of GB 32100 by ASCII code, -1 for the rest; small letters count.
USCC_VALUE = np.full(128, -1, np.int32)
for _value, _char in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY"):
    USCC_VALUE[ord(_char)] = USCC_VALUE[ord(_char.lower())] = _value
USCC_WEIGHT = np.array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28], np.int32)
ID_WEIGHT = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], np.int32)


def _words(*words: str) -> Longs:
    """Short words of small letters as sorted numbers, see ``spelt`` in the kernel."""
    return np.array(sorted(spelling(word) for word in words), np.int64)


def spelling(word: str) -> int:
    """Up to twelve small letters, five bits each."""
    value = 0
    for char in word:
        value = value << 5 | ord(char) - 96
    return value


GLUED = _words("imei", "ip", "tel", "phone", "mobile", "fax")
MONTHS = _words(
    *("jan", "january", "feb", "february", "mar", "march", "apr", "april", "may", "jun", "june"),
    *("jul", "july", "aug", "august", "sep", "sept", "september", "oct", "october", "nov"),
    *("november", "dec", "december"),
)
FILE_ENDINGS = _words("png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "ico", "pdf")
