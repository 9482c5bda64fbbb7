"""Open what is held of a few people drawn for a proof, in memory alone.

For the house itself: the entry over the list comes first, as everywhere in the gate, and nobody is
shown anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from shoumi.base.gate.disclosure import require_durable
from shoumi.base.ledger import writer
from shoumi.base.subjects.ledger_pseudonyms import passing
from shoumi.base.subjects.queries import envelopes
from shoumi.base.subjects.services import RECORD_KIND
from shoumi.base.vault import decryption as vault
from shoumi.base.vault.errors import NoKey
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault.errors import WillNotOpen


def unopened(event: Event, people: Sequence[Ref]) -> list[Ref]:
    """Of ``people``, whose keys are there, those of whom something does not open.

    Every envelope of each is opened and its values let go at once.
    """
    require_durable()
    with transaction.atomic(durable=True):
        writer.record(event, rows=passing(people))
    return [ref for ref in people if not _opens(ref)]


def _opens(ref: Ref) -> bool:
    try:
        held = envelopes([ref], _ALL).get(ref, [])
        vault.open_many([(ref, RECORD_KIND, grade, blob) for grade, blob in held])
    except (NoKey, WillNotOpen):
        return False
    return True


_ALL = frozenset(DataGrade)
