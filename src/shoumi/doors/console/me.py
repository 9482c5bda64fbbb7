"""One's own page: log-ins, ways to sign in, and the button that ends them all."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.pages import forms
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.signin import oidc, queries, sessions
from shoumi.core.refs import Ref
from shoumi.doors.console import cookies, own_notices, tokens
from shoumi.doors.console.enrolment import BY_PASSWORD


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def me(request: PageRequest) -> HttpResponse:
    actor, real_at = request.who(), datetime.now(UTC)
    here = sessions.current(token=cookies.token(request), real_at=real_at)
    person = accounts.person(actor)
    told = {
        "person": person,
        "held": sorted(request.roles),
        "sessions": queries.living(actor, real_at=real_at),
        "here": here.pk if here else None,
        "is_fresh": here is not None and sessions.has_stepped_up(here, real_at),
        "ways": queries.ways(actor),
        "provider": oidc.offered() if oidc.may_come_so(actor, request.at) else "",
        "tokens": tokens.table(request) if person.kind != Kind.PARTY else None,
        "make_token": tokens.make_href(request),
        **own_notices.told(request),
        "password_form": forms.build(BY_PASSWORD, request, {}, is_sent=False),
    }
    return page(request, "console/me.html", ("我的登录", "My log-ins"), told)


@open_to(Who.SIGNED_IN)
@require_POST
def end(request: PageRequest) -> HttpResponse:
    sessions.end(session=Ref(request.POST.get("session", "")), actor=request.who(), at=request.at)
    return HttpResponseRedirect(reverse("me"), status=303)


@open_to(Who.SIGNED_IN)
@require_POST
def lock_down(request: PageRequest) -> HttpResponse:
    """Every log-in of one's own ends, this one too."""
    sessions.lock_down(person=request.who(), actor=request.who(), at=request.at)
    return cookies.signed_out(reverse("sign-in"))
