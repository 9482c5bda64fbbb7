"""A chat is opened by a visitor, taken by somebody of the house, written in, handed over."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.ledger.numbers import next_number
from shoumi.base.row_authentication import codes, verification
from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Chat, ChatLine
from shoumi.chapters.feedback.queries import chats
from shoumi.chapters.feedback.queries.chats import NoSuchChat
from shoumi.chapters.feedback.rules import Part, Way
from shoumi.chapters.feedback.rules.channel_trials import GOOD, Back
from shoumi.chapters.feedback.rules.chats import (
    MINUTE,
    MOST_A_MINUTE,
    MOST_LINES,
    MOST_OPEN,
    MOST_TEXT,
    ChatPart,
    ChatState,
)
from shoumi.chapters.feedback.services import channels, outgoing_texts, texts
from shoumi.chapters.feedback.services.chat_errors import (
    ChatEnded,
    ChatLineLong,
    ChatNotTaken,
    ChatNotTheirs,
    ChatsFull,
    ChatShut,
    ChatTaken,
    ChatTooFast,
    ChatTooLong,
)
from shoumi.chapters.feedback.services.errors import NotForThem
from shoumi.chapters.feedback.services.progress import DECIDERS, HANDLERS
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.messages import Lang
from shoumi.core.refs import SYSTEM, Ref

DUTIES = ("10.1", "10.3")
_LINE = "chatline"
_TRIED_EACH = timedelta(days=1)


@transaction.atomic
def open_chat(*, text: str, who: Asker, lang: Lang, at: datetime) -> tuple[Chat, str]:
    """The chat with its first line, and the code by which the visitor reads and writes in it,
    which is kept nowhere.

    Raises:
        ChatShut: outside the hours, or the house lists no chat.
        ChatsFull, TextMissing, ChatLineLong
    """
    if not chats.is_open(at):
        raise ChatShut
    if chats.not_ended().count() >= MOST_OPEN:
        raise ChatsFull
    told = _fit(text)
    code = tokens.make()
    made = Chat(
        ref=Ref.new("chat"),
        lang=lang,
        digest=tokens.digest(code, Use.REQUEST),
        asker=texts.keep_asker(who, at),
        opened_at=at,
        moved_at=at,
    )
    made.number = next_number(Chat)
    keep(made, Tag.CHAT_OPENED, {}, SYSTEM, at)
    add(made, ChatPart.PERSON, at, text=told)
    return made, code


@transaction.atomic
def say(*, chat: Ref, text: str, once: str = "", at: datetime) -> ChatLine:
    """What the visitor writes; whoever calls holds the code.  ``once`` is a word of the sender's:
    a text sent again with it is there once.

    Raises:
        NoSuchChat, NotAuthentic, ChatEnded, TextMissing, ChatLineLong, ChatTooLong
        ChatTooFast: more came within a minute than anybody types.
    """
    found = held(chat)
    if known := _sent_before(found, once):
        return known
    _require_open(found)
    told = _fit(text)
    own = ChatLine.objects.filter(chat=chat, part=ChatPart.PERSON, said_at__gt=at - MINUTE)
    if own.count() >= MOST_A_MINUTE:
        raise ChatTooFast
    return add(found, ChatPart.PERSON, at, text=told, once=once)


@transaction.atomic
def take(*, chat: Ref, actor: Ref, at: datetime) -> Chat:
    """Whoever takes it reads and writes in it from now on; the ledger says so.

    Raises:
        NotPermitted: the actor holds none of the roles in which requests are answered.
        NoSuchChat, NotAuthentic, ChatEnded
        ChatTaken: another has it.
    """
    accounts.require(actor, at, *HANDLERS)
    found = held(chat)
    _require_open(found)
    if found.state == ChatState.TAKEN:
        raise ChatTaken(chat=chat)
    found.state, found.assignee, found.taken_at = ChatState.TAKEN, actor, at
    keep(found, Tag.CHAT_TAKEN, {}, actor, at)
    add(found, ChatPart.TAKEN, at, by=actor)
    return found


@transaction.atomic
def hand_over(*, chat: Ref, to: Ref, actor: Ref, at: datetime) -> Chat:
    """Give it to another, who reads and writes in it from then on.

    Raises:
        NoSuchChat, NotAuthentic, NotPermitted, ChatEnded, ChatNotTaken
        ChatNotTheirs: it is another's, and the actor neither protection officer nor legal.
        NotForThem: ``to`` holds no role in which requests are answered.
    """
    found = held(chat)
    if found.assignee != actor and not accounts.roles(actor, at, None) & set(DECIDERS):
        require_theirs(found, actor, at)
    _require_open(found)
    if found.state != ChatState.TAKEN:
        raise ChatNotTaken(chat=chat)
    if not accounts.roles(to, at, None) & set(HANDLERS):
        raise NotForThem
    found.assignee = to
    keep(found, Tag.CHAT_HANDED, {"to": to}, actor, at)
    add(found, ChatPart.HANDED, at, by=to)
    return found


def answer(*, chat: Ref, text: str, once: str = "", actor: Ref, at: datetime) -> ChatLine:
    """What the house writes to the visitor.  The first answer in a chat shows that the channel
    works, and is noted as its trial once a day.

    Raises:
        NoSuchChat, NotAuthentic, NotPermitted, ChatNotTheirs, ChatNotTaken, ChatEnded,
        TextMissing, ChatLineLong, ChatTooLong
        OthersData: it has a number or an address that the visitor did not say.
    """
    with transaction.atomic():
        found = _own(chat, actor, at)
        if known := _sent_before(found, once):
            return known
        told = _fit(text)
        _without_others(told, found)
        is_first = not ChatLine.objects.filter(chat=chat, part=ChatPart.HOUSE).exists()
        made = add(found, ChatPart.HOUSE, at, text=told, by=actor, once=once)
    if is_first:
        _note_trial(actor, at)
    return made


@transaction.atomic
def note(*, chat: Ref, text: str, actor: Ref, at: datetime) -> ChatLine:
    """An internal note: on no page outside the house, in no answer.

    Raises:
        NoSuchChat, NotAuthentic, NotPermitted, ChatNotTheirs, ChatNotTaken, ChatEnded,
        TextMissing, ChatLineLong, ChatTooLong
    """
    found = _own(chat, actor, at)
    return add(found, ChatPart.NOTE, at, text=_fit(text), by=actor)


def read_outside(*, chat: Chat, since: int) -> list[tuple[ChatLine, str]]:
    """What came after the line ``since``, for whoever holds the code; destroyed texts are empty.

    Raises:
        NotAuthentic
    """
    verification.require([chat])
    return _read(chats.outside_since(chat, since))


def read_inside(*, chat: Chat, since: int, actor: Ref, at: datetime) -> list[tuple[ChatLine, str]]:
    """The same for whoever has taken it, with notes; that it was taken stands in the ledger.

    Raises:
        NotAuthentic, NotPermitted, ChatNotTheirs, ChatNotTaken
        ChatEnded: what was said stands in the record of its request.
    """
    verification.require([chat])
    require_theirs(chat, actor, at)
    return _read(chats.lines_since(chat, since))


def _read(lines: Sequence[ChatLine]) -> list[tuple[ChatLine, str]]:
    said = texts.opened([one for one in lines if one.commitment])
    return [(one, said.get(one.ref, "")) for one in lines]


def require_theirs(found: Chat, actor: Ref, at: datetime) -> None:
    """
    Raises:
        NotPermitted, ChatNotTheirs, ChatNotTaken, ChatEnded
    """
    accounts.require(actor, at, *HANDLERS)
    _require_open(found)
    if found.state == ChatState.WAITING:
        raise ChatNotTaken(chat=found.ref)
    if found.assignee != actor:
        raise ChatNotTheirs(chat=found.ref)


def _own(chat: Ref, actor: Ref, at: datetime) -> Chat:
    found = held(chat)
    require_theirs(found, actor, at)
    return found


def held(chat: Ref) -> Chat:
    """The row, locked, as the house left it.

    Raises:
        NoSuchChat, NotAuthentic
    """
    found = Chat.objects.select_for_update().filter(ref=chat).first()
    if found is None:
        raise NoSuchChat(chat=chat)
    verification.require([found])
    return found


def add(
    found: Chat, part: ChatPart, at: datetime, *, text: str = "", by: str = "", once: str = ""
) -> ChatLine:
    """The next line of a chat that is locked.

    Raises:
        ChatTooLong: it may only be ended yet.
    """
    if text and found.places >= MOST_LINES:
        raise ChatTooLong
    ref = Ref.new(texts.SAID if text else _LINE)
    found.places, found.moved_at = found.places + 1, at
    found.save(update_fields=["places", "moved_at"])
    return ChatLine.objects.create(
        ref=ref,
        chat=found.ref,
        place=found.places,
        part=part,
        by=by,
        said_at=at,
        once=_digest(once),
        commitment=texts.seal(ref, text, at) if text else "",
    )


def keep(found: Chat, tag: Tag, facts: dict[str, Value], actor: Ref, at: datetime) -> None:
    event = Event(tag, actor, Ref(found.ref), at, facts, DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()


def _require_open(found: Chat) -> None:
    if found.state == ChatState.ENDED:
        raise ChatEnded(chat=found.ref)


def _sent_before(found: Chat, once: str) -> ChatLine | None:
    if not once:
        return None
    return ChatLine.objects.filter(chat=found.ref, once=_digest(once)).first()


def _digest(once: str) -> str:
    return tokens.digest(once, Use.REQUEST) if once else ""


def _fit(text: str) -> str:
    told = texts.must_be_said(Part.CHAT, text)
    if len(told) > MOST_TEXT:
        raise ChatLineLong(most=MOST_TEXT)
    return told


def _without_others(told: str, found: Chat) -> None:
    """
    Raises:
        OthersData
    """
    person = ChatLine.objects.filter(chat=found.ref, part=ChatPart.PERSON).exclude(commitment="")
    outgoing_texts.require_nobody_elses(told, lambda: texts.opened(list(person)).values())


def _note_trial(actor: Ref, at: datetime) -> None:
    """Where it has none of today; who may not try channels shows nothing by it."""
    own = queries.listed().filter(way=Way.CHAT).first()
    if own is None or not accounts.roles(actor, at, None) & set(channels.TRIERS):
        return
    is_fresh = own.tried_at is not None and at - own.tried_at < _TRIED_EACH
    if is_fresh and own.back in GOOD:
        return
    with suppress(queries.NoSuchChannel):  # taken off the list just now
        channels.record_trial(channel=Ref(own.ref), back=Back.ANSWERED, actor=actor, at=at)
