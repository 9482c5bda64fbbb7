"""Refusals of the server itself, before anybody knows who asks."""

from __future__ import annotations

from typing import ClassVar

from shoumi.core.errors import DomainError


class TurnedAway(DomainError):
    """A request that no page ever sees."""

    status: ClassVar[int] = 503


class BodySlow(TurnedAway):
    """The body did not come in its time."""

    code = "server.body_slow"
    status = 408


class BodyLarge(TurnedAway):
    """Larger than is even read and thrown away.  Facts: ``most`` megabytes."""

    code = "server.body_large"
    status = 413


class BodyBroken(TurnedAway):
    """Its length is no number."""

    code = "server.body_broken"
    status = 400


class TooManyBodies(TurnedAway):
    """One address has as many requests on their way as one address may."""

    code = "server.too_many_bodies"
    status = 429


class Busy(TurnedAway):
    """All threads are busy and enough wait already, or uploads hold all the memory they may."""

    code = "server.busy"


class Failed(TurnedAway):
    """An error before or behind the pages.  Facts: ``number`` under which it was written down."""

    code = "server.failed"
    status = 500
