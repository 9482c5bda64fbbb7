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
from shoumi.base.intake.operations import Long
from shoumi.base.intake.pending_uploads import Delivery
from shoumi.base.intake.problems import ACCEPTABLE, Decision, decided, decisions_for
from shoumi.base.jobs import background_operations, sealed_staging
from shoumi.base.jobs.models import End
from shoumi.base.messages import names, refusals
from shoumi.base.pages import operations, panels, scoping
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.operations import ask as ask_operation
from shoumi.base.pages.request import PageRequest, RefusalWords, page
from shoumi.core.errors import DomainError
from shoumi.doors.console import intake_acts, intake_columns
from shoumi.doors.console.intake_words import problem

# Said in the table of columns, at each of them.
_OF_COLUMNS = frozenset({"mapping.unknown_column", "mapping.unknown_personal"})
_DECIDE = "decide-"

# What a person chose on the form, or what the last reading was made with.
Given = dict[str, Any]


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

    @property
    def count(self) -> int:
        return len(self.said) + self.more


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
    return {
        "chosen": intake_columns.chosen(request),
        "is_complete": request.POST.get("is_complete") == "on",
        "accepted": sorted(ACCEPTABLE.intersection(request.POST.getlist("accept"))),
        "decisions": {
            code: word
            for key, word in request.POST.items()
            if (code := key.removeprefix(_DECIDE)) != key and word in decisions_for(code)
        },
    }


def _last(found: Delivery) -> tuple[Given, dict[str, Any] | None]:
    """What the newest reading was made with and what it found; nothing before the first."""
    nothing: Given = {"chosen": {}, "is_complete": False, "accepted": [], "decisions": {}}
    read = background_operations.last(found.actor, found.ref, Long.READ)
    if read is None or read.end != End.DONE or not read.result:
        return nothing, None
    told = sealed_staging.read(read.result["slip"])
    if any("key" not in one for one in told["plan"]["headings"]):
        return nothing, None  # read by an earlier version, which did not tell of which file
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
        "fields": intake_columns.options(request),
        "accepted": given["accepted"],
        "new_field": intake_columns.new_field(request, found.ref),
        "panels": panels.filled(request, "intake", found.deal),
        "is_complete": given["is_complete"],
    }
    if made is not None:
        headings = intake_columns.columns(
            request, made["headings"], given["chosen"], told["new_field"].href
        )
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
            "doubts_more": made["doubts_more"],
            "doubts": [
                (names.of_code("intake.Doubt", why, request.lang), places)
                for why, places in made["doubts"]
            ],
        }
    return page(request, "console/intake.html", intake_acts.TITLE, told, status=status)


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
