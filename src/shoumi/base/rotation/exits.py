"""What is to be replaced at once because somebody left or something happened.

Nothing is put down for it: who left and which deal was stopped for an incident stand in the ledger,
and it is done when the keys are younger than that.

Who left.  Security and operation stand at the machine: they could copy the root's file or read the
passphrase, and with it the key-encryption keys and the private signing keys, that of the log and
that of the papers' root.  Everybody else reads through the gate and never held a key but one's own
for signing, which goes by itself.  Tokens, sessions and devices end with the account.

An incident in a deal.  What lies under the deal's key is taken as read: the deal's key and the data
keys of its people and files are replaced, so what is sealed from then on is out of reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from shoumi.base.accounts.events import Tag as Accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.deals.events import Tag as Deals
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.documents.models import ROOT_NAME
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry import Holding
from shoumi.base.rotation import duty_clocks, signing_clock
from shoumi.base.rotation.events import Cause, Tag, What
from shoumi.base.row_authentication import verification
from shoumi.base.vault import logkey, queries
from shoumi.base.vault.models import CompartmentKey
from shoumi.base.vault.queries import KeyAge
from shoumi.core import constants
from shoumi.core.handbook import Reach
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

EXIT_DUE, INCIDENT_DUE = "rotation.exit_due", "rotation.incident_due"
# Who could have copied the root's file or passphrase.
AT_THE_MACHINE = frozenset({Role.SEC, Role.OPS})
_SIGNING = frozenset({logkey.NAME, ROOT_NAME})
_OF_DEAL = frozenset({What.DEAL, What.DATA})


@dataclass(frozen=True, slots=True)
class Due:
    """``about``     who left, or the deal
    ``since``     when, at the entry ``position``
    ``waiting``   which keys are older than that: kind and name
    """

    cause: Cause
    about: Ref
    since: datetime
    position: int
    waiting: tuple[str, ...]


def holdings(at: datetime) -> list[Holding]:
    """One for all who left and one for each deal with an incident, where something waits."""
    found = due(at)
    left = [one.since for one in found if one.cause is Cause.EXIT]
    made = [_holding(min(left), EXIT_DUE, at)] if left else []
    for one in found:
        if one.cause is Cause.INCIDENT:
            made.append(_holding(one.since, INCIDENT_DUE, at, one.about))
    return made


def _holding(since: datetime, reason: str, at: datetime, deal: Ref | None = None) -> Holding:
    """It does not hold from the first minute on; for a day its doors stand open, for mending it."""
    read_only, shut = (since + timedelta(hours=_hours(name)) for name in _TERMS)
    return Holding(
        ControlState.FAIL,
        until=since,
        reason=reason,
        reach=Reach.ALL if at >= shut else Reach.WRITE,
        deals=frozenset() if deal is None else frozenset({deal}),
        turns=next((edge for edge in (read_only, shut) if at < edge), None),
        grace=read_only if at < read_only else None,
    )


_TERMS = ("key_rotation_read_only_after", "key_rotation_shut_after")


def _hours(name: str) -> int:
    return constants.get(f"encryption.{name}").number


def due(at: datetime) -> list[Due]:
    """What waits, the first to be due first."""
    home = duty_clocks.beginning()
    if home is None:
        return []
    found = [*_left(home.position, at), *_incidents(home.position)]
    return sorted((one for one in found if one.since <= at), key=lambda one: one.position)


def _left(after: int, at: datetime) -> Iterator[Due]:
    positions = [one for one in latest_entries.all_of([Accounts.RETIRED]) if one > after]
    if not positions:
        return
    wrapping, signing = queries.wrapping_ages(at), queries.signing_ages(at)
    house = [*wrapping, *(one for one in signing if one.name in _SIGNING)]
    for entry in reader.some(positions):
        line = entry.line()
        waiting = [f"signing {name}" for name in signing_clock.of_person(line.about)]
        if _stood_at_the_machine(line.about):
            waiting += [_named(one) for one in house if one.created_at < line.at]
        if waiting:
            yield Due(Cause.EXIT, line.about, line.at, entry.position, tuple(waiting))


def _stood_at_the_machine(person: Ref) -> bool:
    """At any time: what was copied then opens until it is replaced.

    Of a role that was changed or taken away from outside the ledger says what it was.
    """
    found = verification.all_of(Grant)
    if any(one.person_id == person and one.role in AT_THE_MACHINE for one in found.rows):
        return True
    lines = verification.deleted(Grant)
    for one in found.false:
        told = latest_entries.about([Accounts.MADE], one.ref)
        lines = [*lines, *(entry.line() for entry in reader.some(told))]
    return any(
        line.facts["person"] == person and line.facts["role"] in AT_THE_MACHINE for line in lines
    )


def _named(key: KeyAge) -> str:
    return key.what if key.what == "root" else f"{key.what} {key.name}"


def _incidents(after: int) -> Iterator[Due]:
    positions = [one for one in latest_entries.all_of([Deals.SUSPENDED]) if one > after]
    newest: dict[Ref, reader.Recorded] = {}
    for entry in reader.some(positions) if positions else ():
        line = entry.line()
        if line.facts.get("reason") == SuspendReason.INCIDENT and line.deal is not None:
            newest[line.deal] = entry
    for deal, entry in newest.items():
        if not CompartmentKey.objects.filter(deal=deal).exists():
            continue  # nothing of it is left
        done = _replaced(deal, entry.position)
        waiting = tuple(f"{what} {deal}" for what in sorted(_OF_DEAL - done))
        if waiting:
            yield Due(Cause.INCIDENT, deal, entry.line().at, entry.position, waiting)


def _replaced(deal: Ref, after: int) -> frozenset[What]:
    """Which rotations of the deal were begun after an entry and came to their end."""
    begun = set[Ref]()
    done = set[What]()
    positions = latest_entries.of_deal([Tag.BEGUN, Tag.FINISHED], deal)
    for entry in reader.some([one for one in positions if one > after]):
        line = entry.line()
        if line.tag == Tag.BEGUN:
            begun.add(line.about)
        elif line.about in begun:
            done.add(What(str(line.facts["what"])))
    return frozenset(done)
