"""Are rows alike enough to be shown, and how are the few that are not made so?

k-anonymity (Sweeney 2002): every combination of quasi-identifiers occurs in at least k rows.
l-diversity (Machanavajjhala 2007, distinct form): each such class has at least l different values
of each sensitive column.  The product asks k >= 5 and l >= 2 for rows, k >= 10 for aggregates.

:func:`generalise_until` recodes locally: only the rows of classes that fail climb the ladder, so
the rest keeps its detail.  A climbed row must land in a class that is large enough as published;
whoever still fails at the top is left out.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from shoumi.core.redact.aggregate import SMALLEST, Cell, aggregate, crosstab

__all__ = [
    "SMALLEST",
    "Cell",
    "Outcome",
    "Row",
    "Step",
    "aggregate",
    "are_anonymous",
    "classes",
    "crosstab",
    "generalise_kinds",
    "generalise_until",
    "is_anonymous",
    "k_of",
    "l_of",
]

Row = Mapping[str, str]
# One rung of a ladder: for each column it touches, how a value becomes coarser.
Step = Mapping[str, Callable[[str], str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """``rows`` in their old order, equal ones the same, None where a row was suppressed.

    ``generalised``  rows shown coarser than they came in
    ``suppressed``   rows left out
    """

    rows: Sequence[Row | None]
    generalised: int
    suppressed: int


def classes(rows: Sequence[Row], quasi: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    """The row numbers of each combination of quasi-identifiers."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(rows):
        found.setdefault(tuple(row[column] for column in quasi), []).append(number)
    return found


def k_of(rows: Sequence[Row], quasi: Sequence[str]) -> int:
    """Size of the smallest class; 0 for no rows."""
    return min(map(len, classes(rows, quasi).values()), default=0)


def _diversity(rows: Sequence[Row], members: Sequence[int], sensitive: str) -> int:
    return len({rows[number][sensitive] for number in members})


def l_of(rows: Sequence[Row], quasi: Sequence[str], sensitive: str) -> int:
    """Fewest different values of the sensitive column in any class; 0 for no rows."""
    groups = classes(rows, quasi).values()
    return min((_diversity(rows, members, sensitive) for members in groups), default=0)


def is_anonymous(
    rows: Iterable[Row],
    quasi: Sequence[str],
    *,
    k: int,
    distinct: int = 1,
    sensitive: str | None = None,
) -> bool:
    """Has every class ``k`` rows and ``distinct`` sensitive values?  No rows pass."""
    columns = [*quasi, sensitive] if sensitive is not None else list(quasi)
    told = Counter(tuple(row[column] for column in columns) for row in rows)
    kinds = [dict(zip(columns, kind, strict=True)) for kind in told]
    return are_anonymous(
        kinds, list(told.values()), quasi, k=k, distinct=distinct, sensitive=sensitive
    )


def are_anonymous(
    kinds: Sequence[Row],
    count: Sequence[int],
    quasi: Sequence[str],
    *,
    k: int,
    distinct: int = 1,
    sensitive: str | None = None,
) -> bool:
    """``is_anonymous`` of rows told once each: of ``kinds[n]`` there are ``count[n]``, one at
    least."""
    return not _short(kinds, count, quasi, sensitive, k=k, distinct=distinct)


def generalise_until(
    rows: Iterable[Row],
    quasi: Sequence[str],
    k: int,
    distinct: int,
    ladder: Sequence[Step],
    *,
    sensitive: str | None = None,
) -> Outcome:
    """Let failing rows climb ``ladder`` until every class has ``k`` rows and ``distinct`` values
    of ``sensitive`` (the l of l-diversity).

    The rows that stay always pass: a class never loses rows, since only failing ones move.
    """
    # Rows that say the same climb together, so the work grows with what is said.
    kinds: dict[tuple[tuple[str, str], ...], int] = {}
    of_row = array("L")
    for row in rows:
        of_row.append(kinds.setdefault(tuple(row.items()), len(kinds)))
    told, counted = [dict(kind) for kind in kinds], Counter(of_row)
    count = [counted[kind] for kind in range(len(told))]
    outcome = generalise_kinds(told, count, quasi, k, distinct, ladder, sensitive=sensitive)
    return Outcome([outcome.rows[kind] for kind in of_row], outcome.generalised, outcome.suppressed)


def generalise_kinds(
    kinds: Sequence[Row],
    count: Sequence[int],
    quasi: Sequence[str],
    k: int,
    distinct: int,
    ladder: Sequence[Step],
    *,
    sensitive: str | None = None,
) -> Outcome:
    """``generalise_until`` of rows told once each: of ``kinds[n]``, none twice, there are
    ``count[n]``, one at least.

    ``Outcome.rows`` are the kinds; what is generalised and suppressed is counted in rows.
    """
    now = [dict(kind) for kind in kinds]
    failing = _short(now, count, quasi, sensitive, k=k, distinct=distinct)
    for step in ladder:
        if not failing:
            break
        for kind in failing:
            for column, coarsen in step.items():
                now[kind][column] = coarsen(now[kind][column])
        failing = _short(now, count, quasi, sensitive, k=k, distinct=distinct)
    left_out = set(failing)
    kept = [None if kind in left_out else row for kind, row in enumerate(now)]
    changed = sum(count[n] for n, new in enumerate(kept) if new is not None and new != kinds[n])
    return Outcome(kept, changed, sum(count[n] for n in left_out))


def _short(
    kinds: Sequence[Row],
    count: Sequence[int],
    quasi: Sequence[str],
    sensitive: str | None,
    *,
    k: int,
    distinct: int,
) -> list[int]:
    """The kinds of rows whose class fails; ``count`` says how many rows each kind has."""
    return [
        kind
        for members in classes(kinds, quasi).values()
        if sum(count[kind] for kind in members) < k
        or (sensitive is not None and _diversity(kinds, members, sensitive) < distinct)
        for kind in members
    ]
