"""What the house needs to know of the attestations."""

from shoumi.base.attestations import events, ledger_agreement
from shoumi.base.registry import Card

card = Card(
    slug="attestations",
    zh="声明",
    en="Attestations",
    events=events.Tag,
    guarded=ledger_agreement.guarded,
)
