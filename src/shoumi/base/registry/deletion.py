"""What the cards answer where somebody asks for deletion or correction."""

from __future__ import annotations

from shoumi.base import registry
from shoumi.base.registry.recipients import Erasure, Kept, Recipient
from shoumi.core.refs import Ref


def recipients(subject: Ref) -> list[Recipient]:
    """Who outside the house may hold data of a person."""
    found = registry.cards()
    return [one for card in found if card.recipients for one in card.recipients(subject)]


def kept(subject: Ref) -> list[Kept]:
    """What stays of a person who asks for deletion, and why."""
    return [one for card in registry.cards() if card.kept for one in card.kept(subject)]


def erasure() -> Erasure | None:
    """What orders the destruction of a person's data; None where no card does."""
    return next((card.erasure for card in registry.cards() if card.erasure), None)
