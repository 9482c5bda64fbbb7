"""Mails of the house: receipts by themselves, answers as they are recorded, trials of the channel.

Each is queued in the transaction of what it tells of and sent by a worker.  It is claimed in the
moment before the relay can have it, so nobody sends it twice; where the worker dies right then
nobody knows, and the request says so.
"""

from __future__ import annotations

import json
import smtplib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.db import transaction
from django.urls import reverse

from shoumi.base import clock
from shoumi.base.accounts import queries as people
from shoumi.base.correspondence import accounts as ways
from shoumi.base.correspondence import entrustments
from shoumi.base.correspondence.rules import Way as LetterWay
from shoumi.base.egress.errors import HostNotAllowed
from shoumi.base.intake.mails import Mail as Parsed
from shoumi.base.ledger import writer
from shoumi.base.outbox import rules as outbox
from shoumi.base.outbox import smtp
from shoumi.base.outbox.errors import AddressUnfit
from shoumi.base.outbox.smtp import Relay
from shoumi.base.transport import server_address
from shoumi.base.vault import secrets
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Communication, Mail, MailOut, Request
from shoumi.chapters.feedback.queries import NoSuchChannel
from shoumi.chapters.feedback.rules import HANDED, Part, Way, mail_words
from shoumi.chapters.feedback.rules.channel_trials import Back
from shoumi.chapters.feedback.rules.mail_fates import Delivery, Fate, Purpose
from shoumi.chapters.feedback.services import channels, mail_account, mail_codes, texts
from shoumi.chapters.feedback.services.errors import NotReachedByMail
from shoumi.chapters.feedback.services.intake import DUTIES
from shoumi.core.calendar import day_in_china
from shoumi.core.errors import DomainError
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.messages import Lang
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Purpose as Use

ON_THE_WAY = (Delivery.SENDING, Delivery.SENT)
_MOST_AT_ONCE, _MOST_IDS = 50, 8
# Ids are longer than a line of a mail may be wide; in parts nobody would know them again.
_POLICY = SMTP.clone(max_line_length=998)
_FOR_GOOD = 500


@dataclass(frozen=True, slots=True)
class _Letter:
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    answers: Sequence[str] = field(default=(), repr=False)


def own_address() -> str:
    """That mails of the house come from; empty where no relay is set."""
    with suppress(DomainError):
        relay = smtp.configured()
        return relay.sender.lower() if relay else ""
    return ""


def queue_receipt(made: Request, code: str, parsed: Parsed, at: datetime) -> bool:
    """That a request came, to who wrote it; whether it goes out.  The code is nowhere else."""
    if not own_address():
        return False
    try:
        to = outbox.address(parsed.sender)
    except AddressUnfit:
        return False
    counted = queries.timed(made).due
    due = counted.on or day_in_china(counted.until)
    lang: Lang = "zh" if made.lang == "zh" else "en"
    told = mail_words.receipt(lang, made.number, due, _receipt_address(code))
    letter = {"to": to, "subject": _subject(parsed.subject, made.number), "text": told}
    answers = [parsed.id] if parsed.id else []
    _queued(Purpose.RECEIPT, {**letter, "answers": answers}, at, request=made.ref)
    return True


def _receipt_address(code: str) -> str:
    """The code stands behind the ``#``, which no browser sends."""
    site = server_address.public_site()
    return f"{site}{reverse('request-receipt')}#{code}" if site else ""


def is_by_mail(request: Request) -> bool:
    """Whether it came as a mail, so that answers go out in its thread."""
    fates = (Fate.REQUEST, Fate.ACCEPTED)
    return Mail.objects.filter(request=request.ref, fate__in=fates).exists()


def queue_answer(request: Request, line: Communication, text: str, at: datetime) -> None:
    """What is handed over by mail to somebody who wrote a mail goes out by itself.

    Raises:
        CarriesIdentifier: no mail carries such a value; it is handed over another way.
    """
    if line.way != Way.MAIL or line.part not in HANDED or not is_by_mail(request):
        return
    outbox.without_identifiers(text, [one.contact for one in queries.channels()])
    MailOut.objects.create(
        ref=Ref.new("mailout"),
        purpose=Purpose.ANSWER,
        request=request.ref,
        line=line.ref,
        state=Delivery.QUEUED,
        queued_at=at,
    )


def begin_trial(*, channel: Ref, actor: Ref, at: datetime) -> MailOut:
    """Write a mail to the published address, as a customer would; it is on record as tried once it
    is found in the queue.

    Raises:
        NotPermitted: the actor is none of those who try channels.
        NoSuchChannel: it is none of mail.
        NotReachedByMail: no mailbox or no relay is set.
    """
    people.require(actor, at, *channels.TRIERS)
    found = queries.listed().filter(ref=channel, way=Way.MAIL).first()
    if found is None:
        raise NoSuchChannel(channel=channel)
    account = mail_account.configured()
    if account is None or not own_address():
        raise NotReachedByMail
    subject, text = mail_words.trial()
    letter = {"to": account.address, "subject": subject, "text": text, "answers": []}
    with transaction.atomic():
        return _queued(Purpose.TRIAL, letter, at, channel=channel, by=actor)


def arrived(own: MailOut, at: datetime) -> None:
    """A trial was found in the queue: whoever began it has tried the channel."""
    with suppress(DomainError):  # neither the channel nor the person may be there any more
        channels.record_trial(channel=Ref(own.channel), back=Back.ARRIVED, actor=Ref(own.by), at=at)


