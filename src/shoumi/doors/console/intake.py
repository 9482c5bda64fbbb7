"""Take in a target's files: what each column is, what stands in the way, then all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.intake import importing
from shoumi.base.intake.importing import IMPORTERS
from shoumi.base.intake.mapping import DROP, ROLE, Why
from shoumi.base.intake.mapping import Mapping as Column
from shoumi.base.intake.plan import Plan
from shoumi.base.intake.problems import ACCEPTABLE, SHOWN, Problem
from shoumi.base.pages import belonging, names, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.asked import Asked, page
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.say import Both
from shoumi.base.registry import field_register
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref
from shoumi.doors import refusals
from shoumi.doors.cli import _intake_show
from shoumi.doors.cli import intake as command
from shoumi.doors.console import deals as deal_pages
from shoumi.doors.console import waiting_files
from shoumi.doors.console.waiting_files import Delivery

_LEAVE_OUT: Both = ("舍去", "leave out")
_SAYS_WHO: Both = ("说明此人身份", "says who somebody is")
_AS_IT_IS: Both = ("按识别", "as recognised")
TITLE: Both = ("接收文件", "Take files in")


@dataclass(frozen=True, slots=True)
class _Heading:
    """One column as the page shows it; ``chosen`` is the field it goes to, or nothing yet."""

    key: str
    sheet: str
    heading: str
    why: str
    is_open: bool
    chosen: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Problems of one kind: the first with their places, how many more, how to mend them."""

    code: str
    said: Sequence[str]
    more: int
    mend: str
    may_accept: bool


