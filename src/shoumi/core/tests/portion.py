"""How much of a long test is run: all of it in ``make long``, in ``make test`` a part of it.

The part is drawn by a seed that is made from the commit, so everybody who tests a commit tests the
same, and the next commit tries another part.  ``SHOUMI_LONG=1`` runs everything; ``SHOUMI_SEED``
gives a seed again.
"""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
ONE_IN = 10


def is_long() -> bool:
    return os.environ.get("SHOUMI_LONG") == "1"


@cache
def seed() -> str:
    """What was given, else the commit; of a copy without a history always the same."""
    if given := os.environ.get("SHOUMI_SEED"):
        return given
    asked = ["git", "rev-parse", "--short=12", "HEAD"]
    try:
        found = subprocess.run(
            asked, cwd=Path(__file__).parent, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "none"
    return found.stdout.strip()


def drawn(
    of: Sequence[T],
    *,
    what: str,
    one_in: int = ONE_IN,
    named: Callable[[T], Hashable] | None = None,
) -> list[T]:
    """Those of ``of`` that are run now, in their order; at least one.

    ``what``   whose draw it is: different tests draw differently
    ``named``  of all that have the same name, one is drawn in any case
    """
    if is_long() or not of:
        return list(of)
    chance = random.Random(f"{seed()} {what}")
    rest = list(range(len(of)))
    chosen = set()
    if named is not None:
        alike: dict[Hashable, list[int]] = {}
        for number, one in enumerate(of):
            alike.setdefault(named(one), []).append(number)
        chosen = {chance.choice(numbers) for numbers in alike.values()}
        rest = [number for number in rest if number not in chosen]
    count = -(-len(rest) // one_in)
    chosen |= set(chance.sample(rest, count))
    return [of[number] for number in sorted(chosen)]


def of_each(names: Iterable[str], times: int, *, what: str) -> list[tuple[str, int]]:
    """Pairs of a name and a number below ``times``: one of each name, and a part of the others."""
    pairs = [(name, number) for name in names for number in range(times)]
    return drawn(pairs, what=what, named=lambda pair: pair[0])


def dealt(of: Sequence[T], *, what: str, to: int, among: int) -> list[T]:
    """What number ``to`` gets where ``of`` is dealt out: ``among`` numbers have all between them,
    each something else at the next commit."""
    if is_long():
        return list(of)
    order = list(range(len(of)))
    random.Random(f"{seed()} {what}").shuffle(order)
    return [of[number] for number in sorted(order[to % among :: among])]


def told() -> str:
    """What a run says of itself at its head."""
    if is_long():
        return "long tests: all of each"
    return f"long tests: a part of each, drawn by SHOUMI_SEED={seed()}"
