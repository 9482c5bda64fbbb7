"""Withdrawals after the handover: whom each concerns, by when, and whether the recipient has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Party
from shoumi.base.handover.models import Package
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import State
from shoumi.chapters.consent.events import Tag
from shoumi.core.refs import Ref


class Passed(NamedTuple):
    """One withdrawal as the ledger has it last.  ``entry`` where, ``about`` whose: a pseudonym.

    ``row``, ``proof``  of the package and the ledger; 0 in entries of an earlier version
    ``mail``            that was queued; empty where none was
    """

    entry: int
    about: Ref
    package: str
    row: int
    until: str
    proof: int
    mail: str
    told: bool
    at: datetime


def of_deal(deal: Ref) -> list[Passed]:
    """The newest entry of each person and package, in order."""
    found: dict[tuple[str, str], Passed] = {}
    for recorded in reader.some(latest_entries.of_deal([Tag.PASSED_ON], deal)):
        line = recorded.line()
        facts = line.facts
        one = Passed(
            recorded.position,
            Ref(str(line.about)),
            str(facts["package"]),
            int(facts.get("row", 0)),
            str(facts["until"]),
            int(facts.get("proof", 0)),
            str(facts.get("mail", "")),
            bool(facts["told"]),
            line.at,
        )
        found[one.about, one.package] = one
    return sorted(found.values())


def mail_of(passed: Passed) -> Message | None:
    return Message.objects.filter(ref=passed.mail).first() if passed.mail else None


def is_out(passed: Passed) -> bool:
    """Whether the recipient's server has it.  Of an earlier version's nothing but that is known."""
    if not passed.told:
        return False
    sent = mail_of(passed)
    return sent is None or sent.state == State.SENT or (clock.is_demo() and is_sunk(sent))


def is_sunk(mail: Message) -> bool:
    return mail.state == State.SUNK


def is_given_up(passed: Passed) -> bool:
    """No mail will go out by itself any more."""
    sent = mail_of(passed)
    return not is_out(passed) and (sent is None or sent.state != State.QUEUED)


def parties_of(deal: Ref) -> dict[str, Party]:
    """Who received each package that left: package -> party."""
    by_ref = {one.ref: one for one in deals.parties(deal)}
    packages = Package.objects.filter(deal=deal, released_at__isnull=False)
    told = packages.values_list("ref", "recipient")
    return {ref: by_ref[party] for ref, party in told if party in by_ref}


def deals_with_any() -> Iterator[Ref]:
    """Deals of which a withdrawal was passed on, or waits to be."""
    found = reader.some(latest_entries.all_of([Tag.PASSED_ON]))
    yield from {Ref(str(one.line().deal)): None for one in found}
