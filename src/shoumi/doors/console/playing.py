"""A demo home has a cast and no passwords: whoever holds the link the server printed plays a part."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts.models import Grant, Person
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.asked import Asked, page
from shoumi.base.pages.filling import fill
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.signin import playing
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console import cookies
from shoumi.base.pages import names


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def play(request: Asked, token: str) -> HttpResponse:
    """Choose a part; the link stays good until the server stops."""
    if not request.is_demo:
        raise Http404

    def begin(given: dict[str, Any]) -> str:
        held = cookies.token(request)
        return playing.begin(token=token, replaces=held, **given, **cookies.times(request))

    fields = (Field("person", ("扮演", "Play"), Kind.ONE, options=_cast(), of=Ref),)
    filled = fill(fields, request, begin)
    if filled.result is not None:
        return cookies.signed_in(filled.result, reverse("today"))
    told = {"form": filled.form, "refused": filled.refused}
    title = ("扮演一个人", "Play a part")
    return page(request, "console/signin/play.html", title, status=filled.status, **told)


def _cast() -> list[Option]:
    roles: dict[str, list[Role]] = {}
    for person, role in Grant.objects.filter(until=None).values_list("person", "role"):
        roles.setdefault(person, []).append(Role(role))
    found = []
    for person in Person.objects.filter(is_active=True).order_by("ref"):
        held = roles.get(person.ref, [])
        zh, en = (
            between.join(sorted({names.of(role, lang) for role in held}))
            for between, lang in (("、", "zh"), (", ", "en"))
        )
        found.append((person.ref, (f"{person.name} · {zh or '无岗位'}", f"{person.name} · {en or 'no role'}")))
    return found
