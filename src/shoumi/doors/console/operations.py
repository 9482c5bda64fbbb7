"""Long work that somebody asked for: how far it is, live; how it ended; the wish to stop it.

The section is one template.  It comes with the page, again by polling, or as an event of a stream
that ends after some seconds and is opened anew.  A stream holds a thread of the server, so only a
few are open at a time; who gets none polls.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from threading import BoundedSemaphore
from typing import Any, NamedTuple

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.jobs import errands, progress
from shoumi.base.jobs.models import End, Errand, Kind, State
from shoumi.base.pages import names
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Done
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.say import Bilingual
from shoumi.core.refs import Ref
from shoumi.doors import refusals
from shoumi.doors.carrying import errands as long
from shoumi.doors.carrying import reading, slips

# Of the server's sixteen threads; a stream that is over is opened again after a moment.
STREAMS = 6
STREAM_SECONDS = 25.0
LOOK_SECONDS = 0.25
# The rows are asked more seldom than the file that tells how far it is.
ASK_SECONDS = 1.0
AGAIN_MS = 1_000

_streams = BoundedSemaphore(STREAMS)
_TITLE: Bilingual = ("办理进度", "Work under way")
_DONE: Mapping[Kind, Bilingual] = {
    Kind.INTAKE_READ: ("文件读完了，看结果。", "The files are read; see what was found."),
    Kind.INTAKE_TAKE_IN: (
        "新增 {new} 人，更新 {updated} 人；交来的文件已删。",
        "{new} people new, {updated} updated; the files are removed.",
    ),
    Kind.HANDOVER_SEAL: (
        "已封包，共 {rows} 人，等另一人放行。",
        "Sealed for {rows} people; another person releases it.",
    ),
    Kind.CAMPAIGN_OPEN: (
        "已邀请 {people} 人，时钟开始走。",
        "{people} people are invited and the clock runs.",
    ),
    Kind.CAMPAIGN_SEND: (
        "{reached} 人有信，{unreached} 人送不到。",
        "Letters for {reached} people; {unreached} cannot be reached.",
    ),
    Kind.CAMPAIGN_REMIND: (
        "{count} 人还没答复，{reached} 人有提醒信；不再提醒第二次。",
        "{count} people have not answered; {reached} reminders. There is no second one.",
    ),
    Kind.ROOM_PREPARE: (
        "数据室备好了，等批准。",
        "The room is ready and waits for approval.",
    ),
    Kind.DESTROY_RUN: (
        "销毁了 {keys} 把钥匙、{records} 条记录，逐条复查过。",
        "{keys} keys and {records} records destroyed, and every one checked.",
    ),
    Kind.DOSSIER_EXPORT: (
        "卷宗导出了：账本 {size} 条中的 {entries} 条，文书 {papers} 份。",
        "The dossier is ready: {entries} of {size} entries and {papers} papers.",
    ),
}
_FILES: Mapping[Kind, tuple[Bilingual, str, str]] = {
    Kind.CAMPAIGN_SEND: (("下载告知信", "Download the letters"), "letters", "csv"),
    Kind.CAMPAIGN_REMIND: (("下载提醒信", "Download the reminders"), "reminders", "csv"),
    Kind.DOSSIER_EXPORT: (("下载卷宗", "Download the dossier"), "dossier", "zip"),
}


class OperationSection(NamedTuple):
    """One section: ``version`` changes whenever what it says does."""

    html: str
    version: str
    is_over: bool


def ask(
    request: PageRequest,
    kind: Kind,
    *,
    about: Ref,
    deal: Ref,
    given: Mapping[str, Any] | None = None,
) -> Done:
    """Queue the work and go to where it is told of.

    Raises:
        UnderWay: somebody asked for the same already, and it has not ended.
    """
    made = long.ask(kind=kind, about=about, deal=deal, given=given or {}, actor=request.who())
    href = reverse("work", kwargs={"work": made.ref})
    return Done(answer=HttpResponseRedirect(href, status=303))


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def work(request: PageRequest, work: str) -> HttpResponse:
    """The page, or its section alone where a script asks for it."""
    found = errands.own(work, request.who())
    shown = told(request, found)
    if request.is_quick:
        return HttpResponse(shown.html)
    name = names.pair(Kind(found.kind))
    more = {"work": shown, "deal": deals.deal(Ref(found.deal)), "name": request.say(name)}
    return page(request, "console/work.html", _TITLE, more)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def events(request: PageRequest, work: str) -> HttpResponseBase:
    """Server-Sent Events of one piece of work; 204 tells the browser to poll instead."""
    found = errands.own(work, request.who())
    if not _streams.acquire(blocking=False):
        return HttpResponse(status=204)
    stream = _Stream(request, found)
    answer = StreamingHttpResponse(stream, content_type="text/event-stream; charset=utf-8")
    answer["X-Accel-Buffering"] = "no"
    return answer


@open_to(Who.STAFF)
@require_http_methods(["POST"])
def stop(request: PageRequest, work: str) -> HttpResponse:
    errands.stop(errand=Ref(work), actor=request.who(), at=request.at)
    return HttpResponseRedirect(reverse("work", kwargs={"work": work}), status=303)


@open_to(Who.STAFF, is_fresh=True)
@require_http_methods(["GET", "HEAD"])
def file(request: PageRequest, work: str) -> HttpResponse:
    """What the work made, for who asked for it, while it is kept.

    Raises:
        NoSuchErrand, NoSuchSlip
    """
    found = errands.own(work, request.who())
    wanted = _FILES.get(Kind(found.kind))
    if wanted is None or found.end != End.DONE:
        raise slips.NoSuchSlip
    content = slips.get((found.result or {}).get("slip", ""))
    _, name, suffix = wanted
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{found.ref}.{suffix}"'
    return answer


def section(request: PageRequest, about: str, *kinds: Kind) -> OperationSection | None:
    """The newest such work of this person about a thing, while it runs or was not done."""
    found = errands.last(request.who(), Ref(about), *kinds)
    if found is None or found.end == End.DONE:
        return None
    return told(request, found)


def under_way(request: PageRequest, deal: Ref) -> list[OperationSection]:
    """What this person asked for in a deal and has not ended."""
    return [told(request, one) for one in errands.living(request.who(), deal)]


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
            shown = told(request, errands.own(ref, actor))
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
        "name": request.say(names.pair(Kind(found.kind))),
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
    if errands.is_waiting_in_vain(found.job):
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
        return {"refused": (words.what, words.mend), "onward": _back(request, found)}
    if found.end == End.STOPPED:
        words = refusals.tell_code("jobs.stopped", request.lang)
        return {"refused": (words.what, words.mend), "onward": _back(request, found)}
    if found.end != End.DONE:
        return {}
    kind = Kind(found.kind)
    has_file = kind in _FILES and made.get("slip")
    return {
        "said": request.say(_DONE[kind], **made),
        "position": made.get("position"),
        "counts": _counts(request, made.get("counts", {})),
        "onward": _onward(request, found, made),
        "file": (request.say(_FILES[kind][0]), reverse("work-file", kwargs={"work": found.ref}))
        if has_file
        else None,
    }


def _counts(request: PageRequest, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [
        (request.say(reading.COUNTS.get(name, (name, name))), count)
        for name, count in counts.items()
    ]


def _onward(request: PageRequest, found: Errand, made: Mapping[str, Any]) -> tuple[str, str]:
    match Kind(found.kind):
        case Kind.INTAKE_TAKE_IN:
            words: Bilingual = ("看客户", "See the customers")
            return request.say(words), f"{reverse('customers')}?deal={found.deal}"
        case Kind.HANDOVER_SEAL:
            words = ("看交接包", "See the package")
            return request.say(words), reverse("package", kwargs={"package": made["package"]})
        case Kind.ROOM_PREPARE:
            words = ("看数据室", "See the room")
            return request.say(words), reverse("room", kwargs={"room": made["room"]})
    return _back(request, found)


def _back(request: PageRequest, found: Errand) -> tuple[str, str]:
    """Where one goes on from work that did not come to its end, or has no page of its own."""
    match Kind(found.kind):
        case Kind.INTAKE_READ | Kind.INTAKE_TAKE_IN:
            words: Bilingual = ("回到这些文件", "Back to the files")
            return request.say(words), reverse("intake", kwargs={"delivery": found.about})
        case Kind.DESTROY_RUN:
            words = ("看销毁单", "See the order")
            return request.say(words), reverse("destruction-order", kwargs={"order": found.about})
    words = ("回到转让", "Back to the deal")
    return request.say(words), reverse("deal", kwargs={"deal": found.deal})
