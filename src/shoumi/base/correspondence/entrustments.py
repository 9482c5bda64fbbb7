"""Letters that leave by somebody else: a vendor of text messages, another's relay, a company that
gets them in a file.  Whoever it is processes people's data for the house (PIPL 21), and is asked
about before.  What the house prints and posts itself goes to no such vendor.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Iterator
from datetime import datetime

from shoumi.base import clock, registry
from shoumi.base.correspondence import accounts
from shoumi.base.correspondence.rules import Way
from shoumi.base.gate import decisions
from shoumi.base.outbox import smtp
from shoumi.base.outbox.smtp import Relay
from shoumi.core import entrustment
from shoumi.core.entrustment import Entrustment
from shoumi.core.gate import Question
from shoumi.core.letters import choice
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose


def require(ways: Collection[Way], purpose: Purpose, at: datetime) -> None:
    """
    Raises:
        a refusal of whoever knows the vendors: nobody may get these data by one of the ways now.
        RelayUnfit, PasswordInAddress, SecretExposed
    """
    for one in _entrusted(ways, purpose):
        _require(one, at)


def require_file(fields: frozenset[str], purpose: Purpose, at: datetime) -> None:
    """As ``require``, of a file for a company that delivers."""
    _require(Entrustment(entrustment.Way.FILE, purpose, fields), at)


def require_before_opening(asked: Question) -> None:
    """As ``require_file``, before the gate opens what goes into the file.  Where the gate refuses
    everybody it is left to say so: it names each demand."""
    if decisions.ask_house(asked).allowed:
        require_file(asked.fields, asked.purpose, asked.at)


def record(way: Way, people: int, deal: Ref, actor: Ref, at: datetime) -> None:
    """Letters to so many people left by that way, in the transaction that notes them."""
    for one in _entrusted([way], Purpose.NOTICE):
        _record(one, people, deal, actor, at)


def record_file(fields: frozenset[str], people: int, deal: Ref, actor: Ref, at: datetime) -> None:
    """A file with so many people's letters was handed over."""
    one = Entrustment(entrustment.Way.FILE, Purpose.NOTICE, fields)
    _record(one, people, deal, actor, at)


def is_of_another(relay: Relay) -> bool:
    """Whether somebody else runs it: it is neither this machine nor at a private address (RFC
    1918, RFC 4193).  A name says nothing of who runs the machine behind it."""
    if relay.is_loopback:
        return False
    try:
        return not ipaddress.ip_address(relay.host.strip("[]")).is_private
    except ValueError:
        return True


def account_of(way: entrustment.Way) -> str:
    """At whom, or on whose machine, what goes out by it is delivered now: the company of the
    account for text messages, the host of another's relay; empty where the house has neither.

    Raises:
        RelayUnfit, PasswordInAddress, SecretExposed
    """
    if way == entrustment.Way.TEXT_MESSAGES:
        account = accounts.current()
        return account.vendor if account is not None else ""
    relay = smtp.configured() if way == entrustment.Way.MAIL and not clock.is_demo() else None
    return relay.host.lower() if relay is not None and is_of_another(relay) else ""


def _entrusted(ways: Collection[Way], purpose: Purpose) -> Iterator[Entrustment]:
    if Way.SMS in ways:
        fields = choice.fields([Way.SMS])
        account = account_of(entrustment.Way.TEXT_MESSAGES)
        yield Entrustment(entrustment.Way.TEXT_MESSAGES, purpose, fields, account)
    # Mail of a demo home goes into a file.
    host = account_of(entrustment.Way.MAIL) if Way.MAIL in ways else ""
    if host:
        yield Entrustment(entrustment.Way.MAIL, purpose, choice.fields([Way.MAIL]), host)


def _require(one: Entrustment, at: datetime) -> None:
    if (known := registry.processors()) is not None:
        known.require(one, at)


def _record(one: Entrustment, people: int, deal: Ref, actor: Ref, at: datetime) -> None:
    if people and (known := registry.processors()) is not None:
        known.record(one, people, deal, actor, at)
