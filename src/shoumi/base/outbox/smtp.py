"""Send messages through a mail relay: the one the environment names, else the one of the settings.

``SHOUMI_SMTP_URL``            smtp://[user@]host[:port]?from=address, or smtps:// for TLS at once
``SHOUMI_SMTP_PASSWORD_FILE``  file with the password, mode 0600 and ours

STARTTLS with TLS 1.2 or newer and a checked certificate (RFC 8314, RFC 7817), unless the relay is
on this machine.  One recipient a message.
"""

from __future__ import annotations

import os
import smtplib
import stat
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from shoumi.base.egress import http_client
from shoumi.base.home_settings import queries as home_settings
from shoumi.base.home_settings.rules import Setting
from shoumi.base.outbox import rules
from shoumi.base.outbox.errors import (
    AddressUnfit,
    NoEncryption,
    PasswordInAddress,
    RelayUnfit,
    SecretExposed,
)
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import State
from shoumi.core.egress.addresses import is_this_machine

TIMEOUT_SECONDS = 10
MAX_SECRET_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Relay:
    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    is_implicit_tls: bool = False

    @property
    def is_loopback(self) -> bool:
        return is_this_machine(self.host)


def configured() -> Relay | None:
    """The relay the environment names, else that of the settings, or None.

    Raises:
        RelayUnfit, PasswordInAddress, SecretExposed
        SettingLost, and the refusals of ``keyring.unlock``
    """
    if url := os.environ.get("SHOUMI_SMTP_URL"):
        return parse(url, os.environ.get("SHOUMI_SMTP_PASSWORD_FILE"))
    return stored()


def stored() -> Relay | None:
    """That of the settings, or None.

    Raises:
        SettingLost, and the refusals of ``keyring.unlock``
    """
    told = home_settings.read(Setting.RELAY)
    return Relay(**told) if told else None


def is_by_environment() -> bool:
    return bool(os.environ.get("SHOUMI_SMTP_URL"))


def parse(url: str, password_file: str | None = None) -> Relay:
    """
    Raises:
        RelayUnfit, PasswordInAddress, SecretExposed
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        sender = rules.address(parse_qs(parts.query).get("from", [""])[0])
    except (ValueError, AddressUnfit):
        raise RelayUnfit from None
    if parts.password is not None:
        raise PasswordInAddress
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise RelayUnfit
    is_implicit_tls = parts.scheme == "smtps"
    user = unquote(parts.username) if parts.username else None
    return Relay(
        host=parts.hostname,
        port=port or (465 if is_implicit_tls else 587),
        sender=sender,
        user=user,
        password=secret(Path(password_file)) if user and password_file else None,
        is_implicit_tls=is_implicit_tls,
    )


def secret(path: Path) -> str:
    """The one line of a file that is ours and closed to everybody else.

    Raises:
        SecretExposed
    """
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        raise SecretExposed from None
    try:
        found = os.fstat(opened)
        is_ours = found.st_uid == os.geteuid() and stat.S_ISREG(found.st_mode)
        if not is_ours or found.st_mode & 0o077:
            raise SecretExposed
        return os.read(opened, MAX_SECRET_BYTES).decode().rstrip("\n")
    finally:
        os.close(opened)


def compose(message: Message, address: str, sender: str, at: datetime) -> EmailMessage:
    """The mail.  Its id is the message's, so a receiver can tell a second copy.

    Raises:
        SubjectUnfit, AddressUnfit
    """
    return written(message.ref, message.subject_line, message.body, address, sender, at)


def written(
    ref: str, subject_line: str, body: str, address: str, sender: str, at: datetime
) -> EmailMessage:
    """
    Raises:
        SubjectUnfit, AddressUnfit
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = rules.address(address)
    mail["Subject"] = rules.subject_line(subject_line)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{ref}@{sender.partition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body, cte="base64")
    return mail


class Smtp:
    via = "smtp"
    state = State.SENT
    needs_address = True
    # A message the relay took is settled at once, so a crash repeats one mail at most.
    chunk = 1

    def __init__(self, relay: Relay) -> None:
        """
        Raises:
            NoEncryption: the relay is elsewhere and offers no STARTTLS.
            OSError, SMTPException: the relay cannot be reached or turns us away.
        """
        self.relay = relay
        self.server = connect(relay)

    def send(self, message: Message, address: str | None, at: datetime) -> None:
        """
        Raises:
            SubjectUnfit, AddressUnfit
            OSError, SMTPException
        """
        mail = compose(message, address or "", self.relay.sender, at)
        self.server.send_message(mail, self.relay.sender, [mail["To"]])

    def close(self) -> None:
        try:
            self.server.quit()
        except (OSError, smtplib.SMTPException):
            self.server.close()


def connect(relay: Relay) -> smtplib.SMTP:
    """A session with the relay, encrypted unless it is on this machine.

    Raises:
        NoEncryption
        OSError, SMTPException: it cannot be reached or turns us away.
    """
    place = (relay.host, relay.port)
    if relay.is_implicit_tls:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            *place, timeout=TIMEOUT_SECONDS, context=http_client.trusted()
        )
    else:
        server = smtplib.SMTP(*place, timeout=TIMEOUT_SECONDS)
    try:
        _greet(server, relay)
    except BaseException:
        server.close()
        raise
    return server


def _greet(server: smtplib.SMTP, relay: Relay) -> None:
    server.ehlo()
    if not relay.is_implicit_tls and not relay.is_loopback:
        if not server.has_extn("starttls"):
            raise NoEncryption
        server.starttls(context=http_client.trusted())
        server.ehlo()
    if relay.user and relay.password:
        server.login(relay.user, relay.password)
