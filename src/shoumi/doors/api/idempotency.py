"""Around every operation: once for each key, a link to the next part, refusals as problems."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

from shoumi.base.api import paging
from shoumi.base.api.bearer import bearer_of
from shoumi.base.api.errors import TooLarge, Unreadable
from shoumi.base.api.needs import SAFE, needs_of, set_needs
from shoumi.base.api_tokens import idempotency
from shoumi.base.api_tokens.idempotency import Kept
from shoumi.base.pages.request import PageRequest
from shoumi.core.errors import DomainError
from shoumi.doors.api import problems
from shoumi.doors.web import uploads

KEY, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
View = Callable[..., HttpResponse]
_CHUNK = 2**16


def called(view: View, needs: dict[str, Any]) -> View:
    """``view`` as it stands under an address; ``needs`` by method."""

    def around(request: HttpRequest, **place: Any) -> HttpResponse:
        asked = cast(PageRequest, request)
        try:
            if asked.method in SAFE:
                return _linked(asked, view(asked, **place))
            return _once(asked, view, place, is_kept=needs[asked.method or ""].is_kept)
        except DomainError as refused:
            return problems.problem(asked, refused)

    around.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie counts here
    set_needs(around, needs)
    assert needs_of(around)
    return around


def _linked(request: PageRequest, answer: HttpResponse) -> HttpResponse:
    if answer.status_code == 200 and (found := paging.link(request)):
        answer["Link"] = found
    return answer


def _once(
    request: PageRequest, view: View, place: dict[str, Any], *, is_kept: bool
) -> HttpResponse:
    """
    Raises:
        KeyNeeded, KeyReused, StillRunning, BrokenOff, TooLarge, Unreadable
    """
    bearer = bearer_of(request)
    taken = idempotency.begin(
        bearer=bearer,
        key=request.headers.get(KEY, ""),
        request=_digest(request),
        is_kept=is_kept,
        real_at=datetime.now(UTC),
    )
    if isinstance(taken, Kept):
        return HttpResponse(
            taken.body, status=taken.status, content_type=taken.kind, headers={REPLAYED: "true"}
        )
    answer = view(request, **place)
    if answer.status_code < 500:
        body = answer.content if is_kept else b""
        kept = Kept(answer.status_code, answer.headers["Content-Type"], body)
        idempotency.finish(taken, kept, bearer)
    return answer


def _digest(request: PageRequest) -> bytes:
    """Of method, address and all that was sent; of files their names and content, since the lines
    between the parts of a form are new each time.

    Raises:
        TooLarge, Unreadable
    """
    running = hashlib.sha256(f"{request.method} {request.get_full_path()}\0".encode())
    try:
        if request.content_type == "multipart/form-data":
            for name, values in sorted(request.POST.lists()):
                running.update(repr((name, values)).encode())
            for name, files in sorted(request.FILES.lists()):
                for file in files:
                    running.update(repr((name, file.name, file.size)).encode())
                    for chunk in file.chunks(_CHUNK):
                        running.update(chunk)
                    file.seek(0)
            if uploads.is_too_much(request):  # what was let go of at the cap is not there
                raise TooLarge
        else:
            running.update(request.body)
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent) as error:
        raise TooLarge from error
    except (MultiPartParserError, UnreadablePostError, UnicodeDecodeError) as error:
        raise Unreadable from error
    return running.digest()
