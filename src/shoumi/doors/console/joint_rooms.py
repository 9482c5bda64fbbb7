"""Several rooms at once: the list before anything is done, and what came of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.pages import forms, scoping
from shoumi.base.pages.content_page import ContentPage, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.rooms.joint_rooms import Answered
from shoumi.base.verbs import Call, Verb
from shoumi.base.verbs.declaration import SEEN
from shoumi.core.messages import Both
from shoumi.core.terms import DisclosureLevel

_ROOM = (Column(("数据室", "Room")), Column(("级别", "Level")), Column(("人员", "People")))
_REFUSED = (*_ROOM, Column(("为什么", "Why")), Column(("怎么办", "What to do")))
_LEAD: Both = (
    "办好了 {n} 间，{left} 间没有办。没有办的照原样。",
    "Done: {n}. Refused: {left}; these are as they were.",
)
_NONE: Both = ("没有。", "None.")


def preview(
    request: PageRequest, verb: Verb, call: Call, judged: Sequence[Answered]
) -> HttpResponse:
    """Which rooms, for whom, what would be refused; and the form once more."""
    form = forms.build(verb.fields, request, {"deal": call.on}, is_sent=False)
    form.initial = dict(call.given)
    good = [one for one in judged if one.refused is None]
    told = {
        "title": request.say(verb.title),
        "back": reverse("deal", kwargs={"deal": call.on}),
        "good": _table(request, good, ("可以办的", "Can be done")),
        "bad": _problems(request, judged, ("现在办不了的", "Cannot be done now")),
        "count": len(good),
        "left": len(judged) - len(good),
        "is_final": verb.after_end,
        "mend": request.say(("改一改", "Change it")),
        "mend_open": not good,
        "sent": [(SEEN, "yes"), *_sent(call.given)],
        "form": form,
    }
    return render(request, "console/rooms_preview.html", told)


def done(request: PageRequest, verb: Verb, made: Sequence[Answered]) -> HttpResponse:
    """Back to the deal where all went well; else each by itself, what was refused with why."""
    deal = made[0].room.deal
    href = reverse("deal", kwargs={"deal": deal})
    good = [one for one in made if one.refused is None]
    if len(good) == len(made):
        told = urlencode({"done": verb.slug, "entry": reader.size() - 1})
        return HttpResponseRedirect(f"{href}?{told}", status=303)
    tables = [
        _problems(request, made, ("没有办的", "Refused")),
        _table(request, good, ("办好了的", "Done")),
    ]
    lead = request.say(_LEAD, n=len(good), left=len(made) - len(good))
    crumbs = [(request.say(("转让", "Deal")), href)]
    answer = show(request, ContentPage(verb.title, tables, lead, crumbs=crumbs))
    answer.status_code = 200 if good else 422
    return answer


def _sent(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was filled in, as a form sends it."""
    for name, value in given.items():
        several = value if isinstance(value, list | tuple) else [value]
        yield from ((name, str(one)) for one in several if one not in (None, ""))


def _table(request: PageRequest, found: Sequence[Answered], title: Both) -> Table:
    return Table(_ROOM, [_row(request, one) for one in found], title, _NONE)


def _problems(request: PageRequest, found: Sequence[Answered], title: Both) -> Table:
    rows = [
        (*_row(request, one), *request.tell(one.refused)[:2])
        for one in found
        if one.refused is not None
    ]
    return Table(_REFUSED, rows, title, _NONE)


def _row(request: PageRequest, one: Answered) -> tuple[Any, ...]:
    known = scoping.people(one.persons)
    level = names.of(DisclosureLevel(one.room.level), request.lang)
    href = reverse("room", kwargs={"room": one.room.ref})
    who = [known.get(person, person) for person in one.persons]
    return Cell(one.room.ref, href), level, who or None
