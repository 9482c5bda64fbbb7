"""Which accesses of a month are looked at, so that anybody can draw the same ones again.

The house commits to a seed by its digest before the month's accesses are known, and says the seed
with the draw.  Every export, every emergency and every look at a minor's record is taken; of what
is left those whose SHA-256(seed ‖ leaf hash) is lowest, and of a checker of whom nothing is among
them the lowest of his or hers.  How many are left to chance follows from how sure one wants to be.
Where the seed came late, all that was before it is taken: whoever waits with it gains nothing.

Source of the sampling by lowest hash: Rivest, consistent sampling with replacement (2018), here
without replacement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from shoumi.chapters.conduct.rules.accesses import Kind

SEED_BYTES = 32
_DOMAIN = b"shoumi conduct seed v1\x00"


class Why(StrEnum):
    """Why an access is in the sample.  Stored values."""

    EXPORT = "EXPORT"
    EMERGENCY = "EMERGENCY"
    MINOR = "MINOR"
    CHECKER = "CHECKER"
    CHANCE = "CHANCE"
    LATE = "LATE"


_ALWAYS = {Kind.EXPORT: Why.EXPORT, Kind.EMERGENCY: Why.EMERGENCY, Kind.MINOR: Why.MINOR}


@dataclass(frozen=True, slots=True)
class Drawable:
    """An entry that may be drawn."""

    position: int
    leaf_hash: bytes
    person: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Drawn:
    position: int
    person: str
    why: Why


class NobodyElse(ValueError):
    """Whoever could look at an access made it.  Facts: the person."""

    def __init__(self, person: str) -> None:
        super().__init__(person)
        self.person = person


def commitment(seed: bytes) -> bytes:
    """What is told of a seed before the month."""
    return sha256(_DOMAIN + seed).digest()


def ticket(seed: bytes, leaf_hash: bytes) -> bytes:
    return sha256(seed + leaf_hash).digest()


def how_many(of: int, *, fault_rate: float, sure: float) -> int:
    """The fewest of ``of`` accesses by which at least one fault is seen with probability ``sure``,
    where faults are at least ``fault_rate`` of all (at least one)."""
    faults = max(1, round(of * fault_rate))
    unseen, count = 1.0, 0
    while unseen > 1 - sure and count < of:
        # One more without a fault, of those that are left.
        unseen *= max(0, of - faults - count) / (of - count)
        count += 1
    return count


def draw(
    seed: bytes,
    accesses: Iterable[Drawable],
    *,
    count: int,
    checkers: Collection[str],
    since: int = 0,
) -> list[Drawn]:
    """In the order of the ledger.

    ``count``  of those by chance; fewer where fewer are left
    ``since``  the position of the commitment: before it nothing is left to chance
    """
    found: list[Drawn] = []
    left: list[tuple[bytes, Drawable]] = []
    for one in accesses:
        if why := _ALWAYS.get(one.kind):
            found.append(Drawn(one.position, one.person, why))
        elif one.position < since:
            found.append(Drawn(one.position, one.person, Why.LATE))
        else:
            left.append((ticket(seed, one.leaf_hash), one))
    left.sort(key=lambda pair: pair[0])
    found += [Drawn(one.position, one.person, Why.CHANCE) for _, one in left[:count]]
    seen = {one.person for one in found}
    for _, one in left[count:]:
        if one.person in checkers and one.person not in seen:
            seen.add(one.person)
            found.append(Drawn(one.position, one.person, Why.CHECKER))
    return sorted(found, key=lambda one: one.position)


def digest(drawn: Iterable[Drawn]) -> bytes:
    """Of a whole sample, as the ledger says it: a line for each, ``position why``."""
    lines = (f"{one.position} {one.why}\n" for one in drawn)
    return sha256("".join(lines).encode()).digest()


def assign(drawn: Sequence[Drawn], checkers: Collection[str]) -> Mapping[int, str]:
    """Position to whoever looks at it: never who made it, and each about as many.

    Raises:
        NobodyElse
    """
    load = dict.fromkeys(sorted(checkers), 0)
    found = {}
    # Whose accesses fewest others may look at come first, so that the rest even it out.
    for one in sorted(drawn, key=lambda one: (one.person not in load, one.position)):
        others = [each for each in load if each != one.person]
        if not others:
            raise NobodyElse(one.person)
        chosen = min(others, key=lambda each: (load[each], each))
        load[chosen] += 1
        found[one.position] = chosen
    return found
