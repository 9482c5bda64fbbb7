"""What of requests and channels waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.deals import party_rows
from shoumi.base.messages import names
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.queries import Phase, Timed, chats, mails, recipients
from shoumi.chapters.feedback.rules import Kind, State, channel_trials
from shoumi.chapters.feedback.rules.chats import ChatState, waits_too_long
from shoumi.chapters.feedback.services.channels import TRIERS
from shoumi.chapters.feedback.services.mails_aside import LOOKERS
from shoumi.chapters.feedback.services.progress import HANDLERS
from shoumi.core.calendar import day_in_china, end_of_day
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_TAKE: Both = ("有请求没有人负责", "Nobody is assigned to a request")
_ANSWER: Both = ("答复请求", "Answer a request")
_OVERDUE: Both = ("请求逾期，马上答复", "A request is overdue: answer it at once")
_CLOSE: Both = ("请求已答复，记录结果后办结", "A request is answered: record the outcome")
_WARNED: Both = (
    "答复请求，期限已过 {percent}%",
    "Answer a request: {percent}% of the time is over",
)
_UNDELIVERED: Both = (
    "写给请求人的邮件没有寄到",
    "A mail to somebody who asks did not arrive",
)
_ASIDE: Both = (
    "有来信放在一边，看看是不是请求",
    "Mails are set aside: look whether they ask for something",
)
_CHAT_WAITS: Both = ("在线客服有人在等", "Somebody waits in the chat")
_CHAT_OWN: Both = ("您接待的会话还没有结束", "A chat of yours is not over")
_ANOTHERS: Both = (
    "别人负责的请求，期限已过 {percent}%",
    "A request of somebody else’s: {percent}% of the time is over",
)
_LATE: Both = (
    "接收方没有按期确认：催，或者写明为什么不等",
    "A recipient has not confirmed in time: press it, or write why it is waited for no longer",
)
_CONFIRM: Both = (
    "一位客户要求删除或更正，办好后确认",
    "A customer asked for deletion or correction: do it and confirm",
)
_TRY: Both = ("试一遍联系渠道", "Try the channels by which people reach you")


def items(asker: Asker) -> Iterator[InboxItem]:
    try:
        if asker.roles & set(HANDLERS):
            yield from _requests(asker)
            yield from _undelivered(asker)
            yield from _chats(asker)
            yield from _recipients(asker)
        if asker.is_party:
            yield from _to_parties(asker)
        if asker.roles & set(LOOKERS) and "" in asker.reach:
            yield from _aside()
        if asker.roles & set(TRIERS):
            yield from _channels(asker)
    except NotAuthentic:
        return  # the demands themselves fail then


def _requests(asker: Asker) -> Iterator[InboxItem]:
    """To whoever is assigned; to all who may take it on while nobody is; to the protection officer
    at each warning and once it is overdue."""
    for timed in queries.all_timed(verification.require(queries.not_closed())):
        found = timed.request
        if not asker.reaches(found.deal):
            continue
        is_own = found.assignee == asker.person
        if found.state == State.ANSWERED:
            if is_own:
                yield _item(timed, "close", _CLOSE)
            continue
        is_late = timed.phase(asker.at) is Phase.OVERDUE
        if is_late and (is_own or Role.DPO in asker.roles):
            yield _item(timed, "late", _OVERDUE)
        elif not found.assignee:
            yield _item(timed, "take", _TAKE, news=True)
        elif is_own:
            yield _item(timed, *_mine(timed, asker))
        elif Role.DPO in asker.roles and (percent := timed.warned(asker.at)):
            yield _item(timed, f"warned:{percent}", _filled(_ANOTHERS, percent), news=True)


def _mine(timed: Timed, asker: Asker) -> tuple[str, Both]:
    """Another item at each warning, so that people are reminded."""
    percent = timed.warned(asker.at)
    if not percent:
        return "answer", _ANSWER
    return f"answer:{percent}", _filled(_WARNED, percent)


def _filled(words: Both, percent: int) -> Both:
    zh, en = words
    return zh.format(percent=percent), en.format(percent=percent)


def _item(timed: Timed, what: str, words: Both, *, news: bool = False) -> InboxItem:
    found = timed.request
    zh, en = names.pair(Kind(found.kind))
    number = f"DSR-{found.number:04d}"
    return InboxItem(
        InboxKind.TASK,
        f"request:{found.ref}:{what}",
        words,
        (f"{number} {zh}", f"{number}: {en}"),
        "request",
        {"asked": found.ref},
        deal=found.deal,
        since=found.received_at,
        until=timed.due.until,
        news=news,
    )


def _undelivered(asker: Asker) -> Iterator[InboxItem]:
    """To whoever is assigned: it is handed over another way."""
    own = queries.not_closed().filter(assignee=asker.person)
    found = mails.undelivered([one.ref for one in own])
    for one in own:
        if one.ref in found:
            yield _item(queries.timed(one), "undelivered", _UNDELIVERED)


def _chats(asker: Asker) -> Iterator[InboxItem]:
    """One's own that nobody ended, and, to all who may take it, who waits too long."""
    if "" not in asker.reach:
        return
    for one in chats.not_ended():
        is_own = one.state == ChatState.TAKEN and one.assignee == asker.person
        is_left = one.state == ChatState.WAITING and waits_too_long(one.opened_at, asker.at)
        if is_own or is_left:
            yield InboxItem(
                InboxKind.TASK,
                f"chat:{one.ref}:{one.state}",
                _CHAT_OWN if is_own else _CHAT_WAITS,
                (f"C-{one.number:04d}", f"C-{one.number:04d}"),
                "chat",
                {"chat": one.ref},
                since=one.opened_at,
                news=is_left,
            )


