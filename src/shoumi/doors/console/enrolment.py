"""Pages of who comes in for the first time, or again: a link, then ways to sign in, then in.

All of it happens in an enrolling session, which opens nothing else; ``me`` offers the same ways to
somebody who is in and has proved it a moment ago.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import segno
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.base.accounts.models import Grant
from shoumi.base.pages import forms
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.form_submission import submit
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.signin import enrolment, factors, oidc, queries, sessions
from shoumi.base.signin.rules import Access
from shoumi.base.signin.totp import Shown
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console import cookies
from shoumi.doors.console.login import answered

_LOGIN = Field("login", ("登录名", "Name to sign in with"), hints={"autocomplete": "username"})
_NEW_PASSWORD = Field(
    "password",
    ("密码", "Password"),
    Kind.HIDDEN,
    help=(
        "至少 15 个字符，一句话最好记；不要求大小写和符号",
        "At least 15 characters; a sentence is best. No rules about signs",
    ),
    hints={"autocomplete": "new-password"},
)
_CODE = Field(
    "code",
    ("验证器现在显示的六位数字", "The six digits shown now"),
    hints={"autocomplete": "one-time-code", "inputmode": "numeric"},
)
BY_PASSWORD = (_LOGIN, _NEW_PASSWORD)
_CONFIRM = (_CODE,)


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: PageRequest, token: str) -> HttpResponse:
    """The one-time page of a fresh home: which of the founding two are you?"""
    enrolment.look_at_setup(token=token, real_at=datetime.now(UTC))
    founding = Grant.objects.filter(is_founding=True).select_related("person").order_by("role")
    people = [(grant.person.ref, (grant.person.name, grant.person.name)) for grant in founding]
    fields = (Field("person", ("你是哪一位", "Who are you"), Kind.ONE, options=people, of=Ref),)

    def begin(given: dict[str, Any]) -> str:
        link = enrolment.set_up(token=token, **given, **cookies.times(request))
        return _enrolling(request, link)

    title = ("第一次打开", "The first time")
    return _filled(request, fields, begin, title, "console/signin/set_up.html")


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: PageRequest, link: str) -> HttpResponse:
    """Opening a link spends nothing (mail programs open links); the button does."""
    if request.method == "POST":
        return cookies.signed_in(_enrolling(request, link), reverse("enrol"))
    return page(request, "console/signin/enter.html", ("进来", "Come in"))


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: PageRequest) -> HttpResponse:
    hints = {"autocomplete": "off"}
    fields = (Field("code", ("恢复码", "Recovery code"), is_once=True, hints=hints),)

    def begin(given: dict[str, Any]) -> str:
        held = cookies.token(request)
        return enrolment.recover(**given, replaces=held, **cookies.times(request))

    title = ("用恢复码进来", "Come in by a recovery code")
    return _filled(request, fields, begin, title, "console/signin/recover.html")


def _filled(
    request: PageRequest,
    fields: tuple[Field, ...],
    begin: Callable[[dict[str, Any]], str],
    title: Both,
    template: str,
) -> HttpResponse:
    """A form that begins an enrolling session."""
    filled = submit(fields, request, begin)
    if filled.result is not None:
        return cookies.signed_in(filled.result, reverse("enrol"))
    told = {"form": filled.form, "refused": filled.refused}
    return page(request, template, title, told, status=filled.status)


def _enrolling(request: PageRequest, link: str) -> str:
    return enrolment.enter(link=link, replaces=cookies.token(request), **cookies.times(request))


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD"])
def enrol(request: PageRequest) -> HttpResponse:
    """What there is already, what can be added, and the way in."""
    now = datetime.now(UTC)
    session = sessions.current(token=cookies.token(request), real_at=now)
    if session is None:
        return HttpResponseRedirect(reverse("sign-in"))
    person = Ref(session.person_id)
    told = {
        "person": session.person,
        "ways": queries.ways(person),
        "provider": _offered(person, request),
        "can_go": queries.access([person], real_at=now)[person] is Access.CAN,
        "password_form": forms.build(BY_PASSWORD, request, {}, is_sent=False),
    }
    title = ("以后怎么登录", "How to sign in from now on")
    return page(request, "console/signin/enrol.html", title, told)


def _offered(person: Ref, request: PageRequest) -> str:
    return oidc.offered() if oidc.may_come_so(person, request.at) else ""


@open_to(Who.PUBLIC)
@require_POST
def password(request: PageRequest) -> HttpResponse:
    def choose(given: dict[str, Any]) -> bool:
        factors.choose_password(token=cookies.token(request), **given, **cookies.times(request))
        return True

    filled = submit(BY_PASSWORD, request, choose)
    if filled.result:
        return begin_codes(request)
    told = {"form": filled.form, "refused": filled.refused}
    title = ("选一个密码", "Choose a password")
    return page(request, "console/signin/password.html", title, told, status=filled.status)


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: PageRequest) -> HttpResponse:
    """The generator of one-time codes that was begun: scanned, then confirmed by its first code."""

    def confirm(given: dict[str, Any]) -> bool:
        factors.confirm_codes(token=cookies.token(request), **given, **cookies.times(request))
        return True

    filled = submit(_CONFIRM, request, confirm)
    if filled.result:
        return HttpResponseRedirect(reverse("enrol"), status=303)
    told: dict[str, Any] = {"form": filled.form, "refused": filled.refused}
    begun = factors.begun_codes(token=cookies.token(request), real_at=datetime.now(UTC))
    if begun is not None:
        told |= _scanned(begun)
    title = ("一次性验证码", "One-time codes")
    return page(request, "console/signin/codes.html", title, told, status=filled.status)


@open_to(Who.PUBLIC)
@require_POST
def begin_codes(request: PageRequest) -> HttpResponse:
    """Make a generator; the page that shows it makes nothing."""
    factors.begin_codes(token=cookies.token(request), **cookies.times(request))
    return HttpResponseRedirect(reverse("enrol-codes"), status=303)


def _scanned(shown: Shown) -> dict[str, str]:
    """The generator as a picture to scan, and as text to type."""
    drawn = segno.make(shown.uri, error="m").svg_inline(
        border=4, svgclass="qr", lineclass="qr-ink", omitsize=True
    )
    secret = parse_qs(urlsplit(shown.uri).query)["secret"][0]
    return {"secret": secret, "picture": mark_safe(drawn)}  # noqa: S308 - drawn here


@open_to(Who.PUBLIC)
@require_POST
def passkey_options(request: PageRequest) -> HttpResponse:
    begun = factors.begin_passkey(
        token=cookies.token(request), site=cookies.site(request), real_at=datetime.now(UTC)
    )
    return JsonResponse({"ceremony": str(begun.ceremony), "options": begun.options})


@open_to(Who.PUBLIC)
@require_POST
def passkey(request: PageRequest) -> HttpResponse:
    ceremony, answer, name = answered(request)
    factors.add_passkey(
        token=cookies.token(request),
        site=cookies.site(request),
        ceremony=ceremony,
        answer=answer,
        name=name,
        **cookies.times(request),
    )
    return JsonResponse({"next": reverse("enrol")})


@open_to(Who.PUBLIC)
@require_POST
def recovery_codes(request: PageRequest) -> HttpResponse:
    """Ten codes, on this page and nowhere else."""
    made = factors.make_recovery_codes(token=cookies.token(request), **cookies.times(request))
    title = ("恢复码，只显示这一次", "Recovery codes, shown this once")
    return page(request, "console/signin/recovery.html", title, {"codes": made})


@open_to(Who.PUBLIC)
@require_POST
def remove(request: PageRequest) -> HttpResponse:
    """Take one passkey, or the password, away."""
    if wanted := request.POST.get("passkey", ""):
        factors.remove_passkey(
            token=cookies.token(request), passkey=Ref(wanted), **cookies.times(request)
        )
    else:
        factors.remove_password(token=cookies.token(request), **cookies.times(request))
    return HttpResponseRedirect(reverse("me" if request.actor else "enrol"), status=303)


@open_to(Who.PUBLIC)
@require_POST
def finish(request: PageRequest) -> HttpResponse:
    found = enrolment.finish(token=cookies.token(request), **cookies.times(request))
    return cookies.signed_in(found, reverse("today"))
