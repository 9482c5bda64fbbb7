"""Refusals about access tokens and about calls that are made with them."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused


class NotForParties(Refused):
    """A side of a deal reads and answers on its own pages; no program does that for it."""

    code = "token.not_for_parties"


class NameMalformed(Invalid):
    """Facts: ``most`` characters."""

    code = "token.name_malformed"


class NoScope(Invalid):
    """A token for nothing."""

    code = "token.no_scope"


class LastsTooLong(Invalid):
    """Facts: ``hours`` at most."""

    code = "token.lasts_too_long"


class TooMany(Conflict):
    """Facts: ``most`` tokens that live at the same time."""

    code = "token.too_many"


class NoSuchToken(Missing):
    code = "token.no_such"


class NotLiving(Refused):
    """Unknown, over, revoked, or its person may not act any more.  Says not which."""

    code = "token.not_living"


class ScopeNeeded(Refused):
    """Facts: ``scope``."""

    code = "token.scope_needed"


class KeyNeeded(Invalid):
    """A call that changes something has to have an ``Idempotency-Key``."""

    code = "call.key_needed"


class KeyReused(Invalid):
    """The key came with another request before."""

    code = "call.key_reused"


class StillRunning(Conflict):
    """The first call with this key is not done."""

    code = "call.still_running"


class BrokenOff(Conflict):
    """The first call with this key ended without an answer; what came of it has to be looked at."""

    code = "call.broken_off"