def _recipients(asker: Asker) -> Iterator[InboxItem]:
    """To whoever is assigned and the protection officer, once a recipient is late."""
    late = [one for one in recipients.waiting() if one.until < day_in_china(asker.at)]
    own = queries.not_closed().filter(ref__in=[one.request for one in late])
    for found in verification.require(own):
        is_own = found.assignee == asker.person or Role.DPO in asker.roles
        if is_own and asker.reaches(found.deal):
            yield _item(queries.timed(found), "recipients", _LATE)


def _to_parties(asker: Asker) -> Iterator[InboxItem]:
    """What the parties for which the person acts were told."""
    for party in party_rows.named(asker.person):
        for one in verification.require(recipients.waiting().filter(recipient=party.ref)):
            zh, en = one.handle
            yield InboxItem(
                InboxKind.TASK,
                f"notice:{one.ref}",
                _CONFIRM,
                (zh, en),
                "deal",
                {"deal": party.deal_id},
                deal=party.deal_id,
                since=one.told_at,
                until=end_of_day(one.until),
                news=True,
            )


def _aside() -> Iterator[InboxItem]:
    oldest = mails.to_look_at().order_by("id").first()
    if oldest is not None:
        count = mails.to_look_at().count()
        yield InboxItem(
            InboxKind.TASK,
            "mails-aside",
            _ASIDE,
            (f"{count} 封", f"{count}"),
            "mails",
            since=oldest.came_at,
        )


def _channels(asker: Asker) -> Iterator[InboxItem]:
    found = verification.require(queries.channels())
    if not found:
        return
    trials = queries.newest_trials(found)
    untried = [one for one in trials.values() if one is None]
    today = day_in_china(asker.at)
    over = [one for one in trials.values() if one and channel_trials.is_due(one, today)]
    if untried or over:
        yield InboxItem(
            InboxKind.TASK,
            "channels",
            _TRY,
            ("第 10.1 条", "demand 10.1"),
            "contacts",
            since=min((one.tried_at for one in over), default=found[0].listed_at),
            until=channel_trials.turns(trials, asker.at),
        )
