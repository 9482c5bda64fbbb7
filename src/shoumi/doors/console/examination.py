"""What is stored and is not sealed as it should be: by reference, with what mends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.jobs.backend import insert
from shoumi.base.pages import scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.subjects import examination as examined
from shoumi.base.subjects import jobs as subject_jobs
from shoumi.base.subjects import soundness
from shoumi.base.subjects.models import Finding, Subject
from shoumi.base.vault import queries as vault
from shoumi.core.messages import Both
from shoumi.core.terms import ControlState
from shoumi.doors.console.jobs import KEEPERS, MENDERS

_TITLE: Both = ("存量核对", "Examination of what is stored")
_COLUMNS = (
    Column(("编号", "Reference"), "ref"),
    Column(("要求", "Demand")),
    Column(("情况", "What was found")),
    Column(("怎么补", "The mend")),
    Column(("发现于", "Found")),
)
_NOTHING: Both = (
    "没有发现不合规定的记录或密钥。",
    "No record or key was found wanting.",
)
_LEAD: Both = (
    (
        "逐条核对每条记录和每把密钥是不是按规定密封，不打开内容。查出来的只关那一个人；"
        "补正之后点“立即核对”，马上重核。"
    ),
    (
        "Each record and key is looked at, and no value is opened. What is found shuts that one"
        " person alone; once it is mended, have it examined again here."
    ),
)


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def examination(request: PageRequest) -> HttpResponse:
    """Of the house's own keys that is said which holds everybody; of the others, whose."""
    links = button(request, "examine-all")
    if not vault.suites_allowed(request.at).holds:
        links = button(request, "rotate-keys") + links
    shown = ContentPage(
        _TITLE,
        [_findings(request)],
        request.say(_LEAD),
        crumbs=[(request.say(("设置", "Settings")), reverse("settings"))],
        links=links,
        pairs=[*facts(request), *_of_all(request)],
    )
    return show(request, shown, "examination")


def _of_all(request: PageRequest) -> Sequence[tuple[Both, object]]:
    """What holds everybody, and how it is mended."""
    held = [vault.suites_allowed(request.at), vault.keys_wrapped(request.at)]
    held += [one for one in [soundness.standing()] if one is not None]
    wrong = [one for one in held if one.state in (ControlState.FAIL, ControlState.STALE)]
    label: Both = ("对所有人", "For everybody")
    return [(label, " ".join(request.tell_code(one.reason))) for one in wrong]


def _findings(request: PageRequest) -> Table:
    """In the order of their references, since what is found has no number."""
    found = Finding.objects.order_by("subject")
    if after := request.GET.get("after", ""):
        found = found.filter(subject__gt=after)
    some = list(found[: tables.PAGE + 1])
    part = some[: tables.PAGE]
    own = scoping.deals_of(request).values("ref")
    people = Subject.objects.filter(ref__in=[one.subject for one in part], deal__in=own)
    seen = set(people.values_list("ref", flat=True))
    return Table(
        _COLUMNS,
        [_row(request, one, seen) for one in part],
        ("查出的记录和密钥", "Records and keys found wanting"),
        _NOTHING,
        after=part[-1].subject if len(some) > tables.PAGE else None,
    )


def _row(request: PageRequest, one: Finding, seen: set[str]) -> tuple[Any, ...]:
    """A customer's own page is where the record is ordered destroyed."""
    what, mend = request.tell_code(one.reason)
    href = reverse("customer", kwargs={"subject": one.subject}) if one.subject in seen else ""
    return (
        Cell(one.subject, href),
        Cell(one.demand, reverse("duty", kwargs={"duty": one.demand})),
        what,
        mend,
        one.found_at,
    )


def _examine(request: PageRequest, given: Mapping[str, Any]) -> Done:
    insert(subject_jobs.examine_all)
    return Done(reverse("examination"))


def facts(request: PageRequest) -> list[tuple[Both, object]]:
    told = examined.progress()
    shown: list[tuple[Both, object]] = [(("存量记录和密钥", "Stored records and keys"), told.of)]
    if told.visited is not None:
        shown.append((("这一遍已核对", "Visited in this pass"), told.visited))
    shown.append((("上次全部核对完", "Last whole pass"), told.ended_at))
    shown.append((("不合规定的", "Found wanting"), told.findings))
    return shown


ACTS = (
    Act(
        slug="examine-all",
        place="settings",
        title=("立即核对存量数据", "Examine all that is stored"),
        done=("已排入，后台会全部核对一遍", "Queued: all is examined in the background"),
        do=_examine,
        roles=MENDERS,
        help=(
            "平时后台自动核对，每条记录至少 72 小时一遍。补正之后可以在此立即重核。",
            "It runs by itself, every record at least once in 72 hours. Here it begins at once.",
        ),
        button=("立即核对", "Examine now"),
        facts=facts,
        back="examination",
    ),
)
