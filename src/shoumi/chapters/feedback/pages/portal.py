"""Where a customer asks, and reads the clock and the answer by the code of the receipt.

No account and no cookie counts here: whoever asks may ask, and the code is the only authority to
read.  It comes in the body of a request, never in an address, so these pages need no CSRF token, as
those of receipt codes (``chapters/consent/pages/portal``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from shoumi.base import registry
from shoumi.base.messages import names, refusals
from shoumi.base.pages import clocks, figures, forms, paper_download
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.form_submission import Submission, submit
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.signin import throttle, tokens
from shoumi.base.signin.tokens import Use
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.documents import request_receipt
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.queries import Phase, Timed, chats, recipients
from shoumi.chapters.feedback.rules import HANDED, Kind, Outcome, Part, State, Way
from shoumi.chapters.feedback.services import (
    additions,
    data_packages,
    erasure,
    intake,
    receipt_papers,
)
from shoumi.chapters.feedback.services.errors import CodeUnknown, NoPackage, PassphraseWrong
from shoumi.chapters.feedback.services.intake import Customer, Told
from shoumi.chapters.feedback.services.texts import Asker
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both, Lang
from shoumi.core.refs import Ref

_TITLE: Both = ("提出请求", "Ask the company")
_RECEIPT: Both = ("我的请求", "My request")
_LANGS = ("zh", "en")
_MOST_WORDS, _MOST = 4_000, 200
# One counter for all who ask from an address, beside those of sign-in.
WHOSE = "requests from "
# And one for each receipt, whatever address tries passphrases.
_COPIES = "copies of "
_PAPERS = "papers of "
_ADDED = "additions to "
View = Callable[[PageRequest], HttpResponse]
_FIELDS = (
    Field(
        "kind", ("您要什么", "What you ask for"), forms.Kind.ONE, options=words_of(Kind), of=Kind
    ),
    Field(
        "text",
        ("说明", "In your words"),
        forms.Kind.LONG,
        ("不用写身份证号、银行卡号。", "No numbers of identity or bank cards, please."),
        most=_MOST_WORDS,
    ),
    Field(
        "notice_code",
        ("告知书的回执码", "The code of your notice"),
        help=(
            "收到过告知短信或信的，填上就不用再核实身份；没有就不填。",
            "Of our message or letter to you: with it nobody has to ask who you are.",
        ),
        most=80,
        is_needed=False,
        is_once=True,
        hints={"autocomplete": "off", "spellcheck": "false"},
    ),
    Field(
        "name",
        ("怎样称呼您", "Your name"),
        most=_MOST,
        is_needed=False,
        hints={"autocomplete": "name"},
    ),
    Field(
        "contact",
        ("怎样联系您", "How to reach you"),
        help=(
            "电话或邮箱；不填也行，凭回执看答复。",
            "Number or mail address; without one you read the answer by your receipt.",
        ),
        most=_MOST,
        is_needed=False,
    ),
)


def private(view: View) -> View:
    """Nothing of these pages goes to another: neither their address nor a report of an error."""

    @sensitive_post_parameters()
    @wraps(view)
    def answer(request: PageRequest) -> HttpResponse:
        chosen = request.POST.get("lang", "")
        if chosen in _LANGS:
            request.lang = cast(Lang, chosen)
        found = view(request)
        found.headers["Referrer-Policy"] = "no-referrer"
        return found

    return csrf_exempt(answer)


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@private
def ask(request: PageRequest) -> HttpResponse:
    filled = submit(_FIELDS, request, lambda given: _taken_in(request, given))
    if filled.result is not None:
        made, code = filled.result
        return _shown(request, made, code, is_new=True)
    return _asked(request, filled)


def _asked(request: PageRequest, filled: Submission[tuple[Request, str]]) -> HttpResponse:
    listed = [(names.of(Way(one.way), request.lang), one.contact) for one in queries.channels()]
    told = {
        "form": filled.form,
        "refused": filled.refused,
        "channels": listed,
        "has_chat": chats.is_listed(),
        "is_chat_open": chats.is_open(request.at),
    }
    return page(request, "feedback/ask.html", _TITLE, told, status=filled.status)


def _taken_in(request: PageRequest, given: dict[str, Any]) -> tuple[Request, str]:
    """
    Raises:
        CodeUnknown: a code was typed that is nobody's.
        Throttled: too much was asked from that address just now.
        TextMissing, TextTooLong
    """
    address = throttle.address_key(request.META.get("REMOTE_ADDR", ""), WHOSE)
    throttle.reserve([address], real_at=request.at)
    customer = None
    if typed := "".join((given["notice_code"] or "").split()):
        found = registry.known_by_code(typed)
        if found is None:
            raise CodeUnknown
        customer = Customer(*found)
    told = Told(
        kind=given["kind"],
        way=Way.PORTAL,
        text=given["text"],
        received_at=request.at,
        who=Asker(given["name"] or "", given["contact"] or ""),
        lang=request.lang,
    )
    return intake.take_in_from_portal(told=told, customer=customer, at=request.at)


def _code(request: PageRequest) -> str:
    """As it was shown, or out of the link that has it behind its #."""
    return "".join(request.POST.get("code", "").split()).rpartition("#")[2]


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@private
def receipt(request: PageRequest) -> HttpResponse:
    code = _code(request)
    found = queries.by_code(code) if code else None
    if found is None:
        told = {"is_unknown": bool(code)}
        status = 404 if code else 200
        return page(request, "feedback/entrance.html", _RECEIPT, told, status=status)
    return _shown(request, found, code)


