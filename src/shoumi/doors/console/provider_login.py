"""Sign in by the company's identity provider: away, and back again.

The way there is a page of its own and no redirect: our policy lets forms lead nowhere else, and
whoever leaves sees where to.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.signin import oidc
from shoumi.base.signin.oidc import Aim
from shoumi.core.egress import urls
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console import cookies
from shoumi.doors.web.preferences import back

COOKIE = "__Host-away"
_AWAY: Both = ("到公司的身份系统去", "To your company's identity provider")
_TAKEN = ("code", "state", "iss", "error")


@open_to(Who.PUBLIC)
@require_POST
def begin(request: PageRequest) -> HttpResponse:
    """To come in, or of who is in already to prove it again."""
    return _away(request, Aim.SIGN_IN if request.actor is None else Aim.STEP_UP)


@open_to(Who.PUBLIC)
@require_POST
def bind(request: PageRequest) -> HttpResponse:
    """In an enrolling session, or in one that was proved a moment ago."""
    return _away(request, Aim.BIND)


def _away(request: PageRequest, aim: Aim) -> HttpResponse:
    begun = oidc.begin(
        aim=aim,
        session=cookies.token(request),
        next_=back(request, ""),
        real_at=datetime.now(UTC),
    )
    told = {"url": begun.url, "host": urls.target(begun.url).host}
    answer = page(request, "console/signin/away.html", _AWAY, told)
    # Lax, so that it comes along when the provider sends the browser back.
    answer.set_cookie(
        COOKIE, begun.cookie, max_age=300, secure=True, httponly=True, samesite="Lax", path="/"
    )
    return answer


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD"])
def returned(request: PageRequest) -> HttpResponse:
    """What the provider sent along is taken once, from the browser that was sent away."""
    # Said twice, a word has no one meaning.
    told = {name: request.GET[name] for name in _TAKEN if len(request.GET.getlist(name)) == 1}
    ended = oidc.end(
        cookie=request.COOKIES.get(COOKIE, ""),
        answer=told,
        session=cookies.token(request),
        address=cookies.address(request),
        **cookies.times(request),
    )
    href = reverse("today")
    if ended.aim is Aim.BIND:
        href = reverse("me" if request.actor else "enrol")
    elif url_has_allowed_host_and_scheme(ended.next, allowed_hosts=None):
        href = ended.next
    answer = (
        cookies.signed_in(ended.token, href)
        if ended.token
        else HttpResponseRedirect(href, status=303)
    )
    answer.delete_cookie(COOKIE, path="/", samesite="Lax")
    return answer


@open_to(Who.PUBLIC)
@require_POST
def remove(request: PageRequest) -> HttpResponse:
    oidc.unbind(
        token=cookies.token(request),
        binding=Ref(request.POST.get("binding", "")),
        **cookies.times(request),
    )
    return HttpResponseRedirect(reverse("me" if request.actor else "enrol"), status=303)
