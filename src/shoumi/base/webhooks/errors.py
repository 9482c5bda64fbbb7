"""Refusals of pushing events."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing


class TagsUnfit(Invalid):
    """None, or one that no app of the house writes."""

    code = "webhooks.tags_unfit"


class NameUnfit(Invalid):
    """Empty, over ``most`` characters, or not printable."""

    code = "webhooks.name_unfit"


class TooMany(Conflict):
    """There are ``most`` endpoints."""

    code = "webhooks.too_many"


class NoSuchEndpoint(Missing):
    code = "webhooks.no_such_endpoint"


class NoSuchDelivery(Missing):
    code = "webhooks.no_such_delivery"


class Paused(Conflict):
    code = "webhooks.paused"


class NotPaused(Conflict):
    code = "webhooks.not_paused"


class NotSettled(Conflict):
    """It is still being tried."""

    code = "webhooks.not_settled"


class RotatedAlready(Conflict):
    """The secret before still counts; only two do at a time."""

    code = "webhooks.rotated_already"
