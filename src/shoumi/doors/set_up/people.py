"""The first people: the two who begin, and others with the roles that are asked for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shoumi.base.accounts import display_names
from shoumi.base.accounts import rules as accounts
from shoumi.base.accounts.separation import RolesApart
from shoumi.base.messages import names
from shoumi.base.outbox import rules as mail
from shoumi.base.pages import forms, tables
from shoumi.base.pages.form_submission import pointed
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.core.errors import DomainError, Invalid
from shoumi.core.messages import Both
from shoumi.core.terms import Role
from shoumi.doors.set_up import draft
from shoumi.doors.set_up.draft import Step
from shoumi.doors.set_up.visits import visitors_only

_MAIL: Both = ("邮箱", "Mail address")
_MAIL_HINTS = {"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}
_MOST_PEOPLE = 50
FOUNDERS: tuple[Field, ...] = (
    Field("head", ("主要负责人姓名", "Name of the head"), most=80, hints={"autocomplete": "off"}),
    Field(
        "head_mail",
        ("主要负责人邮箱", "Mail of the head"),
        is_needed=False,
        most=254,
        hints=_MAIL_HINTS,
    ),
    Field(
        "officer_mail",
        ("保护负责人邮箱", "Mail of the protection officer"),
        help=(
            "姓名就是“公司”一步里填的那一位",
            "The name is the one that stands under “The company”",
        ),
        is_needed=False,
        most=254,
        hints=_MAIL_HINTS,
    ),
    Field(
        "visitor",
        ("您是哪一位", "Which of the two are you"),
        Kind.ONE,
        (
            "建好以后您先进来；另一位和其他人由您邀请，记在您名下。",
            "You come in first; the others are invited in your name.",
        ),
        options=(
            ("head", ("主要负责人", "the head")),
            ("officer", ("保护负责人", "the protection officer")),
        ),
    ),
)
_GIVEN = sorted(accounts.STAFF_ROLES - {Role.HEAD, Role.DPO, Role.SUBJ})
PERSON: tuple[Field, ...] = (
    Field("name", ("姓名", "Name"), most=80, hints={"autocomplete": "off"}),
    Field("mail", _MAIL, is_needed=False, most=254, hints=_MAIL_HINTS),
    Field(
        "roles",
        ("岗位", "Roles"),
        Kind.MANY,
        (
            "替他申请；由另一位负责人登录后批准，一天之内有效。",
            "Asked for in your name; the other of the two approves them within a day.",
        ),
        is_needed=False,
        options=tuple((role.value, names.pair(role)) for role in _GIVEN),
        of=Role,
    ),
)


class TooManyPeople(Invalid):
    """Facts: ``most``.  The rest come later, on the page of people."""

    code = "set_up.too_many_people"
    field = "name"


def told(request: PageRequest, form: Any = None) -> dict[str, Any]:
    company = draft.draft.given.get(Step.COMPANY, {})
    return {
        "officer": company.get("officer", ""),
        "people": [
            {**one, "roles": [names.of(role, request.lang) for role in one["roles"]]}
            for one in draft.draft.people
        ],
        "person_form": form or forms.build(PERSON, request, {}, is_sent=False),
    }


def add(given: dict[str, Any]) -> bool:
    if len(draft.draft.people) >= _MOST_PEOPLE:
        raise TooManyPeople(most=_MOST_PEOPLE)
    display_names.check(given["name"])
    require_addresses(given, "mail")
    roles = frozenset(given["roles"])
    if apart := accounts.apart(roles):
        first, *others = sorted(apart)
        raise pointed({"roles": RolesApart(role=first, held=tuple(others))})
    draft.draft.people.append({**given, "roles": sorted(roles)})
    return True


def require_addresses(given: dict[str, Any], *fields: str) -> None:
    """
    Raises:
        FieldErrors: one is filled in and is no address.
    """
    for field in fields:
        if given[field]:
            try:
                mail.address(given[field])
            except DomainError as error:
                raise pointed({field: error}) from error


@visitors_only
@require_POST
def remove(request: PageRequest) -> HttpResponse:
    number = request.POST.get("number", "")
    place = tables.number(number)
    if place is not None and place < len(draft.draft.people):
        del draft.draft.people[place]
    return HttpResponseRedirect(href(), status=303)


def href() -> str:
    """Where the list of them stands."""
    return f"{reverse('set-up-step', kwargs={'name': Step.PEOPLE})}#people"
