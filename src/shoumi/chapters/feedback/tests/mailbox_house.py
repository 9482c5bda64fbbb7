"""The desk with a mailbox that people write to and a relay that answers leave by."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from email.message import EmailMessage

from shoumi.base.correspondence.tests import dovecot_server
from shoumi.base.correspondence.tests.kept_mailbox import KeptMails, serving
from shoumi.base.outbox import relay_settings
from shoumi.base.outbox.smtp import Relay
from shoumi.base.outbox.tests.relays import Inbox, relay
from shoumi.chapters.feedback.models import Mail, Request
from shoumi.chapters.feedback.services import mail_account, mail_out, mail_round

ADDRESS = "privacy@house.example"
SENDER = "answers@house.example"
WU = "wu@people.example"


class MailDesk:
    """``mails`` lie on the server, ``sent`` are those the relay took."""

    def __init__(self, desk, imap, smtp, mails, inbox):
        self.desk, self.mails, self.inbox = desk, mails, inbox
        own = Relay("127.0.0.1", smtp, SENDER)
        relay_settings.keep(own, actor=desk.head, at=desk.at)
        self.account = mail_account.judged(
            host="127.0.0.1",
            port=imap,
            user="notice",
            folder="INBOX",
            password="right",  # noqa: S106
            address=ADDRESS,
            server="mx.house.example",
        )
        self.keep(with_old=False)

    def keep(self, **how):
        mail_account.keep(self.account, is_tried=True, actor=self.desk.head, at=self.desk.at, **how)

    def come(self, content):
        """It lies on the server and is taken in; what became of it."""
        self.put(content)
        self.look()
        return Mail.objects.order_by("id").last()

    def put(self, content):
        self.mails.came_at = self.desk.at
        raw = content if isinstance(content, bytes) else content.as_bytes()
        return self.mails.put(raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))

    def look(self):
        return mail_round.look(mail_account.configured(), self.desk.at)

    def send(self):
        return mail_out.send_due(self.desk.at)

    @property
    def sent(self):
        return self.inbox.mails

    def asked(self, text="请删除我的全部个人信息", **more):
        """Wu writes for the first time; the request."""
        mail = self.come(written(text, **more))
        return Request.objects.get(ref=mail.request)


def written(
    text, *, sender=WU, name="吴虚丙", subject="我的信息", answers="", number=1, heads=(), files=()
):
    mail = EmailMessage()
    mail["From"] = f"{name} <{sender}>" if name else sender
    mail["To"] = ADDRESS
    mail["Subject"] = subject
    mail["Message-ID"] = f"<{number}.{sender}>"
    if answers:
        mail["In-Reply-To"] = answers
        mail["References"] = answers
    for key, value in heads:
        mail[key] = value
    mail.set_content(text)
    for file, content in files:
        mail.add_attachment(content, "application", "octet-stream", filename=file)
    return mail


@contextmanager
def mail_house(desk, **mailbox):
    with ExitStack() as stack:
        mails, inbox = KeptMails(**mailbox), Inbox()
        imap = stack.enter_context(serving(mails))
        smtp = stack.enter_context(relay(inbox))
        yield MailDesk(desk, imap, smtp, mails, inbox)


@contextmanager
def dovecot_house(desk):
    """The same with Dovecot; skips the test where it is not installed."""
    with ExitStack() as stack:
        inbox = Inbox()
        mails = stack.enter_context(dovecot_server.serving())
        smtp = stack.enter_context(relay(inbox))
        yield MailDesk(desk, mails.port, smtp, mails, inbox)
