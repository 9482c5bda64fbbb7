"""What the house needs to know of signing in: what it writes to the ledger."""

from shoumi.base.registry import Card
from shoumi.base.registry.replays import Replays
from shoumi.base.signin.events import Tag


def _replays() -> Replays:
    from shoumi.base.signin import replays

    return replays.of_events()


card = Card(slug="signin", zh="登录与会话", en="Sign-in and sessions", events=Tag, replays=_replays)
