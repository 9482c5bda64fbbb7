"""Refusals of calling out.  None repeats an address."""

from __future__ import annotations

from typing import ClassVar

from shoumi.core.errors import Conflict, Invalid, Missing, Refused


class HostNotAllowed(Refused):
    """The host is not on the list."""

    code = "egress.host_not_allowed"


class HostIsHere(Invalid):
    """This machine itself: nothing that it guards may be reached by calling out."""

    code = "egress.host_is_here"
    field = "name"


class DemoCallsNobody(Refused):
    """A demo home plays; nothing leaves it."""

    code = "egress.demo_calls_nobody"


class RequestUnfit(Invalid):
    """The body or a header is too long, or a header has a line break in it."""

    code = "egress.request_unfit"


class CallFailed(Conflict):
    """No answer that can be used.  ``sent``: the other side may have got the request."""

    code = "egress.call_failed"
    sent: ClassVar[bool] = False


class NotResolved(CallFailed):
    """The name has no address, or nobody said in three seconds."""

    code = "egress.not_resolved"


class NotPublic(CallFailed):
    """One of the name's addresses is not of the public internet."""

    code = "egress.not_public"


class NotConnected(CallFailed):
    """Nobody answers at that address."""

    code = "egress.not_connected"


class NotTrusted(CallFailed):
    """The certificate is not of a known authority, not of this name, or out of date."""

    code = "egress.not_trusted"


class TooSlow(CallFailed):
    """Ten seconds were over before the answer was."""

    code = "egress.too_slow"
    sent = True


class TooLong(CallFailed):
    """The answer is longer than 64 KB."""

    code = "egress.too_long"
    sent = True


class Garbled(CallFailed):
    """The connection broke, or what came is no HTTP."""

    code = "egress.garbled"
    sent = True


class InsideUnfit(Invalid):
    """An address that is none of an office's own network, or more than ``most`` of them."""

    code = "egress.inside_unfit"


class AuthorityUnfit(Invalid):
    """Not one to four certificates of authorities in PEM, or too long."""

    code = "egress.authority_unfit"


class AlreadyAllowed(Conflict):
    """The host is on the list."""

    code = "egress.already_allowed"


class NoSuchHost(Missing):
    code = "egress.no_such_host"


class NoSuchAsk(Missing):
    code = "egress.no_such_ask"


class AskSpent(Conflict):
    """It was used before, or is older than a day."""

    code = "egress.ask_spent"


class TwoPeopleNeeded(Refused):
    """Who asked for it does not approve it."""

    code = "egress.two_people_needed"
