"""Reads of addresses that are shut out, and of those an alert is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.ledger import reader
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.signin import refused_addresses
from shoumi.chapters.defence.block_models import AddressBlock
from shoumi.chapters.defence.models import SecurityCase
from shoumi.chapters.defence.queries import sensors
from shoumi.chapters.defence.rules import blocks
from shoumi.chapters.defence.rules.blocks import BlockState
from shoumi.chapters.defence.rules.detection import Code
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref

_SIGN_IN = frozenset({Code.SIGNIN_GUESSING, Code.SIGNIN_SPRAY})
_REFUSED = "signin.refused"


class NoSuchBlock(Missing):
    code = "firewall.no_block"


def get(block: Ref) -> AddressBlock:
    """
    Raises:
        NoSuchBlock
    """
    found = AddressBlock.objects.filter(ref=block).first()
    if found is None:
        raise NoSuchBlock(block=block)
    return found


def listed() -> QuerySet[AddressBlock]:
    return AddressBlock.objects.order_by("-number")


def everything() -> list[AddressBlock]:
    """
    Raises:
        NotAuthentic: one was changed or put back, or is gone, from outside.
    """
    found = verification.all_of(AddressBlock)
    if found.false or verification.deleted(AddressBlock):
        raise NotAuthentic(what=AddressBlock._meta.db_table)
    return list(found.rows)


def state(one: AddressBlock, at: datetime) -> BlockState:
    return blocks.state(one.until, one.seen_at, one.lifted_at, at)


def addresses(one: SecurityCase) -> list[str]:
    """Where what an alert is about came from, the most tries first."""
    if one.rule == Code.SENSOR_ALERT:
        source = sensors.source(one.who)
        # One that an older version met is a single address of IPv6.
        return list(_together([(source.address, 1)])) if source is not None else []
    if one.rule not in _SIGN_IN:
        return []
    entries = reader.entries(one.first, tag=_REFUSED)
    positions = []
    for entry in entries:
        line = entry.line()
        if one.closed_at is not None and line.at > one.closed_at:
            break
        if one.who in ("", str(line.about)):
            positions.append(entry.position)
    return list(_together(refused_addresses.of(positions)))


def _together(tries: Iterable[tuple[str, int]]) -> Iterator[str]:
    """What would be shut out, the most tries first: whoever tries from many addresses of one /64
    of IPv6 is one."""
    found: Counter[str] = Counter()
    for told, count in tries:
        found[blocks.address(told) or told] += count
    return (one for one, _ in found.most_common())
