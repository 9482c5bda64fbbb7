"""The card of intake."""

from shoumi.base.intake.events import Tag
from shoumi.base.registry import Card

card = Card(slug="intake", zh="资料导入", en="Intake", events=Tag)
