"""What the house needs to know of signing in: what it writes to the ledger."""

from shoumi.base.registry import Card
from shoumi.base.signin.events import Tag

card = Card(slug="signin", zh="登录与会话", en="Sign-in and sessions", events=Tag)
