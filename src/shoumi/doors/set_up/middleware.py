"""Who sees the pages of a place without a home: whoever came by the link, here or by TLS."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation

from shoumi.base.pages.request import PageRequest
from shoumi.core.errors import DomainError
from shoumi.doors.set_up import draft
from shoumi.doors.set_up.errors import OnlyHere
from shoumi.doors.web.middleware import dressed, is_in_clear, refused

COOKIE = "__Host-shoumi-set-up"
_SECONDS = 2
Answer = Callable[[HttpRequest], HttpResponseBase]


class SetUpMiddleware:
    def __init__(self, get_response: Answer) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = dressed(request, datetime.now(UTC), is_demo=False)
        with translation.override("en" if asked.lang == "en" else "zh-hans"):
            if is_in_clear(request):
                return refused(asked, OnlyHere(), more={"is_end": True})
            if draft.draft.is_made:
                return opening(asked)
            return self._next(asked)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refused(_dressed(request), error) if isinstance(error, DomainError) else None


def _dressed(request: Any) -> PageRequest:
    found: PageRequest = request
    return found


def opening(request: PageRequest) -> HttpResponse:
    """The home is there and its own server is on its way: the same address again in a moment."""
    told = {"title": request.say(("正在打开", "Opening"))}
    answer = render(request, "set_up/opening.html", told, status=503)
    answer["Refresh"] = str(_SECONDS)
    answer["Retry-After"] = str(_SECONDS)
    return answer


def is_in(request: HttpRequest) -> bool:
    return draft.visit.is_in(request.COOKIES.get(COOKIE, ""))
