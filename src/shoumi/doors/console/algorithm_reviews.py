"""The yearly review of algorithms: what is in use on the page of keys, and the page of one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import clocks, figures, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.registry import AlgorithmUse, UsedFor
from shoumi.base.rotation import algorithm_review_queries, algorithms_in_use
from shoumi.base.rotation.events import Decision
from shoumi.base.rotation.models import AlgorithmReview
from shoumi.core.messages import Both
from shoumi.core.terms import Role
from shoumi.doors.verbs.algorithm_reviews import words_of_key

KEEPERS = (Role.AUD, Role.DPO, Role.HEAD, Role.OPS, Role.SEC, Role.SUP)
_IN_USE = (
    Column(("用于", "Used for")),
    Column(("算法", "Algorithm"), "ref"),
    Column(("位数", "Bits"), "number"),
    Column(("数量", "Count"), "number"),
)
_REVIEWS = (
    Column(("复核于", "Reviewed at")),
    Column(("结论", "Decision")),
    Column(("谁复核", "By")),
    Column(("谁批准", "Approved by")),
    Column(("下次不晚于", "Next by")),
    Column(("账本", "Entry"), "number"),
)
_LATEST = 12


def in_use(request: PageRequest) -> Table:
    """On the page of keys."""
    return _algorithms(request, algorithms_in_use.in_use())


def _algorithms(request: PageRequest, found: Iterable[AlgorithmUse]) -> Table:
    rows = [
        (names.of(UsedFor(one.used_for), request.lang), one.algorithm, one.bits, one.count)
        for one in found
    ]
    return Table(_IN_USE, rows, ("在用的算法", "Algorithms in use"), ("没有。", "None."))


def reviews(request: PageRequest) -> Table:
    """On the page of keys: the latest; without one, by when the first is due."""
    found = list(AlgorithmReview.objects.order_by("-position")[:_LATEST])
    known = accounts.names([ref for one in found for ref in (one.reviewed_by, one.approved_by)])
    return Table(
        _REVIEWS,
        [_line(request, one, known) for one in found],
        ("算法复核", "Reviews of algorithms"),
        ("还没有复核过；首次复核自建立起一年内。", "None yet; the first is due in the first year."),
    )


def _line(request: PageRequest, one: AlgorithmReview, known: dict[str, str]) -> tuple[Any, ...]:
    return (
        Cell(one.reviewed_at, reverse("algorithm-review", kwargs={"review": one.ref})),
        names.of(Decision(one.decision), request.lang),
        known.get(one.reviewed_by, ""),
        known.get(one.approved_by, ""),
        one.due_at,
        tables.entry(request, one.position),
    )


def due(request: PageRequest) -> list[tuple[Both, Any]]:
    """When the next review is due, as a clock."""
    last, until = algorithm_review_queries.newest(), algorithm_review_queries.due_at()
    if until is None:
        return []
    begun = algorithm_review_queries.counted_from(last, request.at)
    clock = figures.clock(clocks.until(begun, until, request.at), request.lang)
    return [(("下次算法复核", "Next review of algorithms"), clock)]


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def review(request: PageRequest, review: str) -> HttpResponse:
    one = algorithm_review_queries.review(review)
    known = accounts.names([one.reviewed_by, one.approved_by])
    pairs: list[tuple[Both, Any]] = [
        (("结论", "Decision"), names.of(Decision(one.decision), request.lang)),
        (("偏弱、要更换的", "Weak, to be replaced"), _weak(request, one)),
        (("复核结果", "What was found"), algorithm_review_queries.findings(one)),
        (("谁复核", "By"), known.get(one.reviewed_by)),
        (("谁批准", "Approved by"), known.get(one.approved_by)),
        (("复核于", "Reviewed at"), one.reviewed_at),
        (("下次不晚于", "Next by"), one.due_at),
        (("账本", "Entry"), tables.entry(request, one.position)),
    ]
    found = [AlgorithmUse(**row) for row in one.algorithms]
    shown = ContentPage(
        ("算法复核", "Review of algorithms"),
        [_algorithms(request, found)],
        crumbs=[(request.say(("密钥", "Keys")), reverse("keys"))],
        pairs=pairs,
    )
    return show(request, shown)


def _weak(request: PageRequest, one: AlgorithmReview) -> list[str]:
    return [request.say(words_of_key(key)) for key in one.weak]