@open_to(Who.PUBLIC)
@require_http_methods(["POST"])
@private
def copy(request: PageRequest) -> HttpResponse:
    """The copy of all that is held of the person: for whoever holds the receipt and the passphrase,
    which came by another way."""
    code = _code(request)
    found = queries.by_code(code) if code else None
    if found is None:
        told = {"is_unknown": True}
        return page(request, "feedback/entrance.html", _RECEIPT, told, status=404)
    tries = tokens.digest(f"{_COPIES}{code}", Use.ADDRESS)
    throttle.reserve([tries], real_at=request.at)
    try:
        content = data_packages.fetch(
            request=found, passphrase=request.POST.get("passphrase", ""), at=request.at
        )
    except (PassphraseWrong, NoPackage) as no:
        return _shown(request, found, code, refused=refusals.tell(no, request.lang).what)
    throttle.succeeded(tries, tries, real_at=request.at)
    answer = HttpResponse(content, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="DSR-{found.number:04d}.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@open_to(Who.PUBLIC)
@require_http_methods(["POST"])
@private
def paper(request: PageRequest) -> HttpResponse:
    """The receipt as a paper that proves itself, for whoever holds its code."""
    code = "".join(request.POST.get("code", "").split())
    found = queries.by_code(code) if code else None
    if found is None:
        told = {"is_unknown": True}
        return page(request, "feedback/entrance.html", _RECEIPT, told, status=404)
    # One counter for each receipt: a paper is made anew only where it says something else.
    throttle.reserve([tokens.digest(f"{_PAPERS}{code}", Use.ADDRESS)], real_at=request.at)
    document = receipt_papers.of(found, request_receipt.paper, request.at)
    answer = paper_download.handed_out(request, document, f"DSR-{found.number:04d}")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@open_to(Who.PUBLIC)
@require_http_methods(["POST"])
@private
def add(request: PageRequest) -> HttpResponse:
    """What the person says more, with a paper where one was asked for."""
    code = _code(request)
    found = queries.by_code(code) if code else None
    if found is None:
        unknown = {"is_unknown": True}
        return page(request, "feedback/entrance.html", _RECEIPT, unknown, status=404)
    brought = request.FILES.get("paper")
    try:
        throttle.reserve([tokens.digest(f"{_ADDED}{code}", Use.ADDRESS)], real_at=request.at)
        additions.add(
            request=Ref(found.ref),
            text=request.POST.get("text", "")[:_MOST_WORDS],
            paper=brought.read() if brought else None,
            name=(brought.name or "") if brought else "",
            at=request.at,
        )
    except DomainError as no:
        words = request.tell(no)[:2]
        told = " ".join(words) if request.lang == "en" else "".join(words)
        return _shown(request, found, code, added_refused=told)
    return _shown(request, queries.get(Ref(found.ref)), code, is_added=True)


def _shown(
    request: PageRequest,
    found: Request,
    code: str,
    *,
    is_new: bool = False,
    refused: str = "",
    added_refused: str = "",
    is_added: bool = False,
) -> HttpResponse:
    timed = queries.timed(found)
    clock = clocks.until(found.received_at, timed.due.until, request.at)
    copy_ = None if is_new else data_packages.waiting(found, request.at)
    told = {
        "code": code,
        "is_new": is_new,
        "number": f"DSR-{found.number:04d}",
        "kind": names.of(Kind(found.kind), request.lang),
        "received_at": found.received_at,
        "due": timed.due.on,
        "is_provisional": timed.due.is_provisional,
        "clock": None if found.answered_at else figures.clock(clock, request.lang),
        "phase": names.of(_phase(timed, request.at), request.lang),
        "outcome": names.of(Outcome(found.outcome), request.lang) if found.outcome else "",
        "copy": copy_,
        "until": copy_.until if copy_ else None,
        "refused": refused,
        "added_refused": added_refused,
        "is_added": is_added,
        "may_add": found.state == State.OPEN and not is_new,
        "recipients": list(recipients.told_to_person(found, request.lang, request.at)),
        "lines": [] if is_new else list(_lines(request, found)),
    }
    status = 403 if refused else 422 if added_refused else 200
    return page(request, "feedback/receipt.html", _RECEIPT, told, status=status)


def _phase(timed: Timed, at: datetime) -> Phase | State:
    """Who answers it is the house's own affair."""
    phase = timed.phase(at)
    return State.OPEN if phase is Phase.UNASSIGNED else phase


def _lines(request: PageRequest, found: Request) -> Iterator[tuple[str, str, datetime, str]]:
    """What happened, and the words of what was handed over here: an answer that went another way
    was for whoever was reached there."""
    for line, text in erasure.open_for_person(request=found, at=request.at):
        if text is None and line.part in HANDED:
            text = request.say(("已另行送达", "handed over another way"))
        name = names.of(Part(line.part), request.lang)
        yield name, names.of(Way(line.way), request.lang), line.said_at, text or ""
