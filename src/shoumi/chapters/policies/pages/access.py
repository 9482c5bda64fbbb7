"""Access reviews in the console: all of them, and each role in one with what was said of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import access_reviews as reviews
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.review_models import AccessReview, ReviewedRole
from shoumi.base.messages import names
from shoumi.base.pages import acts, content_page, detail_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_TITLE: Both = ("岗位复核", "Access review")
_OVER: Both = ("这一次已到期。", "This one is over.")
_REVIEWS = (
    Column(("复核", "Review")),
    Column(("开始", "Opened")),
    Column(("到期", "Due")),
    Column(("岗位", "Roles"), "number"),
    Column(("已确认", "Confirmed"), "number"),
    Column(("已收回", "Ended"), "number"),
)
_ROLES = (
    Column(("谁", "Who")),
    Column(("岗位", "Role")),
    Column(("答复", "Answer")),
    Column(("由谁", "By")),
    Column(("何时", "When")),
)
# Lists of everybody's roles are for those who answer for them, and for oversight.
READERS = (Role.HEAD, Role.DPO, Role.SEC, Role.HR, Role.SUP)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def access_reviews(request: PageRequest) -> HttpResponse:
    """Every review, the newest first."""
    part, after = tables.part(request, AccessReview.objects.order_by("-number"), "number")
    empty: Both = (
        "还没有做过。开始以后每个岗位都要有人确认，到期没有确认的自动收回。",
        (
            "None yet. Once one is open every role has to be confirmed, and what nobody confirms "
            "ends by itself."
        ),
    )
    table = Table(_REVIEWS, [_row(request, one) for one in part], _TITLE, empty, after=after)
    links = content_page.button(request, "access-keep")
    links += content_page.button(request, "access-open")
    told = ContentPage(_TITLE, [table], _lead(request), links=links)
    return content_page.show(request, told, "access-reviews")


def _lead(request: PageRequest) -> str:
    last = AccessReview.objects.order_by("-number").first()
    if last is None:
        return request.say(("还没有复核过岗位。", "The roles were never reviewed."))
    left = ReviewedRole.objects.filter(review=last.ref, answered_at=None).count()
    if request.at >= last.due_at:
        over: Both = (
            "第 {n} 次已到期，{left} 个没有确认的岗位已自动收回。",
            "Review {n} is over; roles that nobody confirmed and that ended: {left}.",
        )
        return request.say(over, n=last.number, left=left)
    words: Both = (
        "第 {n} 次 {due} 到期，还有 {left} 个岗位没有确认。",
        "Review {n} is due {due}; roles that wait for a word: {left}.",
    )
    return request.say(words, n=last.number, due=last.due_at, left=left)


def _row(request: PageRequest, one: AccessReview) -> tuple[Any, ...]:
    name = request.say(("第 {n} 次", "Review {n}"), n=one.number)
    own = ReviewedRole.objects.filter(review=one.ref)
    return (
        Cell(name, reverse("access-review", args=[one.ref])),
        one.opened_at,
        one.due_at,
        own.count(),
        own.filter(is_kept=True).count(),
        own.filter(is_kept=False).count(),
    )


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def access_review(request: PageRequest, accessreview: str) -> HttpResponse:
    """Each role of everybody, what was said of it, and by whom."""
    one = AccessReview.objects.filter(ref=accessreview).first()
    if one is None:
        raise reviews.NoSuchReview(review=accessreview)
    told = DetailPage(
        title=(f"第 {one.number} 次岗位复核", f"Access review {one.number}"),
        answer=_lead(request) if _is_newest(one) else request.say(_OVER),
        crumbs=[(request.say(_TITLE), reverse("access-reviews"))],
        pairs=[
            (("开始", "Opened"), one.opened_at),
            (("到期", "Due"), one.due_at),
        ],
        tables=[_roles(request, one)],
        next=detail_page.offers(request, ("access-keep",)),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _is_newest(one: AccessReview) -> bool:
    return not AccessReview.objects.filter(number__gt=one.number).exists()


def _roles(request: PageRequest, one: AccessReview) -> Table:
    found = list(ReviewedRole.objects.filter(review=one.ref).order_by("person", "ref"))
    people = {ref for role in found for ref in (role.person, role.answered_by) if ref}
    known = accounts.names(people)
    over = set(
        Grant.objects.filter(
            ref__in=[role.grant for role in found], until__isnull=False, until__lte=request.at
        ).values_list("ref", flat=True)
    )
    rows = [
        (
            known[role.person],
            names.of(Role(role.role), request.lang),
            _said(request, role, is_over=role.grant in over),
            known.get(role.answered_by, ""),
            role.answered_at,
        )
        for role in found
    ]
    return Table(_ROLES, rows, ("岗位", "Roles"), ("没有岗位。", "No role."))


def _said(request: PageRequest, role: ReviewedRole, *, is_over: bool) -> Cell:
    """What was said of it; where nothing was, a way to end it."""
    if role.is_kept is not None:
        words: Both = ("确认", "confirmed") if role.is_kept else ("收回", "ended")
        return Cell(request.say(words))
    if is_over:
        return Cell(request.say(("没有确认，已自动收回", "not confirmed, ended by itself")))
    act = acts.named("access-remove")
    may = reviews.may_answer(request.who(), role, request.at)
    href = acts.offered(act, request, reviewedrole=role.ref) if act and may else ""
    return Cell(request.say(("等确认", "waits for a word")), href)
