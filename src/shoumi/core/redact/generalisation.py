"""Make a value coarser: age to a band, date to its month or year, amount to a band, address to
its district.

Every function takes and gives what stands in a cell; what cannot be read becomes ``ANY``,
never itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from itertools import pairwise

ANY = "*"
# A road or a number inside the name of an area would carry the address on.
_NAME = "[^省市区县0-9路街巷弄号栋幢楼室]"
_AREAS = re.compile(
    rf"(?P<province>{_NAME}{{1,9}}?(?:特别行政区|自治区|省)|(?:北京|上海|天津|重庆)市?)?"
    rf"(?P<city>{_NAME}{{1,12}}?(?:市|自治州|州|地区|盟))?"
    rf"(?P<district>{_NAME}{{1,12}}?(?:区|县|旗|市))?"
)
AMOUNT_STEPS = (0, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


def age(*, born_on: date, on: date) -> int:
    """Full years; a birthday on 29 February counts from 1 March in other years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def band(number: int, *, width: int) -> str:
    """``30-39`` for 34 and width 10.  A negative number is ``ANY``."""
    if number < 0:
        return ANY
    low = number - number % width
    return f"{low}-{low + width - 1}"


def age_band(born_on: str, on: date, *, width: int = 10) -> str:
    """The band of an age.  Under 14 and from 80 the band is open: few people stand there.

    ``born_on`` is an ISO date.
    """
    try:
        years = age(born_on=date.fromisoformat(born_on), on=on)
    except ValueError:
        return ANY
    if years < 0:
        return ANY
    if years < 14:
        return "<14"
    return "80+" if years >= 80 else band(years, width=width)


def amount_band(amount: str, *, steps: Sequence[int] = AMOUNT_STEPS) -> str:
    """``1000-1999`` and the like; the last step is open.  ``steps`` rise and begin with 0."""
    try:
        number = Decimal(amount.replace(",", ""))
    except InvalidOperation:
        return ANY
    if not number.is_finite() or number < steps[0]:
        return ANY
    for low, high in pairwise(steps):
        if number < high:
            return f"{low}-{high - 1}"
    return f"{steps[-1]}+"


def month(value: date) -> str:
    """``2026-09``."""
    return f"{value:%Y-%m}"


def year(value: date) -> str:
    """``2026``."""
    return f"{value:%Y}"


def district(address: str) -> str:
    """Province, city and district of an address, nothing below."""
    return _areas(address, ("province", "city", "district"))


def city(address: str) -> str:
    """Province and city of an address."""
    return _areas(address, ("province", "city"))


def province(address: str) -> str:
    """The province, or the city that is one, of an address."""
    return _areas(address, ("province",))


def _areas(address: str, wanted: tuple[str, ...]) -> str:
    match = _AREAS.match(address.strip())
    return "".join((match and match[name]) or "" for name in wanted) or ANY


def widen(band_text: str, *, width: int) -> str:
    """A band made wider: ``30-39`` to ``20-39`` for width 20.  Open bands stay as they are."""
    match = re.fullmatch(r"([0-9]+)-[0-9]+", band_text)
    return band(int(match[1]), width=width) if match else band_text


def hide(_value: str) -> str:
    """The top of every ladder."""
    return ANY


# For rows of district, age and amount: who someone is goes before what they spent.
LADDER: tuple[Mapping[str, Callable[[str], str]], ...] = (
    {"age": partial(widen, width=20)},
    {"age": hide},
    {"district": hide},
    {"amount": hide},
)
