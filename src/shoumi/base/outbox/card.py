"""What the house needs to know of the outbox."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.outbox import events, services, smtp
from shoumi.base.registry import Card, NetworkPath, PathKind
from shoumi.base.registry.replays import Replays


def _paths() -> Sequence[NetworkPath]:
    """To the mail relay, if there is one."""
    relay = smtp.configured()
    if relay is None:
        return ()
    starts_in_clear = not relay.is_implicit_tls
    return (NetworkPath(PathKind.MAIL, relay.host, relay.port, starts_in_clear=starts_in_clear),)


def _replays() -> Replays:
    from shoumi.base.outbox import replays

    return replays.of_events()


card = Card(
    slug="outbox",
    zh="发件箱",
    en="Outbox",
    events=events.Tag,
    holds=frozenset({"messages"}),
    destroyers={"messages": services.forget},
    remains={"messages": services.remaining},
    paths=_paths,
    replays=_replays,
)
