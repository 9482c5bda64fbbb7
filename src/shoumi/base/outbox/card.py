"""What the house needs to know of the outbox."""

from collections.abc import Sequence

from shoumi.base.outbox import events, services, smtp
from shoumi.base.registry import Card, NetworkPath, PathKind


def _paths() -> Sequence[NetworkPath]:
    """To the mail relay, if there is one."""
    relay = smtp.configured()
    if relay is None:
        return ()
    starts_in_clear = not relay.is_implicit_tls
    return (NetworkPath(PathKind.MAIL, relay.host, relay.port, starts_in_clear=starts_in_clear),)


card = Card(
    slug="outbox",
    zh="发件箱",
    en="Outbox",
    events=events.Tag,
    holds=frozenset({"messages"}),
    destroyers={"messages": services.forget},
    remains={"messages": services.remaining},
    paths=_paths,
)
