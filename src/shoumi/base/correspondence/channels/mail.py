"""Mails over the house's relay: text, page and QR code, in one mail to one person.

A mail is the relay's with the last dot (RFC 5321, 4.1.1.4), so it is claimed right before it is
sent: a line that breaks earlier has delivered nothing.  Where the relay can, it reports success and
failure under the letter's own number (RFC 3461).
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from shoumi.base.correspondence.channels import text as texts
from shoumi.base.correspondence.channels.outcome import Broken, Doubtful, Outcome, Parcel
from shoumi.base.correspondence.rules import State
from shoumi.base.outbox import rules, smtp
from shoumi.base.outbox.errors import AddressUnfit
from shoumi.base.outbox.smtp import Relay

_CRLF = b"\r\n"


def compose(parcel: Parcel, sender: str) -> EmailMessage:
    """The mail.  Its id is the letter's, so a report and a second copy are known by it.

    Raises:
        SubjectUnfit, AddressUnfit
    """
    domain = sender.partition("@")[2]
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = rules.address(parcel.place.to)
    mail["Subject"] = rules.subject_line(parcel.text.subject)
    mail["Date"] = format_datetime(parcel.at)
    mail["Message-ID"] = f"<{parcel.letter}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(texts.plain(parcel.text, parcel.own), cte="base64")
    shown = make_msgid("qr", domain)
    page = texts.page(parcel.text, parcel.own, shown[1:-1])
    mail.add_alternative(page, subtype="html", cte="base64")
    if parcel.own.link:
        [_, html] = mail.iter_parts()
        html.add_related(texts.picture(parcel.own.link), "image", "png", cid=shown)
    return mail


class MailLine:
    def __init__(self, relay: Relay) -> None:
        """
        Raises:
            NoEncryption
            Broken: the relay cannot be reached or turns us away.
        """
        self.relay = relay
        try:
            self.server = smtp.connect(relay)
        except (OSError, smtplib.SMTPException) as error:
            raise Broken(failure=type(error).__name__) from error
        self.reports = self.server.has_extn("dsn")

    def send(self, parcel: Parcel) -> Outcome:
        try:
            mail = compose(parcel, self.relay.sender)
        except AddressUnfit as error:
            return Outcome(State.BOUNCED, error.code)
        try:
            refused = self._envelope(parcel)
        except (OSError, smtplib.SMTPException) as error:
            raise Broken(failure=type(error).__name__) from error
        if refused is not None:
            return refused
        parcel.claim()
        try:
            code = self._content(mail.as_bytes())
        except (OSError, smtplib.SMTPException) as error:
            raise Doubtful(failure=type(error).__name__) from error
        return Outcome(State.SENT) if code == 250 else _refused(code)

    def _envelope(self, parcel: Parcel) -> Outcome | None:
        """From, to, and the relay's word that it waits for the mail."""
        of_mail = ["RET=HDRS", f"ENVID={parcel.letter}"] if self.reports else []
        of_person = ["NOTIFY=SUCCESS,FAILURE"] if self.reports else []
        steps: tuple[Callable[[], int], ...] = (
            lambda: self.server.mail(self.relay.sender, of_mail)[0],
            lambda: self.server.rcpt(parcel.place.to, of_person)[0],
            lambda: self.server.docmd("data")[0],
        )
        for step, wanted in zip(steps, ((250,), (250, 251), (354,)), strict=True):
            code = step()
            if code not in wanted:
                if code == 421:  # closing the connection
                    raise smtplib.SMTPServerDisconnected
                self.server.rset()
                return _refused(code)
        return None

    def _content(self, content: bytes) -> int:
        lines = content.replace(b"\r\n.", b"\r\n..")
        lines = b"." + lines if lines.startswith(b".") else lines
        ends = b"" if lines.endswith(_CRLF) else _CRLF
        self.server.send(lines + ends + b"." + _CRLF)
        return self.server.getreply()[0]

    def close(self) -> None:
        try:
            self.server.quit()
        except (OSError, smtplib.SMTPException):
            self.server.close()


def _refused(code: int) -> Outcome:
    """For good from 500 on; before, for now."""
    failure = f"smtp.{code}"
    return Outcome(State.BOUNCED if code >= 500 else State.QUEUED, failure)
