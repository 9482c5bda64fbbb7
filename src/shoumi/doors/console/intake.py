"""Take in a target's files: what each column is, what costs which rows, then the import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.intake import import_plan, pending_uploads, set_aside
from shoumi.base.intake.import_run import IMPORTERS
from shoumi.base.intake.mapping import DROP, ROLE, Why
from shoumi.base.intake.operations import Long
from shoumi.base.intake.pending_uploads import Delivery
from shoumi.base.intake.problems import ACCEPTABLE, Decision, decided, decisions_for
from shoumi.base.jobs import background_operations, sealed_staging
from shoumi.base.jobs.models import End
from shoumi.base.messages import names, refusals
from shoumi.base.pages import operations, panels, scoping
from shoumi.base.pages import tables as page_tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.operations import ask as ask_operation
from shoumi.base.pages.request import PageRequest, RefusalWords, page
from shoumi.base.registry import cards, field_register
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.doors.console import intake_acts
from shoumi.doors.console.intake_words import problem

_LEAVE_OUT: Both = ("舍去", "leave out")
_SAYS_WHO: Both = ("说明此人身份", "says who somebody is")
_AS_IT_IS: Both = ("按识别", "as recognised")
# Said in the table of columns, at each of them.
_OF_COLUMNS = frozenset({"mapping.unknown_column", "mapping.unknown_personal"})
_DECIDE = "decide-"

# What a person chose on the form, or what the last reading was made with.
Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Heading:
    """One column as the page shows it; ``chosen`` is the field it goes to, or nothing yet.

    ``samples``  the shape of the first cells; ``warning`` what asks for care in it
    """

    key: str
    sheet: str
    heading: str
    why: str
    is_open: bool
    chosen: str
    suggestion: str
    samples: Sequence[str]
    grade: str
    warning: str


@dataclass(frozen=True, slots=True)
class _RowProblem:
    """What is wrong with rows, a line a kind, and what may become of them."""

    code: str
    said: str
    mend: str
    fields: Sequence[str]
    places: Sequence[str]
    count: int
    chosen: Decision
    options: Sequence[tuple[Decision, str]]


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Problems of one kind: the first with their places, how many more, how to mend them."""

    code: str
    said: Sequence[str]
    more: int
    mend: str
    may_accept: bool


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
        "decisions": {
            code: word
            for key, word in request.POST.items()
            if (code := key.removeprefix(_DECIDE)) != key and word in decisions_for(code)
        },
    }


def _most_columns(request: PageRequest) -> int:
    return min(page_tables.number(request.POST.get("columns", "")) or 0, 500)


def _last(found: Delivery) -> tuple[Given, dict[str, Any] | None]:
    """What the newest reading was made with and what it found; nothing before the first."""
    nothing: Given = {"chosen": {}, "is_complete": False, "accepted": [], "decisions": {}}
    read = background_operations.last(found.actor, found.ref, Long.READ)
    if read is None or read.end != End.DONE or not read.result:
        return nothing, None
    told = sealed_staging.read(read.result["slip"])
    return told["given"], told["plan"]


def _shown(
    request: PageRequest,
    found: Delivery,
    refused: RefusalWords | None = None,
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
        "register_href": _register_href(),
        "panels": panels.filled(request, "intake", found.deal),
        "is_complete": given["is_complete"],
    }
    if made is not None:
        headings = [_heading(request, one, given["chosen"]) for one in made["headings"]]
        errors = [_trouble(request, one) for one in made["errors"]]
        told |= {
            # What a person has to decide first stands first.
            "headings": sorted(headings, key=lambda one: not one.is_open),
            "open": sum(one.is_open for one in headings),
            "kinds": [_row_problem(request, one, given) for one in made["kinds"]],
            "sum": made["sum"],
            "counts": _counts(request, made["counts"]),
            "expired": made["counts"].get("expired", 0),
            "errors": [one for one in errors if one.code not in _OF_COLUMNS],
            "is_stopped": bool(errors),
            "warnings": [_trouble(request, one) for one in made["warnings"]],
            "doubts": [
                (names.of_code("intake.Doubt", why, request.lang), places)
                for why, places in made["doubts"]
            ],
        }
    return page(request, "console/intake.html", intake_acts.TITLE, told, status=status)


def _register_href() -> str:
    """Where the field register is drafted, whichever app brings it."""
    return next(
        (
            reverse(entry.route)
            for card in cards()
            if card.fields
            for entry in card.menu
            if entry.door == "console"
        ),
        "",
    )


def _heading(request: PageRequest, told: Mapping[str, Any], chosen: Mapping[str, str]) -> _Heading:
    key = f"{told['sheet']}!{told['heading']}"
    code, suggestion = told["field"], told["suggestion"]
    field = names.field(code, request.lang) if code else ""
    reason = names.of(Why(told["why"]), request.lang)
    sensitive = told["sensitive"]
    rule = field_register().get(code or "")
    return _Heading(
        key=key,
        sheet=told["sheet"],
        heading=told["heading"],
        why=f"{field} · {reason}" if field else reason,
        is_open=Why(told["why"]) is Why.UNKNOWN,
        chosen=chosen.get(key, suggestion if told["is_sure"] else ""),
        suggestion=names.field(suggestion, request.lang) if suggestion else "",
        samples=told["samples"],
        grade=str(rule.grade) if rule else "",
        warning=names.of_code("intake.Sensitive", sensitive, request.lang) if sensitive else "",
    )


def _row_problem(request: PageRequest, told: Mapping[str, Any], given: Given) -> _RowProblem:
    code = told["code"]
    decision = decided(given["decisions"], given["accepted"]).get(code, Decision.SET_ASIDE)
    return _RowProblem(
        code=code,
        said=problem(code, request.lang),
        mend=refusals.tell_code(code, request.lang, place="", field="", other="", count="").mend,
        fields=[names.field(one, request.lang) for one in told["fields"]],
        places=told["places"],
        count=told["count"],
        chosen=decision,
        options=[(one, names.of(one, request.lang)) for one in decisions_for(code)],
    )


def _counts(request: PageRequest, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [
        (request.say(import_plan.COUNTS.get(name, (name, name))), count)
        for name, count in counts.items()
        if name not in set_aside.SUM
    ]


def _trouble(request: PageRequest, told: Mapping[str, Any]) -> _Trouble:
    """Problems of one kind; places and field codes, never a value from a file."""
    code = told["code"]
    said = [refusals.tell_code(code, request.lang, **facts) for facts in told["facts"]]
    return _Trouble(
        code, [one.what for one in said], told["more"], said[0].mend, code in ACCEPTABLE
    )
