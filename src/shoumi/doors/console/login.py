"""Pages of the front door: sign in, prove again, sign out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.form_submission import submit
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.signin import oidc, queries, services, sessions
from shoumi.base.signin.passkeys import Begun
from shoumi.core.errors import Invalid
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console import cookies
from shoumi.doors.portal import logo
from shoumi.doors.web.middleware import UNSENT
from shoumi.doors.web.preferences import back

_LOGIN = Field("login", ("登录名", "Name"), hints={"autocomplete": "username webauthn"})
_PASSWORD = Field(
    "password", ("密码", "Password"), Kind.HIDDEN, hints={"autocomplete": "current-password"}
)
_CODE = Field(
    "code",
    ("一次性验证码", "One-time code"),
    help=("验证器里的六位数字", "Six digits from your authenticator"),
    hints={"autocomplete": "one-time-code", "inputmode": "numeric"},
)
_SIGN_IN: Both = ("登录", "Sign in")
_STEP_UP: Both = ("再证明一次是你", "Prove once more that it is you")
_MOST_JSON = 20_000


class AnswerMalformed(Invalid):
    """What the browser sent is no answer of a passkey."""

    code = "signin.answer_malformed"


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: PageRequest) -> HttpResponse:
    """By name, password and code; a passkey needs the page's script."""

    def enter(given: dict[str, Any]) -> str:
        return services.sign_in(
            **given,
            address=cookies.address(request),
            replaces=cookies.token(request),
            **cookies.times(request),
        )

    fields = (_LOGIN, _PASSWORD, _CODE)
    return _proved(request, fields, enter, _SIGN_IN, "console/signin/sign_in.html")


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def step_up(request: PageRequest) -> HttpResponse:
    """Good for five minutes: what reveals, approves, seals, destroys or exports asks for it."""

    def prove(given: dict[str, Any]) -> str:
        return services.step_up(
            **given,
            token=cookies.token(request),
            address=cookies.address(request),
            **cookies.times(request),
        )

    return _proved(request, (_PASSWORD, _CODE), prove, _STEP_UP, "console/signin/step_up.html")


def _proved(
    request: PageRequest,
    fields: tuple[Field, ...],
    prove: Callable[[dict[str, Any]], str],
    title: Both,
    template: str,
) -> HttpResponse:
    filled = submit(fields, request, prove)
    if filled.result is not None:
        return cookies.signed_in(filled.result, back(request, reverse("today")))
    told = {
        "form": filled.form,
        "refused": filled.refused,
        "next": back(request, ""),
        "is_unsent": UNSENT in request.GET,
        "is_set_up": queries.is_set_up(),
        "provider": _provider(request),
        **logo.named(),
    }
    return page(request, template, title, told, status=filled.status)


def _provider(request: PageRequest) -> str:
    """The button's words; none for who would be refused anyhow."""
    if request.actor is not None and not oidc.may_come_so(request.actor, request.at):
        return ""
    return oidc.offered()


@open_to(Who.SIGNED_IN)
@require_safe
def session_state(request: PageRequest) -> HttpResponse:
    """What a form asks before it is sent: who is in, and whether the last proof still holds."""
    return JsonResponse({"who": str(request.actor), "is_proved": request.is_proved})


@open_to(Who.PUBLIC)
@require_POST
def passkey_options(request: PageRequest) -> HttpResponse:
    """What to ask a passkey: to come in, or of who is in already to prove it again."""
    times = cookies.times(request)
    if request.actor is None:
        begun = services.begin_passkey(site=cookies.site(request), real_at=times["real_at"])
    else:
        begun = services.begin_step_up(
            token=cookies.token(request), site=cookies.site(request), real_at=times["real_at"]
        )
    return _asked(begun)


@open_to(Who.PUBLIC)
@require_POST
def passkey_answer(request: PageRequest) -> HttpResponse:
    ceremony, answer, _ = answered(request)
    if request.actor is None:
        found = services.sign_in_by_passkey(
            site=cookies.site(request),
            ceremony=ceremony,
            answer=answer,
            replaces=cookies.token(request),
            **cookies.times(request),
        )
    else:
        found = services.step_up_by_passkey(
            token=cookies.token(request),
            site=cookies.site(request),
            ceremony=ceremony,
            answer=answer,
            **cookies.times(request),
        )
    done = JsonResponse({"next": back(request, reverse("today"))})
    cookies.keep(done, found)
    return done


def _asked(begun: Begun) -> HttpResponse:
    return JsonResponse({"ceremony": str(begun.ceremony), "options": begun.options})


def answered(request: PageRequest) -> tuple[Ref, dict[str, Any], str]:
    """(ceremony, the browser's answer, name given) of a passkey's answer.

    Raises:
        AnswerMalformed
    """
    text = request.POST.get("answer", "")
    try:
        if len(text) > _MOST_JSON:
            raise ValueError
        found = json.loads(text)
        ceremony = Ref(request.POST.get("ceremony", ""))
    except (ValueError, RecursionError, Invalid) as error:
        raise AnswerMalformed from error
    if not isinstance(found, dict):
        raise AnswerMalformed
    return ceremony, found, request.POST.get("name", "")


@open_to(Who.SIGNED_IN)
@require_POST
def sign_out(request: PageRequest) -> HttpResponse:
    sessions.sign_out(token=cookies.token(request), at=request.at)
    return cookies.signed_out(reverse("sign-in"))
