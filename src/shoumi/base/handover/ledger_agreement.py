"""Whether a package's row says what the ledger says of it.

The row has no code of its own: it is held against its entries, one package at a time, before it is
let go, handed out or counted as received.
"""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.gate.tasks import fields_digest
from shoumi.base.handover.events import Tag
from shoumi.base.handover.models import Package, State
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.row_authentication.agreement import facts_are
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref

# What a row in each state has behind it besides its sealing, and the column that says by whom.
_BEHIND: Mapping[str, tuple[tuple[Tag, str], ...]] = {
    State.SEALED: (),
    State.RELEASED: ((Tag.RELEASED, "released_by"),),
    State.RECEIVED: ((Tag.RELEASED, "released_by"), (Tag.RECEIVED, "")),
}
_TAGS = (Tag.SEALED, Tag.RELEASED, Tag.RECEIVED, Tag.VOIDED)


def require_told(row: Package) -> None:
    """
    Raises:
        NotAuthentic: the row was changed, put in or put back from outside.
    """
    if not is_told(row):
        raise NotAuthentic(what=Package._meta.db_table)


def is_told(row: Package) -> bool:
    told: dict[str, tuple[int, Line]] = {}
    for entry in reader.some(sorted(latest_entries.about(_TAGS, row.ref))):
        line = entry.line()
        told[line.tag] = entry.position, line
    if row.state == State.VOIDED:
        return Tag.VOIDED in told
    # A restore may leave a row behind its entries, but never one that is to be let go again.
    over = {Tag.VOIDED} if row.state != State.SEALED else {Tag.VOIDED, Tag.RELEASED}
    if over & told.keys() or Tag.SEALED not in told:
        return False
    place, sealed = told[Tag.SEALED]
    for tag, column in _BEHIND[row.state]:
        if tag not in told or (column and told[tag][1].actor != getattr(row, column)):
            return False
    if row.state == State.RECEIVED:
        place = told[Tag.RECEIVED][0]
    return row.position == place and _is_as_sealed(row, sealed)


def _is_as_sealed(row: Package, line: Line) -> bool:
    wanted = {
        "package": row.sha256,
        "recipient": row.recipient,
        "consented": row.consented,
        "withdrawn": row.withdrawn,
        "sent": row.rows,
    }
    # Entries of earlier versions say less.
    later = {
        "fields": fields_digest(row.fields),
        "minors": row.minors,
        "fingerprint": row.fingerprint,
    }
    wanted |= {name: value for name, value in later.items() if name in line.facts}
    own = (line.deal, line.actor, line.at) == (row.deal, row.sealed_by, row.sealed_at)
    return own and facts_are(line.facts, wanted)


def lost(deal: Ref | None = None) -> list[Ref]:
    """Packages that were sealed (in the deal) and have no row (in it); what a restore took over
    from another ledger may have none."""
    rows = Package.objects.all() if deal is None else Package.objects.filter(deal=deal)
    known = set(rows.values_list("ref", flat=True))
    of = latest_entries
    sealed = of.all_of([Tag.SEALED]) if deal is None else of.of_deal([Tag.SEALED], deal)
    restored = latest_entries.restored()
    lines = [
        one.line() for one in reader.some(sealed) if not any(one.position in r for r in restored)
    ]
    return [line.about for line in lines if line.about not in known]
