"""Open sealed values.

Only ``shoumi.base.gate`` may import this: no plaintext without a decision.
"""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.base.vault import keys
from shoumi.base.vault.keys import Keys
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import envelope

# Subject, record kind, compartment, envelope.
Sealed = tuple[Ref, str, DataGrade, bytes]


def open_many(items: Iterable[Sealed], *, opened: Keys | None = None) -> list[dict[str, str]]:
    """The values of each item, in order.

    ``opened`` are the subjects' keys where the caller has them, as ``keys.find`` gives.

    Raises:
        NoKey: a subject has no key: never taken in, or erased.
        MovedOn: a rotation sealed one anew since it was read; read the envelopes again.
        WillNotOpen: an envelope is not the one that was sealed for this place.
    """
    batch = list(items)
    held = opened if opened is not None else keys.load(subject for subject, *_ in batch)
    return envelope.unseal_many(
        [
            (held.opening(subject, bytes(blob)), subject, kind, compartment, bytes(blob))
            for subject, kind, compartment, blob in batch
        ],
        tenant=held.tenant,
    )
