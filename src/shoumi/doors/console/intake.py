"""Take in a target's files: what each column is, what stands in the way, then all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.intake import import_plan, pending_uploads
from shoumi.base.intake.import_run import IMPORTERS
from shoumi.base.intake.mapping import DROP, ROLE, Why
from shoumi.base.intake.operations import Long
from shoumi.base.intake.pending_uploads import Delivery
from shoumi.base.intake.problems import ACCEPTABLE
from shoumi.base.jobs import background_operations
from shoumi.base.jobs.models import End
from shoumi.base.messages import names, refusals
from shoumi.base.operations import sealed_staging
from shoumi.base.pages import operations, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.operations import ask as ask_operation
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.registry import field_register
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console import deals as deal_pages
from shoumi.doors.verbs.deals import FREE

_LEAVE_OUT: Both = ("舍去", "leave out")
_SAYS_WHO: Both = ("说明此人身份", "says who somebody is")
_AS_IT_IS: Both = ("按识别", "as recognised")
TITLE: Both = ("接收文件", "Take files in")

# What a person chose on the form, or what the last reading was made with.
Given = dict[str, Any]


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


def _datasets(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in deals.datasets(scoping.seen(request, place["deal"])):
        yield one.ref, (one.name, one.name)


def _bring(request: PageRequest, given: dict[str, Any], *, deal: str) -> Done:
    ref = pending_uploads.keep(
        given["files"],
        deal=scoping.seen(request, deal),
        dataset=given["dataset"],
        actor=request.who(),
        at=request.at,
    )
    return Done(reverse("intake", kwargs={"delivery": ref}))


def _only_mine(request: PageRequest, *, deal: str) -> Iterable[tuple[Both, object]]:
    scoping.seen(request, deal)
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
        requires=FREE,
        back="deal",
        facts=_only_mine,
    )
]


@open_to(Who.STAFF, *IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: PageRequest, delivery: str) -> HttpResponse:
    """Sent, the files are read with what was chosen; asked for, the last reading is told.

    Reading compares with people already held, which is an act; so it is a POST.
    """
    found = _own(request, delivery)
    if request.method != "POST":
        return _shown(request, found)
    return _ask(request, found, Long.READ, back=True)


@open_to(Who.STAFF, *IMPORTERS)
@require_http_methods(["POST"])
def take_in(request: PageRequest, delivery: str) -> HttpResponse:
    """Read once more with the same choices, and store everybody or nobody."""
    return _ask(request, _own(request, delivery), Long.TAKE_IN)


def _ask(request: PageRequest, found: Delivery, kind: Long, *, back: bool = False) -> HttpResponse:
    """Queue it; while the files are read the page that waits for them is their own."""
    try:
        done = ask_operation(
            request, kind, about=found.ref, deal=found.deal, given=_chosen(request)
        )
    except DomainError as refused:
        return _shown(request, found, refused=request.tell(refused), status=422)
    if back or done.answer is None:
        here = reverse("intake", kwargs={"delivery": found.ref})
        return HttpResponseRedirect(here, status=303)
    return done.answer


@open_to(Who.STAFF, *IMPORTERS)
@require_http_methods(["POST"])
def drop(request: PageRequest, delivery: str) -> HttpResponse:
    """Take nothing in; the files are gone."""
    found = _own(request, delivery)
    pending_uploads.drop(found)
    return HttpResponseRedirect(reverse("deal", kwargs={"deal": found.deal}), status=303)


def _own(request: PageRequest, delivery: str) -> Delivery:
    """
    Raises:
        NoSuchDelivery, NoSuchDeal
    """
    found = pending_uploads.find(delivery, request.who())
    scoping.seen(request, found.deal)
    return found


def _chosen(request: PageRequest) -> Given:
    """The columns and doubts that the form settles."""
    register = field_register()
    return {
        "chosen": {
            request.POST.get(f"key-{number}", ""): to
            for number in range(_most_columns(request))
            if (to := request.POST.get(f"to-{number}", "")) in register or to in (DROP, ROLE)
        },
        "is_complete": request.POST.get("is_complete") == "on",
        "accepted": sorted(ACCEPTABLE.intersection(request.POST.getlist("accept"))),
    }


def _most_columns(request: PageRequest) -> int:
    return min(tables.number(request.POST.get("columns", "")) or 0, 500)


def _last(found: Delivery) -> tuple[Given, dict[str, Any] | None]:
    """What the newest reading was made with and what it found; nothing before the first."""
    nothing: Given = {"chosen": {}, "is_complete": False, "accepted": []}
    read = background_operations.last(found.actor, found.ref, Long.READ)
    if read is None or read.end != End.DONE or not read.result:
        return nothing, None
    told = sealed_staging.read(read.result["slip"])
    return told["given"], told["plan"]


def _shown(
    request: PageRequest,
    found: Delivery,
    refused: tuple[str, str] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    given, made = _last(found)
    told: dict[str, Any] = {
        "delivery": found,
        "deal": deals.deal(found.deal),
        "work": operations.section(request, found.ref, Long.READ, Long.TAKE_IN),
        "plan": made,
        "refused": refused,
        "fields": [
            ("", request.say(_AS_IT_IS)),
            (DROP, request.say(_LEAVE_OUT)),
            (ROLE, request.say(_SAYS_WHO)),
            *((code, names.field(code, request.lang)) for code in field_register()),
        ],
        "accepted": given["accepted"],
        "is_complete": given["is_complete"],
    }
    if made is not None:
        told |= {
            "headings": [_heading(request, one, given["chosen"]) for one in made["headings"]],
            "counts": _counts(request, made["counts"]),
            "errors": [_trouble(request, one) for one in made["errors"]],
            "warnings": [_trouble(request, one) for one in made["warnings"]],
            "doubts": [
                (names.of_code("intake.Doubt", why, request.lang), places)
                for why, places in made["doubts"]
            ],
        }
    return page(request, "console/intake.html", TITLE, told, status=status)


def _heading(request: PageRequest, told: Sequence[str], chosen: Mapping[str, str]) -> _Heading:
    sheet, heading, code, why, suggestion = told
    key = f"{sheet}!{heading}"
    field = names.field(code, request.lang) if code else ""
    reason = names.of(Why(why), request.lang)
    return _Heading(
        key=key,
        sheet=sheet,
        heading=heading,
        why=f"{field} · {reason}" if field else reason,
        is_open=Why(why) is Why.UNKNOWN,
        chosen=chosen.get(key, ""),
        suggestion=names.field(suggestion, request.lang) if suggestion else "",
    )


def _counts(request: PageRequest, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [
        (request.say(import_plan.COUNTS.get(name, (name, name))), count)
        for name, count in counts.items()
    ]


def _trouble(request: PageRequest, told: Mapping[str, Any]) -> _Trouble:
    """Problems of one kind; places and field codes, never a value from a file."""
    code = told["code"]
    said = [refusals.tell_code(code, request.lang, **facts) for facts in told["facts"]]
    return _Trouble(
        code, [one.what for one in said], told["more"], said[0].mend, code in ACCEPTABLE
    )
