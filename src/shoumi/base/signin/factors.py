"""Add and take away ways to sign in: in an enrolling session, or in one that was proved just now.

A passkey is a way in alone; a password is one together with one-time codes.  Every change ends the
person's other sessions.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import display_names
from shoumi.base.accounts.display_names import NameIsRole, NameMalformed
from shoumi.base.ledger import writer
from shoumi.base.signin import passkeys, passwords, queries, recovery, sessions, throttle, totp
from shoumi.base.signin.errors import (
    CodeWrong,
    LastWayIn,
    LoginIsRole,
    LoginMalformed,
    LoginTaken,
    NoPassword,
    NoSuchPasskey,
    PasskeyNameMalformed,
)
from shoumi.base.signin.events import Factor, Tag
from shoumi.base.signin.models import Account, Passkey, Session
from shoumi.base.signin.passkeys import Answer, Begun, Site
from shoumi.base.signin.rules import Access
from shoumi.base.signin.totp import Shown
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref

MAX_NAME = 40


def choose_password(
    *, token: str, login: str, password: str, at: datetime, real_at: datetime
) -> None:
    """Set name and password to sign in with, in place of those before.

    Raises:
        NoSession, StepUpNeeded, LoginMalformed, LoginIsRole, LoginTaken
        PasswordTooShort, PasswordTooLong, PasswordGuessable, PasswordHasName
    """
    session = sessions.for_factors(token=token, real_at=real_at)
    login = _checked(login)
    passwords.check(password, login, session.person.name)
    kept = passwords.hashed(password)  # before the transaction: it takes a tenth of a second
    with transaction.atomic():
        try:
            with transaction.atomic():
                Account.objects.filter(person=session.person_id).update(
                    login=login, key=throttle.name_key(login), password=kept
                )
        except IntegrityError as error:
            raise LoginTaken from error
        _changed(session, Tag.ADDED, Factor.PASSWORD, at)


def _checked(login: str) -> str:
    """
    Raises:
        LoginMalformed, LoginIsRole
    """
    try:
        login = display_names.check(login)
    except NameMalformed as error:
        raise LoginMalformed(most=display_names.MAX_LENGTH) from error
    except NameIsRole as error:
        raise LoginIsRole from error
    if not display_names.skeleton(login):
        raise LoginMalformed(most=display_names.MAX_LENGTH)
    return login


def begin_codes(*, token: str, at: datetime, real_at: datetime) -> Shown:
    """A fresh generator of one-time codes, to be scanned and then confirmed.

    Raises:
        NoSession, StepUpNeeded
    """
    session = sessions.for_factors(token=token, real_at=real_at)
    return totp.begin(Ref(session.person_id), _label(session), at=at)


def begun_codes(*, token: str, real_at: datetime) -> Shown | None:
    """The generator that waits to be confirmed, to be looked at again; nothing is made.

    Raises:
        NoSession, StepUpNeeded
    """
    session = sessions.for_factors(token=token, real_at=real_at)
    return totp.begun(Ref(session.person_id), _label(session))


def confirm_codes(*, token: str, code: str, at: datetime, real_at: datetime) -> None:
    """Take the new generator into use by its first code, which is thereby spent.

    Raises:
        NoSession, StepUpNeeded, CodeWrong
    """
    session = sessions.for_factors(token=token, real_at=real_at)
    with transaction.atomic():
        if not totp.confirm(Ref(session.person_id), code, real_at=real_at):
            raise CodeWrong
        _changed(session, Tag.ADDED, Factor.TOTP, at)


def begin_passkey(*, token: str, site: Site, real_at: datetime) -> Begun:
    """Ask the person's device for a new passkey.

    Raises:
        NoSession, StepUpNeeded
    """
    session = sessions.for_factors(token=token, real_at=real_at)
    return passkeys.begin_adding(session, site, label=_label(session), real_at=real_at)


def add_passkey(
    *,
    token: str,
    site: Site,
    ceremony: Ref,
    answer: Answer,
    name: str,
    at: datetime,
    real_at: datetime,
) -> Ref:
    """Keep the passkey that the device made, under a name its owner knows it by.

    Raises:
        NoSession, StepUpNeeded, CeremonyOver, PasskeyRefused, PasskeyKnown, PasskeyNameMalformed
    """
    session = sessions.for_factors(token=token, real_at=real_at)
    name = name.strip()
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise PasskeyNameMalformed(most=MAX_NAME)
    made = passkeys.add(session, site, ceremony, answer, name=name, real_at=real_at)
    with transaction.atomic():
        passkeys.save(made, at=at)
        _noted(session)
    return Ref(made.ref)


def make_recovery_codes(*, token: str, at: datetime, real_at: datetime) -> list[str]:
    """Ten codes, shown this once.

    Raises:
        NoSession, StepUpNeeded
    """
    session = sessions.for_factors(token=token, real_at=real_at)
    with transaction.atomic():
        codes = recovery.make(Ref(session.person_id))
        person = Ref(session.person_id)
        facts = {"factor": Factor.RECOVERY}
        writer.record(Event(Tag.ADDED, person, person, at, facts, ("1.5",)))
    return codes


@transaction.atomic
def remove_passkey(*, token: str, passkey: Ref, at: datetime, real_at: datetime) -> None:
    """
    Raises:
        NoSession, StepUpNeeded, NoSuchPasskey, LastWayIn
    """
    session = sessions.for_factors(token=token, real_at=real_at)
    _hold(session)
    if not Passkey.objects.filter(ref=passkey, person=session.person_id).delete()[0]:
        raise NoSuchPasskey
    _removed(session, Factor.PASSKEY, at, real_at)


@transaction.atomic
def remove_password(*, token: str, at: datetime, real_at: datetime) -> None:
    """Take away the password, and the one-time codes, which are worth nothing alone.

    Raises:
        NoSession, StepUpNeeded, NoPassword, LastWayIn
    """
    session = sessions.for_factors(token=token, real_at=real_at)
    _hold(session)
    held = Account.objects.filter(person=session.person_id).exclude(password="")
    if not held.update(password=""):
        raise NoPassword
    totp.remove(Ref(session.person_id))
    _removed(session, Factor.PASSWORD, at, real_at)


def _hold(session: Session) -> None:
    """Two who take away the last two at the same moment wait for each other."""
    Account.objects.select_for_update(no_key=True).get(person=session.person_id)


def _removed(session: Session, factor: Factor, at: datetime, real_at: datetime) -> None:
    person = Ref(session.person_id)
    if queries.access([person], real_at=real_at)[person] is not Access.CAN:
        raise LastWayIn
    writer.record(Event(Tag.REMOVED, person, person, at, {"factor": factor}, ("1.5",)))
    sessions.end_others(session)


def _changed(session: Session, tag: Tag, factor: Factor, at: datetime) -> None:
    person = Ref(session.person_id)
    writer.record(Event(tag, person, person, at, {"factor": factor}, ("1.5",)))
    _noted(session)


def _noted(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(has_enrolled=True)
    sessions.end_others(session)


def _label(session: Session) -> str:
    """What the authenticator calls the account: shown to its owner, on the owner's device."""
    account = Account.objects.get(person=session.person_id)
    return account.login or session.person.name
