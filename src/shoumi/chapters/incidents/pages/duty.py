"""Who is on duty, how they are reached, and when that was tried; in the console."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import content_page, detail_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import DutyContact, DutyPost
from shoumi.chapters.incidents.rules import plans
from shoumi.chapters.incidents.rules.words import Post
from shoumi.chapters.incidents.services import texts
from shoumi.chapters.incidents.services.duty import NAMERS
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("应急值守", "Duty")
_POSTS = (
    Column(("岗位", "Post")),
    Column(("担任", "Held by")),
    Column(("替补", "Deputy")),
    Column(("自", "Since")),
)
_CONTACTS = (
    Column(("谁", "Who")),
    Column(("联络测试", "Tried")),
    Column(("结果", "Result")),
    Column(("有效至", "Good until")),
)
_REACHED: Both = ("联系上了", "reached")
_NOT_REACHED: Both = ("没有联系上", "not reached")
_NOT_TRIED: Both = ("还没有测试", "not tried")
_UNKNOWN: Both = ("没有登记", "not written down")


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def on_duty(request: PageRequest) -> HttpResponse:
    """Each post, and each person on duty."""
    held = {Post(one.post): one for one in queries.posts()}
    people = plans.people_on_duty([queries.as_duty(one) for one in held.values()])
    known = accounts.names(people)
    posts = [_post(request, post, held.get(post), known) for post in Post]
    contacts = {one.person: one for one in DutyContact.objects.filter(person__in=people)}
    tried = [_contact(request, known[who], contacts.get(who)) for who in people]
    missing = sum(1 for post in Post if post not in held)
    good = [one for one in contacts.values() if _until(one) and request.at < _until(one)]
    lead = request.say(
        (
            "{missing} 个岗位没有人，{late} 人要联络测试。",
            "Posts without anybody: {missing}; contacts to try: {late}.",
        ),
        missing=missing,
        late=len(people) - len(good),
    )
    none: Both = ("还没有人值守。", "Nobody is on duty yet.")
    told = ContentPage(
        _TITLE,
        [
            Table(_POSTS, posts, ("岗位", "Posts"), none),
            Table(_CONTACTS, tried, ("联络测试", "Contacts"), none),
        ],
        lead,
        links=[
            *content_page.button(request, "onduty-name"),
            *content_page.button(request, "onduty-contact"),
        ],
    )
    return content_page.show(request, told, "on-duty")


def _post(
    request: PageRequest, post: Post, one: DutyPost | None, known: dict[str, str]
) -> tuple[Any, ...]:
    name = names.of(post, request.lang)
    if one is None:
        return name, request.say(("没有人", "nobody")), "", None
    return name, known[one.person], known[one.deputy], one.named_at


def _contact(request: PageRequest, name: str, one: DutyContact | None) -> tuple[Any, ...]:
    if one is None:
        return name, None, request.say(_UNKNOWN), None
    said = {None: _NOT_TRIED, True: _REACHED, False: _NOT_REACHED}[one.is_reached]
    link = Cell(name, reverse("duty-contact", args=[one.ref]))
    return link, one.tried_at, request.say(said), _until(one)


def _until(one: DutyContact) -> Any:
    return plans.contact_good_until(one.tried_at) if one.is_reached and one.tried_at else None


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def duty_contact(request: PageRequest, dutycontact: str) -> HttpResponse:
    """One person's: the way itself for those on duty, who name them, and its own person."""
    one: DutyContact = queries.get(DutyContact, dutycontact)
    on_duty = plans.people_on_duty([queries.as_duty(each) for each in queries.posts()])
    may_see = request.who() in (*on_duty, one.person) or bool(request.roles & set(NAMERS))
    name = accounts.names([one.person])[one.person]
    said = {None: _NOT_TRIED, True: _REACHED, False: _NOT_REACHED}[one.is_reached]
    pairs: list[tuple[Both, Any]] = [
        (("谁", "Who"), name),
        (("联络测试", "Tried"), one.tried_at),
        (("结果", "Result"), request.say(said)),
        (("有效至", "Good until"), _until(one)),
    ]
    if may_see:
        gone: Both = ("已销毁", "destroyed")
        pairs.append((("联系方式", "Reached by"), texts.opened(one.way) or request.say(gone)))
    is_own = request.who() == one.person
    told = DetailPage(
        title=(f"{name}的联络", f"How {name} is reached"),
        answer=request.say(said) + request.say(("。", ".")),
        crumbs=[(request.say(_TITLE), reverse("on-duty"))],
        pairs=pairs,
        next=detail_page.offers(request, () if is_own else ("onduty-try",), dutycontact=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)
