"""What the house needs to know of approvals: what they write to the ledger."""

from shoumi.base.approvals.events import Tag
from shoumi.base.registry import Card

card = Card(slug="approvals", zh="双人批准", en="Approval by two", events=Tag)
