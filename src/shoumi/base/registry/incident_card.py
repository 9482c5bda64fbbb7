"""The card that keeps incidents, for apps that take in what becomes one."""

from __future__ import annotations

from shoumi.base import registry
from shoumi.base.registry.incident_desk import IncidentDesk


def incident_desk() -> IncidentDesk:
    """The desk of the card that keeps incidents.

    Raises:
        LookupError: a bug, or an app that was taken out.
    """
    found = next((card.incidents for card in registry.cards() if card.incidents), None)
    if found is None:
        raise LookupError("no card keeps incidents")
    return found
