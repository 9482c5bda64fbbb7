"""What the cards answer where somebody asks for deletion or correction."""

from __future__ import annotations

from dataclasses import replace

from shoumi.base import registry
from shoumi.base.registry.recipients import Erasure, Kept, Recipient
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def recipients(subject: Ref) -> list[Recipient]:
    """Who outside the house may hold data of a person, each once with all that it finds them by."""
    found: dict[Ref, Recipient] = {}
    for card in registry.cards():
        for one in card.recipients(subject) if card.recipients else ():
            before = found.get(one.ref)
            found[one.ref] = replace(one, handle=_both(before, one)) if before else one
    return list(found.values())


def _both(before: Recipient, one: Recipient) -> Both:
    (zh, en), (more_zh, more_en) = before.handle, one.handle
    return f"{zh}；{more_zh}", f"{en}; {more_en}"


def kept(subject: Ref) -> list[Kept]:
    """What stays of a person who asks for deletion, and why."""
    return [one for card in registry.cards() if card.kept for one in card.kept(subject)]


def erasure() -> Erasure | None:
    """What orders the destruction of a person's data; None where no card does."""
    return next((card.erasure for card in registry.cards() if card.erasure), None)
