"""Enrol people, give them roles by two, end roles, let people go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse

from shoumi.base.accounts import queries, rules, services
from shoumi.base.accounts.asks import NoSuchAsk
from shoumi.base.accounts.models import Ask, Grant
from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.services import NoSuchGrant
from shoumi.base.deals import queries as deals
from shoumi.base.inbox import mailboxes
from shoumi.base.messages import names
from shoumi.base.pages import choices
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.forms import Kind as Form
from shoumi.base.pages.request import PageRequest
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console import cookies
from shoumi.doors.console.people import PLACE
from shoumi.doors.verbs.mailboxes import ADDRESS

_STAFF = tuple(sorted(rules.STAFF_ROLES))
# Anyone may lay down a role of one's own, so the act is open to all of the staff.
_NAME: Both = ("姓名", "Name")


def of_person(ref: str) -> Done:
    return Done(reverse("person", kwargs={"person": ref}))


def who(request: PageRequest, person: str) -> Iterator[tuple[Both, object]]:
    """Whom the act is about."""
    found = queries.person(Ref(person))
    yield _NAME, found.name
    held = sorted(queries.all_roles(Ref(person), request.at))
    yield ("岗位", "Roles"), [names.of(role, request.lang) for role in held]


def _enrol(request: PageRequest, given: dict[str, Any]) -> Done:
    made = mailboxes.enrol(**given, actor=request.who(), **cookies.times(request))
    return of_person(made.ref)


def _request(request: PageRequest, given: dict[str, Any], person: str) -> Done:
    services.request_grant(person=Ref(person), actor=request.who(), at=request.at, **given)
    return of_person(person)


def _approve(request: PageRequest, given: dict[str, Any], ask: str) -> Done:
    made = services.grant(ask=Ref(ask), actor=request.who(), at=request.at)
    return of_person(made.person_id)


def _end(request: PageRequest, given: dict[str, Any], grant: str) -> Done:
    ended = services.revoke(grant=Ref(grant), actor=request.who(), at=request.at)
    return of_person(ended.person_id)


def _retire(request: PageRequest, given: dict[str, Any], person: str) -> Done:
    services.retire(person=Ref(person), actor=request.who(), at=request.at)
    return of_person(person)


def _of_ask(request: PageRequest, ask: str) -> Iterator[tuple[Both, object]]:
    """
    Raises:
        NoSuchAsk
    """
    wish = Ask.objects.select_related("person", "requested_by").filter(ref=ask).first()
    if wish is None:
        raise NoSuchAsk
    yield ("给谁", "For whom"), wish.person.name
    yield ("岗位", "Role"), names.of(Role(wish.role), request.lang)
    yield ("转让", "Deal"), deals.numbers([wish.deal]).get(wish.deal) if wish.deal else None
    yield ("至", "Until"), wish.until
    yield ("谁申请", "Asked by"), wish.requested_by.name
    yield ("申请于", "Asked at"), wish.requested_at


def _of_grant(request: PageRequest, grant: str) -> Iterator[tuple[Both, object]]:
    """
    Raises:
        NoSuchGrant
    """
    held = Grant.objects.select_related("person").filter(ref=grant).first()
    if held is None:
        raise NoSuchGrant
    yield _NAME, held.person.name
    yield ("岗位", "Role"), names.of(Role(held.role), request.lang)
    yield ("自", "Since"), held.since


def _roles_of(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """The roles that somebody of this kind can hold."""
    kind = Kind(queries.person(Ref(place["person"])).kind)
    for role in sorted(rules.ROLES_OF[kind]):
        yield role.value, names.pair(role)


ACTS = (
    Act(
        slug="enrol",
        place="people",
        title=("登记一位", "Enrol someone"),
        done=("已登记，还没有岗位", "Enrolled; no role comes with it"),
        do=_enrol,
        roles=_STAFF,
        fields=(
            Field("name", _NAME, most=80, hints={"autocomplete": "off"}),
            Field("kind", ("类别", "Kind"), Form.ONE, options=choices.words(Kind), of=Kind),
            replace(
                ADDRESS,
                is_needed=False,
                help=(
                    "可以不填。会寄去一个确认码，本人登录后填入，待办才发到那里。",
                    (
                        "May stay empty. A code goes there; once its owner types it, the inbox is "
                        "told there."
                    ),
                ),
                hints={**ADDRESS.hints, "autocomplete": "off"},
            ),
        ),
        back="people",
    ),
    Act(
        slug="request-role",
        place=PLACE,
        title=("申请岗位", "Ask for a role"),
        done=("已申请，等另一人批准", "Asked; another person approves it"),
        do=_request,
        roles=_STAFF,
        fields=(
            Field("role", ("岗位", "Role"), Form.ONE, options=_roles_of, of=Role),
            Field(
                "deal",
                ("只限一笔转让", "For one deal only"),
                Form.ONE,
                options=choices.all_deals,
                of=Ref,
                is_needed=False,
            ),
            Field("until", ("至", "Until"), Form.MOMENT, is_needed=False),
        ),
        help=(
            "一天之内由另一人批准才算数。",
            "It counts once another person approves, within a day.",
        ),
        button=("申请", "Ask for it"),
        is_fresh=True,
        back="person",
        facts=who,
    ),
    Act(
        slug="approve-role",
        place="people/asks/<str:ask>",
        title=("批准岗位", "Approve the role"),
        done=("岗位已授予", "The role is granted"),
        do=_approve,
        roles=tuple(sorted(rules.APPROVERS)),
        button=("批准", "Approve it"),
        is_fresh=True,
        facts=_of_ask,
    ),
    Act(
        slug="end-grant",
        place="people/grants/<str:grant>",
        title=("结束岗位", "End the role"),
        done=("岗位已结束", "The role has ended"),
        do=_end,
        help=(
            "立刻生效。自己的岗位自己可以放下。",
            "At once. Anyone may lay down a role of one's own.",
        ),
        button=("结束", "End it"),
        is_final=True,
        facts=_of_grant,
    ),
    Act(
        slug="retire",
        place=PLACE,
        title=("离任", "Let the person go"),
        done=("已离任，岗位全部结束", "The person has left; every role has ended"),
        do=_retire,
        roles=tuple(sorted(rules.ENDERS)),
        help=(
            "岗位全部结束，再也不能登录；名字留在记录里。",
            "Every role ends and nobody signs in by that name; the name stays on record.",
        ),
        is_final=True,
        is_fresh=True,
        back="person",
        facts=who,
    ),
)
