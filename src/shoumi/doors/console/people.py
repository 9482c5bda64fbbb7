"""People who act in the house: who they are, which roles they hold, how they sign in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base import clock
from shoumi.base.accounts import joint_grants, queries
from shoumi.base.accounts.models import Ask, Grant, Person
from shoumi.base.accounts.rules import MOST_TOGETHER, REQUEST_VALID, Kind, apart
from shoumi.base.deals import queries as deals
from shoumi.base.inbox import queries as inbox
from shoumi.base.inbox.mailboxes import GIVERS
from shoumi.base.messages import names
from shoumi.base.pages import acts, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.base.signin import queries as signin
from shoumi.base.signin import rules
from shoumi.base.signin.models import Again
from shoumi.base.signin.rules import Access
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

PLACE = "people/<str:person>"
TITLE: Both = ("人员", "People")
_INVITE: Both = ("邀请", "Invite")
_AGAIN: Both = ("再发一次", "Send again")
_WHICH: tuple[tuple[str, Both], ...] = (
    ("", ("在任", "Here")),
    ("left", ("已离任", "Left")),
)
_COLUMNS = (
    Column(("姓名", "Name")),
    Column(("类别", "Kind")),
    Column(("岗位", "Roles")),
    Column(("登录", "Signing in")),
    Column(("登记于", "Since")),
)
_ASKED = (
    Column(("给谁", "For whom")),
    Column(("什么", "What")),
    Column(("谁申请", "Asked by")),
    Column(("申请于", "Asked at")),
    Column(("现在能做", "Now")),
)
_TOGETHER = (
    Column(("给谁", "For whom")),
    Column(("几个岗位", "Roles"), "number"),
    Column(("谁申请", "Asked by")),
    Column(("申请于", "Asked at")),
    Column(("现在能做", "Now")),
)
_GRANTS = (
    Column(("岗位", "Role")),
    Column(("转让", "Deal"), "ref"),
    Column(("自", "Since")),
    Column(("至", "Until")),
    Column(("账本", "Entry"), "number"),
    Column(("现在能做", "Now")),
)
_SESSIONS = (
    Column(("开始于", "Since")),
    Column(("最近用过", "Last used")),
    Column(("方式", "By")),
    Column(("现在能做", "Now")),
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def people(request: PageRequest) -> HttpResponse:
    """By the order in which they came; requests that wait for a second person stand first."""
    which = tables.chosen(request, "which", ("left",))
    found = Person.objects.filter(is_active=not which, ref__gt=request.GET.get("after", ""))
    rows = list(found.order_by("ref")[: tables.PAGE + 1])
    shown = rows[: tables.PAGE]
    held = _roles(shown, request.at)
    access = signin.access([Ref(one.ref) for one in shown], real_at=datetime.now(UTC))
    table = Table(
        _COLUMNS,
        [
            (
                Cell(one.name, reverse("person", kwargs={"person": one.ref})),
                names.of(Kind(one.kind), request.lang),
                [names.of(role, request.lang) for role in held.get(one.ref, ())],
                _access(request, one, access[Ref(one.ref)]),
                one.enrolled_at,
            )
            for one in shown
        ],
        TITLE,
        ("没有人。登记一位，或邀请多人。", "Nobody. Enrol someone, or invite several."),
        after=shown[-1].ref if len(rows) > tables.PAGE else None,
        filters=(Filter("which", ("哪些", "Which"), _WHICH, which),),
    )
    waiting = _waiting(request)
    goes = _goes(request)
    both = [table, *(one for one in (goes, waiting) if one.rows)]
    lead = request.say(
        (
            "岗位要两个人才能授予：一人申请，另一人批准。",
            "A role takes two: one asks, another approves.",
        )
    )
    slugs = ["enrol", "person-invite-list", *(["person-approve-roles"] if goes.rows else [])]
    links = [link for slug in slugs for link in button(request, slug)]
    return show(request, ContentPage(TITLE, both, lead, links=links), "people")


def _access(request: PageRequest, one: Person, found: Access) -> Cell:
    """How far on the way in; the next thing to do about it, where it is this person's."""
    told = names.of(found, request.lang)
    if found in (Access.CAN, Access.LOST) or not one.is_active or clock.is_demo():
        return Cell(told if one.is_active else None)
    act = acts.named("invite")
    href = acts.offered(act, request, person=one.ref) if act else ""
    words = _INVITE if found is Access.NONE else _AGAIN
    return Cell(request.say(words), href, note=told) if href else Cell(told)


def _roles(people: Iterable[Person], at: datetime) -> Mapping[str, list[Role]]:
    """The roles that each of them holds anywhere, in one query."""
    not_over = Q(until__isnull=True) | Q(until__gt=at)
    found: dict[str, set[str]] = {}
    rows = Grant.objects.filter(not_over, person__in=list(people), since__lte=at)
    for person, role in rows.values_list("person", "role"):
        found.setdefault(person, set()).add(role)
    return {person: [Role(role) for role in sorted(roles)] for person, roles in found.items()}