def _datasets(request: Asked, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in deals.datasets(belonging.seen(request, place["deal"])):
        yield one.ref, (one.name, one.name)


def _bring(request: Asked, given: dict[str, Any], *, deal: str) -> Done:
    ref = waiting_files.keep(
        given["files"],
        deal=belonging.seen(request, deal),
        dataset=given["dataset"],
        actor=request.who(),
        at=request.at,
    )
    return Done(reverse("intake", kwargs={"delivery": ref}))


def _only_mine(request: Asked, *, deal: str) -> Iterable[tuple[Both, object]]:
    belonging.seen(request, deal)
    return ()


ACTS = [
    Act(
        slug="intake-bring",
        place=deal_pages.PLACE,
        title=TITLE,
        done=(
            "文件密封着等你核对；还没有写入任何人",
            "The files wait, sealed; nobody is stored yet",
        ),
        do=_bring,
        roles=IMPORTERS,
        help=(
            "先看每一列是什么，再导入，全部或全不。合计最多 64 MiB，更大的用 `shoumi intake`。",
            "See what each column is; take in all or none. 64 MiB at most, else `shoumi intake`.",
        ),
        button=("交来", "Bring them"),
        fields=(
            Field("dataset", ("数据集", "Data set"), Kind.ONE, options=_datasets, of=Ref),
            Field("files", ("文件", "Files"), Kind.FILES),
        ),
        back="deal",
        facts=_only_mine,
    )
]


@open_to(Who.STAFF, *IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: Asked, delivery: str) -> HttpResponse:
    """Sent, the files are read with what was chosen so far; asked for, only their names are told.

    Reading compares with people already held, which is an act; so it is a POST.
    """
    found = _own(request, delivery)
    if request.method != "POST":
        return _shown(request, found)
    try:
        with waiting_files.files_of(found) as paths:
            made = _planned(request, found, paths)
    except DomainError as refused:
        return _shown(request, found, refused=request.tell(refused), status=422)
    return _shown(request, found, made)


@open_to(Who.STAFF, *IMPORTERS)
@require_http_methods(["POST"])
def take_in(request: Asked, delivery: str) -> HttpResponse:
    """Read once more with the same choices, and store everybody or nobody."""
    found, made = _own(request, delivery), None
    try:
        with waiting_files.files_of(found) as paths:
            made = _planned(request, found, paths)
            taken = importing.take_in(
                deal=found.deal,
                dataset=found.dataset,
                plan=made,
                files=paths,
                bases={},
                actor=request.who(),
                at=clock.now(),
            )
    except DomainError as refused:
        return _shown(request, found, made, refused=request.tell(refused), status=422)
    waiting_files.drop(found)
    told = {
        "taken": taken,
        "deal": deals.deal(found.deal),
        "counts": _counts(request, made),
    }
    return page(request, "console/intake_done.html", ("导入完成", "Taken in"), told)


@open_to(Who.STAFF, *IMPORTERS)
@require_http_methods(["POST"])
def drop(request: Asked, delivery: str) -> HttpResponse:
    """Take nothing in; the files are gone."""
    found = _own(request, delivery)
    waiting_files.drop(found)
    return HttpResponseRedirect(reverse("deal", kwargs={"deal": found.deal}), status=303)


def _own(request: Asked, delivery: str) -> Delivery:
    """
    Raises:
        NoSuchDelivery, NoSuchDeal
    """
    found = waiting_files.find(delivery, request.who())
    belonging.seen(request, found.deal)
    return found


def _planned(request: Asked, found: Delivery, paths: Sequence[Any]) -> Plan:
    """What an import would do, with the columns and doubts that the form settles."""
    register = field_register()
    chosen = {
        request.POST.get(f"key-{number}", ""): to
        for number in range(_most_columns(request))
        if (to := request.POST.get(f"to-{number}", "")) in register or to in (DROP, ROLE)
    }
    said = {
        "encoding": None,
        "complete": request.POST.get("is_complete") == "on",
        "cut_off": None,
        "accepted": sorted(ACCEPTABLE.intersection(request.POST.getlist("accept"))),
        "dropped": [],
        "mapped": list(chosen.items()),
    }
    return command.planned(paths, (found.deal, found.dataset, request.who()), said)


def _most_columns(request: Asked) -> int:
    told = request.POST.get("columns", "0")
    return min(int(told), 500) if told.isdigit() else 0


def _shown(
    request: Asked,
    found: Delivery,
    made: Plan | None = None,
    refused: tuple[str, str] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    register = field_register()
    told: dict[str, Any] = {
        "delivery": found,
        "deal": deals.deal(found.deal),
        "plan": made,
        "refused": refused,
        "fields": [
            ("", request.say(_AS_IT_IS)),
            (DROP, request.say(_LEAVE_OUT)),
            (ROLE, request.say(_SAYS_WHO)),
            *((code, names.field(code, request.lang)) for code in register),
        ],
        "accepted": request.POST.getlist("accept"),
        "is_complete": request.POST.get("is_complete") == "on",
    }
    if made is not None:
        told |= {
            "headings": [_heading(request, one) for one in made.mappings],
            "counts": _counts(request, made),
            "errors": _troubles(request, made.errors),
            "warnings": _troubles(request, made.warnings),
            "doubts": [(names.pair(one.why), one.places) for one in made.doubtful[: tables.PAGE]],
        }
    return page(request, "console/intake.html", TITLE, told, status=status)


def _heading(request: Asked, one: Column) -> _Heading:
    key = f"{one.sheet}!{one.heading}"
    sent = {
        request.POST.get(f"key-{number}", ""): request.POST.get(f"to-{number}", "")
        for number in range(_most_columns(request))
    }
    field = names.field(one.field, request.lang) if one.field else ""
    why = names.of(one.why, request.lang)
    return _Heading(
        key=key,
        sheet=one.sheet,
        heading=one.heading,
        why=f"{field} · {why}" if field else why,
        is_open=one.why is Why.UNKNOWN,
        chosen=sent.get(key, ""),
        suggestion=names.field(one.suggestion, request.lang) if one.suggestion else "",
    )


def _counts(request: Asked, made: Plan) -> list[tuple[str, int]]:
    return [
        (request.say(_intake_show.COUNTS.get(name, (name, name))), count)
        for name, count in made.counts.items()
        if count
    ]


def _troubles(request: Asked, found: Sequence[Problem]) -> list[_Trouble]:
    """By kind; places and field codes, never a value from a file."""
    by_code: dict[str, list[Problem]] = {}
    for one in found:
        by_code.setdefault(one.code, []).append(one)
    return [_trouble(request, code, alike) for code, alike in by_code.items()]


def _trouble(request: Asked, code: str, alike: Sequence[Problem]) -> _Trouble:
    told = [
        refusals.tell_code(one.code, request.lang, **{**one.facts, "place": one.place})
        for one in alike[:SHOWN]
    ]
    return _Trouble(
        code, [one.what for one in told], len(alike) - len(told), told[0].mend, code in ACCEPTABLE
    )
