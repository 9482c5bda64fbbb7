"""Who was told to delete or to correct: on the page of a request, on a party's page of its deal,
and where a recipient answers by its link, without an account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages import acts, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.registry import Panel
from shoumi.base.signin import throttle
from shoumi.chapters.feedback.models import RecipientNotice, Request
from shoumi.chapters.feedback.pages.portal import private
from shoumi.chapters.feedback.queries import duplicates, get, proofs, recipients
from shoumi.chapters.feedback.queries.recipients import NoSuchNotice
from shoumi.chapters.feedback.rules import Kind, State
from shoumi.chapters.feedback.rules.corrections import corrects
from shoumi.chapters.feedback.rules.recipients import Answer, Wanted, may_erase
from shoumi.chapters.feedback.services import deletion, recipient_notices
from shoumi.chapters.feedback.services.errors import NoticeSettled
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

ACTS = (
    "request-erase",
    "request-correct",
    "request-corrected",
    "request-link",
    "request-confirm",
    "request-let-go",
    "request-merge",
    "request-split",
)
_CORRECTING, _ABOUT_ONE = ACTS[1:3], ACTS[3:6]
_TITLE: Both = ("告知的接收方", "Recipients that were told")
_NONE: Both = ("没有告知过接收方。", "No recipient was told.")
_ANSWERING: Both = ("确认删除或更正", "Confirm a deletion or correction")
_COLUMNS = (
    Column(("接收方", "Recipient")),
    Column(("要求", "Told to")),
    Column(("现在", "Now")),
    Column(("最后一日", "Last day")),
    Column(("账本", "Entry"), "chip"),
)
# One counter for all who try links from an address.
_WHOSE = "recipients from "


def told(request: PageRequest, one: Request) -> Iterator[Table]:
    if found := recipients.of_request(one.ref):
        rows = [_row(request, each, each.name) for each in found]
        yield Table(_COLUMNS, rows, _TITLE, _NONE)


def _row(request: PageRequest, one: RecipientNotice, name: str) -> tuple[Any, ...]:
    standing = recipients.course(one).standing(request.at)
    return (
        Cell(name, note=request.say((one.handle[0], one.handle[1]))),
        names.of(Wanted(one.wanted), request.lang),
        names.of(standing, request.lang),
        one.until,
        tables.entry(request, one.entry_position),
    )


def beside_the_point(one: Request) -> Iterator[str]:
    """Acts about recipients, where nobody is waited for; about deletion, where none is asked for,
    it is not known who asks, or nothing is held any more."""
    is_proven = proofs.is_proven(one)
    if not (may_erase(Kind(one.kind)) and is_proven and deletion.is_held(one)):
        yield "request-erase"
    if not (corrects(Kind(one.kind)) and is_proven and deletion.is_held(one)):
        yield from _CORRECTING
    merged = duplicates.of(one.ref)
    if not (one.subject and is_proven) or one.state != State.OPEN or merged:
        yield "request-merge"
    if merged is None:
        yield "request-split"
    if not recipients.open_of(one.ref):
        yield from _ABOUT_ONE


def merged(request: PageRequest, one: Request) -> Iterator[tuple[Both, object]]:
    """With which it is answered, or which with it."""
    number = "DSR-{:04d}"
    if (own := duplicates.of(one.ref)) is not None:
        yield ("合并到", "Answered with"), number.format(get(Ref(own.into)).number)
    if others := duplicates.merged_into(one.ref):
        told_ = tuple(number.format(get(Ref(other)).number) for other in others)
        yield ("一起答复的", "Answered together with it"), told_


def of_side(request: PageRequest, deal: Ref) -> Mapping[str, Any] | None:
    """A party sees what it was told itself."""
    found = recipients.of_parties(request.who(), deal)
    if not found:
        return None
    confirms = acts.named("notice-confirm")
    is_open = any(recipients.course(one).is_open for one in found)
    rows = [_row(request, one, one.name) for one in found]
    return {
        "table": Table(_COLUMNS, rows, _TITLE, _NONE),
        "confirm": acts.offered(confirms, request, deal=deal) if confirms and is_open else "",
    }


PANELS = (Panel("party_deal", 4, "feedback/told_recipients.html", of_side),)


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@private
def answer(request: PageRequest) -> HttpResponse:
    """The link opens it: its token stands behind the ``#`` and is sent by the form."""
    token = "".join(request.POST.get("token", "").split())
    if not token:
        return page(request, "feedback/recipient_entrance.html", _ANSWERING, {})
    tries = throttle.address_key(request.META.get("REMOTE_ADDR", ""), _WHOSE)
    throttle.reserve([tries], real_at=request.at)
    chosen = request.POST.get("answer", "")
    try:
        found = recipients.by_link(token)
        if chosen in set(Answer):
            found = recipient_notices.answer_by_link(
                token=token, answer=Answer(chosen), at=request.at
            )
    except (NoSuchNotice, NoticeSettled):
        shown = {"is_unknown": True}
        return page(request, "feedback/recipient_entrance.html", _ANSWERING, shown, status=404)
    throttle.succeeded(tries, tries, real_at=request.at)
    return page(
        request, "feedback/recipient_answer.html", _ANSWERING, _shown(request, found, token)
    )


def _shown(request: PageRequest, found: RecipientNotice, token: str) -> Mapping[str, Any]:
    return {
        "token": token,
        "name": found.name,
        "handle": request.say((found.handle[0], found.handle[1])),
        "wanted": names.of(Wanted(found.wanted), request.lang),
        "until": found.until,
        "answered": names.of(Answer(found.answer), request.lang) if found.answer else "",
        "answers": [(one.value, names.of(one, request.lang)) for one in Answer],
    }
