"""Sign in, and prove again who one is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.ledger import writer
from shoumi.base.signin import passkeys, passwords, refused_addresses, sessions, throttle, totp
from shoumi.base.signin.errors import NotLetIn, PasswordsBusy
from shoumi.base.signin.events import By, Tag
from shoumi.base.signin.models import Account
from shoumi.base.signin.passkeys import Answer, Begun, Site
from shoumi.base.signin.rules import Scope
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref


def sign_in(
    *,
    login: str,
    password: str,
    code: str,
    address: str,
    replaces: str = "",
    at: datetime,
    real_at: datetime,
) -> str:
    """A session for whoever knows name, password and one-time code; answers its token.

    ``address`` is where the request came from; ``replaces`` the token the browser brought along.

    Raises:
        Throttled: too many failures of this name or from this address; nothing was looked at.
        PasswordsBusy: too many others try at once; nothing was looked at.
        NotLetIn: something of it is wrong; that is recorded.
    """
    person = _known(throttle.name_key(login), password, code, address, at=at, real_at=real_at)
    return _signed_in(person, By.PASSWORD, replaces, at, real_at)


def begin_passkey(*, site: Site, real_at: datetime) -> Begun:
    """Ask the device in front of the browser for any passkey it has for this site."""
    return passkeys.begin_proof(None, site, real_at=real_at)


def sign_in_by_passkey(
    *,
    site: Site,
    ceremony: Ref,
    answer: Answer,
    replaces: str = "",
    at: datetime,
    real_at: datetime,
) -> str:
    """A session for whoever holds a passkey and was verified by it; answers its token.

    No throttle stands before it: a signature cannot be guessed, and who has a passkey comes in
    while somebody else wears out the name.

    Raises:
        CeremonyOver, NotLetIn, PasskeyCopied, PasskeyAltered
    """
    person = passkeys.prove(None, site, ceremony, answer, at=at, real_at=real_at)
    return _signed_in(person, By.PASSKEY, replaces, at, real_at)


def step_up(
    *, token: str, password: str, code: str, address: str, at: datetime, real_at: datetime
) -> str:
    """Prove the session anew for five minutes, by password and one-time code.

    Answers the session's new token.

    Raises:
        NoSession, Throttled, NotLetIn
    """
    session = sessions.full(token=token, real_at=real_at)
    # Keys are unique, so this one lets in the session's own person or nobody.
    account = Account.objects.get(person=session.person_id)
    key = account.key or throttle.name_key(account.login)
    _known(key, password, code, address, at=at, real_at=real_at)
    return sessions.prove(session, By.PASSWORD, at=at, real_at=real_at)


def begin_step_up(*, token: str, site: Site, real_at: datetime) -> Begun:
    """Ask for one of the person's passkeys.  Raises NoSession."""
    return passkeys.begin_proof(sessions.full(token=token, real_at=real_at), site, real_at=real_at)


def step_up_by_passkey(
    *, token: str, site: Site, ceremony: Ref, answer: Answer, at: datetime, real_at: datetime
) -> str:
    """Prove the session anew for five minutes, by a passkey; answers the session's new token.

    Raises:
        NoSession, CeremonyOver, NotLetIn, PasskeyCopied, PasskeyAltered
    """
    session = sessions.full(token=token, real_at=real_at)
    passkeys.prove(session, site, ceremony, answer, at=at, real_at=real_at)
    return sessions.prove(session, By.PASSKEY, at=at, real_at=real_at)


def _signed_in(person: Ref, by: By, replaces: str, at: datetime, real_at: datetime) -> str:
    return sessions.begin(
        person, Scope.FULL, by, Tag.ACCEPTED, replaces=replaces, at=at, real_at=real_at
    )


def _known(
    key: str, password: str, code: str, address: str, *, at: datetime, real_at: datetime
) -> Ref:
    """The person of that name whose password and code these are.

    Every try does the same work, whether the name is known, has a password, or neither: one
    Argon2 hash, one look at a code, one entry in the ledger.
    """
    place = throttle.address_key(address)
    throttle.reserve((key, place), real_at=real_at)
    account = Account.objects.select_related("person").filter(key=key).first()
    codes = totp.in_use(Ref(account.person_id) if account else SYSTEM)
    step = totp.matching(codes, code, real_at=real_at)
    try:
        knows = passwords.matches(password, account.password if account else "")
    except PasswordsBusy:
        throttle.not_looked_at(key, place, real_at=real_at)
        raise
    if (
        account is not None
        and codes is not None
        and step is not None
        and knows
        and account.enrolled_at is not None
        and account.person.is_active
        and totp.spend(codes, step)
    ):
        throttle.succeeded(key, place, real_at=real_at)
        return Ref(account.person_id)
    _refused(Ref(account.person_id) if account else SYSTEM, address, at)
    raise NotLetIn


@transaction.atomic
def _refused(meant: Ref, address: str, at: datetime) -> None:
    """In a transaction of its own; what was typed is nowhere."""
    event = Event(Tag.REFUSED, SYSTEM, meant, at, {"by": By.PASSWORD}, ("1.5",))
    refused_addresses.keep(writer.record(event).position, address, at=at)
