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

from shoumi.base.rooms.columnar_rows import Table
from shoumi.base.rooms.equivalence_classes import SENSITIVE, TYPED, Classes, classify
from shoumi.base.rooms.errors import NotAnonymous
from shoumi.base.rooms.rules import LIMITS
from shoumi.core.redact import aggregate, anonymity, generalisation
from shoumi.core.redact.bands import Banded
from shoumi.core.refs import Ref
from shoumi.core.scan import find_spans
from shoumi.core.terms import DisclosureLevel

QUASI = ("district", "age", "amount")
# A district or a service is a word or two.  More is a remark, and remarks tell of people.
LONGEST_WORD = 24
_NUMBER = re.compile(r"\d{5}|@")

# People as ``Banding`` makes them of their values, some thousand at a time.
Parts = Iterable[Banded]


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


def tables(parts: Parts) -> Inside:
    """Counts for L1; a cell under the smallest count is None, and cannot be worked out."""
    found = classify(parts, shown=_word)
    smallest = LIMITS[DisclosureLevel.L1].k
    shown = {
        name: [
            (generalisation.ANY if count is None and name in TYPED else label, count)
            for label, count in aggregate.shown(_counted(found, name), smallest=smallest)
        ]
        for name in (*QUASI, SENSITIVE)
    }
    counts = [count for cells in shown.values() for _, count in cells]
    return Inside(
        DisclosureLevel.L1, shown, len(counts), suppressed=sum(one is None for one in counts)
    )


def _counted(found: Classes, column: str) -> Counter[str]:
    told: Counter[str] = Counter()
    for kind, count in zip(found.kinds, found.counts, strict=True):
        told[kind[column]] += count
    return told


def rows(parts: Parts) -> Inside:
    """De-identified rows for L2: k and l hold, and the pseudonyms are this room's alone."""
    limits = LIMITS[DisclosureLevel.L2]
    found = classify(parts, shown=_word)
    outcome = anonymity.generalise_kinds(
        found.kinds,
        found.counts,
        QUASI,
        limits.k,
        limits.distinct,
        generalisation.LADDER,
        sensitive=SENSITIVE,
    )
    shown = Table.of(found.names, found.of_person, outcome.rows)
    return Inside(DisclosureLevel.L2, shown, len(shown), outcome.generalised, outcome.suppressed)


def people(subjects: Iterable[Ref]) -> Inside:
    """The people of a clean room, each once."""
    once = tuple(dict.fromkeys(subjects))
    return Inside(DisclosureLevel.L3, [], len(once), subjects=once)


def _word(typed: str) -> str:
    is_word = 0 < len(typed) <= LONGEST_WORD and not _NUMBER.search(typed)
    return typed if is_word and not find_spans(typed) else generalisation.ANY


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
    limits, columns = LIMITS[DisclosureLevel.L2], {*QUASI, SENSITIVE}
    if isinstance(content, Table):
        return (
            content.ids_differ()
            and all(row.keys() == columns for row in content.kinds)
            and anonymity.are_anonymous(
                *content.counted(),
                QUASI,
                k=limits.k,
                distinct=limits.distinct,
                sensitive=SENSITIVE,
            )
        )
    return (
        isinstance(content, list)
        and all(isinstance(row, dict) for row in content)
        and len({row.get("id") for row in content}) == len(content)
        and all(row.keys() == {"id", *columns} for row in content)
        and anonymity.is_anonymous(
            content, QUASI, k=limits.k, distinct=limits.distinct, sensitive=SENSITIVE
        )
    )
