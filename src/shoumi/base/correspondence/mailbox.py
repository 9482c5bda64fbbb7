"""Reports are fetched from the mailbox that mails go out from.

``SHOUMI_IMAP_URL``            imaps://user@host[:port]/FOLDER, or imap:// to this machine alone
``SHOUMI_IMAP_PASSWORD_FILE``  file with the password, mode 0600 and ours

Where the environment names none, the one that was set on a page counts (``mailbox_settings``).
The mailbox is only looked at: nothing in it is marked, moved or deleted.  Up to where it was read
stands in the transaction of what was read, so a mail is taken in once.
"""

from __future__ import annotations

import hashlib
import imaplib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import transaction

from shoumi.base.correspondence import receipts
from shoumi.base.correspondence.channels.outcome import Broken
from shoumi.base.correspondence.errors import MailboxUnfit
from shoumi.base.correspondence.models import MailboxMark
from shoumi.base.egress import http_client
from shoumi.base.home_settings import queries as home_settings
from shoumi.base.home_settings.rules import Setting
from shoumi.base.outbox import smtp
from shoumi.core.egress.addresses import is_this_machine
from shoumi.core.letters import reports

TIMEOUT_SECONDS = 10
MAX_READ = 500  # mails in one run
MAX_BYTES = 200_000  # of one mail; a report is small
FOLDER = re.compile(r"[\w.\-/ ]{1,60}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Mailbox:
    host: str
    port: int
    user: str
    folder: str
    is_encrypted: bool
    password: str = field(default="", repr=False)

    @property
    def digest(self) -> str:
        told = f"{self.user} {self.host} {self.port} {self.folder}"
        return hashlib.sha256(told.encode()).hexdigest()


def configured() -> Mailbox | None:
    """The mailbox the environment names, else that of the settings, or None.

    Raises:
        MailboxUnfit, SecretExposed
        SettingLost, and the refusals of ``keyring.unlock``
    """
    if url := os.environ.get("SHOUMI_IMAP_URL"):
        return parse(url, os.environ.get("SHOUMI_IMAP_PASSWORD_FILE"))
    return stored()


def stored() -> Mailbox | None:
    """That of the settings, or None.

    Raises:
        SettingLost, and the refusals of ``keyring.unlock``
    """
    told = home_settings.read(Setting.MAILBOX)
    return Mailbox(**told) if told else None


def parse(url: str, password_file: str | None = None) -> Mailbox:
    """
    Raises:
        MailboxUnfit: among others, another machine without TLS.
        SecretExposed
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise MailboxUnfit from None
    host, user = parts.hostname or "", unquote(parts.username or "")
    folder = unquote(parts.path.lstrip("/")) or "INBOX"
    is_encrypted = parts.scheme == "imaps"
    is_known = parts.scheme in ("imap", "imaps") and (is_encrypted or is_this_machine(host))
    if not (is_known and host and user) or parts.password or not FOLDER.fullmatch(folder):
        raise MailboxUnfit
    password = smtp.secret(Path(password_file)) if password_file else ""
    return Mailbox(
        host, port or (993 if is_encrypted else 143), user, folder, is_encrypted, password
    )


def collect(mailbox: Mailbox, *, at: datetime) -> int:
    """Take in every report since the mailbox was read last; how many concerned a letter.

    Outside every transaction.

    Raises:
        Broken: the mailbox cannot be reached, or turns us away.
    """
    try:
        with session(mailbox) as server:
            return _collected(server, mailbox, at)
    except (OSError, imaplib.IMAP4.error, UnicodeError) as error:
        raise Broken(failure=type(error).__name__) from error


def session(mailbox: Mailbox, *, is_read_only: bool = True) -> imaplib.IMAP4:
    """Logged in, the folder open to be looked at; or to have mails taken out.

    Raises:
        OSError, imaplib.IMAP4.error
    """
    place = (mailbox.host, mailbox.port)
    if mailbox.is_encrypted:
        server: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            *place, ssl_context=http_client.trusted(), timeout=TIMEOUT_SECONDS
        )
    else:
        server = imaplib.IMAP4(*place, timeout=TIMEOUT_SECONDS)
    try:
        server.login(mailbox.user, mailbox.password)
        ok(server.select(f'"{mailbox.folder}"', readonly=is_read_only))
    except BaseException:
        server.shutdown()
        raise
    return server


def _collected(server: imaplib.IMAP4, mailbox: Mailbox, at: datetime) -> int:
    mark = _mark(server, mailbox)
    count = 0
    for uid in _newer(server, mark.uid):
        found = reports.report(_content(server, uid))
        with transaction.atomic():
            if found is not None:
                count += receipts.reported(found, at)
            MailboxMark.objects.filter(pk=mark.pk).update(uid=uid, read_at=at)
    MailboxMark.objects.filter(pk=mark.pk).update(read_at=at)
    return count


def _mark(server: imaplib.IMAP4, mailbox: Mailbox) -> MailboxMark:
    """From the beginning again where the server has given its mails new numbers."""
    _, [told] = server.response("UIDVALIDITY")
    validity = int(told or b"0")
    mark, _ = MailboxMark.objects.get_or_create(of=mailbox.digest, defaults={"validity": validity})
    if mark.validity != validity:
        mark.validity, mark.uid = validity, 0
        mark.save()
    return mark


def _newer(server: imaplib.IMAP4, uid: int) -> Iterator[int]:
    [told] = ok(server.uid("SEARCH", f"UID {uid + 1}:*"))
    # "n:*" names the last mail also where its number is smaller (RFC 3501, 9).
    found = sorted(number for number in map(int, (told or b"").split()) if number > uid)
    yield from found[:MAX_READ]


def _content(server: imaplib.IMAP4, uid: int) -> bytes:
    told = ok(server.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MAX_BYTES}>)"))
    return next((bytes(one[1]) for one in told if isinstance(one, tuple)), b"")


def ok(answer: tuple[str, Sequence[Any]]) -> Sequence[Any]:
    """
    Raises:
        imaplib.IMAP4.error
    """
    kind, told = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(kind)
    return told
