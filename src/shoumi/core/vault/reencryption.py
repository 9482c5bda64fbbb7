"""Keys and envelopes that move from one key to the next, told in plain values.

So the work can be handed to another process: keys themselves cannot be pickled (``keys``).
"""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.core.terms import DataGrade
from shoumi.core.vault import envelope, suites
from shoumi.core.vault.keys import Name, SubjectKey, WrappingKey
from shoumi.core.vault.keys import Row as Wrapped

# The key before with its epoch, the key that follows with its own, subject, record kind,
# compartment, envelope.
Row = tuple[bytes, int, bytes, int, str, str, str, bytes]


def rewrap(
    old: bytes, new: bytes, above: Name, suite: int, rows: Iterable[Wrapped]
) -> list[tuple[bytes, bytes]]:
    """``keys.Branch.move`` from the key ``old`` to ``new``, both for names under ``above``.

    Raises:
        UnknownSuite
        WillNotOpen: one is not wrapped here under its name, epoch and commitment.
    """
    before, after = (WrappingKey(raw).branch(above) for raw in (old, new))
    moved = before.move(rows, to=after, suite=suites.suite(suite))
    return [(sealed, commit) for sealed, commit in moved]


def reseal(tenant: str, suite: int, rows: Iterable[Row]) -> list[bytes]:
    """Each envelope once more, under the key that follows and in the suite of that number.

    Raises:
        UnknownSuite
        WillNotOpen: an envelope is not the one that was sealed for this place.
    """
    held: dict[tuple[bytes, int], SubjectKey] = {}

    def key(raw: bytes, epoch: int) -> SubjectKey:
        # A person has several records; what is derived from a key is derived once.
        found = held.get((raw, epoch))
        if found is None:
            found = held[raw, epoch] = SubjectKey(raw, epoch=epoch)
        return found

    batch = list(rows)
    return envelope.reseal_many(
        [
            (key(old, epoch), subject, kind, DataGrade(grade), sealed)
            for old, epoch, _, _, subject, kind, grade, sealed in batch
        ],
        new=[key(new, epoch) for _, _, new, epoch, *_ in batch],
        tenant=tenant,
        suite=suites.suite(suite),
    )
