"""Seal values of people.  Writing needs no decision here: the caller has asked the gate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from shoumi.base.vault import keys
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import envelope
from shoumi.core.vault.envelope import Place, Values


class Item(NamedTuple):
    """One compartment of one record.  ``kind`` is unique among the subject's records."""

    subject: Ref
    kind: str
    compartment: DataGrade
    values: Values


def seal_many(
    items: Iterable[Item | tuple[Ref, str, DataGrade, Values]], *, opened: keys.Keys | None = None
) -> list[bytes]:
    """An envelope for each item, in order.

    ``opened`` are the subjects' keys where the caller has them, as ``keys.create_many`` gives.

    Raises:
        NoKey: a subject has no key.
        NotSealable: a value is neither text nor whole number nor truth value nor nothing.
    """
    batch = list(items)
    held = opened if opened is not None else keys.load(subject for subject, *_ in batch)
    return [
        envelope.seal(
            values, place=Place(held.tenant, compartment, subject, kind), key=held.of(subject)
        )
        for subject, kind, compartment, values in batch
    ]
