"""Shut an address out for some hours, let it in again, and have the host do so."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import texts, writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.outbox import rules as texts_of_staff
from shoumi.base.row_authentication import codes, verification
from shoumi.base.transport import server_address
from shoumi.chapters.defence.block_models import AddressBlock
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.queries import blocks as queries
from shoumi.chapters.defence.queries import detection, firewall
from shoumi.chapters.defence.queries.blocks import NoSuchBlock
from shoumi.chapters.defence.rules import blocks
from shoumi.chapters.defence.rules.blocks import BlockState, Sets
from shoumi.chapters.defence.rules.firewall import Seen
from shoumi.chapters.defence.services import host_firewall
from shoumi.chapters.defence.services.errors import (
    AddressOurs,
    AddressUnfit,
    AddressYours,
    AlreadyBlocked,
    BlockOver,
    HoursUnfit,
    LetInByName,
    NoReason,
    NotOfAlert,
)
from shoumi.core.egress import addresses
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

BLOCKERS = (Role.SEC, Role.OPS)
_DUTIES = ("12.1", "12.2")


def block(
    *, address: str, hours: int, reasons: str, actor: Ref, at: datetime, whence: str = ""
) -> AddressBlock:
    """Of IPv6 its /64.

    ``whence``  the address from which the actor comes; empty at a terminal of the host

    Raises:
        NotPermitted: the actor is neither security nor of operations.
        AddressUnfit, HoursUnfit, LetInByName, AlreadyBlocked, NoReason, NotAuthentic
        AddressOurs, AddressYours: whoever administers Shoumi would not get here any more.
        BodyUnfit, CarriesIdentifier: the reasons may not be kept.
    """
    accounts.require(actor, at, *BLOCKERS)
    if not reasons.strip():
        raise NoReason
    made = _fit(address, hours, whence)
    return _block(made, texts_of_staff.note(reasons), "", actor, at)


def block_of_alert(
    *, case: Ref, address: str, hours: int, actor: Ref, at: datetime, whence: str = ""
) -> AddressBlock:
    """Shut out where an alert came from; that alert is the reason.

    Raises:
        NoSuchCase, NotOfAlert
        as ``block``
    """
    accounts.require(actor, at, *BLOCKERS)
    found = detection.case_of(case, actor)
    if blocks.address(address) not in queries.addresses(found):
        raise NotOfAlert
    return _block(_fit(address, hours, whence), "", found.ref, actor, at)


def own_networks() -> list[str]:
    """What is never shut out: this host, and the proxies by which people get here."""
    try:
        served = server_address.read()
    except ValueError:
        served = None
    return [*host_firewall.own_addresses(), *(served.proxies if served else ())]


def _fit(told: str, hours: int, whence: str) -> tuple[str, timedelta]:
    """What is shut out, and for how long.

    Raises:
        AddressUnfit, HoursUnfit, LetInByName, AddressOurs, AddressYours, NotAuthentic
    """
    address = blocks.address(told)
    if not address:
        raise AddressUnfit
    if not 0 < hours <= blocks.MOST_HOURS:
        raise HoursUnfit(most=blocks.MOST_HOURS)
    current = firewall.in_force()
    if current is not None and blocks.is_let_in_by_name(address, current.openings):
        raise LetInByName
    if blocks.is_among(address, own_networks()):
        raise AddressOurs
    if (own := addresses.single(whence)) and blocks.is_among(address, [own]):
        raise AddressYours
    return address, timedelta(hours=hours)


@transaction.atomic
def _block(
    fit: tuple[str, timedelta], said: str, alert: str, actor: Ref, at: datetime
) -> AddressBlock:
    address, how_long = fit
    known = [one for one in queries.everything() if one.address == address]
    if any(_is_living(one, at) for one in known):
        raise AlreadyBlocked
    made = AddressBlock(
        ref=Ref.new("block"),
        number=next_number(AddressBlock),
        address=address,
        alert=alert,
        blocked_by=actor,
        blocked_at=at,
        until=at + how_long,
    )
    event = Event(Tag.BLOCKED, actor, Ref(made.ref), at, facts(made), _DUTIES)
    codes.put(made, texts.record(event, said=said).position)
    made.save(force_insert=True)
    return made


def facts(one: AddressBlock) -> dict[str, Value]:
    """What the entry says: of the address a digest, so that the ledger has none."""
    where = hashlib.sha256(f"{one.ref} {one.address}".encode()).digest()
    told: dict[str, Value] = {"number": one.number, "until": one.until, "where": Digest(where)}
    return {**told, "alert": Ref(one.alert)} if one.alert else told


@transaction.atomic
def unblock(*, block: Ref, actor: Ref, at: datetime) -> AddressBlock:
    """
    Raises:
        NotPermitted, NoSuchBlock, BlockOver, NotAuthentic
    """
    accounts.require(actor, at, *BLOCKERS)
    found = AddressBlock.objects.select_for_update().filter(ref=block).first()
    if found is None:
        raise NoSuchBlock(block=block)
    verification.require([found])
    if not _is_living(found, at):
        raise BlockOver
    found.lifted_by, found.lifted_at = actor, at
    _record(found, Event(Tag.UNBLOCKED, actor, block, at, {"number": found.number}, _DUTIES))
    return found


def put_on_host(*, at: datetime) -> int:
    """Have the host shut out what is to be, and let in what was lifted; how many changes it took.

    Nothing where the host has none of our rules, or may not be asked: then they wait.

    Raises:
        NotAuthentic
    """
    known = queries.everything()
    living = {one.address: one for one in known if _is_living(one, at)}
    lifted = {one.address for one in known if one.lifted_at is not None and one.until > at}
    ours = own_networks()  # a proxy may have been named since
    lifted |= {name for name in living if blocks.is_among(name, ours)}
    living = {name: one for name, one in living.items() if name not in lifted}
    if not living and not lifted:
        return 0
    listed = host_firewall.listed()  # outside the transaction: it may take seconds
    if isinstance(listed, Seen):
        return 0
    wanted = {name: _seconds(one, at) for name, one in living.items()}
    try:
        has = blocks.sets(listed)
    except (ValueError, TypeError, KeyError, AttributeError):
        return 0
    todo = blocks.changes(wanted, lifted, has)
    if todo and not host_firewall.change_blocks(todo):
        todo = []
    now = Sets(has.elements | {one.address for one in todo if one.seconds})
    for name in sorted(living):
        if now.shuts(name):
            _seen(living[name], at)
    return len(todo)


@transaction.atomic
def _seen(one: AddressBlock, at: datetime) -> None:
    found = AddressBlock.objects.select_for_update().get(pk=one.pk)
    verification.require([found])
    if found.seen_at is None and _is_living(found, at):
        found.seen_at = at
        told: dict[str, Value] = {"number": found.number}
        _record(found, Event(Tag.BLOCK_SEEN, SYSTEM, Ref(found.ref), at, told, _DUTIES))


def _seconds(one: AddressBlock, at: datetime) -> int:
    return max(int((one.until - at).total_seconds()), 1)


def _is_living(one: AddressBlock, at: datetime) -> bool:
    return queries.state(one, at) in (BlockState.WAITING, BlockState.IN_FORCE)


def _record(found: AddressBlock, event: Event) -> None:
    codes.put(found, writer.record(event).position)
    found.save()
