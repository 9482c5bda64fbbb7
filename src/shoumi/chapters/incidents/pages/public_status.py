"""What is said of incidents in public: all of them, and one, for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import StatusNote
from shoumi.chapters.incidents.queries import status_notes
from shoumi.chapters.incidents.queries.status_notes import PublicStatus
from shoumi.core.messages import Both

_TITLE: Both = ("安全事件说明", "Word on incidents")
_GONE = 410
# Of the number of an incident.
_DIGITS = 9


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD"])
def every(request: PageRequest) -> HttpResponse:
    """The newest word on each, a page of them at a time."""
    below = request.GET.get("below", "")
    if len(below) > _DIGITS or (below and not (below.isascii() and below.isdecimal())):
        raise Http404
    found, older = status_notes.current(int(below) if below else None)
    notes = [_told(request, one, with_before=False) for one in found]
    told = {"notes": notes, "is_down": False, "older": older, "is_first": not below}
    return page(request, "incidents/status.html", _TITLE, told)


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD"])
def one(request: PageRequest, breach_number: int) -> HttpResponse:
    """At the same address for as long as there is something to say, with what was said before."""
    found = status_notes.public(breach_number)
    if found is None:
        raise Http404
    if found.is_down:
        told = {"notes": [], "is_down": True, "down_at": found.note.down_at}
        return page(request, "incidents/status.html", _TITLE, told, status=_GONE)
    told = {"notes": [_told(request, found, with_before=True)], "is_down": False}
    return page(request, "incidents/status.html", _TITLE, told)


def _told(request: PageRequest, found: PublicStatus, *, with_before: bool) -> Mapping[str, Any]:
    lang, paragraphs = _text(request, found.note)
    number = queries.number_of(found.breach)
    before = found.before if with_before else ()
    return {
        "number": number,
        # What stands behind the # of a text message's link.
        "anchor": number.replace("-", ""),
        "href": reverse("incident-status", args=[found.breach.number]),
        "at": found.note.shown_at,
        "lang": lang,
        "paragraphs": paragraphs,
        "contact": found.note.contact,
        "next_at": found.note.next_at,
        "before": [(each.shown_at, *_text(request, each)) for each in before],
    }


def _text(request: PageRequest, note: StatusNote) -> tuple[str, list[str]]:
    """In the reader's language where somebody wrote it so, else in Chinese."""
    is_english = request.lang == "en" and bool(note.en)
    said = note.en if is_english else note.zh
    return ("en" if is_english else "zh-CN"), [line for line in said.splitlines() if line.strip()]
