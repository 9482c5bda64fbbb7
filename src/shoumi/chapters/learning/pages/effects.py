"""What a course or an awareness item changed, by department: a figure and a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.pages import detail_page, figures
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage, Picture
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Filter, Table
from shoumi.chapters.learning.queries import effects
from shoumi.chapters.learning.queries.effects import Occasion
from shoumi.chapters.learning.rules.effects import LEAST_PEOPLE, Effect, Side, of_the_house
from shoumi.chapters.learning.verbs.place import READERS
from shoumi.core.messages import Both

_TITLE: Both = ("各部门前后比较", "Departments before and after")
_COLUMNS = (
    Column(("部门", "Department")),
    Column(("之前人数", "People before"), "number"),
    Column(("之前答对", "Right before"), "number"),
    Column(("之后人数", "People after"), "number"),
    Column(("之后答对", "Right after"), "number"),
    Column(("变化（百分点）", "Change (points)"), "number"),
    Column(("已读", "Have read it"), "number"),
)
# Of the newest courses and items one is chosen.
_CHOICES = 8
_NOTE: Both = (
    "空心是之前一年的考试，实心是之后一年的；每人算一份。不足 {least} 人的部门不显示。",
    (
        "The ring is the year before, the dot the year after; each person counts alike. "
        "Departments with fewer than {least} people are not told."
    ),
)
_NOBODY: Both = (
    "还没有人有部门。部门随员工名单导入。",
    "Nobody has a department yet; they come with the list of staff.",
)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def by_department(request: PageRequest) -> HttpResponse:
    """Of the course or item that is chosen, else of the newest."""
    known = effects.occasions(request.at)
    wanted = request.GET.get("of", "")
    one = next((each for each in known if each.ref == wanted), known[0] if known else None)
    found = effects.of(one) if one else []
    told = DetailPage(
        title=_TITLE,
        answer=_answer(request, one, found),
        crumbs=[(request.say(("意识教育", "Awareness")), reverse("awareness"))],
        pictures=[_picture(request, found)] if found else [],
        tables=[_table(request, known, one, found)],
    )
    return detail_page.show(request, told)


def _answer(request: PageRequest, one: Occasion | None, found: Sequence[Effect]) -> str:
    if one is None:
        return request.say(
            (
                "还没有发布课程或意识教育内容。",
                "No course and no item is published yet.",
            )
        )
    whole = of_the_house(found)
    name = request.say(one.name)
    if whole is None:
        return request.say(
            (
                "{name}：前后都满 {least} 人考过的部门还没有。",
                "{name}: no department had {least} people examined before and after.",
            ),
            name=name,
            least=LEAST_PEOPLE,
        )
    before, after = whole
    return request.say(
        (
            "{name}：可以比较的部门，答对从 {before} 到 {after}。",
            "{name}: right answers of the departments told went from {before} to {after}.",
        ),
        name=name,
        before=figures.percent(before.share),
        after=figures.percent(after.share),
    )


def _picture(request: PageRequest, found: Sequence[Effect]) -> Picture:
    given = [
        figures.SharePair(
            one.department,
            one.before.share if one.before else None,
            one.after.share if one.after else None,
        )
        for one in found
    ]
    return Picture(
        ("答对的份额，前和后", "Shares of right answers, before and after"),
        figures.shares(given, request.lang),
        figures.shares_table(given, request.lang),
        request.say(_NOTE, least=LEAST_PEOPLE),
    )


def _table(
    request: PageRequest,
    known: Sequence[Occasion],
    chosen: Occasion | None,
    found: Sequence[Effect],
) -> Table:
    options = [(one.ref, one.name) for one in known[:_CHOICES]]
    choice = Filter("of", ("哪一次", "Of which"), options, chosen.ref if chosen else "")
    rows = [_row(one) for one in found]
    filters = [choice] if options else []
    return Table(_COLUMNS, rows, ("各部门", "By department"), _NOBODY, filters=filters)


def _row(one: Effect) -> tuple[object, ...]:
    change = "" if one.change is None else f"{one.change * 100:+.0f}"
    read = "" if one.read is None else figures.percent(one.read)
    return one.department, *_side(one.before), *_side(one.after), change, read


def _side(one: Side | None) -> tuple[object, str]:
    return ("", "") if one is None else (one.people, figures.percent(one.share))
