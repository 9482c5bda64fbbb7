"""What the house needs to know of access tokens: what they write to the ledger."""

from shoumi.base.api_tokens.events import Tag
from shoumi.base.api_tokens.rules import STRONG, Scope
from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays


def _replays() -> Replays:
    from shoumi.base.api_tokens import replays

    return replays.of_events()


card = Card(
    slug="bearers",
    zh="访问令牌",
    en="Access tokens",
    events=Tag,
    scopes={scope: scope in STRONG for scope in Scope},
    replays=_replays,
)
