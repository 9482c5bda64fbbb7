"""Pages for what went wrong without a refusal: a form too old, an address that is none, a bug."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest
from shoumi.core.messages import Both
from shoumi.doors.api import ROOT, problems

_STALE: Both = ("这张表单已失效，没有提交。", "This form has gone stale and was not sent.")
_AGAIN: Both = (
    "回到上一页，刷新后再填一次。",
    "Go back, load the page again and fill it in once more.",
)
_NOTHING: Both = ("这里没有您能看的页面。", "There is no page here for you.")
_FROM_START: Both = ("从首页重新开始。", "Begin again from the first page.")
_API = f"/{ROOT}/"
_BUG: Both = ("程序出错，什么也没有改动。", "The program failed; nothing was changed.")
_TOLD: Both = ("已记下时间，可以再试一次。", "The time was noted; you may try again.")


@open_to(Who.PUBLIC)
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    from shoumi.doors.web import middleware  # which comes after the check of forms

    # What was too large was not read, its token neither.
    return middleware.too_large(cast(PageRequest, request)) or _told(request, _STALE, _AGAIN, 403)


@open_to(Who.PUBLIC)
def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.path.startswith(_API):
        return problems.nothing(request)
    return _told(request, _NOTHING, _FROM_START, 404)


@open_to(Who.PUBLIC)
def bug(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(_API):
        return problems.bug(request)
    return _told(request, _BUG, _TOLD, 500)


def _told(request: HttpRequest, what: Both, mend: Both, status: int) -> HttpResponse:
    asked = cast(PageRequest, request)
    said = getattr(asked, "say", None)
    if said is None:  # it failed before anybody knew who asks
        return HttpResponse(
            f"{what[0]} {mend[0]}\n{what[1]} {mend[1]}",
            status=status,
            content_type="text/plain; charset=utf-8",
        )
    told = {"title": said(what), "what": said(what), "mend": said(mend), "status": status}
    return render(request, "pages/refused.html", told, status=status)
