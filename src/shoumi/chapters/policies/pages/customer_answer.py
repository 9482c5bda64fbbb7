"""Where a customer says yes or no to the rules in force, by the code of her or his own notice.

No account and no cookie counts here; the code comes in the body of a request, never in an address,
so this page needs no CSRF token.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from shoumi.base import registry
from shoumi.base.pages import forms
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.form_submission import submit
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.signin import throttle, tokens
from shoumi.base.signin.tokens import Use
from shoumi.chapters.policies import queries
from shoumi.chapters.policies.services import tellings
from shoumi.chapters.policies.services.telling_errors import AnswerCodeUnknown
from shoumi.chapters.policies.told_models import CustomerAnswer
from shoumi.core.messages import Both

_TITLE: Both = ("同意或不同意处理规则", "Agree to the rules, or do not")
# One counter for all who answer from an address, beside those of sign-in.
_WHOSE = "answers from "
_YES, _NO = "yes", "no"
_FIELDS = (
    Field(
        "code",
        ("回执码", "Your code"),
        help=("在告知短信或信上。", "It stands in our message or letter to you."),
        most=80,
        is_once=True,
        hints={"autocomplete": "off", "spellcheck": "false"},
    ),
    Field(
        "answer",
        ("对现在的规则", "The rules as they are now"),
        forms.Kind.ONE,
        (
            "不同意也照常服务；凭同意才能做的事不做。以后可以改。",
            "You are served without it; what rests on consent is not done. You may change it.",
        ),
        options=((_YES, ("同意", "I agree")), (_NO, ("不同意", "I do not agree"))),
    ),
)


@csrf_exempt
@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def answer(request: PageRequest) -> HttpResponse:
    """Once; whoever refused is asked by nobody again."""
    filled = submit(_FIELDS, request, lambda given: _taken(request, given, request.at))
    told = {
        "form": filled.form,
        "refused": filled.refused,
        "made": filled.result,
        "version": queries.in_force(),
    }
    found = page(request, "policies/answer.html", _TITLE, told, status=filled.status)
    found.headers["Referrer-Policy"] = "no-referrer"
    return found


def _taken(request: PageRequest, given: dict[str, Any], at: datetime) -> CustomerAnswer:
    """
    Raises:
        AnswerCodeUnknown
        Throttled: too much was asked from that address just now.
        NotInForce
    """
    address = f"{_WHOSE}{request.META.get('REMOTE_ADDR', '')}"
    tries = tokens.digest(address, Use.ADDRESS)
    throttle.reserve([tries], real_at=at)
    known = registry.known_by_code("".join(given["code"].split()).rpartition("#")[2])
    if known is None:
        raise AnswerCodeUnknown
    made = tellings.answer(subject=known[0], agrees=given["answer"] == _YES, at=at)
    throttle.not_looked_at(tries, real_at=at)  # whoever has a code guesses at none
    return made
