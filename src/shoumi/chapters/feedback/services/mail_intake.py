"""One mail comes into the queue: it opens a request, adds to the one it answers, or is set aside.

What was read from the server and what became of it stand in one transaction with the mark up to
where the mailbox was read, so a worker that is killed takes each mail once.  Nothing a mail says of
itself opens anything: it lands in a request only by an id that the house made for that address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.intake import errors as intake_errors
from shoumi.base.intake import mails
from shoumi.base.intake.mails import Mail as Parsed
from shoumi.base.intake.mails import MailFile
from shoumi.base.ledger import writer
from shoumi.base.vault import secrets
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Mail, MailMark, MailOut, Request
from shoumi.chapters.feedback.rules import Kind, Part, State, Way, mail_kinds, mail_origin
from shoumi.chapters.feedback.rules.mail_fates import Aside, Delivery, Fate, Purpose
from shoumi.chapters.feedback.rules.mail_origin import Genuine, Letterhead, Origin
from shoumi.chapters.feedback.services import (
    enclosures,
    intake,
    mail_codes,
    mail_out,
    mail_signatures,
    mail_threads,
    sealed_files,
    texts,
)
from shoumi.chapters.feedback.services.intake import Told
from shoumi.chapters.feedback.services.mail_account import Account
from shoumi.chapters.feedback.services.texts import Asker, Line
from shoumi.core.ledger.leaf import Event
from shoumi.core.messages import Lang
from shoumi.core.refs import SYSTEM, Ref

# One receipt to an address in so long: two machines that answer each other end here.
RECEIPT_EVERY = timedelta(days=1)
_HAN = re.compile(r"[\u3400-\u9fff]")
_FAILED = re.compile(rb"(?im)^action:\s*failed\b")
_NO_TEXT = {"zh": "（没有正文）", "en": "(no text)"}
_MOST_WORD = 200


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail as it lies on the server; ``is_whole`` where all of it was fetched."""

    box: str
    validity: int
    uid: int
    size: int
    came_at: datetime
    content: bytes = field(repr=False)
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class _Judged:
    """What is known of a mail before anything is written."""

    digest: str
    sender: str
    parsed: Parsed | None = None
    head: Letterhead | None = None
    genuine: Genuine = Genuine.UNKNOWN
    aside: Aside | None = None


def take(found: Fetched, account: Account, at: datetime) -> Fate | None:
    """What became of it; None: it was taken before, or somebody else just did.

    Outside every transaction.
    """
    return _take(found, _judge(found, account), account, at)


def set_aside(found: Fetched, account: Account, at: datetime) -> bool:
    """Of one that could not be taken as what it seemed to be; whether it was new."""
    judged = _Judged(mail_codes.of_mail("", found.content), "", aside=Aside.BROKEN)
    return _take(found, judged, account, at) is not None


def _take(found: Fetched, judged: _Judged, account: Account, at: datetime) -> Fate | None:
    with transaction.atomic():
        mark = MailMark.objects.select_for_update().get(of=found.box)
        place = {"box": found.box, "validity": found.validity, "uid": found.uid}
        if Mail.objects.filter(**place).exists():
            return None
        fate = _placed(found, judged, account, at)
        if mark.validity == found.validity and mark.uid < found.uid:
            mark.uid = found.uid
            mark.save(update_fields=["uid"])
    return fate


def _judge(found: Fetched, account: Account) -> _Judged:
    """Taken apart in the limited child; one bad mail costs one mail."""
    if not found.is_whole:
        return _Judged(mail_codes.of_mail("", found.content), "", aside=Aside.TOO_LARGE)
    try:
        parsed = mails.parsed(found.content)
    except intake_errors.TooLarge:
        return _Judged(mail_codes.of_mail("", found.content), "", aside=Aside.TOO_LARGE)
    except intake_errors.FileRefused:
        return _Judged(mail_codes.of_mail("", found.content), "", aside=Aside.BROKEN)
    head = Letterhead(parsed.sender, parsed.subject, parsed.is_report, parsed.heads)
    return _Judged(
        mail_codes.of_mail(parsed.id, found.content),
        mail_codes.of_address(parsed.sender),
        parsed,
        head,
        _genuine(found, parsed, head, account),
        _aside(parsed, head, account),
    )


def _genuine(found: Fetched, parsed: Parsed, head: Letterhead, account: Account) -> Genuine:
    """What our own mail server says comes first; a signature is asked for where it says nothing."""
    if parsed.senders > 1:
        return Genuine.NO
    told = mail_origin.genuine(account.server, head)
    if told is not Genuine.UNKNOWN or not account.asks_dns:
        return told
    is_signed = mail_signatures.is_signed(found.content, parsed.sender)
    return Genuine.SIGNED if is_signed else Genuine.UNKNOWN


def _aside(parsed: Parsed, head: Letterhead, account: Account) -> Aside | None:
    origin = mail_origin.origin(head)
    if origin is Origin.REPORT:
        return Aside.REPORT
    if parsed.sender in (account.address.lower(), mail_out.own_address()):
        return Aside.OURS
    if origin is Origin.MACHINE:
        return Aside.MACHINE
    return None if parsed.sender else Aside.NO_SENDER


