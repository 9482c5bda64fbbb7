"""Let people in: the first run, invitations, and letting in again.

A set-up token, an invitation and a recovery code each end in an enrolling session, in which ways to
sign in are added (``factors``) and nothing else can be done; ``finish`` turns it into a full one.
"""

from __future__ import annotations

import os
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.services import NotActive
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action, Why
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.base.signin import queries, recovery, rules, sessions, tokens, totp
from shoumi.base.signin.errors import (
    AlreadyEnrolled,
    AlreadySetUp,
    NoSession,
    NoSuchRequest,
    NotEnrolled,
    NotFounding,
    NothingEnrolled,
    RequestSpent,
    TokenSpent,
    TwoPeopleNeeded,
)
from shoumi.base.signin.events import By, Tag
from shoumi.base.signin.models import Account, Again, Binding, Link, Passkey, RecoveryCode
from shoumi.base.signin.rules import Access, Scope
from shoumi.base.signin.tokens import Use
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref

_HANDLE_BYTES = 32
_ALONE = {
    "signin.two_people_needed": Why.TWO_PEOPLE_NEEDED,
    "signin.request_spent": Why.SPENT,
}


@transaction.atomic
def setup_token(*, at: datetime, real_at: datetime) -> str:
    """The token by which the first person comes in, for whoever can read the server's screen.

    One made before is worth nothing any more.

    Raises:
        AlreadySetUp: somebody can sign in.
    """
    if queries.is_set_up():
        raise AlreadySetUp
    Link.objects.filter(person__isnull=True, used_at__isnull=True).delete()
    token = _link(None, Use.SETUP, real_at)
    writer.record(Event(Tag.SETUP_OPENED, SYSTEM, SYSTEM, at, {}, ("1.5",)))
    return token


def look_at_setup(*, token: str, real_at: datetime) -> None:
    """Let only whoever holds a set-up token that is still good see who founded the house.

    Raises:
        TokenSpent, AlreadySetUp
    """
    if not _open(token, Use.SETUP, real_at).exists():
        raise TokenSpent
    if queries.is_set_up():
        raise AlreadySetUp


@transaction.atomic
def set_up(*, token: str, person: Ref, at: datetime, real_at: datetime) -> str:
    """Spend the set-up token for a link of ``person``, who is one of the founding two.

    Raises:
        TokenSpent, AlreadySetUp, NotFounding
    """
    _spend(token, Use.SETUP, real_at)
    if queries.is_set_up():
        raise AlreadySetUp
    founding = Grant.objects.filter(person=person, is_founding=True, person__is_active=True)
    if not founding.exists():
        raise NotFounding
    link = _own_link(person, real_at)
    writer.record(Event(Tag.SET_UP, person, person, at, {}, ("1.5",)))
    return link


@transaction.atomic
def invite(*, person: Ref, actor: Ref, at: datetime, real_at: datetime) -> str:
    """A link, good once and for a day, for somebody who never could sign in.

    Raises:
        NotPermitted, NoSuchPerson, NotActive
        AlreadyEnrolled: ``ask_again`` and a second person's ``approve_again`` are the way.
    """
    accounts.require(actor, at, *rules.INVITERS)
    _active(person)
    if queries.is_enrolled(person):
        raise AlreadyEnrolled
    link = _own_link(person, real_at)
    writer.record(Event(Tag.INVITED, actor, person, at, {}, ("1.5",)))
    return link


@transaction.atomic
def ask_again(*, person: Ref, actor: Ref, at: datetime, real_at: datetime) -> Again:
    """Ask that somebody who lost every way to sign in is let in again.

    Raises:
        NotPermitted, NoSuchPerson, NotActive, NotEnrolled
        TwoPeopleNeeded: one does not ask for oneself.
    """
    accounts.require(actor, at, *rules.INVITERS)
    _active(person)
    if actor == person:
        raise TwoPeopleNeeded
    if not queries.is_enrolled(person):
        raise NotEnrolled
    asked = Again(
        ref=Ref.new("again"), person_id=person, requested_by_id=actor, requested_at=real_at
    )
    event = Event(Tag.AGAIN_ASKED, actor, Ref(asked.ref), at, {"person": person}, ("1.5",))
    codes.put(asked, writer.record(event).position)
    asked.save(force_insert=True)
    return asked


def approve_again(*, request: Ref, actor: Ref, at: datetime, real_at: datetime) -> str:
    """The link for what another person asked, once.

    Raises:
        NotPermitted: the actor may not approve, or the requester may not ask any more.
        NoSuchRequest, RequestSpent, NotActive
        TwoPeopleNeeded: the actor asked for it, or is the person it is for.
        NotAuthentic: the request was changed, put in or put back from outside.
    """
    with (
        approvals.kept(Action.ACCESS, actor=actor, at=at, codes=_ALONE),
        transaction.atomic(),
    ):
        return _approve_again(request, actor, at, real_at)


