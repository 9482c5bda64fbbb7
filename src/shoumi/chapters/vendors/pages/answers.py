"""The vendor's own page: the questionnaire, by the token of its link, without an account.

The token is the only authority here and comes in the body of each request, never in an address; so
these pages need no CSRF token, as those of receipt codes (``consent/pages/portal``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any, cast

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.base.messages import names
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, RefusalWords, page
from shoumi.chapters.vendors.models import Review
from shoumi.chapters.vendors.rules import questions
from shoumi.chapters.vendors.rules.questions import Group
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.rules.workbook import MOST_WORDS
from shoumi.chapters.vendors.services import reviews
from shoumi.chapters.vendors.services.errors import LinkUnknown
from shoumi.chapters.vendors.services.reviews import Said
from shoumi.chapters.vendors.verbs.place import vendor_of
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both, Lang

_TITLE: Both = ("供应商问卷", "Questionnaire for vendors")
_LANGS = ("zh", "en")
View = Callable[[PageRequest], HttpResponse]


def private(view: View) -> View:
    """Nothing of these pages goes to another: neither their address nor a report of an error."""

    @sensitive_post_parameters("token")
    @wraps(view)
    def answer(request: PageRequest) -> HttpResponse:
        chosen = request.POST.get("lang", "")
        if chosen in _LANGS:
            request.lang = cast(Lang, chosen)
        found = view(request)
        found.headers["Referrer-Policy"] = "no-referrer"
        return found

    return csrf_exempt(answer)


def token_of(request: PageRequest) -> str:
    """As it was copied, with whatever gaps."""
    return "".join(request.POST.get("token", "").split())


def unknown(request: PageRequest) -> HttpResponse:
    """The link is worth nothing."""
    return page(request, "vendors/entrance.html", _TITLE, {"is_unknown": True}, status=404)


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@private
def entrance(request: PageRequest) -> HttpResponse:
    """The link opens it: its token stands behind the ``#`` and is sent by the form."""
    token = token_of(request)
    if not token:
        return page(request, "vendors/entrance.html", _TITLE, {"is_unknown": False})
    try:
        review = reviews.by_link(token, request.at)
    except LinkUnknown:
        return unknown(request)
    return form(request, review, token)


@open_to(Who.PUBLIC)
@require_POST
@private
def answers(request: PageRequest) -> HttpResponse:
    """Kept as far as it goes, or handed in."""
    token = token_of(request)
    is_last = "hand_in" in request.POST
    try:
        review = reviews.answer(token=token, said=_said(request), is_last=is_last, at=request.at)
    except LinkUnknown:
        return unknown(request)
    except DomainError as error:
        review = reviews.by_link(token, request.at)
        return form(request, review, token, request.tell(error), status=422)
    if is_last:
        return page(request, "vendors/handed_in.html", _TITLE, {"due": review.due})
    return form(request, review, token, is_kept=True)


def _said(request: PageRequest) -> dict[str, Said]:
    """What was chosen, written and attached; what nobody touched is left out."""
    found: dict[str, Said] = {}
    for one in questions.current().questions:
        chosen = request.POST.get(f"value_{one.code}", "")
        if chosen not in set(Value):
            continue
        brought = request.FILES.get(f"paper_{one.code}")
        found[one.code] = Said(
            Value(chosen),
            request.POST.get(f"words_{one.code}", "")[:MOST_WORDS],
            brought.read() if brought else None,
            _day(request.POST.get(f"until_{one.code}", "")),
        )
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def form(
    request: PageRequest,
    review: Review,
    token: str,
    refused: RefusalWords | None = None,
    *,
    is_kept: bool = False,
    brought: int | None = None,
    status: int = 200,
) -> HttpResponse:
    """The questions with what is kept.  ``brought``: how many answers a workbook just gave."""
    known = questions.current().questions
    told: dict[str, Any] = {
        "token": token,
        "vendor": vendor_of(review.vendor).name,
        "due": review.due,
        "refused": refused,
        "is_kept": is_kept,
        "is_brought": brought is not None,
        "brought": brought,
        "left": sum(one.code not in review.answers for one in known),
        "groups": [
            {
                "name": names.of(group, request.lang),
                "questions": [_shown(request, one, review) for one in known if one.group is group],
            }
            for group in Group
        ],
    }
    return page(request, "vendors/answers.html", _TITLE, told, status=status)


def _shown(request: PageRequest, one: questions.Question, review: Review) -> Mapping[str, Any]:
    given = review.answers.get(one.code, {})
    evidence = review.evidence.get(one.code, {})
    return {
        "code": one.code,
        "text": request.say(one.text),
        "paper": request.say(one.paper),
        "basis": request.say(one.basis),
        "is_must": one.is_must,
        "words": given.get("words", ""),
        "until": evidence.get("until", given.get("until", "")),
        "has_paper": bool(evidence),
        "options": [
            (value.value, names.of(value, request.lang), given.get("value") == value)
            for value in Value
        ],
    }
