"""Mails that are set aside: opened with an entry before, taken in as a request, or found to be
none; and files that came with a mail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.intake import errors as intake_errors
from shoumi.base.intake import mails as mail_parser
from shoumi.base.ledger import writer
from shoumi.base.vault import secrets
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Communication, Mail, Request, SealedFile
from shoumi.chapters.feedback.queries import mails
from shoumi.chapters.feedback.queries.mails import NoSuchMail
from shoumi.chapters.feedback.rules import FILES, Kind
from shoumi.chapters.feedback.rules.mail_fates import Fate
from shoumi.chapters.feedback.services import (
    erasure,
    intake,
    mail_intake,
    progress,
    sealed_files,
    texts,
)
from shoumi.chapters.feedback.services.errors import NoSuchFile, NotSetAside, UnreadMail
from shoumi.core import constants
from shoumi.core.calendar import anniversary, day_in_china
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref

LOOKERS = intake.TAKERS


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """``text`` is None where it cannot be read; ``content`` is the mail as it came."""

    mail: Mail
    sender: str = field(repr=False)
    subject: str = field(repr=False)
    text: str | None = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenedFile:
    name: str = field(repr=False)
    type: str
    content: bytes = field(repr=False)


def open_mail(*, mail: Ref, actor: Ref, at: datetime) -> OpenedMail:
    """What it says; that it was opened stands in the ledger before anything is read.

    Raises:
        NotPermitted, NoSuchMail, NotAuthentic
        NotSetAside: it is no longer; its text lies with its request.
    """
    accounts.require(actor, at, *LOOKERS)
    found = mails.get(mail)
    if found.fate != Fate.ASIDE or not secrets.existing([mail]):
        raise NotSetAside(mail=mail)
    with transaction.atomic():
        writer.record(Event(Tag.OPENED, actor, mail, at, {"texts": 1}, intake.DUTIES))
    told = _told(mail)
    content = sealed_files.get(mail, told["key"])
    try:
        text: str | None = mail_parser.parsed(content).text
    except intake_errors.FileRefused:
        text = None
    return OpenedMail(found, told["sender"], told["subject"], text, content)


def accept(*, mail: Ref, kind: Kind, actor: Ref, at: datetime) -> tuple[Request, str]:
    """It is a request after all: taken in as of when it came.  The code of its receipt too.

    Raises:
        NotPermitted, NoSuchMail, NotSetAside, NotAuthentic
        UnreadMail: nothing can be read of it; somebody takes in by hand what it asks.
    """
    accounts.require(actor, at, *LOOKERS)
    _require_aside(mails.get(mail))
    content = sealed_files.get(mail, _told(mail)["key"])
    try:
        parsed = mail_parser.parsed(content)
    except intake_errors.FileRefused as error:
        raise UnreadMail(mail=mail) from error
    with transaction.atomic():
        found = _held(mail)
        made = mail_intake.opened(parsed, kind, actor, found.came_at, at)
        found.request = made[0].ref
        _judged(found, Fate.ACCEPTED, actor, at)
    erasure.destroy_mails([mail])
    return made


def dismiss(*, mail: Ref, actor: Ref, at: datetime) -> Mail:
    """It asks for nothing: destroyed here, and taken out of the mailbox.

    Raises:
        NotPermitted, NoSuchMail, NotSetAside
    """
    accounts.require(actor, at, *LOOKERS)
    with transaction.atomic():
        found = _held(mail)
        found.goes = True
        _judged(found, Fate.DISMISSED, actor, at)
    erasure.destroy_mails([mail])
    return found


def forget_past_term(at: datetime) -> int:
    """Destroy those that nobody took in for as long as a record is kept; how many there were."""
    months = constants.get("retention.communication_log_retention").months
    over = [
        Ref(one.ref)
        for one in mails.aside().order_by("id")
        if day_in_china(at) > anniversary(day_in_china(one.came_at), months=months)
    ]
    for mail in over:
        with transaction.atomic():
            found = _held(mail)
            found.goes = True
            _judged(found, Fate.DISMISSED, SYSTEM, at)
    erasure.destroy_mails(over)
    return len(over)


def _held(mail: Ref) -> Mail:
    found = Mail.objects.select_for_update().filter(ref=mail).first()
    if found is None:
        raise NoSuchMail(mail=mail)
    _require_aside(found)
    return found


def _require_aside(found: Mail) -> None:
    if found.fate != Fate.ASIDE:
        raise NotSetAside(mail=found.ref)


def _told(mail: str) -> Mapping[str, str]:
    """
    Raises:
        NoSuchMail: it was destroyed.
    """
    if not secrets.existing([Ref(mail)]):
        raise NoSuchMail(mail=mail)
    told: Mapping[str, str] = json.loads(secrets.read(Ref(mail)).reveal())
    return told


def _judged(found: Mail, fate: Fate, actor: Ref, at: datetime) -> None:
    found.fate = fate
    found.save(update_fields=["fate", "request", "goes"])
    writer.record(Event(Tag.JUDGED, actor, Ref(found.ref), at, {"fate": fate}, intake.DUTIES))


def open_file(*, request: Ref, file: str, actor: Ref, at: datetime) -> OpenedFile:
    """A file of a request's record; recorded before anything is read.

    Raises:
        NoSuchRequest, NotAuthentic, NotPermitted, NotTheirs
        NoSuchFile: it is none of this request's, or was destroyed.
    """
    found = queries.get(request)
    progress.require_reader(found, actor, at)
    record = queries.lines(found)
    queries.require_whole(found, record)
    own = [one for one in record if one.ref == file and one.part in FILES]
    if not own or not SealedFile.objects.filter(ref=file).exists():
        raise NoSuchFile(request=request)
    return _opened_file(found, own[0], actor, at)


def _opened_file(found: Request, line: Communication, actor: Ref, at: datetime) -> OpenedFile:
    deal = queries.deal_of(found)
    with transaction.atomic():
        event = Event(Tag.OPENED, actor, Ref(found.ref), at, {"texts": 1}, intake.DUTIES, deal)
        writer.record(event)
    told = texts.more(line)
    if not told:
        raise NoSuchFile(request=found.ref)
    return OpenedFile(told["name"], told["type"], sealed_files.get(Ref(line.ref), told["key"]))