def _approve_again(request: Ref, actor: Ref, at: datetime, real_at: datetime) -> str:
    accounts.require(actor, at, *rules.AGAIN_APPROVERS)
    writer.hold()
    asked = Again.objects.filter(ref=request).first()
    if asked is None:
        raise NoSuchRequest
    if actor in (asked.requested_by_id, asked.person_id):
        raise TwoPeopleNeeded
    requester, person = Ref(asked.requested_by_id), Ref(asked.person_id)
    accounts.require(requester, at, *rules.INVITERS)
    _active(person)
    fresh = Again.objects.filter(
        ref=request, approved_by__isnull=True, requested_at__gt=real_at - rules.LINK_VALID
    )
    if not fresh.update(approved_by_id=actor):
        raise RequestSpent
    verification.require([asked])
    link = _own_link(person, real_at)
    facts = {"person": person, "requester": requester}
    event = Event(Tag.AGAIN_APPROVED, actor, request, at, facts, ("1.5",))
    asked.approved_by_id = actor
    codes.put(asked, writer.record(event).position)
    asked.save(update_fields=["approved_by", *codes.STORED])
    return link


@transaction.atomic
def enter(*, link: str, replaces: str = "", at: datetime, real_at: datetime) -> str:
    """Spend a link for an enrolling session; answers its token.

    Whoever comes in again leaves every old way to sign in, and every session, behind.

    Raises:
        TokenSpent
    """
    person = _spend(link, Use.LINK, real_at)
    if person is None or not accounts.person(person).is_active:
        raise TokenSpent
    Account.objects.get_or_create(person_id=person, defaults={"handle": os.urandom(_HANDLE_BYTES)})
    _forget(person)
    return sessions.begin(
        person, Scope.ENROL, By.LINK, Tag.ENTERED, replaces=replaces, at=at, real_at=real_at
    )


@transaction.atomic
def recover(*, code: str, replaces: str = "", at: datetime, real_at: datetime) -> str:
    """Spend a recovery code for an enrolling session; answers its token.

    The ways to sign in stay, so that one that was lost can be taken away; other sessions end.

    Raises:
        TokenSpent
    """
    person = recovery.spend(code, real_at=real_at)
    if person is None:
        raise TokenSpent
    sessions.of(person).delete()
    return sessions.begin(
        person, Scope.ENROL, By.RECOVERY, Tag.ENTERED, replaces=replaces, at=at, real_at=real_at
    )


@transaction.atomic
def finish(*, token: str, at: datetime, real_at: datetime) -> str:
    """Turn an enrolling session in which a way to sign in was added into a full one.

    Answers the new token.

    Raises:
        NoSession, NothingEnrolled
    """
    session = sessions.current(token=token, real_at=real_at)
    if session is None or session.scope != Scope.ENROL:
        raise NoSession
    person = Ref(session.person_id)
    found = queries.access([person], real_at=real_at)[person]
    if not session.has_enrolled or found is not Access.CAN:
        raise NothingEnrolled
    Account.objects.filter(person=person, enrolled_at__isnull=True).update(enrolled_at=real_at)
    return sessions.begin(
        person,
        Scope.FULL,
        By(session.by),
        Tag.ENROLLED,
        replaces=token,
        at=at,
        real_at=real_at,
    )


def _active(person: Ref) -> None:
    if not accounts.person(person).is_active:
        raise NotActive


def _own_link(person: Ref, real_at: datetime) -> str:
    Link.objects.filter(person=person, used_at__isnull=True).delete()
    return _link(person, Use.LINK, real_at)


def _link(person: Ref | None, use: Use, real_at: datetime) -> str:
    token = tokens.make()
    Link.objects.create(
        digest=tokens.digest(token, use), person_id=person, until=real_at + rules.LINK_VALID
    )
    return token


def _spend(token: str, use: Use, real_at: datetime) -> Ref | None:
    """The person it is for.  Raises TokenSpent."""
    row = Link.objects.filter(digest=tokens.digest(token, use)).first()
    # Conditional, so that two at the same moment spend it once.
    if row is None or not _open(token, use, real_at).update(used_at=real_at):
        raise TokenSpent
    return Ref(row.person_id) if row.person_id else None


def _open(token: str, use: Use, real_at: datetime) -> QuerySet[Link]:
    """The row of that token, while it is still good."""
    held = Link.objects.filter(digest=tokens.digest(token, use))
    return held.filter(used_at__isnull=True, until__gt=real_at)


def _forget(person: Ref) -> None:
    totp.remove(person)
    Passkey.objects.filter(person=person).delete()
    RecoveryCode.objects.filter(person=person).delete()
    Binding.objects.filter(person=person).delete()
    Account.objects.filter(person=person).update(password="")
    sessions.of(person).delete()
