"""The mailbox of reports that people set on a page: judged, tried by a login and a look, kept."""

from __future__ import annotations

import imaplib
import re
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime

from shoumi.base.correspondence import mailbox
from shoumi.base.correspondence.errors import MailboxFailed, MailboxHostUnfit
from shoumi.base.correspondence.mailbox import Mailbox
from shoumi.base.home_settings import services
from shoumi.base.home_settings.rules import Setting
from shoumi.core.egress.addresses import is_this_machine
from shoumi.core.refs import Ref

TLS_PORT = 993
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:]{2,45}")
# One word: in the command of a login it stands as it is.
_USER = re.compile(r"[!-~]{1,254}")
_MOST_ANSWER = 200


def judged(*, host: str, port: int, user: str, folder: str, password: str) -> Mailbox:
    """One elsewhere is reached by TLS alone; one on this machine also without.

    Raises:
        MailboxHostUnfit
    """
    fits = (_HOST.fullmatch(host), _USER.fullmatch(user), mailbox.FOLDER.fullmatch(folder))
    if not all(fits):
        raise MailboxHostUnfit
    is_encrypted = port == TLS_PORT or not is_this_machine(host)
    return Mailbox(host, port, user, folder, is_encrypted, password)


def attempt(box: Mailbox) -> None:
    """Log in and look at the folder; nothing in it is touched.

    Raises:
        MailboxFailed
    """
    try:
        server = mailbox.session(box)
    except (OSError, imaplib.IMAP4.error, UnicodeError) as error:
        told = getattr(error, "strerror", "") or str(error) or type(error).__name__
        shown = "".join(one if one.isprintable() else " " for one in told)
        raise MailboxFailed(answer=shown[:_MOST_ANSWER].strip()) from error
    with suppress(OSError, imaplib.IMAP4.error):
        server.logout()


def keep(box: Mailbox, *, actor: Ref, at: datetime) -> None:
    """
    Raises:
        NotPermitted
    """
    services.change(setting=Setting.MAILBOX, value=asdict(box), actor=actor, at=at)
