"""The rows of people who were just sealed, written without an object for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shoumi.base import bulk
from shoumi.base.subjects import row_codes
from shoumi.base.subjects.incoming_subjects import FLAGS
from shoumi.base.subjects.models import POSITION, Record, State, Subject, Token
from shoumi.base.vault import bulk_operations
from shoumi.core.refs import Ref
from shoumi.core.vault.batches import Stored

_SUBJECT = (
    "ref", "deal", "dataset", "kind", "basis", "state", *FLAGS, "is_key_contract",
    "is_marketing_off", "in_service", "is_minor", "retention_until", "created_at", "destroyed_at",
    "entry_position", "mac",
)  # fmt: skip


def insert(
    deal: Ref, dataset: Ref, group: Sequence[tuple[bulk_operations.Part, Stored, int]], at: datetime
) -> None:
    """Store what was made of some parts.

    People are numbered in the order in which they come.  Of records and tokens the order says
    nothing, so they are sorted: their indexes are over references, which are random.  References
    given out in order would be quicker still, and tell about where in a file somebody stood.
    """
    # Plain text: SQLite's driver looks long at what only behaves like it.
    own, whole, state = str(deal), str(dataset), str(State.ACTIVE)
    code = row_codes.maker()
    bulk.insert(
        Subject,
        _SUBJECT,
        (
            (
                key[0], own, whole, kind, basis, state, account, image, is_key,
                False, in_service, is_minor, until, at, None, POSITION,
                code(
                    (
                        key[0], own, whole, kind, basis, state,
                        False, is_key, in_service, is_minor, until,
                    )
                ),
            )
            for _, made, _ in group
            for key, (kind, basis, account, image, is_key, in_service, is_minor, until) in zip(
                made.keys, made.told, strict=True
            )
        ),
    )  # fmt: skip
    bulk.insert(
        Record,
        ("subject", "compartment", "epoch", "blob"),
        sorted(
            (subject, grade, epoch, blob)
            for _, made, epoch in group
            for subject, grade, blob in made.records
        ),
    )
    tokens = sorted(token for _, made, _ in group for token in made.tokens)
    bulk.insert(Token, ("subject", "field", "token", "epoch"), tokens)
