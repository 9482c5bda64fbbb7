"""A demo home has a cast and no passwords: who holds the server's link plays a part."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.base.accounts.models import Grant, Person
from shoumi.base.messages import names
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.form_submission import submit
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.signin import demo_login
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console import cookies
from shoumi.doors.web.preferences import back


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def play(request: PageRequest, token: str) -> HttpResponse:
    """Choose a part; the link stays good until the server stops."""
    if not request.is_demo:
        raise Http404
    demo_login.check(token=token)

    def begin(given: dict[str, Any]) -> str:
        held = cookies.token(request)
        return demo_login.begin(token=token, replaces=held, **given, **cookies.times(request))

    fields = (Field("person", ("扮演", "Play"), Kind.ONE, options=_cast(), of=Ref),)
    filled = submit(fields, request, begin)
    if filled.result is not None:
        return cookies.signed_in(filled.result, reverse("today"))
    told = {"form": filled.form, "refused": filled.refused}
    title = ("扮演一个人", "Play a part")
    return page(request, "console/signin/play.html", title, told, status=filled.status)


@open_to(Who.SIGNED_IN)
@require_POST
def prove(request: PageRequest) -> HttpResponse:
    """Where there is no password, pressing the button is the proof."""
    found = demo_login.prove(session=cookies.token(request), **cookies.times(request))
    return cookies.signed_in(found, back(request, reverse("today")))


def _cast() -> list[Option]:
    roles: dict[str, list[Role]] = {}
    for holder, role in Grant.objects.filter(until=None).values_list("person_id", "role"):
        roles.setdefault(holder, []).append(Role(role))
    found = []
    for person in Person.objects.filter(is_active=True).order_by("ref"):
        held = roles.get(person.ref, [])
        zh = "、".join(sorted({names.of(role, "zh") for role in held}))
        en = ", ".join(sorted({names.of(role, "en") for role in held}))
        found.append(
            (
                person.ref,
                (f"{person.name} · {zh or '无岗位'}", f"{person.name} · {en or 'no role'}"),
            )
        )
    return found
