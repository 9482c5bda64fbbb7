"""Change the list of hosts: one person asks, another approves, and only then it is changed.

``allow_host`` and ``withdraw_host`` are the changes themselves.  They take two names and the
database refuses one; whoever decides by whom and when a change is approved calls them.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action, Why
from shoumi.base.egress import asks, queries, rules
from shoumi.base.egress.errors import (
    AlreadyAllowed,
    AskSpent,
    NoSuchAsk,
    NoSuchHost,
    TwoPeopleNeeded,
)
from shoumi.base.egress.events import Change, Tag
from shoumi.base.egress.models import Host, HostAsk
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref

_DUTIES = ("3.2",)
_ALONE = {
    TwoPeopleNeeded.code: Why.TWO_PEOPLE_NEEDED,
    AskSpent.code: Why.SPENT,
}


@transaction.atomic
def ask(
    *,
    change: Change,
    name: str,
    inside: str = "",
    authority: str = "",
    actor: Ref,
    at: datetime,
) -> HostAsk:
    """Ask for a change of the list; another person approves it within a day.

    ``inside``     exact addresses of the office's own network that this name may have
    ``authority``  PEM of the authority behind this name's certificate, where it is a private one

    Raises:
        NotPermitted: the actor is no security officer.
        HostUnfit, HostIsHere, InsideUnfit, AuthorityUnfit, AlreadyAllowed, NoSuchHost
    """
    accounts.require(actor, at, *rules.ASKERS)
    name = rules.host(name)
    inside, authority = rules.inside(inside), rules.authority(authority)
    _fits(change, name)
    made = HostAsk(
        ref=Ref.new("hostask"),
        change=change,
        name=name,
        inside=inside if change is Change.ALLOW else "",
        authority=authority if change is Change.ALLOW else "",
        requested_by_id=actor,
        requested_at=at,
    )
    facts: dict[str, Value] = {"change": change, **_said(made)}
    event = Event(Tag.ASKED, actor, Ref(made.ref), at, facts, _DUTIES)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    return made


def approve(*, ask: Ref, actor: Ref, at: datetime) -> Host:
    """Change the list exactly as another person asked, once, within a day.

    Raises:
        NotPermitted: the actor may not approve.
        TwoPeopleNeeded: the actor asked for it.
        TooLate: it was asked for more than 24 hours ago.
        RequesterMayNot: who asked may not ask any more.
        NoSuchAsk, AskSpent, AlreadyAllowed, NoSuchHost
        NotAuthentic: the request was changed, put in or put back from outside.
    """
    kept = approvals.kept(Action.EGRESS, actor=actor, at=at, about=ask, codes=_ALONE)
    with kept, transaction.atomic():
        return _approve(ask, actor, at)


def _approve(ask: Ref, actor: Ref, at: datetime) -> Host:
    accounts.require(actor, at, *rules.APPROVERS)
    writer.hold()
    wish = HostAsk.objects.filter(ref=ask).first()
    if wish is None:
        raise NoSuchAsk
    requester = Ref(wish.requested_by_id)
    if actor == requester:
        raise TwoPeopleNeeded
    approvals.must_be_good(Action.EGRESS, wish.requested_at, at)
    approvals.must_still(Action.EGRESS, requester=(requester, rules.ASKERS), approvers=(), at=at)
    asks.spend(wish, actor, at)
    change = allow_host if wish.change == Change.ALLOW else withdraw_host
    return change(wish=wish, approver=actor, at=at)


@transaction.atomic
def allow_host(*, wish: HostAsk, approver: Ref, at: datetime) -> Host:
    """Put the host of ``wish`` on the list.

    Raises:
        AlreadyAllowed
    """
    made = Host(
        ref=Ref.new("host"),
        name=wish.name,
        inside=wish.inside,
        authority=wish.authority,
        since=at,
        requested_by=wish.requested_by,
        approved_by_id=approver,
    )
    facts = {**_by(wish), **_said(wish)}
    event = Event(Tag.ALLOWED, approver, Ref(made.ref), at, facts, _DUTIES)
    made.position = writer.record(event).position
    codes.put(made, made.position)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyAllowed from error
    return made


@transaction.atomic
def withdraw_host(*, wish: HostAsk, approver: Ref, at: datetime) -> Host:
    """Take the host of ``wish`` off the list; from then on nothing goes there.

    Raises:
        NoSuchHost
    """
    found = queries.in_force().select_for_update().filter(name=wish.name).first()
    if found is None:
        raise NoSuchHost
    # A row that is not authentic is taken off too, and stays what it is.
    is_own = verification.is_authentic(found)
    found.until = at
    facts: dict[str, Value] = {**_by(wish), "host": _digest(wish.name)}
    event = Event(Tag.WITHDRAWN, approver, Ref(found.ref), at, facts, _DUTIES)
    position = writer.record(event).position
    if is_own:
        codes.put(found, position)
    found.save(update_fields=["until", *codes.STORED])
    return found


def _fits(change: Change, name: str) -> None:
    is_there = queries.in_force().filter(name=name).exists()
    if change is Change.ALLOW and is_there:
        raise AlreadyAllowed
    if change is Change.WITHDRAW and not is_there:
        raise NoSuchHost


def _by(wish: HostAsk) -> dict[str, Value]:
    return {"ask": Ref(wish.ref), "requester": Ref(wish.requested_by_id)}


def _said(wish: HostAsk) -> dict[str, Value]:
    said: dict[str, Value] = {"host": _digest(wish.name), "inside": len(wish.inside.split())}
    return said | ({"authority": _digest(wish.authority)} if wish.authority else {})


def _digest(text: str) -> Digest:
    return Digest.of(text.encode())
