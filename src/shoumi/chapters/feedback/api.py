"""Requests and channels over the API: their lists, one request, the verbs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ninja import Query, Router

from shoumi.base.accounts import queries as accounts
from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.queries import chats as found_chats
from shoumi.chapters.feedback.queries import mails
from shoumi.chapters.feedback.queries import reply_times as known
from shoumi.chapters.feedback.rules import Scope, reply_times
from shoumi.chapters.feedback.services import chats as chat_acts
from shoumi.chapters.feedback.services.progress import HANDLERS
from shoumi.chapters.feedback.verbs import VERBS, contacts
from shoumi.chapters.feedback.verbs.answer import (
    ChatOfHouse,
    ContactLine,
    LinesOfChat,
    MailLine,
    NumbersOfMonths,
    RequestLine,
)
from shoumi.chapters.feedback.verbs.chats import told_chat, told_line
from shoumi.chapters.feedback.verbs.mails import told_mail
from shoumi.chapters.feedback.verbs.place import mine, own
from shoumi.chapters.feedback.verbs.told import told
from shoumi.core.calendar import day_in_china

router = Router(tags=["feedback"])
# Before the reads: `/requests/receive-text` is no request.
operation.add(router, VERBS)


@router.get("/requests", operation_id="requests_list", **reads(Page[RequestLine]))
@needs(Scope.READ)
def requests(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The requests, the newest first; no text of any."""
    return paging.newest_first(request, wanted, mine(request), told)


@router.get("/requests/numbers", operation_id="requests_numbers", **reads(NumbersOfMonths))
@needs(Scope.READ)
def response_times(request: PageRequest) -> dict[str, Any]:
    """How long answers took, by month of receipt."""
    found = known.courses(mine(request), request.at)
    months = reply_times.by_month(found, day_in_china(request.at))
    return {"months": [{"month": month, **asdict(one)} for month, one in months.items()]}


@router.get("/requests/{asked}", operation_id="requests_request", **reads(RequestLine))
@needs(Scope.READ)
def asked(request: PageRequest, asked: str) -> dict[str, Any]:
    """One request; its record is opened by an operation of its own."""
    return told(own(request, asked))


@router.get("/contacts", operation_id="contacts_list", **reads(Page[ContactLine]))
@needs(Scope.READ)
def channels(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The channels that are listed, the newest first."""
    return paging.newest_first(request, wanted, queries.listed(), contacts.told)


@router.get("/mails", operation_id="mails_list", **reads(Page[MailLine]))
@needs(Scope.READ)
def aside(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The mails that are set aside, the newest first; no word of any."""
    return paging.newest_first(request, wanted, mails.aside(), told_mail)


@router.get("/chats", operation_id="chats_list", **reads(Page[ChatOfHouse]))
@needs(Scope.READ)
def chats(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The chats that nobody ended, the newest first; no word of any."""
    accounts.require(request.who(), request.at, *HANDLERS)
    return paging.newest_first(request, wanted, found_chats.not_ended(), told_chat)


@router.get("/chats/{chat}/lines", operation_id="chats_lines", **reads(LinesOfChat))
@needs(Scope.ANSWER)
def chat_lines(request: PageRequest, chat: str, since: int = 0) -> dict[str, Any]:
    """What came in a chat after the line ``since``, for whoever has taken it."""
    found = found_chats.get(chat)
    said = chat_acts.read_inside(chat=found, since=since, actor=request.who(), at=request.at)
    return {"lines": [told_line(line, text) for line, text in said]}
