"""What the cards answer where somebody withdraws what was agreed to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shoumi.base import registry
from shoumi.base.registry.given_consents import GivenConsent
from shoumi.core.refs import Ref


def given(subject: Ref) -> list[GivenConsent]:
    """Every yes of a person, taken back or not."""
    return [one for card in registry.cards() if card.consented for one in card.consented(subject)]


def take_back(subject: Ref, consents: Collection[Ref], actor: Ref, at: datetime) -> int:
    """Take these back; how many there were.  In a transaction."""
    hooks = [card.take_back for card in registry.cards() if card.take_back]
    return sum(hook(subject, consents, actor, at) for hook in hooks)
