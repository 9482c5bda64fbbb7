"""That there is no notice, or that one covers too little, is known again after a restore.

A notice that was handed in after the copy is handed in anew; what was said of it in its favour is
said anew.
"""

from __future__ import annotations

from shoumi.base.collection_notices.events import Tag
from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.collection_notices.rules import Extent
from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.row_authentication import codes

_SAID = ("purposes", "categories", "handing_on")


def _none_stated(told: Told) -> bool:
    """What the copy has is judged anew: none of it stood any more."""
    for row in CollectionNotice.objects.filter(dataset=str(told.line.facts["dataset"])):
        is_own = codes.matches(row)
        row.purposes = row.categories = row.handing_on = row.missing = row.judged_by = ""
        row.judged_at = None
        if is_own:  # one that was false before stays so
            codes.put(row, told.position)
        row.save()
    return True


def _judged(told: Told) -> bool:
    """One that covers too little does; the words of what is missing are not in the ledger."""
    facts = told.line.facts
    if facts["purposes"] == facts["categories"] == Extent.WHOLE:
        return True
    row = CollectionNotice.objects.filter(ref=told.line.about, reason="").first()
    if row is not None:
        is_own = codes.matches(row)
        row.purposes, row.categories, row.handing_on = (str(facts[name]) for name in _SAID)
        row.missing, row.judged_by, row.judged_at = "", str(told.line.actor), told.line.at
        if is_own:
            codes.put(row, told.position)
        row.save()
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.OPENED],
        widens=[Tag.FILED],
        narrows={Tag.NONE_STATED: _none_stated, Tag.JUDGED: _judged},
    )
