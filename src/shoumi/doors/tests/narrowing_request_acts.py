"""Acts by which the data of somebody rest: of a request that the copy knows, and of one that it
does not."""

from __future__ import annotations

from typing import Any

from shoumi.base.row_authentication import verification
from shoumi.base.vault import secrets
from shoumi.chapters.feedback.models import Chat
from shoumi.chapters.feedback.queries import kept_texts, restrictions
from shoumi.chapters.feedback.rules import Kind, Proof, Way
from shoumi.chapters.feedback.rules.chats import ChatState
from shoumi.chapters.feedback.services import channels, chat_endings, chats, intake, progress
from shoumi.chapters.feedback.services.intake import Told
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.core.refs import Ref
from shoumi.doors.tests.restore_case import Narrowing


def _asked(house: Any) -> Ref:
    told = Told(Kind.OBJECT, Way.PHONE, "请停止使用我的信息", house.at, deal=house.deal)
    made, _ = intake.take_in(told=told, actor=house.dpo, at=house.at)
    progress.assign(request=Ref(made.ref), to=house.dpo, actor=house.dpo, at=house.at)
    return Ref(made.ref)


def _proved(house: Any, request: Ref, person: Ref) -> None:
    given = {"subject": person, "actor": house.dpo, "at": house.at}
    progress.prove(request=request, proof=Proof.IN_PERSON, **given)


def _one_who_asks(house: Any) -> tuple[Ref, Ref]:
    return house.keep_many(2)[0], _asked(house)


def _chat(house: Any) -> Ref:
    at = house.at.replace(hour=3)  # a working hour in China
    channels.list_channel(way=Way.CHAT, contact="/ask/chat", actor=house.dpo, at=house.at)
    made, _ = chats.open_chat(text="在吗", who=Asker(), lang="zh", at=max(at, house.at))
    chats.take(chat=Ref(made.ref), actor=house.dpo, at=max(at, house.at))
    return Ref(made.ref)


def _is_destroyed(chat: Ref) -> bool:
    found = verification.require(Chat.objects.filter(ref=chat))
    names = kept_texts.names_in_chat(chat)
    return found[0].state == ChatState.ENDED and not secrets.existing(names)


REQUEST_ACTS = {
    "feedback.chat_ended": Narrowing(
        _chat,
        lambda house, made: chat_endings.dismiss(chat=made, actor=house.dpo, at=house.at),
        lambda house, made: _is_destroyed(made),
    ),
    "feedback.restricted": Narrowing(
        _one_who_asks,
        lambda house, made: _proved(house, made[1], made[0]),
        lambda house, made: made[0] in restrictions.restricted(),
    ),
    "feedback.received": Narrowing(
        lambda house: house.keep_many(2),
        lambda house, made: _proved(house, _asked(house), made[0]),
        lambda house, made: made[0] in restrictions.restricted(),
    ),
}
