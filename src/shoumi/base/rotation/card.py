"""What the house needs to know of rotation."""

from shoumi.base.registry import Card
from shoumi.base.rotation import events

card = Card(slug="rotation", zh="密钥轮换", en="Rotation of keys", events=events.Tag)
