"""The check-list of a new house on Today: from the first sign-in to the first open deal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from shoumi.base import registry
from shoumi.base.deals import setup_steps
from shoumi.base.messages import names
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import SetupStep
from shoumi.base.registry.shared_reads import sharing


@dataclass(frozen=True, slots=True)
class Step:
    """``href`` where it is this person's to do, else ``who`` does it.

    ``is_waiting``  somebody was asked, and nothing is left to do but to wait or to ask again
    """

    what: str
    lacks: str
    who: str
    href: str
    is_done: bool
    is_waiting: bool
    button: str


def shown(request: PageRequest) -> dict[str, Any] | None:
    """None once a deal got as far as its customers, and for good: what is missing after that stands
    in the inbox and at the doors."""
    if setup_steps.is_under_way():
        return None
    with sharing():
        found = [one for card in registry.cards() if card.setup for one in card.setup(request.at)]
    steps = [_step(request, one) for one in sorted(found, key=lambda one: one.stage)]
    return {"steps": steps, "done": sum(one.is_done for one in steps), "all": len(steps)}


def _step(request: PageRequest, one: SetupStep) -> Step:
    is_theirs = bool(one.page and not one.is_done and request.roles & set(one.roles))
    return Step(
        request.say(one.what),
        "" if one.is_done else request.say(one.lacks),
        request.say(("、", ", ")).join(names.of(role, request.lang) for role in one.roles),
        reverse(one.page, kwargs=dict(one.of)) if is_theirs else "",
        one.is_done,
        one.is_waiting,
        request.say(one.button),
    )
