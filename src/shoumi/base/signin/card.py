"""What the house needs to know of signing in: what it writes to the ledger, whom it calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from shoumi.base.egress import queries as egress
from shoumi.base.registry import Asker, Card, InboxItem, NetworkPath, PathKind, SetupStep
from shoumi.base.registry.replays import Replays
from shoumi.base.signin import ledger_agreement, provider
from shoumi.base.signin.events import Tag


def _paths() -> Sequence[NetworkPath]:
    """To the provider of identities, if there is one."""
    found = provider.configured()
    return egress.paths(PathKind.CALL_OUT, [found.issuer]) if found else ()


def _replays() -> Replays:
    from shoumi.base.signin import replays

    return replays.of_events()


def _inbox(asker: Asker) -> Iterable[InboxItem]:
    from shoumi.base.signin import inbox_items

    return inbox_items.items(asker)


def _setup(at: datetime) -> Iterable[SetupStep]:
    from shoumi.base.signin import setup_steps

    return setup_steps.steps(at)


card = Card(
    slug="signin",
    zh="登录与会话",
    en="Sign-in and sessions",
    events=Tag,
    paths=_paths,
    guarded=ledger_agreement.guarded,
    replays=_replays,
    inbox=_inbox,
    setup=_setup,
)
