"""Long work that somebody asked for: how far it is, live; how it ended; the wish to stop it.

The section is one template.  It comes with the page, again by polling, or as an event of a stream
that ends after some seconds and is opened anew.  A stream holds a thread of the server, so only a
few are open at a time; who gets none polls.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from enum import StrEnum
from threading import BoundedSemaphore
from typing import Any, NamedTuple

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base import registry
from shoumi.base.deals import queries as deals
from shoumi.base.intake import import_plan
from shoumi.base.jobs import background_operations, progress
from shoumi.base.jobs.models import End, Errand, State
from shoumi.base.messages import names, refusals
from shoumi.base.operations import sealed_staging
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

# Of the server's sixteen threads; a stream that is over is opened again after a moment.
STREAMS = 6
STREAM_SECONDS = 25.0
LOOK_SECONDS = 0.25
# The rows are asked more seldom than the file that tells how far it is.
ASK_SECONDS = 1.0
AGAIN_MS = 1_000

_streams = BoundedSemaphore(STREAMS)
_TITLE: Both = ("办理进度", "Work under way")


class OperationSection(NamedTuple):
    """One section: ``version`` changes whenever what it says does."""

    html: str
    version: str
    is_over: bool


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def work(request: PageRequest, work: str) -> HttpResponse:
    """The page, or its section alone where a script asks for it."""
    found = background_operations.own(work, request.who())
    shown = told(request, found)
    if request.is_quick:
        return HttpResponse(shown.html)
    name = registry.operation(found.kind).name
    more = {"work": shown, "deal": deals.deal(Ref(found.deal)), "name": request.say(name)}
    return page(request, "console/work.html", _TITLE, more)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def events(request: PageRequest, work: str) -> HttpResponseBase:
    """Server-Sent Events of one piece of work; 204 tells the browser to poll instead."""
    found = background_operations.own(work, request.who())
    if not _streams.acquire(blocking=False):
        return HttpResponse(status=204)
    stream = _Stream(request, found)
    answer = StreamingHttpResponse(stream, content_type="text/event-stream; charset=utf-8")
    answer["X-Accel-Buffering"] = "no"
    return answer


@open_to(Who.STAFF)
@require_http_methods(["POST"])
def stop(request: PageRequest, work: str) -> HttpResponse:
    background_operations.stop(errand=Ref(work), actor=request.who(), at=request.at)
    return HttpResponseRedirect(reverse("work", kwargs={"work": work}), status=303)


@open_to(Who.STAFF, is_fresh=True)
@require_http_methods(["GET", "HEAD"])
def file(request: PageRequest, work: str) -> HttpResponse:
    """What the work made, for who asked for it, while it is kept.

    Raises:
        NoSuchErrand, NoSuchSlip
    """
    found = background_operations.own(work, request.who())
    wanted = registry.operation(found.kind).file
    if wanted is None or found.end != End.DONE:
        raise sealed_staging.NoSuchSlip
    content = sealed_staging.get((found.result or {}).get("slip", ""))
    _, name, suffix = wanted
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{found.ref}.{suffix}"'
    return answer


def section(request: PageRequest, about: str, *kinds: StrEnum) -> OperationSection | None:
    """The newest such work of this person about a thing, while it runs or was not done."""
    found = background_operations.last(request.who(), Ref(about), *kinds)
    if found is None or found.end == End.DONE:
        return None
    return told(request, found)


def under_way(request: PageRequest, deal: Ref) -> list[OperationSection]:
    """What this person asked for in a deal and has not ended."""
    return [told(request, one) for one in background_operations.living(request.who(), deal)]


class _Stream(Iterator[bytes]):
    """Sends the section whenever it changed since the last the browser has.

    The place among the streams is given back whichever way it ends.
    """

    def __init__(self, request: PageRequest, found: Errand) -> None:
        self._parts = _parts(request, found)
        self._held = True

    def __next__(self) -> bytes:
        try:
            return next(self._parts)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._held:
            self._held = False
            _streams.release()

    __del__ = close


def _parts(request: PageRequest, found: Errand) -> Iterator[bytes]:
    ref, actor = found.ref, request.who()
    until = time.monotonic() + STREAM_SECONDS
    version, said, due = request.headers.get("Last-Event-ID", ""), progress.latest(Ref(ref)), 0.0
    yield f"retry: {AGAIN_MS}\n\n".encode()
    while True:
        now = time.monotonic()
        heard = progress.latest(Ref(ref))
        if heard != said or now >= due:
            said, due = heard, now + ASK_SECONDS
            shown = told(request, background_operations.own(ref, actor))
            if shown.version != version:
                version = shown.version
                yield _event(shown)
            elif now > until - STREAM_SECONDS / 2:
                yield b":\n\n"  # a browser that is gone is found out
            if shown.is_over:
                return
        if now >= until:
            return
        time.sleep(LOOK_SECONDS)


def _event(shown: OperationSection) -> bytes:
    lines = "".join(f"data: {line}\n" for line in shown.html.splitlines())
    return f"id: {shown.version}\nevent: work\n{lines}\n".encode()


def told(request: PageRequest, found: Errand) -> OperationSection:
    """The section as it stands."""
    state = _state(found)
    context = {
        "ref": found.ref,
        "name": request.say(registry.operation(found.kind).name),
        "state": state,
        **_running(request, found, state),
        **_ended(request, found),
    }
    version = hashlib.sha256(repr(sorted(context.items())).encode()).hexdigest()[:16]
    # Not as a whole page: the frame around one asks the house many things.
    around = {"request": request, "csrf_token": get_token(request), "version": version}
    html = render_to_string("console/working.html", {**context, **around})
    return OperationSection(html, version, found.end is not None)


def _state(found: Errand) -> str:
    """``waits``, ``runs``, ``again`` after a failure, ``vain``: nobody takes it, ``dead``: it was
    given up; else how it ended."""
    if found.end is not None:
        return found.end
    if found.job.state == State.DEAD:
        return "dead"
    if background_operations.is_waiting_in_vain(found.job):
        return "vain"
    if found.job.state == State.RUNNING:
        return "runs"
    return "again" if found.job.attempts else "waits"


def _running(request: PageRequest, found: Errand, state: str) -> dict[str, Any]:
    if found.end is not None:
        return {}
    ref = Ref(found.ref)
    heard = progress.latest(ref) if state == "runs" else None
    return {
        "step": names.of(heard.step, request.lang) if heard else "",
        "done": heard.done if heard else 0,
        "total": heard.total if heard else 0,
        "is_stopping": progress.stop_requested_by(ref) is not None,
        "may_stop": heard is None or heard.step not in progress.TO_THE_END,
    }


def _ended(request: PageRequest, found: Errand) -> dict[str, Any]:
    made = found.result or {}
    if found.end == End.REFUSED:
        words = refusals.tell_kept(made, request.lang)
        return {"refused": (words.what, words.mend), "onward": _onward(request, found, {})}
    if found.end == End.STOPPED:
        words = refusals.tell_code("jobs.stopped", request.lang)
        return {"refused": (words.what, words.mend), "onward": _onward(request, found, {})}
    if found.end != End.DONE:
        return {}
    operation = registry.operation(found.kind)
    return {
        "said": request.say(operation.done, **made),
        "position": made.get("position"),
        "counts": _counts(request, made.get("counts", {})),
        "onward": _onward(request, found, made),
        "file": (request.say(operation.file[0]), reverse("work-file", kwargs={"work": found.ref}))
        if operation.file and made.get("slip")
        else None,
    }


def _counts(request: PageRequest, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [
        (request.say(import_plan.COUNTS.get(name, (name, name))), count)
        for name, count in counts.items()
    ]


def _onward(request: PageRequest, found: Errand, made: Mapping[str, Any]) -> tuple[str, str]:
    """Where one goes on, of work that came to its end (``made``) or did not: by its own app's word,
    else back to the deal."""
    operation = registry.operation(found.kind)
    onward = operation.onward(found.about, found.deal, made) if operation.onward else None
    if onward is None:
        words: Both = ("回到转让", "Back to the deal")
        onward = words, reverse("deal", kwargs={"deal": found.deal})
    return request.say(onward[0]), onward[1]
