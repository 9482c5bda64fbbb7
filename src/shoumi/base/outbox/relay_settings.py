"""The mail relay that people set on a page: judged, tried by a real message, kept.

The same serves a place where there is no home yet, so ``judged`` and ``attempt`` ask no database.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum

from shoumi.base.home_settings import services
from shoumi.base.home_settings.rules import Setting
from shoumi.base.outbox import rules, smtp
from shoumi.base.outbox.errors import RelayFailed, RelayHostUnfit
from shoumi.base.outbox.smtp import Relay
from shoumi.core.refs import Ref

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:]{2,45}")
_MOST_ANSWER = 200
# A reply of 300 and more asks for something else or refuses (RFC 5321).
_REFUSES = 300
_TRIAL_SUBJECT = "守密：试发一封 · Shoumi: a trial"
_TRIAL_BODY = (
    "这封信说明发件服务器能用。没有要办的事，不用回复。\n\n"
    "This mail shows that the relay works. There is nothing to do and nothing to answer.\n"
)


class Encryption(StrEnum):
    STARTTLS = "starttls"
    AT_ONCE = "at_once"


def judged(
    *, host: str, port: int, encryption: Encryption, sender: str, user: str, password: str
) -> Relay:
    """
    Raises:
        RelayHostUnfit, AddressUnfit
    """
    if not _HOST.fullmatch(host):
        raise RelayHostUnfit
    return Relay(
        host=host,
        port=port,
        sender=rules.address(sender),
        user=user or None,
        password=password or None,
        is_implicit_tls=encryption is Encryption.AT_ONCE,
    )


def attempt(relay: Relay, *, to: str, at: datetime) -> str:
    """Send one message to ``to`` now; what the relay answered as it took it.

    Raises:
        AddressUnfit, NoEncryption
        RelayFailed
    """
    return send(relay, to=to, subject_line=_TRIAL_SUBJECT, body=_TRIAL_BODY, at=at)


def send(relay: Relay, *, to: str, subject_line: str, body: str, at: datetime) -> str:
    """One message now, kept nowhere: for what must not lie in the outbox.

    Raises:
        SubjectUnfit, AddressUnfit, NoEncryption
        RelayFailed
    """
    ref = Ref.new("msg")
    mail = smtp.written(ref, subject_line, body, to, relay.sender, at)
    try:
        server = smtp.connect(relay)
        try:
            return _handed_over(server, relay.sender, mail["To"], mail.as_bytes())
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()
    except (OSError, smtplib.SMTPException) as error:
        raise RelayFailed(answer=_told(error)) from error


def _handed_over(server: smtplib.SMTP, sender: str, to: str, mail: bytes) -> str:
    """
    Raises:
        SMTPException
    """
    for code, text in (server.mail(sender), server.rcpt(to)):
        if code >= _REFUSES:
            raise smtplib.SMTPResponseException(code, text)
    code, text = server.data(mail)
    if code >= _REFUSES:
        raise smtplib.SMTPResponseException(code, text)
    return _line(f"{code} {_text(text)}")


def _told(error: OSError | smtplib.SMTPException) -> str:
    """What the relay said; where it said nothing, what stood in the way."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _line(f"{error.smtp_code} {_text(error.smtp_error)}")
    if isinstance(error, ssl.SSLCertVerificationError):
        return _line(error.verify_message)
    reason = error.strerror if isinstance(error, OSError) else ""
    return _line(reason or str(error) or type(error).__name__)


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _line(said: str) -> str:
    """As a page shows it: one line of signs that are seen."""
    return "".join(one if one.isprintable() else " " for one in said)[:_MOST_ANSWER].strip()


def keep(relay: Relay, *, actor: Ref, at: datetime) -> None:
    """
    Raises:
        NotPermitted
    """
    services.change(setting=Setting.RELAY, value=asdict(relay), actor=actor, at=at)


def remove(*, actor: Ref, at: datetime) -> None:
    """
    Raises:
        NotPermitted
    """
    services.remove(setting=Setting.RELAY, actor=actor, at=at)
