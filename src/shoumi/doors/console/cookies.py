"""The session's cookie, and what the sign-in services want to know of a request."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypedDict

from django.http import HttpResponse, HttpResponseRedirect

from shoumi.base.pages.request import PageRequest
from shoumi.base.signin.passkeys import Site
from shoumi.doors.web.middleware import COOKIE


class Times(TypedDict):
    at: datetime
    real_at: datetime


def times(request: PageRequest) -> Times:
    """The home's time for the ledger, real time for everything that runs out."""
    return {"at": request.at, "real_at": datetime.now(UTC)}


def token(request: PageRequest) -> str:
    return request.COOKIES.get(COOKIE, "")


def address(request: PageRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def site(request: PageRequest) -> Site:
    """The host without its port, and the whole origin."""
    host = request.get_host()
    return Site(host=host.partition(":")[0], origin=f"{request.scheme}://{host}")


def signed_in(value: str, href: str) -> HttpResponse:
    """Go on with a session: the cookie ends with the browser, scripts never see it."""
    answer = HttpResponseRedirect(href, status=303)
    keep(answer, value)
    return answer


def keep(answer: HttpResponse, value: str) -> None:
    answer.set_cookie(COOKIE, value, secure=True, httponly=True, samesite="Lax", path="/")


def signed_out(href: str) -> HttpResponse:
    answer = HttpResponseRedirect(href, status=303)
    answer.delete_cookie(COOKIE, path="/", samesite="Lax")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer
