"""Rewards and suspensions in the console."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import content_page, detail_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.models import Reward, Suspension
from shoumi.chapters.conduct.pages.cases import GONE
from shoumi.chapters.conduct.rules.words import Danger, For, Thanks
from shoumi.chapters.conduct.services import texts
from shoumi.chapters.conduct.services.leavers import NOTERS
from shoumi.chapters.conduct.services.people import LIFTERS, SUSPENDERS, THANKERS
from shoumi.chapters.conduct.verbs.place import reward_of
from shoumi.core.messages import Both
from shoumi.core.refs import SYSTEM, Ref

_REWARDS: Both = ("奖励", "Rewards")
_SUSPENSIONS: Both = ("停用账号", "Suspensions")
_THE_HOUSE: Both = ("系统按分数自动停用", "the system, by the score")
_OF_REWARDS = (
    Column(("谁", "Who")),
    Column(("奖励", "How")),
    Column(("因为", "What for")),
    Column(("时间", "When")),
)
_OF_SUSPENSIONS = (
    Column(("谁", "Who")),
    Column(("原因", "Why")),
    Column(("停用于", "Since")),
    Column(("恢复于", "Lifted")),
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def rewards(request: PageRequest) -> HttpResponse:
    """Those that are shown and one's own; all for those who give them."""
    found = Reward.objects.order_by("-number")
    if not request.roles & set(THANKERS):
        found = found.filter(Q(is_shown=True) | Q(person=request.who()))
    part, after = tables.part(request, found, "number")
    known = accounts.names({one.person for one in part})
    rows = [
        (
            Cell(known[one.person], reverse("reward", args=[one.ref])),
            names.of(Thanks(one.thanks), request.lang),
            names.of(For(one.reason), request.lang),
            one.given_at,
        )
        for one in part
    ]
    empty: Both = (
        "还没有奖励。谁及时报告了失误、阻止了事故，就在这里感谢他；公开与否由本人决定。",
        (
            "None yet. Thank whoever told of a mistake at once or kept something from happening; "
            "others see it only where that person says so."
        ),
    )
    table = Table(_OF_REWARDS, rows, _REWARDS, empty, after=after)
    links = content_page.button(request, "reward-give")
    if request.roles & set(NOTERS):
        links = [*links, (request.say(("离职通知", "Notices of leaving")), reverse("leavers"))]
    return content_page.show(request, ContentPage(_REWARDS, [table], links=links), "rewards")


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def reward(request: PageRequest, reward: str) -> HttpResponse:
    one = reward_of(request, reward)
    is_own = request.who() == one.person
    words: dict[bool | None, Both] = {
        None: ("等本人决定是否公开。", "The person has not said whether others see it."),
        True: ("本人同意公开。", "Shown, as the person wants it."),
        False: ("本人不公开。", "Kept to oneself, as the person wants it."),
    }
    told = DetailPage(
        title=_REWARDS,
        answer=request.say(words[one.is_shown]),
        crumbs=[(request.say(_REWARDS), reverse("rewards"))],
        pairs=_pairs(request, one),
        next=detail_page.offers(request, ("reward-show",) if is_own else (), reward=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _pairs(request: PageRequest, one: Reward) -> Iterator[tuple[Both, object]]:
    known = accounts.names([one.person, one.given_by])
    yield ("谁", "Who"), known[one.person]
    yield ("奖励", "How"), names.of(Thanks(one.thanks), request.lang)
    yield ("因为", "What for"), names.of(For(one.reason), request.lang)
    if one.words:
        yield ("写给本人的话", "In words"), texts.opened(one.words) or request.say(GONE)
    yield ("由谁", "By"), known[one.given_by]


@open_to(Who.STAFF, *SUSPENDERS)
@require_http_methods(["GET", "HEAD"])
def suspensions(request: PageRequest) -> HttpResponse:
    """The newest first."""
    part, after = tables.part(request, Suspension.objects.order_by("-id"), "id")
    known = accounts.names({one.person for one in part})
    rows = [
        (
            Cell(known[one.person], reverse("suspension", args=[one.ref])),
            names.of(Danger(one.why), request.lang),
            one.since,
            one.lifted_at,
        )
        for one in part
    ]
    empty: Both = (
        "没有停用的账号。有危险时即刻停用，与处分分开；查清后恢复。",
        "None. Where there is danger access is stopped at once, apart from any sanction.",
    )
    table = Table(_OF_SUSPENSIONS, rows, _SUSPENSIONS, empty, after=after)
    links = content_page.button(request, "suspension-begin")
    told = ContentPage(_SUSPENSIONS, [table], links=links)
    return content_page.show(request, told, "suspensions")


@open_to(Who.STAFF, *SUSPENDERS)
@require_http_methods(["GET", "HEAD"])
def suspension(request: PageRequest, suspension: str) -> HttpResponse:
    one: Suspension = queries.get(Suspension, suspension)
    known = accounts.names([one.person, one.by])
    stops: Both = ("账号停用中。", "The account is stopped.")
    runs: Both = ("账号已恢复。", "It runs again.")
    may_lift = one.lifted_at is None and bool(request.roles & set(LIFTERS))
    pairs: list[tuple[Both, Any]] = [
        (("谁", "Who"), known[one.person]),
        (("原因", "Why"), names.of(Danger(one.why), request.lang)),
        (("停用于", "Since"), one.since),
        (("由谁", "By"), request.say(_THE_HOUSE) if one.by == SYSTEM else known[one.by]),
        (("恢复于", "Lifted"), one.lifted_at),
    ]
    told = DetailPage(
        title=_SUSPENSIONS,
        answer=request.say(runs if one.lifted_at else stops),
        crumbs=[(request.say(_SUSPENSIONS), reverse("suspensions"))],
        pairs=pairs,
        next=detail_page.offers(
            request, ("suspension-lift",) if may_lift else (), suspension=one.ref
        ),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)
