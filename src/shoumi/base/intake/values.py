"""One cell read as the value of a registered field.

A value is stored in one spelling per field, or there is a fault with a code; nothing is guessed.
Identity numbers: GB 11643 (MOD 11-2); region 99 does not exist, so such numbers are safe made-up
ones, taken where the caller allows them.  Codes of organisations: GB 32100 (MOD 31).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from shoumi.base.intake import normalisation
from shoumi.core.scan.recognisers import resident_id, uscc

EARLIEST = date(1850, 1, 1)
SYNTHETIC_REGION = "99"

_GAPS = re.compile(r"[\s\-()]+")
_MOBILE = re.compile(r"(?:(?:\+|00)?86)?(1[3-9][0-9]{9})")
_LANDLINE = re.compile(r"(?:\+?86)?[0-9]{7,12}(?:(?:转|x|ext\.?|#)[0-9]{1,6})?", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@\"'<>(),;]+@[^\s@.]+(?:\.[^\s@.]+)+")
_ACCOUNT = re.compile(r"[0-9]{8,32}")
_AMOUNT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DATE = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?"
    r"(?:[T ]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
)
_CLOSED_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,3}")
_MASKED = re.compile(r"[*＊xX×]{3,}")
_PERMIT = re.compile(r"[A-Z]{1,3}[0-9]{6,10}[A-Z]?")
_ORGANISATION = re.compile(r"[0-9A-Z]{18}")


@dataclass(frozen=True, slots=True)
class Reading:
    """``text`` as stored; ``faults`` are codes of problems, ``flags`` only things to know."""

    text: str
    faults: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """What values are read by."""

    today: date
    allow_synthetic: bool


Reader = Callable[[str, Measure], Reading]

# What people write into a cell to say that there is nothing to write.
NOTHING = frozenset(
    {
        "无", "没有", "无名", "未知", "不详", "不明", "暂无", "未填", "未填写", "待补", "匿名",
        "佚名", "n/a",
    }
)  # fmt: skip


def read(field: str, raw: str, measure: Measure) -> Reading:
    """Read ``raw`` as the value of ``field``; an empty text is no value."""
    text, flags = normalisation.kept(raw)
    if not text:
        return Reading("", (), flags)
    if normalisation.is_damaged(text):
        return Reading(text, ("row.damaged_text",), flags)
    if field in NAMES and names_nobody(text, field):
        return Reading("", (), flags)
    reader = _READERS.get(field)
    reading = reader(text, measure) if reader else Reading(text)
    # A number with its sign is no formula; what has a reader is checked by it.
    more = ["cell.formula"] if reader is None and normalisation.starts_formula(text) else []
    if field in NAMES and normalisation.is_confusable(text):
        more.append("cell.confusable")
    return Reading(reading.text, reading.faults, (*flags, *reading.flags, *more))


def names_nobody(text: str, field: str) -> bool:
    """Whether a cell for a name is filled and has none: a stroke, a number, 无.

    Of a company the name may be a number.
    """
    narrow = unicodedata.normalize("NFKC", text).casefold()
    if narrow in NOTHING:
        return True
    counts = str.isalnum if field == "company_name" else str.isalpha
    return not any(map(counts, narrow))


def has_reader(field: str) -> bool:
    """Whether the value of ``field`` has a form of its own, beyond being text."""
    return field in _READERS


def _mobile(text: str, _: Measure) -> Reading:
    closed = _GAPS.sub("", unicodedata.normalize("NFKC", text)).removeprefix("'")
    if found := _MOBILE.fullmatch(closed):
        return Reading(found[1])
    return Reading(text, (_why_no_number(closed, "row.not_a_mobile"),))


def _landline(text: str, _: Measure) -> Reading:
    narrow = unicodedata.normalize("NFKC", text).removeprefix("'")
    if _LANDLINE.fullmatch(_GAPS.sub("", narrow)):
        return Reading(narrow)
    return Reading(text, (_why_no_number(narrow, "row.not_a_mobile"),))


def _why_no_number(text: str, otherwise: str) -> str:
    if _SCIENTIFIC.fullmatch(text):
        return "row.scientific_notation"
    return "row.masked_value" if _MASKED.search(text) else otherwise


def _email(text: str, _: Measure) -> Reading:
    narrow = unicodedata.normalize("NFKC", text)
    return Reading(narrow, () if _EMAIL.fullmatch(narrow) else ("row.not_an_email",))


def _account(text: str, _: Measure) -> Reading:
    closed = _GAPS.sub("", unicodedata.normalize("NFKC", text)).removeprefix("'")
    if _ACCOUNT.fullmatch(closed):
        return Reading(closed)
    return Reading(text, (_why_no_number(closed, "row.not_an_account"),))


def _id_number(text: str, measure: Measure) -> Reading:
    closed = _GAPS.sub("", unicodedata.normalize("NFKC", text)).removeprefix("'").upper()
    if re.fullmatch(r"[0-9]{17}[0-9X]", closed):
        return _resident(closed, measure)
    if re.fullmatch(r"[0-9]{15}", closed):
        is_real = _day(f"19{closed[6:8]}", closed[8:10], closed[10:12], measure.today)
        return Reading(closed, () if is_real else ("row.id_checksum",))
    if _PERMIT.fullmatch(closed):
        return Reading(closed)
    return Reading(closed, (_why_no_number(closed, "row.id_checksum"),))


def _resident(number: str, measure: Measure) -> Reading:
    born = _day(number[6:10], number[10:12], number[12:14], measure.today)
    if born is None or resident_id.check_digit(number) != number[17]:
        return Reading(number, ("row.id_checksum",))
    if number.startswith(SYNTHETIC_REGION) and not resident_id.is_region(number[:6]):
        if measure.allow_synthetic:
            return Reading(number, (), ("value.synthetic",))
        return Reading(number, ("row.synthetic_identity",))
    return Reading(number)


def _organisation(text: str, measure: Measure) -> Reading:
    code = _GAPS.sub("", unicodedata.normalize("NFKC", text)).upper()
    if (
        not _ORGANISATION.fullmatch(code)
        or not set(code) <= set(uscc.ALPHABET)
        or uscc.check_digit(code) != code[17]
    ):
        return Reading(code, ("row.uscc_checksum",))
    if code[2:4] == SYNTHETIC_REGION:
        if measure.allow_synthetic:
            return Reading(code, (), ("value.synthetic",))
        return Reading(code, ("row.synthetic_identity",))
    return Reading(code)


def _date(text: str, measure: Measure) -> Reading:
    narrow = unicodedata.normalize("NFKC", text)
    found = _DATE.fullmatch(narrow) or _CLOSED_DATE.fullmatch(narrow)
    day = _day(found[1], found[2], found[3], None) if found else None
    return Reading(day.isoformat()) if day else Reading(text, ("row.bad_date",))


def _past_date(text: str, measure: Measure) -> Reading:
    reading = _date(text, measure)
    if not reading.faults and date.fromisoformat(reading.text) > measure.today:
        return Reading(reading.text, ("row.bad_date",))
    return reading


def _day(year: str, month: str, day: str, today: date | None) -> date | None:
    try:
        told = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return told if told >= EARLIEST and (today is None or told <= today) else None


def _amount(text: str, _: Measure) -> Reading:
    narrow = unicodedata.normalize("NFKC", text).strip("¥￥$元 ").removeprefix("RMB").strip()
    if _GROUPED.fullmatch(narrow):
        narrow = narrow.replace(",", "")
    return Reading(narrow) if _AMOUNT.fullmatch(narrow) else Reading(text, ("row.bad_number",))


NAMES = frozenset({"name", "guardian_name", "company_name"})
# Of these days none is yet to come.
PAST = frozenset({"birth_on"})
DATES = PAST | {"opened_on", "closed_on"}
_READERS: dict[str, Reader] = {
    "mobile": _mobile,
    "guardian_mobile": _mobile,
    "landline": _landline,
    "email": _email,
    "bank_account": _account,
    "id_number": _id_number,
    "company_uscc": _organisation,
    "birth_on": _past_date,
    "opened_on": _date,
    "closed_on": _date,
    "yearly_amount": _amount,
}
