"""People who are held, keys and rows only: for tests that need no values and so no register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from shoumi.base.row_authentication import codes
from shoumi.base.subjects.models import POSITION, Kind, Subject
from shoumi.base.vault import keys
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis


def hold(
    deal: Ref,
    count: int,
    *,
    at: datetime,
    kind: Kind = Kind.INDIVIDUAL,
    basis: LegalBasis = LegalBasis.CONTRACT,
    retention_until: date | None = None,
) -> Sequence[Ref]:
    refs = [Ref.new("sub") for _ in range(count)]
    keys.create_many(refs, deal, at)
    people = [
        Subject(
            ref=ref,
            deal=deal,
            dataset="set-x",
            kind=kind,
            basis=basis,
            is_minor=kind is Kind.CHILD,
            retention_until=retention_until,
            created_at=at,
        )
        for ref in refs
    ]
    for one in people:
        codes.put(one, POSITION)
    Subject.objects.bulk_create(people)
    return refs
