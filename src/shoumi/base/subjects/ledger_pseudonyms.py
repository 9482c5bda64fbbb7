"""What the ledger calls people, and their rows in its bulk acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shoumi.base.ledger import writer
from shoumi.base.vault import bulk_operations
from shoumi.core.refs import Ref
from shoumi.core.vault import canonical


def row(**facts: str) -> bytes:
    """The canonical bytes of one row of a bulk act."""
    return canonical.encode(facts)


def pseudonyms(subjects: Sequence[Ref]) -> dict[Ref, Ref]:
    """The ledger's names for people."""
    return {ref: Ref(name) for ref, name in named(subjects)}


def named(subjects: Sequence[Ref]) -> Iterator[tuple[Ref, str]]:
    """Each person with the ledger's name, in order; no more than a part of them is held."""
    return bulk_operations.named(subjects)


def rows(subjects: Sequence[Ref], **facts: str) -> writer.Gathered:
    """A row for each person of a bulk act, where all else it says is the same for everybody."""
    return writer.gather(bulk_operations.listed(subjects, facts))


def passing(subjects: Sequence[Ref], **facts: str) -> writer.Passing:
    """As ``rows``, for an act that holds the ledger's head already."""
    return writer.Passing(bulk_operations.listed(subjects, facts))
