"""A year of holidays as a picture with its facts, and one that is about to be entered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from shoumi.base.calendar import year_entry
from shoumi.base.pages import figures, forms
from shoumi.base.pages.figures import FigureTable
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Verb
from shoumi.base.verbs.declaration import SEEN
from shoumi.core.calendar import Year
from shoumi.core.calendar.holidays import statutory_days
from shoumi.core.messages import Both

_CAUTION: Both = (
    (
        "放假的工作日减去调休上班日是 {gained} 天，法定是 {lawful} 天。请与通知再核对一遍；"
        "国务院临时增加的放假可以不同。"
    ),
    (
        "Working days off less make-up days are {gained}; the law gives {lawful}. Compare the "
        "notice once more; a year may have more where the State Council says so."
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One year as it stands on the page."""

    number: str
    state: str
    months: tuple[SafeString, ...]
    as_table: FigureTable
    pairs: list[tuple[str, Any]]
    href: str = ""
    to: str = ""
    is_open: bool = False


def shown(
    request: PageRequest,
    one: Year,
    state: str,
    pairs: list[tuple[Both, Any]],
    to: tuple[str, str] = ("", ""),
    *,
    is_open: bool = False,
) -> Shown:
    return Shown(
        str(one.year),
        state,
        figures.year_months(one, request.lang),
        figures.year_table(one, request.lang),
        [(request.say(label), value) for label, value in pairs],
        to[1],
        to[0],
        is_open,
    )


def preview(request: PageRequest, enter: Verb, table: Year, lines: tuple[str, str]) -> HttpResponse:
    """The year as it would be, what to compare, and the form once more to go on or to mend it."""
    rest, make_up = lines
    gained = year_entry.cautions(table)
    days = sum(one.length for one in table.rests)
    sent = {"year": table.year, "source": table.source, "rest": rest, "make_up": make_up}
    form = forms.build(enter.fields, request, {}, is_sent=False)
    form.initial = {**sent, "notice": ""}
    one = shown(
        request,
        table,
        "",
        [
            (("出处", "Source"), table.source),
            (("放假", "Days off"), request.say(("{n} 天", "{n}"), n=days)),
            (("调休上班", "Make-up working days"), len(table.make_up)),
        ],
        is_open=True,
    )
    told = {
        "one": one,
        "legend": figures.year_legend(request.lang),
        "caution": request.say(_CAUTION, gained=gained, lawful=statutory_days()) if gained else "",
        "mend": request.say(("有错，改一改", "Something is wrong: mend it")),
        "sent": sent,
        "seen": SEEN,
        "form": form,
        "title": request.say(enter.title),
        "back": reverse("holidays"),
    }
    return render(request, "console/holidays_preview.html", told)
