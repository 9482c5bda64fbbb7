"""Playing somebody's part in a demo home, whose cast has no passwords.

Whoever started the server holds a link, made anew at each start; with it any part can be played.
A real home knows nothing of this.
"""

from __future__ import annotations

import hmac
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.signin import sessions, tokens
from shoumi.base.signin.errors import NoSession, NotLetIn
from shoumi.base.signin.events import By, Tag
from shoumi.base.signin.models import Account
from shoumi.base.signin.rules import Scope
from shoumi.base.signin.tokens import Use
from shoumi.core.refs import Ref

_HANDLE_BYTES = 32


def open_stage() -> str:
    """The link's token; the digest lies in the home, the one before is worth nothing any more.

    Raises:
        NotLetIn: this is no demo home.
    """
    if not clock.is_demo():
        raise NotLetIn
    token = tokens.make()
    path = _path()
    waiting = path.with_suffix(".new")
    opened = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(tokens.digest(token, Use.STAGE))
    waiting.replace(path)
    return token


@transaction.atomic
def begin(*, token: str, person: Ref, replaces: str, at: datetime, real_at: datetime) -> str:
    """A session as ``person``; answers its token.

    Raises:
        NotLetIn: no demo, or another link.
        NoSuchPerson
    """
    check(token=token)
    accounts.person(person)
    Account.objects.get_or_create(person_id=person, defaults={"handle": os.urandom(_HANDLE_BYTES)})
    return sessions.begin(
        person, Scope.FULL, By.LINK, Tag.ACCEPTED, replaces=replaces, at=at, real_at=real_at
    )


def prove(*, session: str, at: datetime, real_at: datetime) -> str:
    """Stamp a session as proved, where there is nothing that could be proved.

    Raises:
        NotLetIn: this is no demo home.
        NoSession
    """
    if not clock.is_demo():
        raise NotLetIn
    found = sessions.current(token=session, real_at=real_at)
    if found is None or found.scope != Scope.FULL or found.by != By.LINK:
        raise NoSession
    return sessions.prove(found, By.LINK, at=at, real_at=real_at)


def check(*, token: str) -> None:
    """Let through who holds the link.

    Raises:
        NotLetIn: no demo, or another link.
    """
    if not clock.is_demo():
        raise NotLetIn
    try:
        kept = _path().read_text(encoding="ascii")
    except OSError:
        raise NotLetIn from None
    if not hmac.compare_digest(kept, tokens.digest(token, Use.STAGE)):
        raise NotLetIn


def _path() -> Path:
    return Path(settings.SHOUMI_HOME) / "stage"
