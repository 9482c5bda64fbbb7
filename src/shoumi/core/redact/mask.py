"""Mask a value by its label; masks act on spans of every grade, SUSPECT included.

The pattern of each label stands in the scan policy (``core/scan/data/policy.toml``).  A mask keeps
the length of what it hides only where the length tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from shoumi.core.scan.labels import Label, Span
from shoumi.core.scan.policy import MaskRule, policy
from shoumi.core.scan.tables import read

STAR = "*"
_SEPARATORS = re.compile(r"([ \-:.])")
# A road or a number inside the name would carry the address on.
_AREA = re.compile(
    r"[^0-9A-Za-z路街巷弄号栋幢楼室]{1,12}?(?:特别行政区|自治区|省|市|州|盟|区|县|旗)"
)


def _ends(value: str, rule: MaskRule) -> str:
    """Stars between head and tail; separators stay; a short value is all stars."""
    places = [i for i, char in enumerate(value) if not _SEPARATORS.fullmatch(char)]
    if len(places) < 2 * (rule.head + rule.tail):
        return STAR * len(value)
    hidden = set(places[rule.head : len(places) - rule.tail])
    return "".join(STAR if i in hidden else char for i, char in enumerate(value))


def _name(value: str, _rule: MaskRule) -> str:
    """The surname stays; of a dotted or Latin name the first part's first letter."""
    kept = 2 if value[:2] in read("surnames")["compound"] and len(value) > 2 else 1
    return value[:kept] + STAR * max(1, len(value) - kept)


def _address(value: str, _rule: MaskRule) -> str:
    """Areas down to the district stay; three stars stand for the rest, whatever its length."""
    end = 0
    for match in _AREA.finditer(value):
        if match.start() != end:
            break
        end = match.end()
    return value[:end] + STAR * 3 if end < len(value) else value


def _email(value: str, _rule: MaskRule) -> str:
    """The domain stays; three stars for the person."""
    return STAR * 3 + "@" + value.rpartition("@")[2]


def _date(value: str, _rule: MaskRule) -> str:
    """The year stays."""
    return value[:4] + re.sub(r"[0-9]", STAR, value[4:])


def _machine(value: str, _rule: MaskRule) -> str:
    """The first two groups of an internet or hardware address stay."""
    parts = re.split(r"([:.\-])", value)
    return "".join(part if i < 3 or i % 2 else STAR * 2 for i, part in enumerate(parts))


_STYLES: dict[str, Callable[[str, MaskRule], str]] = {
    "ends": _ends,
    "name": _name,
    "address": _address,
    "email": _email,
    "date": _date,
    "address_of_machine": _machine,
}


def mask(label: Label, value: str) -> str:
    """``value`` with its telling part starred out."""
    rule = policy().rules[label].mask
    return _STYLES[rule.style](value, rule)


def mask_text(text: str, spans: Iterable[Span]) -> str:
    """``text`` with each span masked.  ``spans`` in order and without overlaps."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += text[at : span.start], mask(span.label, text[span.start : span.end])
        at = span.end
    return "".join(parts) + text[at:]


def mask_cell(cell: str, spans: Iterable[Span], *, column: Label | None) -> str:
    """A table cell as it may be shown.

    ``column`` is the verdict on its column: then the whole cell is masked, recognised or not.
    Without one a cell is masked where spans lie, but a name or an address that is only the shape
    of a whole cell stays: in a column of other words it is one by chance.
    """
    if column is not None:
        return mask(column, cell) if cell else cell
    kept = [
        span
        for span in spans
        if span.label not in (Label.PERSON, Label.ADDRESS)
        or (span.start, span.end) != (0, len(cell))
    ]
    return mask_text(cell, kept)
