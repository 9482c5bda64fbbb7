"""What this app writes to the ledger, about the endpoint.  Single deliveries are no entries: they
follow from entries, and would be told in turn.

webhook.made         facts: url (digest), tags (count)
webhook.rotated      a new secret; the one before counts until the fact ``until``
webhook.pinged       a test was sent
webhook.paused       facts: cause
webhook.resumed
webhook.redelivered  facts: delivery
"""

from enum import StrEnum


class Tag(StrEnum):
    MADE = "webhook.made"
    ROTATED = "webhook.rotated"
    PINGED = "webhook.pinged"
    PAUSED = "webhook.paused"
    RESUMED = "webhook.resumed"
    REDELIVERED = "webhook.redelivered"


class Cause(StrEnum):
    """Why an endpoint is paused."""

    BY_HAND = "by_hand"
    FAILING = "failing"
    GONE = "gone"  # the receiver answered 410
