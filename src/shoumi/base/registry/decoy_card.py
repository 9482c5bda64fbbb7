"""Whoever has made-up customers where nobody honest meets them: one card does."""

from __future__ import annotations

from shoumi.base import registry
from shoumi.base.registry.decoys import Decoys


def decoys() -> Decoys | None:
    """None where no card has any."""
    return next((card.decoys for card in registry.cards() if card.decoys), None)
