"""Come in by the link that ``serve`` printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.pages.request import PageRequest, page
from shoumi.base.signin import throttle
from shoumi.core.messages import Both
from shoumi.doors.set_up import draft
from shoumi.doors.set_up.middleware import COOKIE, is_in

_TITLE: Both = ("建立守密", "Set up Shoumi")


@require_http_methods(["GET", "HEAD"])
def greet(request: PageRequest) -> HttpResponse:
    if is_in(request):
        return HttpResponseRedirect(reverse("set-up"))
    return page(request, "set_up/greet.html", _TITLE, {})


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: PageRequest, token: str) -> HttpResponse:
    """Opening a link spends nothing (mail programs open links); the button does."""
    address = throttle.address_key(str(request.META.get("REMOTE_ADDR", "")))
    if request.method != "POST":
        draft.visit.look(token, address)
        return page(request, "set_up/enter.html", _TITLE, {})
    session = draft.visit.enter(token, address)
    answer = HttpResponseRedirect(reverse("set-up"), status=303)
    answer.set_cookie(COOKIE, session, secure=True, httponly=True, samesite="Strict", path="/")
    return answer


def visitors_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever did not come by the link is told how one comes."""

    @wraps(view)
    def guarded(request: PageRequest, **place: Any) -> HttpResponse:
        return view(request, **place) if is_in(request) else HttpResponseRedirect(reverse("today"))

    return guarded
