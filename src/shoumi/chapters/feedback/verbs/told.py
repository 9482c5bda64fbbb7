"""How a request is told by commands and operations, and what their declarations have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.messages.text import shown as shown_as
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import InApi, OnPage
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Kind, Scope, Way, answer_drafts
from shoumi.chapters.feedback.services import texts
from shoumi.chapters.feedback.verbs.place import own
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both, Lang

Initial = Callable[[PageRequest, Mapping[str, Any]], object] | None
# By these an answer can be handed over; a program hands nothing over to a person.
_HANDED = tuple(one for one in Way if one is not Way.API)


def told(found: Request) -> dict[str, Any]:
    timed = queries.timed(found)
    return {
        "ref": found.ref,
        "number": found.number,
        "kind": found.kind,
        "way": found.way,
        "deal": found.deal,
        "state": found.state,
        "received_at": found.received_at,
        "due": timed.due.on,
        "provisional": timed.due.is_provisional,
        "assignee": found.assignee,
        "outcome": found.outcome or None,
    }


def _answer() -> type[Any]:
    from shoumi.chapters.feedback.verbs.answer import RequestLine

    return RequestLine


def operation(summary: str, scope: Scope = Scope.WRITE, **more: Any) -> InApi:
    return InApi(scope=scope, summary=summary, answer=_answer, tells=told, **more)


def about(request: PageRequest, asked: str) -> Iterator[tuple[Both, object]]:
    """Which request it is and until when it is answered, so that nobody decides about another."""
    one = own(request, asked)
    yield ("请求", "Request"), f"DSR-{one.number:04d} {names.of(Kind(one.kind), request.lang)}"
    if one.deal:
        yield ("转让", "Deal"), deals.numbers([one.deal]).get(one.deal, "")
    yield ("答复期限", "To be answered by"), queries.timed(one).due.on


ON_PAGE = OnPage(back="request", to=("request", "asked"), facts=about)
HANDED = Field(
    "way",
    ("怎样送达", "How it was handed over"),
    forms.Kind.ONE,
    (
        "先送达，再在这里记下来；来信的请求选“邮件”，由系统寄出。",
        "Hand it over first, then say so here; to who wrote a mail the house sends it itself.",
    ),
    options=words_of(_HANDED),
    of=Way,
    initial=lambda request, place: own(request, place["asked"]).way,
)


def words(
    label: Both, help_: Both = forms.NO_HELP, name: str = "text", initial: Initial = None
) -> Field:
    return Field(name, label, forms.Kind.LONG, help_, most=texts.MOST, initial=initial)


def drafted(request: PageRequest, place: Mapping[str, Any]) -> str:
    """What the answer begins with."""
    one = own(request, place["asked"])
    lang = _lang(one)
    received = shown_as(day_in_china(one.received_at), lang)
    return answer_drafts.answer(
        Kind(one.kind), lang, number=one.number, received=received, channels=_channels()
    )


def appeal(request: PageRequest, place: Mapping[str, Any]) -> str:
    """What the way of appeal begins with."""
    return answer_drafts.appeal(_lang(own(request, place["asked"])), _channels())


def _lang(one: Request) -> Lang:
    return "en" if one.lang == "en" else "zh"


def _channels() -> list[str]:
    return [one.contact for one in queries.channels()]
