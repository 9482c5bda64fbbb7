"""The card of the handover."""

from __future__ import annotations

from shoumi.base.handover import events, queries
from shoumi.base.registry import Card

card = Card(
    slug="handover",
    zh="资料交接",
    en="Handover",
    events=events.Tag,
    conditions={"handover.reconciled": queries.reconciled, "keys.rotated": queries.keys_in_date},
)