def _waiting(request: PageRequest) -> Table:
    """What waits for a second person's yes: roles, and coming in again."""
    rows: list[Sequence[Any]] = []
    mine = {one.ref for one in joint_grants.waiting_for(request.who(), request.at)}
    asks = Ask.objects.filter(used_at=None, requested_at__gt=request.at - REQUEST_VALID)
    for ask in asks.select_related("person", "requested_by").order_by("requested_at"):
        role = names.of(Role(ask.role), request.lang)
        what = request.say(("岗位：{role}", "role: {role}"), role=role)
        link = (
            _link(request, "approve-role", ask=ask.ref)
            if ask.ref in mine
            else Cell(_other(request))
        )
        rows.append((*_asked(request, ask, what), link))
    again = Again.objects.filter(
        approved_by=None, requested_at__gt=datetime.now(UTC) - rules.LINK_VALID
    )
    for one in again.select_related("person", "requested_by").order_by("requested_at"):
        what = request.say(("重新进来", "come in again"))
        is_own = request.actor in (one.person_id, one.requested_by_id)
        link = Cell(_other(request)) if is_own else _link(request, "approve-again", again=one.ref)
        rows.append((*_asked(request, one, what), link))
    none: Both = ("没有等待批准的。", "Nothing waits.")
    return Table(_ASKED, rows, ("等第二个人", "Waiting for a second person"), none)


def _goes(request: PageRequest) -> Table:
    """Roles that one person asked for in one go, where this person may approve several of them."""
    rows: list[Sequence[Any]] = []
    act = acts.named("person-approve-roles")
    href = acts.offered(act, request) if act else ""
    found = joint_grants.waiting_for(request.who(), request.at)[:MOST_TOGETHER] if href else ()
    for _, some in groupby(found, lambda one: (one.requested_at, one.requested_by_id)):
        go = list(some)
        if len(go) > 1:
            words = request.say(("一起批准 {n} 个", "Approve {n} together"), n=len(go))
            held = list(dict.fromkeys(one.person.name for one in go))
            link = Cell(words, f"{href}?of={go[0].ref}")
            rows.append((held, len(go), go[0].requested_by.name, go[0].requested_at, link))
    none: Both = ("没有一起申请的。", "Nothing was asked for together.")
    return Table(_TOGETHER, rows, ("一次申请的岗位", "Roles asked for in one go"), none)


def _other(request: PageRequest) -> str:
    """In the place of the link, for who asked for it or is the one it is for."""
    return request.say(("等另一人批准", "another person approves it"))


def _asked(request: PageRequest, one: Ask | Again, what: str) -> tuple[Any, ...]:
    return one.person.name, what, one.requested_by.name, one.requested_at


def _link(request: PageRequest, slug: str, **place: object) -> Cell:
    """The act as a link in a row, where it is this person's."""
    found = button(request, slug, **place)
    return Cell(*found[0]) if found else Cell(None)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def person(request: PageRequest, person: str) -> HttpResponse:
    one = queries.person(Ref(person))
    ref = Ref(one.ref)
    chapters = [each.chapter for each in queries.double_duties(ref)]
    pairs: list[tuple[Both, Any]] = [
        (("类别", "Kind"), names.of(Kind(one.kind), request.lang)),
        (("登记于", "Enrolled"), one.enrolled_at),
        (("在任", "Here"), one.is_active),
        (("登录", "Signing in"), names.of(_access_of(ref), request.lang)),
    ]
    if chapters:
        warning = ("既负责又监督的章", "Chapters both answered for and supervised")
        pairs.append((warning, chapters))
    if clashing := apart(queries.all_roles(ref, request.at)):
        clash = ("不能一人兼任的岗位，收回一类", "Roles nobody holds together: end one kind")
        pairs.append((clash, [names.of(role, request.lang) for role in sorted(clashing)]))
    if request.roles & {*GIVERS} or ref == request.actor:
        pairs.append((("邮箱", "Mail address"), _address(request, ref)))
    shown = [_grants(request, ref)]
    if request.roles & rules.LOCKERS or ref == request.actor:
        shown.append(_sessions(request, ref))
    listing = ContentPage(
        (one.name, one.name),
        shown,
        crumbs=[(request.say(TITLE), reverse("people"))],
        pairs=pairs,
        acts=acts.at_place(request, PLACE, person=ref) if one.is_active else (),
        is_name=True,
    )
    return show(request, listing)


def _access_of(ref: Ref) -> Access:
    return signin.access([ref], real_at=datetime.now(UTC))[ref]


def _address(request: PageRequest, ref: Ref) -> str:
    box = inbox.mailbox(ref)
    if box is None:
        return ""
    told: Both = ("已确认", "confirmed") if box.confirmed_at else ("未确认", "not confirmed")
    return f"{box.address} · {request.say(told)}"


def _grants(request: PageRequest, ref: Ref) -> Table:
    """The newest first, as far as one page goes."""
    grants = list(Grant.objects.filter(person=ref).order_by("-position")[: tables.PAGE])
    numbers = deals.numbers({one.deal for one in grants if one.deal})
    rows = [
        (
            names.of(Role(one.role), request.lang),
            numbers.get(one.deal, "") if one.deal else None,
            one.since,
            one.until,
            tables.entry(request, one.position),
            _ending(request, one, ref),
        )
        for one in grants
    ]
    return Table(
        _GRANTS, rows, ("岗位", "Roles"), ("没有岗位。申请一个。", "No role. Ask for one.")
    )


def _ending(request: PageRequest, one: Grant, ref: Ref) -> Cell:
    if one.until is not None and one.until <= request.at:
        return Cell(None)
    return _link(request, "end-grant", grant=one.ref)


def _sessions(request: PageRequest, ref: Ref) -> Table:
    rows = [
        (
            one.began_at,
            one.seen_at,
            names.of_code("signin.By", one.by, request.lang),
            _link(request, "end-session", log_in=one.ref),
        )
        for one in signin.living(ref, real_at=datetime.now(UTC))
    ]
    return Table(_SESSIONS, rows, ("登录着的", "Log-ins"), ("现在没有登录。", "Not signed in now."))
