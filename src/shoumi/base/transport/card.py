"""What the house needs to know of transport: demand 3.2."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from shoumi.base.registry import Card, Remedy, SetupStep
from shoumi.base.registry.replays import Replays, replays
from shoumi.base.transport import events, queries


def _replays() -> Replays:
    return replays(tells=events.Tag)


def _setup(at: datetime) -> Iterable[SetupStep]:
    from shoumi.base.transport import setup_steps

    return setup_steps.steps(at)


card = Card(
    slug="transport",
    zh="传输加密",
    en="Encrypted transport",
    events=events.Tag,
    checks={"3.2": queries.holding},
    remedies={
        "3.2": Remedy(("传输加密", "Encrypted transport"), "transport", "transport try"),
    },
    setup=_setup,
    replays=_replays,
)
