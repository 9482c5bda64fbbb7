"""What the house needs to know of letters: what they write to the ledger, whom they go to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from shoumi.base.correspondence import batches
from shoumi.base.correspondence.events import Tag
from shoumi.base.registry import Card, NetworkPath, PathKind, SetupStep
from shoumi.base.registry.replays import Replays


def _paths() -> Sequence[NetworkPath]:
    """To the vendor of text messages, where there is an account."""
    from shoumi.base.correspondence import accounts
    from shoumi.base.correspondence.channels.vendors import HOSTS, Vendor
    from shoumi.base.egress import queries as egress

    row = accounts.current()
    urls = [f"https://{HOSTS[Vendor(row.vendor)]}/"] if row else []
    return egress.paths(PathKind.CALL_OUT, urls)


def _replays() -> Replays:
    from shoumi.base.correspondence import replays

    return replays.of_events()


def _setup(at: datetime) -> Iterable[SetupStep]:
    from shoumi.base.correspondence import setup_steps

    return setup_steps.steps(at)


def _restored(at: datetime) -> int:
    return batches.hold_all()


card = Card(
    slug="correspondence",
    zh="寄送",
    en="Letters",
    events=Tag,
    holds=frozenset({"letters"}),
    destroyers={"letters": batches.forget},
    remains={"letters": batches.remaining},
    papers=Path(__file__).with_name("papers"),
    paths=_paths,
    replays=_replays,
    restored=_restored,
    setup=_setup,
)
