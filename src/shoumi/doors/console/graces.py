"""One grace: for which demands, why, until when, who granted it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import grace_queries
from shoumi.base.attestations.models import Grace
from shoumi.base.messages import names
from shoumi.base.pages import acts, clocks, figures, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.core.handbook import GraceReason, demand
from shoumi.core.messages import Both
from shoumi.doors.verbs.graces import GRACE, grace_seen, told

_DEMANDS = (
    Column(("编号", "No."), "ref"),
    Column(("要求", "Demand")),
    Column(("因为", "Because")),
    Column(("谁补正", "Who mends")),
)
_IN_FORCE = (
    Column(("要求", "Demands"), "ref"),
    Column(("原因", "Reason")),
    Column(("谁准的", "Granted by")),
    Column(("宽限至", "Until")),
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def grace(request: PageRequest, grace: str) -> HttpResponse:
    one = grace_seen(request, grace)
    known = accounts.names([one.granted_by, one.approved_by, one.ended_by])
    pairs: list[tuple[Both, Any]] = [
        (("原因", "Reason"), names.of(GraceReason(one.reason), request.lang)),
        (("谁准的", "Granted by"), known.get(one.granted_by)),
        (("谁批准", "Approved by"), known.get(one.approved_by)),
        (("准于", "Granted at"), one.granted_at),
        (("宽限至", "Until"), _until(request, one)),
        (("提前结束", "Ended before time"), one.ended_at),
        (("账本", "Entry"), tables.entry(request, one.position)),
    ]
    shown = ContentPage(
        ("宽限", "Grace"),
        [
            Table(
                _DEMANDS,
                [_demand(request, one, duty) for duty in told(one)["duties"]],
                ("哪些要求", "Demands"),
                ("没有。", "None."),
            )
        ],
        lead=request.say(
            (
                "状态不变，门暂不关；到期那一刻，没补正的就关上。",
                "The demands stay lapsed; the moment it ends, what is not mended shuts.",
            )
        ),
        crumbs=[(request.say(("门", "Doors")), reverse("doors"))],
        pairs=pairs,
        acts=acts.at_place(request, GRACE.under, grace=one.ref) if one.ends_at > request.at else [],
    )
    return show(request, shown)


def _demand(request: PageRequest, one: Grace, duty: str) -> tuple[Any, ...]:
    about = demand(duty)
    return (
        Cell(duty, reverse("duty", kwargs={"duty": duty})),
        request.say((about.zh, about.en)),
        request.tell_code(one.duties[duty])[0],
        names.of(about.accountable, request.lang),
    )


def _until(request: PageRequest, one: Grace) -> Any:
    if one.ends_at <= request.at:
        return one.ends_at
    return figures.clock(clocks.until(one.granted_at, one.until, request.at), request.lang)


def in_force(request: PageRequest) -> Table | None:
    """Those in force now; None where there are none."""
    found = grace_queries.in_force(request.at)
    if not found:
        return None
    known = accounts.names([ref for one in found for ref in (one.granted_by, one.approved_by)])
    rows = [
        (
            Cell(" ".join(told(one)["duties"]), reverse("grace", kwargs={"grace": one.ref})),
            names.of(GraceReason(one.reason), request.lang),
            [known.get(one.granted_by, ""), known.get(one.approved_by, "")],
            _until(request, one),
        )
        for one in found
    ]
    return Table(_IN_FORCE, rows, ("宽限中", "Graces in force"), ("没有宽限。", "No grace."))
