"""What every recogniser of the kernel uses: boundaries, digits, and putting a candidate down.

``t`` holds the code points of one normalised text and ``k`` their classes, both with ``PAD`` zeros
before and ``TAIL`` after it, so that looking a little to either side needs no question.
``state`` is the small change of one text, see the constants.
"""

from __future__ import annotations

from shoumi.core.scan.kernel.arrays import ALNUM, DIGIT, PLACE_OF, Bytes, Ints, Longs
from shoumi.core.scan.kernel.jit import compiled
from shoumi.core.scan.labels import Label

PAD = 8
TAIL = 72

# Places of ``state``: candidates so far; is the text the reference's; the day as a number
# yyyymmdd; where the text ends; candidates that there is room for; is the text more than ASCII;
# labels of the heading; labels that heading or words may name; may words begin here at all?
# From FREE on: how far each pattern has matched already.
COUNT, HANDED, TODAY, END, ROOM, WIDE, HEADED, WANTED, SPEAKS, FREE = range(10)
(
    RID,
    FOURS,
    FIFTEEN,
    USCC,
    CARD,
    MOBILE,
    IRREGULAR,
    CODED,
    FIXED,
    SERVICE,
    LOCAL,
    PLUS,
    BARE,
    TAIWAN,
    IP4,
    IP6,
    MAC,
    MAC_BARE,
    PLATE,
    PASSPORT,
    HK,
    TW,
    IMEI,
    QQ,
    BORN,
    BORN_LOOSE,
    ACCOUNT,
    WXID,
    WECHAT,
    EMAIL,
    PATTERNS,
) = range(31)
STATE = FREE + PATTERNS

# A candidate: start, end, label, and whether it is sound, what it is alone, strong.
WIDTH = 4
SOUND = 1
VALID, SUSPECT, SHAPE = 1, 2, 3
STRONG = 8

L_RID, L_USCC, L_CARD = (
    PLACE_OF[Label.RESIDENT_ID],
    PLACE_OF[Label.USCC],
    PLACE_OF[Label.BANK_CARD],
)
L_EMAIL, L_MOBILE, L_LANDLINE = (
    PLACE_OF[Label.EMAIL],
    PLACE_OF[Label.MOBILE],
    PLACE_OF[Label.LANDLINE],
)
L_MAC, L_IP, L_PLATE = PLACE_OF[Label.MAC], PLACE_OF[Label.IP], PLACE_OF[Label.PLATE]
L_PASSPORT, L_HK = PLACE_OF[Label.PASSPORT], PLACE_OF[Label.HK_MACAU_PERMIT]
L_TW, L_IMEI = PLACE_OF[Label.TAIWAN_PERMIT], PLACE_OF[Label.IMEI]
L_WECHAT, L_QQ = PLACE_OF[Label.WECHAT], PLACE_OF[Label.QQ]
L_BORN, L_ACCOUNT = PLACE_OF[Label.DATE_OF_BIRTH], PLACE_OF[Label.BANK_ACCOUNT]

# ASCII by name, where a comparison reads better with it.
_BLANK, _DASH, _DOT = ord(" "), ord("-"), ord(".")


@compiled
def is_wanted(state: Longs, label: int) -> bool:
    """May anything name this label here?  If not, what is nothing by itself need not be found."""
    return (state[WANTED] >> label) & 1 == 1


@compiled
def add(
    cand: Ints,
    state: Longs,
    pattern: int,
    start: int,
    end: int,
    label: int,
    sound: bool,
    alone: int,
    strong: bool,
) -> None:
    """Put a match down, unless its pattern has matched over its start already.

    One that is nothing by itself, and that nothing here may name, takes its place and no more.
    """
    if start < state[FREE + pattern]:
        return
    state[FREE + pattern] = end
    if not (alone or is_wanted(state, label)):
        return
    count = state[COUNT]
    if count == state[ROOM]:
        state[HANDED] = 1
        return
    at = count * WIDTH
    cand[at] = start
    cand[at + 1] = end
    cand[at + 2] = label
    cand[at + 3] = (SOUND if sound else 0) | alone << 1 | (STRONG if strong else 0)
    state[COUNT] = count + 1


@compiled
def is_digits(k: Bytes, start: int, count: int) -> bool:
    """Are the ``count`` characters from ``start`` digits?"""
    for at in range(start, start + count):
        if not k[at] & DIGIT:
            return False
    return True


@compiled
def run_of(k: Bytes, start: int, bits: int) -> int:
    """The end of the characters of these classes from ``start``."""
    at = start
    while k[at] & bits:
        at += 1
    return at


@compiled
def ends(t: Ints, k: Bytes, end: int) -> bool:
    """May a number end here: no letter or digit, no decimals, no hyphen and digit behind it?"""
    if k[end] & ALNUM:
        return False
    return not ((t[end] == _DOT or t[end] == _DASH) and k[end + 1] & DIGIT)


@compiled
def begins(t: Ints, k: Bytes, start: int) -> bool:
    """No digit with a dot or hyphen before it?"""
    before = t[start - 1]
    return not ((before == _DOT or before == _DASH) and k[start - 2] & DIGIT)


@compiled
def is_sep(char: int) -> bool:
    return char == _BLANK or char == _DASH


@compiled
def grouped_end(t: Ints, k: Bytes, at: int, count: int, sep: int) -> int:
    """The end of ``sep`` and ``count`` digits from ``at``; 0: they are not there."""
    return at + 1 + count if t[at] == sep and is_digits(k, at + 1, count) else 0


@compiled
def number(t: Ints, start: int, count: int) -> int:
    """The value of ``count`` digits."""
    value = 0
    for at in range(start, start + count):
        value = value * 10 + t[at] - 48
    return value


@compiled
def gather(t: Ints, k: Bytes, start: int, end: int, digits: Ints) -> int:
    """The digits between two places into ``digits`` (at most 40); X counts ten.  How many."""
    count = 0
    for at in range(start, end):
        if count < 40 and k[at] & ALNUM:
            digits[count] = t[at] - 48 if k[at] & DIGIT else 10
            count += 1
    return count


@compiled
def value_of(digits: Ints, start: int, count: int) -> int:
    value = 0
    for at in range(start, start + count):
        value = value * 10 + digits[at]
    return value


@compiled
def is_born(year: int, month: int, day: int, today: int) -> bool:
    """A day that exists, from 1850 to ``today``."""
    if year < 1850 or month < 1 or month > 12 or day < 1:
        return False
    longest = 31
    if month == 4 or month == 6 or month == 9 or month == 11:
        longest = 30
    elif month == 2:
        longest = 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return day <= longest and year * 10000 + month * 100 + day <= today


@compiled
def passes_luhn(digits: Ints, count: int) -> bool:
    total = 0
    for place in range(count):
        digit = digits[count - 1 - place]
        if place % 2:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return total % 10 == 0
