"""How a chat ends: as a request with its whole text as the record, or as nothing, destroyed; and
who is told of one that waits."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations.lapse_notices import desk
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.errors import AlreadyQueued
from shoumi.base.outbox.models import Message
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Chat, ChatLine, Request
from shoumi.chapters.feedback.queries import chats
from shoumi.chapters.feedback.rules import Kind, Part, Way
from shoumi.chapters.feedback.rules.chats import (
    IN_RECORD,
    ChatEnding,
    ChatPart,
    ChatState,
    idle_before,
    waits_too_long,
)
from shoumi.chapters.feedback.services import erasure, intake, progress
from shoumi.chapters.feedback.services.chat_errors import ChatEnded
from shoumi.chapters.feedback.services.chats import add, held, keep, require_theirs
from shoumi.chapters.feedback.services.intake import Carried, Told
from shoumi.chapters.feedback.services.texts import Line
from shoumi.core.ledger.leaf import Value
from shoumi.core.messages import Lang
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

TOLD = (Role.CS, Role.DPO)
_LANGS: dict[str, Lang] = {"zh": "zh", "en": "en"}
_SUBJECT = "在线客服有人在等 / Somebody waits in the chat"
_BODY = (
    "在线客服 C-{number:04d} 等了两分钟以上，还没有人接。请打开“请求 › 在线客服”。\n\n"
    "Chat C-{number:04d} has waited for more than two minutes and nobody has taken it. Please open"
    " Requests, Chats.\n"
)


@transaction.atomic
def accept(*, chat: Ref, kind: Kind, actor: Ref, at: datetime) -> Request:
    """It is a request from now on, whoever had the chat is assigned to it.

    Raises:
        NoSuchChat, NotAuthentic, NotPermitted, ChatNotTheirs, ChatNotTaken, ChatEnded
    """
    found = held(chat)
    require_theirs(found, actor, at)
    made = _as_request(found, kind, actor, at)
    return progress.assign(request=Ref(made.ref), to=actor, actor=actor, at=at)


@transaction.atomic
def leave(*, chat: Ref, kind: Kind, at: datetime) -> Request:
    """The same by the visitor, who says what is asked; whoever calls holds the code.

    Raises:
        NoSuchChat, NotAuthentic, ChatEnded
    """
    found = held(chat)
    if found.state == ChatState.ENDED:
        raise ChatEnded(chat=chat)
    return _as_request(found, kind, SYSTEM, at)


def dismiss(*, chat: Ref, actor: Ref, at: datetime) -> Chat:
    """It asked for nothing: its texts are destroyed.

    Raises:
        NoSuchChat, NotAuthentic, NotPermitted, ChatNotTheirs, ChatNotTaken, ChatEnded
    """
    with transaction.atomic():
        found = held(chat)
        require_theirs(found, actor, at)
        _end(found, ChatEnding.NOTHING, actor, at)
    erasure.destroy_chat(found)
    return found


def end_idle(at: datetime) -> int:
    """Chats in which nobody writes any more become requests, which somebody sorts; how many."""
    idle = chats.not_ended().filter(moved_at__lt=idle_before(at))
    count = 0
    for ref in list(idle.values_list("ref", flat=True)):
        with transaction.atomic():
            found = held(Ref(ref))
            if found.state == ChatState.ENDED or found.moved_at >= idle_before(at):
                continue
            actor = Ref(found.assignee) if found.assignee else SYSTEM
            made = _as_request(found, Kind.QUESTION, SYSTEM, at)
            if found.assignee and accounts.roles(actor, at, None) & set(progress.HANDLERS):
                progress.assign(request=Ref(made.ref), to=actor, actor=actor, at=at)
        count += 1
    return count


def tell_of_waiting(at: datetime) -> int:
    """Mail who serves customers, and the protection officer, of each chat that waits too long,
    once; how many mails."""
    sent = 0
    for one in chats.waiting():
        if not waits_too_long(one.opened_at, at):
            continue
        for role in TOLD:
            key = f"feedback:chat:{one.ref}:{role.value}"
            if Message.objects.filter(key=key).exists():
                continue
            body = _BODY.format(number=one.number)
            try:
                outbox.queue(
                    to=desk(role), subject_line=_SUBJECT, body=body, actor=SYSTEM, at=at, key=key
                )
            except AlreadyQueued:  # by another worker, just now
                continue
            sent += 1
    return sent


def _as_request(found: Chat, kind: Kind, actor: Ref, at: datetime) -> Request:
    """Its lines keep the names under which they are sealed: nothing is opened or sealed anew."""
    said = ChatLine.objects.filter(chat=found.ref, part__in=IN_RECORD).exclude(commitment="")
    lines = [_line(one, place) for place, one in enumerate(said.order_by("place"))]
    told = Told(kind, Way.CHAT, "", found.opened_at, lang=_LANGS[found.lang])
    carried = Carried(lines, Ref(found.asker), found.digest)
    made = intake.take_in_from_chat(told=told, carried=carried, actor=actor, at=at)
    found.request = made.ref
    _end(found, ChatEnding.REQUEST, actor, at)
    return made


def _line(one: ChatLine, place: int) -> Line:
    """The first is what came; a chat begins with what the visitor says."""
    part = IN_RECORD[ChatPart(one.part)] if place else Part.RECEIVED
    ref = Ref(one.ref)
    return Line(part, "", Way.CHAT, one.said_at, one.by, ref=ref, commitment=one.commitment)


def _end(found: Chat, ending: ChatEnding, actor: Ref, at: datetime) -> None:
    texts = ChatLine.objects.filter(chat=found.ref).exclude(commitment="").count()
    found.state, found.ending = ChatState.ENDED, ending
    found.ended_at, found.ended_by = at, actor
    facts: dict[str, Value] = {"ending": ending, "texts": texts}
    if found.request:
        facts["request"] = Ref(found.request)
    keep(found, Tag.CHAT_ENDED, facts, actor, at)
    add(found, ChatPart.ENDED, at, by=actor)
