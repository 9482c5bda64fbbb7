"""By which ways people reach the house, and whether somebody tried that they do."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Channel
from shoumi.chapters.feedback.queries import NoSuchChannel
from shoumi.chapters.feedback.rules import Way
from shoumi.chapters.feedback.rules.channel_trials import Back
from shoumi.chapters.feedback.services.errors import ChannelListed, ContactMissing
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

KEEPERS = (Role.DPO,)
TRIERS = (Role.DPO, Role.CS, Role.SUP)
_DUTIES = ("10.1",)


def list_channel(*, way: Way, contact: str, actor: Ref, at: datetime) -> Channel:
    """Publish a way to reach the house.

    ``contact``  a number, an address: of the house, never of a person

    Raises:
        NotPermitted: the actor is not the protection officer.
        ContactMissing
        ChannelListed: one of that way is.
    """
    accounts.require(actor, at, *KEEPERS)
    if not contact.strip():
        raise ContactMissing
    made = Channel(ref=Ref.new("channel"), way=way, contact=contact.strip(), listed_at=at)
    try:
        with transaction.atomic():
            return _keep(made, Tag.LISTED, {"way": way}, actor, at)
    except IntegrityError as error:
        raise ChannelListed(way=way) from error


@transaction.atomic
def end(*, channel: Ref, actor: Ref, at: datetime) -> Channel:
    """
    Raises:
        NotPermitted, NoSuchChannel, NotAuthentic
    """
    accounts.require(actor, at, *KEEPERS)
    found = _held(channel)
    found.ended_at = at
    return _keep(found, Tag.UNLISTED, {"way": Way(found.way)}, actor, at)


@transaction.atomic
def record_trial(*, channel: Ref, back: Back, actor: Ref, at: datetime) -> Channel:
    """Somebody tried it as a customer would, and says what came back.

    Raises:
        NotPermitted: the actor is none of protection officer, customer service, supervision.
        NoSuchChannel, NotAuthentic
    """
    accounts.require(actor, at, *TRIERS)
    found = _held(channel)
    found.tried_at, found.tried_by, found.back = at, actor, back
    return _keep(found, Tag.TRIED, {"way": Way(found.way), "back": back}, actor, at)


def _held(channel: Ref) -> Channel:
    found = Channel.objects.select_for_update().filter(ref=channel, ended_at=None).first()
    if found is None:
        raise NoSuchChannel(channel=channel)
    verification.require([found])
    return found


def _keep(row: Channel, tag: Tag, facts: dict[str, Value], actor: Ref, at: datetime) -> Channel:
    event = Event(tag, actor, Ref(row.ref), at, facts, _DUTIES)
    codes.put(row, writer.record(event).position)
    row.save()
    return row
