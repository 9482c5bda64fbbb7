"""How many people of a deal are held, for what must not rest on their rows alone.

Rows can be taken away, moved to another deal or said to be destroyed by whoever has the data alone.
So at least as many count as the ledger knows of: those that were stored, less those who are
destroyed, and that somebody is destroyed the keyring says.
"""

from __future__ import annotations

from collections import Counter

from django.db.models import Q

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry.shared_reads import shared
from shoumi.base.subjects import queries
from shoumi.base.subjects.events import Tag
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.base.vault import keys, row_keys
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis

# What a row that was set aside looks like: it was never stored, so its end takes nobody away.
_WAS_SET_ASIDE = Q(kind=Kind.INDIVIDUAL, basis=LegalBasis.CONTRACT, in_service=False, is_minor=True)


def held(deal: Ref) -> int:
    """People of a deal, destroyed ones and rows that are set aside left out."""
    if not row_keys.is_set_up():
        return queries.of_deal(deal).count()
    return max(queries.of_deal(deal).count(), _stored()[deal] - _destroyed(deal))


def missing() -> int:
    """How many the ledger knows of and the rows do not."""
    return sum(
        max(0, stored - _destroyed(Ref(deal)) - queries.of_deal(Ref(deal)).count())
        for deal, stored in _stored().items()
    )


@shared
def _stored() -> Counter[str]:
    """How many the ledger says were stored, by deal; what a restore took over may not be here."""
    restored = latest_entries.restored()
    found = [
        position
        for position in latest_entries.all_of([Tag.STORED])
        if not any(position in own for own in restored)
    ]
    told = Counter[str]()
    for one in reader.some(found) if found else ():
        line = one.line()
        if line.rows is not None and line.deal is not None:
            told[line.deal] += line.rows.count
    return told


def _destroyed(deal: Ref) -> int:
    """How many of those have no key any more."""
    said = Subject.objects.filter(deal=deal, state=State.DESTROYED).exclude(_WAS_SET_ASIDE)
    named = queries.refs(said)
    return len(named) - len(keys.existing(named)) if named else 0