def _placed(found: Fetched, judged: _Judged, account: Account, at: datetime) -> Fate:
    row = Mail(
        ref=Ref.new("mail"),
        box=found.box,
        validity=found.validity,
        uid=found.uid,
        digest=judged.digest,
        sender=judged.sender,
        size=found.size,
        came_at=min(found.came_at, at),
        aside=judged.aside or "",
        genuine=judged.genuine,
    )
    before = Mail.objects.filter(box=found.box, digest=judged.digest).exclude(fate=Fate.COPY)
    if (same := before.order_by("id").first()) is not None:
        _copied(row, same)
    elif judged.aside is not None or judged.parsed is None or judged.head is None:
        _set_aside(row, found, judged, at)
    else:
        _received(row, judged.parsed, judged.head, account, at)
    row.save(force_insert=True)
    return Fate(row.fate)


def _copied(row: Mail, same: Mail) -> None:
    """Of the server that counts anew, and of the relay that delivered twice.  Where the first was
    destroyed meanwhile this one goes too."""
    row.fate, row.request, row.goes = Fate.COPY, same.request, same.goes


def _set_aside(row: Mail, found: Fetched, judged: _Judged, at: datetime) -> None:
    """Sealed as it came; nobody's answer is given, and nothing of it is lost."""
    row.fate = Fate.ASIDE
    if judged.parsed is not None and _is_own_trial(row, judged.parsed, at):
        return
    if row.aside == Aside.REPORT and judged.parsed is not None:
        _returned(row, judged.parsed, at)
    who = judged.parsed
    told = {
        "key": sealed_files.put(Ref(row.ref), found.content),
        "sender": (who.sender if who else "")[:_MOST_WORD],
        "name": (who.name if who else "")[:_MOST_WORD],
        "subject": (who.subject if who else "")[:_MOST_WORD],
    }
    secrets.keep(Ref(row.ref), json.dumps(told, ensure_ascii=False).encode(), at=at)
    facts = {"why": Aside(row.aside)}
    writer.record(Event(Tag.SET_ASIDE, SYSTEM, Ref(row.ref), at, facts, intake.DUTIES))


def _is_own_trial(row: Mail, parsed: Parsed, at: datetime) -> bool:
    """A trial of the channel that came through: whoever began it is told so."""
    for one in mail_codes.known([parsed.id], ""):
        own = MailOut.objects.filter(ref=one.ref, purpose=Purpose.TRIAL).first()
        if own is not None:
            row.fate, row.aside, row.goes = Fate.TRIAL, "", True
            mail_out.arrived(own, at)
            return True
    return False


def _returned(row: Mail, parsed: Parsed, at: datetime) -> None:
    """A mail of ours came back; one that is only late may arrive yet."""
    if not any(_FAILED.search(one.content) for one in parsed.files):
        return
    for one in mail_codes.known(parsed.returned, ""):
        own = MailOut.objects.filter(ref=one.ref, state__in=mail_out.ON_THE_WAY).first()
        if own is not None:
            row.request = own.request
            mail_out.settle(own, Delivery.BOUNCED, "", at)


def _received(row: Mail, parsed: Parsed, head: Letterhead, account: Account, at: datetime) -> None:
    found = None
    if row.genuine != Genuine.NO:
        found = mail_threads.of(parsed.answers, parsed.sender)
    if found is not None and found.state != State.CLOSED:
        row.fate, row.request = Fate.ADDED, found.ref
        added, *enclosed = lines(parsed, Part.ADDED, row.came_at)
        mail_threads.add(found, [added, *enclosed], at)
        return
    made, code = opened(parsed, None, SYSTEM, row.came_at, at)
    row.fate, row.request = Fate.REQUEST, made.ref
    if row.genuine != Genuine.NO and mail_origin.may_be_answered(head) and _is_due(row):
        row.is_answered = mail_out.queue_receipt(made, code, parsed, at)


def _is_due(row: Mail) -> bool:
    after = row.came_at - RECEIPT_EVERY
    return not Mail.objects.filter(sender=row.sender, is_answered=True, came_at__gt=after).exists()


def opened(
    parsed: Parsed, kind: Kind | None, actor: Ref, came_at: datetime, at: datetime
) -> tuple[Request, str]:
    """A request of a mail, and the code of its receipt."""
    received, *enclosed = lines(parsed, Part.RECEIVED, came_at)
    told = Told(
        kind=kind or mail_kinds.seems(parsed.subject, parsed.text),
        way=Way.MAIL,
        text=received.text,
        received_at=came_at,
        who=Asker(parsed.name[:_MOST_WORD], parsed.sender[:_MOST_WORD]),
        lang=language(parsed),
    )
    return intake.take_in_from_mail(
        told=told, enclosed=enclosed, more=received.more, actor=actor, at=at
    )


def language(parsed: Parsed) -> Lang:
    return "zh" if _HAN.search(parsed.subject + parsed.text) or not parsed.text else "en"


def lines(parsed: Parsed, part: Part, came_at: datetime) -> Sequence[Line]:
    """Its text, then each file; a text beyond what a line holds is whole in a file of its own."""
    told = parsed.text or _NO_TEXT[language(parsed)]
    whole = f"{parsed.subject}\n\n{told}" if parsed.subject else told
    files = list(parsed.files)
    if len(whole) > texts.MOST:
        files.insert(0, MailFile("text.txt", "text/plain", whole.encode()))
    more = {"id": parsed.id, "subject": parsed.subject[:_MOST_WORD]}
    first = Line(part, whole[: texts.MOST], Way.MAIL, came_at, more=more)
    return [first, *(enclosures.line(one, Way.MAIL, came_at) for one in files)]
