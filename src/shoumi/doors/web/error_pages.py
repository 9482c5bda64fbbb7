"""Pages for what went wrong without a refusal: a form too old, an address that is none, a bug."""

from __future__ import annotations

import sys
from typing import cast

from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render

from shoumi.base.api.errors import Bug, TooLarge, Unreadable
from shoumi.base.failures import error_log, storage
from shoumi.base.messages import refusals
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest
from shoumi.core.messages import Both
from shoumi.doors.api import ROOT, problems

_STALE: Both = ("这张表单已失效，没有提交。", "This form has gone stale and was not sent.")
_AGAIN: Both = (
    "回到上一页，刷新后再填一次。",
    "Go back, load the page again and fill it in once more.",
)
_UNREADABLE: Both = (
    "发来的内容读不出来，什么也没有改动。",
    "What was sent cannot be read; nothing was changed.",
)
_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
_NOTHING: Both = ("这里没有您能看的页面。", "There is no page here for you.")
_FROM_START: Both = ("从首页重新开始。", "Begin again from the first page.")
_API = f"/{ROOT}/"
_BUG: Both = ("程序出错，什么也没有改动。", "The program failed; nothing was changed.")
_NOTED: Both = (
    "已记下，编号 {number}。可以再试一次；再出错，把编号告诉运行服务器的人。",
    "It was noted as {number}. You may try again; if it fails again, tell whoever runs the server.",
)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NUMBER = "shoumi_error"


@open_to(Who.PUBLIC)
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    from shoumi.doors.web import middleware  # which comes after the check of forms

    # What was too large was not read, its token neither.
    return middleware.too_large(cast(PageRequest, request)) or _told(request, _STALE, _AGAIN, 403)


@open_to(Who.PUBLIC)
def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A body that is no form, or one of too many fields.  A name that is not ours gets no words."""
    if isinstance(exception, DisallowedHost):
        return HttpResponseBadRequest()
    if request.path.startswith(_API):
        refusal = TooLarge if isinstance(exception, _TOO_MUCH) else Unreadable
        return problems.problem(request, refusal())
    return _told(request, _UNREADABLE, _AGAIN, 400)


@open_to(Who.PUBLIC)
def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.path.startswith(_API):
        return problems.nothing(request)
    return _told(request, _NOTHING, _FROM_START, 404)


@open_to(Who.PUBLIC)
def bug(request: HttpRequest) -> HttpResponse:
    """What nobody refused: a disk or a database that can do no more, else an error of ours."""
    error = sys.exc_info()[1]
    refusal = storage.refusal(error) if error is not None else None
    number = getattr(request, _NUMBER, "")
    if request.path.startswith(_API):
        return problems.problem(request, refusal or Bug(number=number))
    if refusal is not None:
        told = {lang: refusals.tell(refusal, lang) for lang in ("zh", "en")}
        what, mend = (told["zh"].what, told["en"].what), (told["zh"].mend, told["en"].mend)
        return _told(request, what, mend, refusal.status)
    noted = tuple(text.format(number=number) for text in _NOTED)
    return _told(request, _BUG, (noted[0], noted[1]), 500)


def note(request: HttpRequest | None = None, **_: object) -> None:
    """Write down what a page failed on, as its signal tells of it."""
    error = sys.exc_info()[1]
    if request is None or error is None:
        return
    match = request.resolver_match
    number = error_log.write(
        error,
        door="program" if request.path.startswith(_API) else "page",
        place=match.route if match is not None else "",
        method=request.method if request.method in _METHODS else "",
    )
    setattr(request, _NUMBER, number)


def _told(request: HttpRequest, what: Both, mend: Both, status: int) -> HttpResponse:
    asked = cast(PageRequest, request)
    said = getattr(asked, "say", None)
    if said is not None:
        told = {"title": said(what), "what": said(what), "mend": said(mend), "status": status}
        try:
            return render(request, "pages/refused.html", told, status=status)
        except (DatabaseError, OSError):  # the page too asks what cannot be asked
            pass
    # Also where it failed before anybody knew who asks.
    return HttpResponse(
        f"{what[0]} {mend[0]}\n{what[1]} {mend[1]}",
        status=status,
        content_type="text/plain; charset=utf-8",
    )
