"""Long work that somebody asked for: how far it is, live; how it ended; the wish to stop it.

A stream of the section ends after some seconds and is opened anew.  It holds a thread of the
server, so only a few are open at a time; who gets none polls.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import BoundedSemaphore

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base import registry
from shoumi.base.deals import queries as deals
from shoumi.base.jobs import background_operations, progress
from shoumi.base.jobs.models import Errand
from shoumi.base.operations import made_files
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.operations import OperationSection, told
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


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def work(request: PageRequest, work: str) -> HttpResponse:
    """The page, or its section alone where a script asks for it."""
    found = background_operations.own(work, request.who())
    shown = told(request, found)
    if request.is_quick:
        return HttpResponse(shown.html)
    name = registry.operation(found.kind).name
    of = background_operations.deal_of(found)
    more = {"work": shown, "deal": of and deals.deal(of), "name": request.say(name)}
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
    """What the work made, for who asked for it, while it is kept and may be had."""
    made = made_files.fetch(work=work, actor=request.who(), at=request.at)
    answer = HttpResponse(made.content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer


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