def _queued(purpose: Purpose, letter: Mapping[str, object], at: datetime, **of: str) -> MailOut:
    ref = Ref.new("mailout")
    secrets.keep(ref, json.dumps(letter, ensure_ascii=False).encode(), at=at)
    return MailOut.objects.create(
        ref=ref, purpose=purpose, state=Delivery.QUEUED, queued_at=at, **of
    )


def send_due(at: datetime) -> int:
    """Send what is queued; how many left.  What cannot leave now stays and says why.

    Outside every transaction.

    Raises:
        RelayUnfit, PasswordInAddress, SecretExposed, NoEncryption
    """
    waiting = list(MailOut.objects.filter(state=Delivery.QUEUED).order_by("id")[:_MOST_AT_ONCE])
    relay = smtp.configured() if waiting and not clock.is_demo() else None
    if relay is None:
        return 0
    count = 0
    for one in waiting:
        try:
            entrustments.require([LetterWay.MAIL], Use.REQUEST, at)
            _require_agreed(relay)
            count += _sent(one, relay, at)
        except DomainError as refused:
            _stays(one, refused.code)
        except (OSError, smtplib.SMTPException) as error:
            _stays(one, type(error).__name__)
            break
    return count


def _require_agreed(relay: Relay) -> None:
    """
    Raises:
        HostNotAllowed: two people let the relay's host on the list of calls out first.
    """
    if not ways.is_agreed(relay):
        raise HostNotAllowed(host=relay.host)


def _stays(one: MailOut, failure: str) -> None:
    MailOut.objects.filter(pk=one.pk, state=Delivery.QUEUED).update(failure=failure)


def _sent(one: MailOut, relay: Relay, at: datetime) -> bool:
    """
    Raises:
        OSError, SMTPException: the relay broke off; a mail that it may have is not queued any more.
    """
    letter = _letter(one, at)
    if letter is None:
        settle(one, Delivery.FAILED, "feedback.text_gone", at)
        return False
    mail = _composed(one, letter, relay, at)
    server = smtp.connect(relay)
    try:
        for code, _ in (server.mail(relay.sender), server.rcpt(letter.to)):
            if code >= _FOR_GOOD:
                settle(one, Delivery.FAILED, f"smtp.{code}", at)
                return False
            if code not in (250, 251):
                _stays(one, f"smtp.{code}")
                return False
        claimed = MailOut.objects.filter(pk=one.pk, state=Delivery.QUEUED)
        if not claimed.update(state=Delivery.SENDING):
            return False
        code, _ = server.data(mail.as_bytes())
        if code == 250:
            settle(one, Delivery.SENT, "", at)
        else:
            settle(one, Delivery.FAILED, f"smtp.{code}", at)
        return code == 250
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def settle(one: MailOut, state: Delivery, failure: str, at: datetime) -> None:
    """How it fared; on record with its request.  A text that lay here alone goes."""
    with transaction.atomic():
        MailOut.objects.filter(pk=one.pk).update(state=state, failure=failure, settled_at=at)
        found = Request.objects.filter(ref=one.request).first()
        if found is not None:
            facts: dict[str, Value] = {"purpose": Purpose(one.purpose), "delivery": state}
            deal = queries.deal_of(found)
            writer.record(Event(Tag.MAILED, SYSTEM, Ref(found.ref), at, facts, DUTIES, deal))
        if not one.line:
            transaction.on_commit(lambda: secrets.forget(Ref(one.ref)))


def _letter(one: MailOut, at: datetime) -> _Letter | None:
    """What it says and to whom; None where that was destroyed.  That a text of the record is opened
    for it is written before."""
    if not one.line:
        if not secrets.existing([Ref(one.ref)]):
            return None
        return _Letter(**json.loads(secrets.read(Ref(one.ref)).reveal()))
    found = queries.get(Ref(one.request))
    record = queries.lines(found)
    with transaction.atomic():
        deal = queries.deal_of(found)
        writer.record(Event(Tag.OPENED, SYSTEM, Ref(found.ref), at, {"texts": 1}, DUTIES, deal))
    own = [line for line in record if line.ref == one.line]
    text = texts.opened(own).get(one.line)
    to = texts.asker(found).contact
    if text is None or not to:
        return None
    told = [texts.more(line) for line in record if line.part in (Part.RECEIVED, Part.ADDED)]
    ids = [held["id"] for held in told if held.get("id")]
    subject = next((held["subject"] for held in told if held.get("subject")), "")
    return _Letter(to, _subject(subject, found.number), text, ids)


def _subject(given: str, number: int) -> str:
    """The number is for people: nothing is found by it."""
    told = given if given.lower().startswith(("re:", "回复")) else f"Re: {given}".strip()
    return f"{told[:90]} [DSR-{number:04d}]"


def _composed(one: MailOut, letter: _Letter, relay: Relay, at: datetime) -> EmailMessage:
    """
    Raises:
        SubjectUnfit, AddressUnfit
    """
    account = mail_account.configured()
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = relay.sender
    mail["To"] = outbox.address(letter.to)
    if account is not None and account.address.lower() != relay.sender.lower():
        mail["Reply-To"] = account.address
    mail["Subject"] = outbox.subject_line(letter.subject)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{mail_codes.id_of(Ref(one.ref), letter.to, relay.sender)}>"
    if letter.answers:
        mail["In-Reply-To"] = f"<{letter.answers[-1]}>"
        mail["References"] = " ".join(f"<{one}>" for one in letter.answers[-_MOST_IDS:])
    if one.purpose != Purpose.ANSWER:
        word = "auto-replied" if one.purpose == Purpose.RECEIPT else "auto-generated"
        mail["Auto-Submitted"] = word
        mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(letter.text, cte="base64")
    return mail
