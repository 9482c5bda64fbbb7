"""Sessions: begin, prove anew, look up, end.

Times are real ones (``rules`` says why).  A session's token is always made here: what a browser
brings along before it signs in is ended, never taken over.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from shoumi.base.accounts import person_rows
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.ledger import writer
from shoumi.base.signin import rules, tokens
from shoumi.base.signin.errors import NoSession, NoSuchSession, StepUpNeeded
from shoumi.base.signin.events import By, Tag
from shoumi.base.signin.models import Account, Link, Session
from shoumi.base.signin.rules import Scope
from shoumi.base.signin.tokens import Use
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref

# In SQL, because every request asks.
_BY_DIGEST = "SELECT * FROM signin_session WHERE digest = %s"


def current(*, token: str, real_at: datetime) -> Session | None:
    """The living session of that token, of whatever scope; its person has not left."""
    digest = tokens.digest(token, Use.SESSION)
    found = next(iter(Session.objects.raw(_BY_DIGEST, [digest])), None)
    if found is None:
        return None
    person = person_rows.known(Ref(found.person_id))
    if person is None:
        return None
    found.person = person
    return found if is_alive(found, real_at) else None


def is_alive(session: Session, real_at: datetime) -> bool:
    limits = rules.limits(Kind(session.person.kind), Scope(session.scope))
    return (
        session.person.is_active
        and real_at - session.seen_at < limits.idle
        and real_at - session.began_at < limits.absolute
    )


def person_of(*, token: str, real_at: datetime) -> Person | None:
    """Whom the browser with that token acts for, or None; as ``acting``."""
    session = acting(token=token, real_at=real_at)
    return session.person if session is not None else None


def acting(*, token: str, real_at: datetime, is_use: bool = True) -> Session | None:
    """The session in which the browser with that token acts for its person, or None.

    It is noted as used at most once a minute, so that reading pages does not write; not at all
    where ``is_use`` is not, as somebody who only follows may have left the desk.
    """
    session = current(token=token, real_at=real_at)
    if session is None or session.scope != Scope.FULL:
        return None
    if is_use:
        touch(session, real_at)
    return session


def actor_of(*, token: str, real_at: datetime) -> Ref | None:
    found = person_of(token=token, real_at=real_at)
    return Ref(found.ref) if found is not None else None


def touch(session: Session, real_at: datetime) -> None:
    if real_at - session.seen_at >= rules.TOUCH_EVERY:
        Session.objects.filter(pk=session.pk, seen_at=session.seen_at).update(seen_at=real_at)


def full(*, token: str, real_at: datetime) -> Session:
    """The session that acts as its person.

    Raises:
        NoSession
    """
    session = current(token=token, real_at=real_at)
    if session is None or session.scope != Scope.FULL:
        raise NoSession
    return session


def has_stepped_up(session: Session, real_at: datetime) -> bool:
    """Was the person asked for a proof within the last five minutes?"""
    return real_at - session.proved_at < rules.STEP_UP_VALID


def for_factors(*, token: str, real_at: datetime) -> Session:
    """The session in which ways to sign in may be changed: enrolling, or freshly proved.

    Raises:
        NoSession, StepUpNeeded
    """
    session = current(token=token, real_at=real_at)
    if session is None:
        raise NoSession
    if session.scope == Scope.FULL and not has_stepped_up(session, real_at):
        raise StepUpNeeded
    touch(session, real_at)
    return session


def begin(
    person: Ref, scope: Scope, by: By, tag: Tag, *, replaces: str, at: datetime, real_at: datetime
) -> str:
    """A new session of ``person`` and its entry; answers the token, which is nowhere else.

    However somebody signs in, it ends here; who is stopped gets no session.

    ``replaces`` is the token that the browser brought along, "" for none.  Of more than three
    sessions the oldest end.

    Raises:
        Stopped: until that is lifted.
        NotAuthentic: what the house knows of the person was changed from outside.
    """
    if accounts.is_stopped(person_rows.require(person), at):
        raise accounts.Stopped
    token, ref = tokens.make(), Ref.new("session")
    with transaction.atomic():
        # Held, so that sign-ins at the same moment count each other.
        Account.objects.select_for_update(no_key=True).get(person=person)
        Session.objects.filter(digest=tokens.digest(replaces, Use.SESSION)).delete()
        _make_room(person, real_at)
        Session.objects.create(
            ref=ref,
            person_id=person,
            digest=tokens.digest(token, Use.SESSION),
            scope=scope,
            by=by,
            began_at=real_at,
            seen_at=real_at,
            proved_at=real_at,
        )
        writer.record(Event(tag, person, person, at, {"by": by, "session": ref}, ("1.5",)))
    return token


def _make_room(person: Ref, real_at: datetime) -> None:
    held = list(Session.objects.select_related("person").filter(person=person))
    over = [one.pk for one in held if not is_alive(one, real_at)]
    alive = [one.pk for one in held if one.pk not in over]
    surplus = alive[: max(0, len(alive) - rules.MAX_SESSIONS + 1)]
    Session.objects.filter(pk__in=over + surplus).delete()


def prove(session: Session, by: By, *, at: datetime, real_at: datetime) -> str:
    """Stamp the session as proved now, under a new token.

    Raises:
        NoSession: it was ended meanwhile.
    """
    token = tokens.make()
    with transaction.atomic():
        held = Session.objects.filter(pk=session.pk, digest=session.digest)
        if not held.update(
            digest=tokens.digest(token, Use.SESSION), proved_at=real_at, seen_at=real_at
        ):
            raise NoSession
        person, ref = Ref(session.person_id), Ref(session.ref)
        writer.record(Event(Tag.STEPPED_UP, person, ref, at, {"by": by}, ("1.5",)))
    return token


def sign_out(*, token: str, at: datetime) -> None:
    """End the session of that token; nothing happens where there is none."""
    digest = tokens.digest(token, Use.SESSION)
    with transaction.atomic():
        session = Session.objects.filter(digest=digest).first()
        if session is not None:
            _end(session, Ref(session.person_id), at)


@transaction.atomic
def end(*, session: Ref, actor: Ref, at: datetime) -> None:
    """End one session: one's own, or that of another for whoever may.

    Raises:
        NotPermitted, NoSuchSession
    """
    found = Session.objects.filter(ref=session).first()
    if found is None or found.person_id != actor:
        # Asked first, so that a stranger cannot tell another's session from none.
        accounts.require(actor, at, *rules.LOCKERS)
    if found is None:
        raise NoSuchSession
    _end(found, actor, at)


def _end(session: Session, actor: Ref, at: datetime) -> None:
    if Session.objects.filter(pk=session.pk).delete()[0]:
        facts = {"person": Ref(session.person_id)}
        writer.record(Event(Tag.ENDED, actor, Ref(session.ref), at, facts, ("1.5",)))


@transaction.atomic
def lock_down(*, person: Ref, actor: Ref, at: datetime) -> int:
    """End every session of ``person`` and make every open link of his or hers worthless.

    Answers how many sessions there were.

    Raises:
        NotPermitted, NoSuchPerson
    """
    if actor != person:
        accounts.require(actor, at, *rules.LOCKERS)
    accounts.person(person)
    # Held, so that a sign-in at the same moment is over before or begins after.
    list(Account.objects.select_for_update(no_key=True).filter(person=person))
    Link.objects.filter(person=person, used_at__isnull=True).delete()
    ended = of(person).count()
    of(person).delete()
    writer.record(Event(Tag.LOCKED_DOWN, actor, person, at, {"sessions": ended}, ("1.5",)))
    return ended


def of(person: Ref) -> QuerySet[Session]:
    return Session.objects.filter(person=person)


def end_others(session: Session) -> None:
    """After a way to sign in was changed: whoever got in by the old one is out."""
    of(Ref(session.person_id)).exclude(pk=session.pk).delete()
