"""Texts are opened with an entry before, and destroyed with their customer or after their term.

What stays of a request is who did what and when: it names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.ledger import writer
from shoumi.base.row_authentication import verification
from shoumi.base.vault import secrets
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import (
    Chat,
    ChatLine,
    Communication,
    Correction,
    DataPackage,
    Mail,
    MailOut,
    Request,
    SealedFile,
)
from shoumi.chapters.feedback.queries import chats, kept_texts
from shoumi.chapters.feedback.rules import SHOWN, Part, State, Way
from shoumi.chapters.feedback.rules.chats import ChatEnding
from shoumi.chapters.feedback.services import data_packages, progress, texts
from shoumi.chapters.feedback.services.intake import DUTIES
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref

_CHUNK = 500
# A text older than this that no line names was left by a process that was killed.
_LEFT_OVER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """The record in clear.  ``said`` by reference of its lines."""

    request: Request
    who: Asker
    lines: Sequence[Communication]
    said: Mapping[str, str]


def open_record(*, request: Ref, actor: Ref, at: datetime) -> Opened:
    """Who asks and every text; that it was opened stands in the ledger before anything is read.

    Raises:
        NoSuchRequest, NotAuthentic
        NotPermitted: the actor holds none of the roles in which requests are answered.
        NotTheirs: it is another's, and the actor neither protection officer nor legal.
    """
    found = queries.get(request)
    verification.require([found])
    progress.require_reader(found, actor, at)
    lines = queries.lines(found)
    queries.require_whole(found, lines)
    deal = queries.deal_of(found)
    count = len(secrets.existing(Ref(one.ref) for one in lines))
    with transaction.atomic():
        event = Event(Tag.OPENED, actor, request, at, {"texts": count}, DUTIES, deal)
        writer.record(event)
    return Opened(found, texts.asker(found), lines, texts.opened(lines))


def open_for_person(*, request: Request, at: datetime) -> list[tuple[Communication, str | None]]:
    """The lines that the person may see, with the text of those that were handed over in the
    portal; recorded where any is opened.

    Raises:
        NotAuthentic
    """
    verification.require([request])
    lines = queries.lines(request)
    queries.require_whole(request, lines)
    shown = [one for one in lines if one.part in SHOWN]
    here = {Way.PORTAL, Way.CHAT} if chats.is_from_chat(request) else {Way.PORTAL}
    own = [one for one in shown if one.way in here and one.part != Part.RECEIVED]
    if own:
        deal = queries.deal_of(request)
        with transaction.atomic():
            facts: dict[str, Value] = {"texts": len(own)}
            writer.record(Event(Tag.OPENED, SYSTEM, Ref(request.ref), at, facts, DUTIES, deal))
    said = texts.opened(own)
    return [(one, said.get(one.ref)) for one in shown]


def forget(subjects: Sequence[Ref]) -> int:
    """Destroy every text and name of ``subjects``; how many there were."""
    count = 0
    for at in range(0, len(subjects), _CHUNK):
        part = subjects[at : at + _CHUNK]
        count += _destroyed(kept_texts.names_of(part))
        _let_go(Request.objects.filter(subject__in=part).values_list("ref", flat=True))
    return count


def _let_go(requests: Iterable[str]) -> None:
    """Mails of these are taken out of the mailbox when it is looked into next."""
    Mail.objects.filter(request__in=list(requests), gone_at=None).update(goes=True)


def forget_past_term(at: datetime) -> int:
    """The same of requests that were closed so long ago that no record of them is kept."""
    closed = Request.objects.filter(state=State.CLOSED).order_by("id")
    return sum(_forgotten(one, at) for one in closed if queries.is_past_term(one, at))


def _forgotten(one: Request, at: datetime) -> int:
    """What a crash leaves is destroyed the next time."""
    if count := len(secrets.existing(_names(one))):
        deal = queries.deal_of(one)
        with transaction.atomic():
            event = Event(Tag.FORGOTTEN, SYSTEM, Ref(one.ref), at, {"texts": count}, DUTIES, deal)
            writer.record(event)
    return destroy_texts(one)


def destroy_texts(one: Request) -> int:
    """Every text of a request, and who asks; how many there were."""
    count = _destroyed(_names(one))
    _let_go([one.ref])
    return count


def destroy_mails(mails: Sequence[Ref]) -> int:
    """What lies sealed of mails that somebody has looked at; how many there were."""
    return _destroyed(mails)


def destroy_chat(chat: Chat) -> int:
    """Every text of a chat that became no request, and who asked; how many there were."""
    return _destroyed([Ref(chat.asker), *kept_texts.names_in_chat(chat.ref)])


def _names(one: Request) -> list[Ref]:
    return [Ref(one.asker), *kept_texts.names_in([one.ref])]


def sweep(at: datetime) -> int:
    """Destroy texts and names that no row knows, or one of a chat that asked for nothing, left by
    a process that was killed."""
    before = at - _LEFT_OVER
    said = secrets.of_kind(texts.SAID, made_before=before)
    asking = secrets.of_kind(texts.ASKER, made_before=before)
    mailed = secrets.of_kind("mail", made_before=before)
    mailed |= secrets.of_kind("mailout", made_before=before)
    packed = secrets.of_kind(data_packages.KIND, made_before=before)
    packed |= secrets.of_kind("correction", made_before=before)
    known = set(Request.objects.values_list("asker", flat=True))
    chatted = Chat.objects.exclude(ending=ChatEnding.NOTHING)
    known |= set(chatted.values_list("asker", flat=True))
    lines = ChatLine.objects.filter(chat__in=chatted.values("ref"))
    known |= set(lines.values_list("ref", flat=True))
    for table in (Communication, Mail, MailOut, DataPackage, Correction):
        known |= set(table._default_manager.values_list("ref", flat=True))
    return _destroyed(one for one in said | asking | mailed | packed if one not in known)


def _destroyed(names: Iterable[Ref]) -> int:
    wanted = list(names)
    there = secrets.existing(wanted)
    for one in there:
        secrets.forget(one)
    for at in range(0, len(wanted), _CHUNK):
        SealedFile.objects.filter(ref__in=wanted[at : at + _CHUNK]).delete()
    return len(there)
