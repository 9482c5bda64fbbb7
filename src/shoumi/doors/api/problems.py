"""Refusals as RFC 9457 problems: the codes and words of the pages, and every reason with its mend.

``type`` is a reference relative to the documentation, ``code`` what programs decide by.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from shoumi.base.api.errors import Bug, Nothing, TooLarge, TooManyCalls, WrongMethod
from shoumi.base.api.schemas import Fault, Problem, Reason
from shoumi.base.api_tokens.errors import KeyNeeded, NotLiving, ScopeNeeded, StillRunning
from shoumi.base.messages import reasons, refusals
from shoumi.core.errors import Conflict, DomainError, Invalid, Missing, Refused, Unavailable
from shoumi.core.messages import Lang

MEDIA = "application/problem+json"
# The first that fits, so what is special stands above its kind.
_STATUS: tuple[tuple[type[DomainError], int], ...] = (
    (NotLiving, 401),
    (KeyNeeded, 400),
    (WrongMethod, 405),
    (TooLarge, 413),
    (TooManyCalls, 429),
    (Bug, 500),
    (Missing, 404),
    (Refused, 403),
    (Conflict, 409),
    (Invalid, 422),
)
_CHALLENGE = 'Bearer realm="shoumi"'


def status_of(error: DomainError) -> int:
    if isinstance(error, Unavailable):
        return error.status
    return next((code for kind, code in _STATUS if isinstance(error, kind)), 400)


def lang_of(request: HttpRequest) -> Lang:
    return cast(Lang, getattr(request, "lang", "zh"))


def problem(
    request: HttpRequest, error: DomainError, faults: list[Fault] | None = None
) -> HttpResponse:
    """``error`` as an answer, in the language that was asked for."""
    lang, status = lang_of(request), status_of(error)
    told = refusals.tell(error, lang)
    found = [reason(one) for one in reasons.of(error, lang)]
    where = error.facts.get("where") or next((one.where for one in found if one.where), None)
    body = Problem(
        type=f"reference/errors.md#{error.code.partition('.')[0]}",
        title=told.what,
        status=status,
        detail=told.mend,
        code=error.code,
        reasons=found,
        demands=refusals.demands_of(error),
        errors=faults or [],
        where=str(where) if where else None,
    )
    return answer(body.model_dump(mode="json"), status, _headers(error, status), lang)


def answer(
    body: Mapping[str, Any], status: int, headers: Mapping[str, str], lang: Lang
) -> HttpResponse:
    made = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA, headers=headers
    )
    made["Content-Language"] = "en" if lang == "en" else "zh-Hans"
    return made


def nothing(request: HttpRequest) -> HttpResponse:
    """No such address; and the same for what somebody may not know of."""
    return problem(request, Nothing())


def _headers(error: DomainError, status: int) -> dict[str, str]:
    if status == 401:
        return {"WWW-Authenticate": _CHALLENGE}
    if isinstance(error, ScopeNeeded):
        scope = error.facts["scope"]
        told = f'{_CHALLENGE}, error="insufficient_scope", scope="{scope}"'
        return {"WWW-Authenticate": told}
    if isinstance(error, WrongMethod):
        return {"Allow": ", ".join(cast("tuple[str, ...]", error.facts["allowed"]))}
    if isinstance(error, StillRunning):
        return {"Retry-After": "1"}
    seconds = error.facts.get("seconds")
    if isinstance(seconds, int | float):
        return {"Retry-After": str(math.ceil(seconds))}
    return {}


def reason(one: reasons.Reason) -> Reason:
    return Reason(**asdict(one), where=_page_of(one.duty))


def _page_of(duty: str | None) -> str | None:
    """Where the page of a demand is."""
    return reverse("duty", kwargs={"duty": duty}) if duty else None
