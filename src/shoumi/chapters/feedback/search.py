"""What of requests goes by a number or a reference."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.base.registry.search import SearchHit, number
from shoumi.chapters.feedback.models import Chat, Mail, Request
from shoumi.chapters.feedback.rules import State
from shoumi.chapters.feedback.rules.chats import ChatState
from shoumi.chapters.feedback.rules.mail_fates import Fate
from shoumi.core.messages import Both

_KIND: Both = ("请求", "Request")
_CHAT: Both = ("在线客服", "Chat")
_MAIL: Both = ("来信", "Mail")


def hits(wanted: str) -> Iterable[SearchHit]:
    for mail in Mail.objects.filter(ref=wanted):
        yield SearchHit(_MAIL, mail.ref, "mail", {"mail": mail.ref}, state=Fate(mail.fate))
    for chat in Chat.objects.filter(ref=wanted):
        told = f"C-{chat.number:04d}"
        yield SearchHit(_CHAT, told, "chat", {"chat": chat.ref}, state=ChatState(chat.state))
    series = number(wanted, "DSR")
    found = Request.objects.filter(number=series) if series else Request.objects.filter(ref=wanted)
    for one in found:
        yield SearchHit(
            _KIND,
            f"DSR-{one.number:04d}",
            "request",
            {"asked": one.ref},
            deal=one.deal,
            state=State(one.state),
        )
