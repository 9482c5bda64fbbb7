"""What a room shows: tables of counts for L1, de-identified rows for L2, named people for L3.

The quasi-identifiers are district, age and yearly amount; the sensitive attribute is the service.
Everything direct (name, numbers, address) never gets into L1 or L2: the task that reads for a room
does not have those fields.  District and service are what somebody typed, so neither is shown where
the scanner finds a person in it, nor as the label of a count that is withheld.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from shoumi.base.rooms.errors import NotAnonymous
from shoumi.base.rooms.rules import LIMITS
from shoumi.base.rooms.tabling import Row, Table
from shoumi.core.redact import aggregate, anonymity, generalise
from shoumi.core.refs import Ref
from shoumi.core.scan import find_spans
from shoumi.core.terms import DisclosureLevel

FIELDS = frozenset({"district", "birth_on", "yearly_amount", "service_type"})
QUASI = ("district", "age", "amount")
SENSITIVE = "service"
TYPED = frozenset({"district", SENSITIVE})
# A district or a service is a word or two.  More is a remark, and remarks tell of people.
LONGEST_WORD = 24
# Birthdays and amounts come again and again among many people.
_REMEMBERED = 100_000
_NUMBER = re.compile(r"\d{5}|@")

Opened = Iterable[tuple[Ref, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Inside:
    """What a room of ``level`` holds.

    ``content``      what JSON can hold, or a table of rows; nothing for L3, whose people are
                     opened visit by visit
    ``rows``         rows, cells or people
    ``generalised``  rows shown coarser than they came in
    ``suppressed``   rows left out, counts withheld
    ``subjects``     L3 alone: whose items are shown
    """

    level: DisclosureLevel
    content: object
    rows: int
    generalised: int = 0
    suppressed: int = 0
    subjects: tuple[Ref, ...] = ()


def tables(opened: Opened, *, today: date) -> Inside:
    """Counts for L1; a cell under the smallest count is None, and cannot be worked out."""
    _, plain = _banded(opened, today)
    smallest = LIMITS[DisclosureLevel.L1].k
    shown = {
        name: [
            (generalise.ANY if count is None and name in TYPED else label, count)
            for label, count in aggregate.aggregate((row[name] for row in plain), smallest=smallest)
        ]
        for name in (*QUASI, SENSITIVE)
    }
    counts = [count for cells in shown.values() for _, count in cells]
    return Inside(
        DisclosureLevel.L1, shown, len(counts), suppressed=sum(one is None for one in counts)
    )


def rows(opened: Opened, *, key: bytes, today: date) -> Inside:
    """De-identified rows for L2: k and l hold, and the pseudonyms are this room's alone."""
    limits = LIMITS[DisclosureLevel.L2]
    people, banded = _banded(opened, today)
    outcome = anonymity.generalise_until(
        banded,
        QUASI,
        limits.k,
        limits.distinct,
        generalise.LADDER,
        sensitive=SENSITIVE,
    )
    shown = Table.of(people, outcome.rows, key=key)
    return Inside(DisclosureLevel.L2, shown, len(shown), outcome.generalised, outcome.suppressed)


def people(subjects: Iterable[Ref]) -> Inside:
    """The people of a clean room, each once."""
    once = tuple(dict.fromkeys(subjects))
    return Inside(DisclosureLevel.L3, [], len(once), subjects=once)


def _banded(opened: Opened, today: date) -> tuple[list[Ref], list[Row]]:
    """People without what is direct, at the finest step that may be shown; equal rows are one."""
    seen: dict[str, str] = {}
    age = lru_cache(_REMEMBERED)(lambda born: generalise.age_band(born, today))
    amount = lru_cache(_REMEMBERED)(generalise.amount_band)
    kinds: dict[tuple[str, ...], Row] = {}
    people: list[Ref] = []
    rows: list[Row] = []
    for ref, values in opened:
        told = (
            _word(values.get("district", ""), seen),
            age(values.get("birth_on", "")),
            amount(values.get("yearly_amount", "")),
            _word(values.get("service_type", ""), seen),
        )
        people.append(ref)
        row = kinds.get(told)
        if row is None:
            row = kinds[told] = dict(zip((*QUASI, SENSITIVE), told, strict=True))
        rows.append(row)
    # What one person alone is served with may well be about that person.
    served = Counter(row["service"] for row in rows)
    for row in kinds.values():
        if served[row["service"]] == 1:
            row["service"] = generalise.ANY
    return people, rows


def _word(typed: str, seen: dict[str, str]) -> str:
    if typed not in seen:
        is_word = 0 < len(typed) <= LONGEST_WORD and not _NUMBER.search(typed)
        seen[typed] = typed if is_word and not find_spans(typed) else generalise.ANY
    return seen[typed]


def require_fit(inside: Inside) -> None:
    """Weigh what is to be shown once more, as it would be shown.

    Raises:
        NotAnonymous: too few people behind a row or a count, or not what the level shows.
    """
    match inside.level:
        case DisclosureLevel.L1:
            is_fit = not inside.subjects and _is_fit_l1(inside.content)
        case DisclosureLevel.L2:
            is_fit = not inside.subjects and _is_fit_l2(inside.content)
        case _:
            is_fit = inside.content == []
    if not is_fit:
        raise NotAnonymous(level=inside.level)


def _is_fit_l1(content: object) -> bool:
    return (
        isinstance(content, Mapping)
        and content.keys() <= {*QUASI, SENSITIVE}
        and all(map(_is_fit_table, content.values()))
    )


def _is_fit_table(cells: Sequence[tuple[str, int | None]]) -> bool:
    counts = [count for _, count in cells]
    withheld = counts.count(None)
    # One withheld among others is the total less the others.
    return not (withheld == 1 and len(counts) > 1) and all(
        type(count) is int and count >= LIMITS[DisclosureLevel.L1].k
        for count in counts
        if count is not None
    )


def _is_fit_l2(content: object) -> bool:
    if isinstance(content, Table):
        kinds, ids_differ, said = content.kinds, content.ids_differ(), content.said()
        columns = {*QUASI, SENSITIVE}
    elif isinstance(content, list) and all(isinstance(row, dict) for row in content):
        kinds, ids_differ = content, len({row.get("id") for row in content}) == len(content)
        said, columns = iter(content), {"id", *QUASI, SENSITIVE}
    else:
        return False
    limits = LIMITS[DisclosureLevel.L2]
    return (
        ids_differ
        and all(row.keys() == columns for row in kinds)
        and anonymity.is_anonymous(
            said, QUASI, k=limits.k, distinct=limits.distinct, sensitive=SENSITIVE
        )
    )
