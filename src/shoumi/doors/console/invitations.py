"""Let people in: the first time, again by two, and out at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.shortcuts import render
from django.urls import reverse

from shoumi.base.accounts import queries as accounts
from shoumi.base.inbox import invitation_mails
from shoumi.base.ledger import reader
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.signin import enrolment, rules, sessions
from shoumi.base.signin.errors import NoSuchRequest, NoSuchSession
from shoumi.base.signin.models import Again, Session
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console import cookies
from shoumi.doors.console.people import PLACE
from shoumi.doors.console.staff import of_person, who

_INVITERS = tuple(sorted(rules.INVITERS))
_LOCKERS = tuple(sorted(rules.LOCKERS))
_ONCE: Both = ("登录链接", "The link to come in by")
_BY_MAIL, _BY_HAND = "mail", "hand"


def _address(request: PageRequest, link: str) -> str:
    return request.build_absolute_uri(reverse("enter", kwargs={"link": link}))


def _once(request: PageRequest, link: str, person: str, failed: str = "") -> Done:
    """The link, on a page that is not kept and cannot be asked for again."""
    told = {
        "title": request.say(_ONCE),
        "person": accounts.person(Ref(person)).name,
        "link": _address(request, link),
        "failed": failed,
        "back": reverse("person", kwargs={"person": person}),
        "position": reader.size() - 1,
    }
    return Done(answer=render(request, "console/link.html", told))


def _invite(request: PageRequest, given: dict[str, Any], person: str) -> Done:
    made = invitation_mails.invite(
        person=Ref(person),
        by_mail=given["way"] == _BY_MAIL,
        address=lambda link: _address(request, link),
        actor=request.who(),
        **cookies.times(request),
    )
    if not made.link:
        return of_person(person)
    return _once(request, made.link, person, made.failed)


def _best(request: PageRequest, place: Mapping[str, Any]) -> str:
    return next(value for value, _ in _ways(request, place))


def _ways(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """By mail first, where that can be; set-up sent the first one so."""
    if invitation_mails.can_mail(Ref(place["person"])):
        yield _BY_MAIL, ("寄到其邮箱", "By mail to the person's address")
    yield _BY_HAND, ("显示一次，由您当面交", "Shown once, for you to hand over")


def _ask(request: PageRequest, given: dict[str, Any], person: str) -> Done:
    enrolment.ask_again(person=Ref(person), actor=request.who(), **cookies.times(request))
    return of_person(person)


def _approve(request: PageRequest, given: dict[str, Any], again: str) -> Done:
    asked = _request(again)
    link = enrolment.approve_again(
        request=Ref(again), actor=request.who(), **cookies.times(request)
    )
    return _once(request, link, asked.person_id)


def _request(ref: str) -> Again:
    """
    Raises:
        NoSuchRequest
    """
    found = Again.objects.select_related("person", "requested_by").filter(ref=ref).first()
    if found is None:
        raise NoSuchRequest
    return found


def _end(request: PageRequest, given: dict[str, Any], log_in: str) -> Done:
    held = _session(log_in)
    person = held.person_id
    sessions.end(session=Ref(log_in), actor=request.who(), at=request.at)
    return of_person(person)


def _session(ref: str) -> Session:
    """
    Raises:
        NoSuchSession
    """
    found = Session.objects.select_related("person").filter(ref=ref).first()
    if found is None:
        raise NoSuchSession
    return found


def _lock_down(request: PageRequest, given: dict[str, Any], person: str) -> Done:
    sessions.lock_down(person=Ref(person), actor=request.who(), at=request.at)
    return of_person(person)


def _of_request(request: PageRequest, again: str) -> Iterator[tuple[Both, object]]:
    asked = _request(again)
    yield ("让谁再进来", "Whom to let in again"), asked.person.name
    yield ("谁申请", "Asked by"), asked.requested_by.name
    yield ("申请于", "Asked at"), asked.requested_at


def _of_session(request: PageRequest, log_in: str) -> Iterator[tuple[Both, object]]:
    held = _session(log_in)
    yield ("谁", "Who"), held.person.name
    yield ("开始于", "Since"), held.began_at


ACTS = (
    Act(
        slug="invite",
        place=PLACE,
        title=("邀请登录", "Invite to sign in"),
        done=("已邀请", "Invited"),
        do=_invite,
        roles=_INVITERS,
        help=(
            "一个链接，一天之内用一次，给从未登录过的人；先前的链接随即作废。",
            "A link, good once and for a day, for who never signed in; one made before is void.",
        ),
        button=("邀请", "Invite"),
        fields=(
            Field(
                "way", ("怎么交给本人", "How it gets there"), Kind.ONE, options=_ways, initial=_best
            ),
        ),
        is_fresh=True,
        back="person",
        facts=who,
    ),
    Act(
        slug="ask-again",
        place=PLACE,
        title=("申请让其重新进来", "Ask to let the person in again"),
        done=("已申请，等另一人批准", "Asked; another person approves it"),
        do=_ask,
        roles=_INVITERS,
        help=(
            "给丢了所有登录方式的人；要另一人批准，原来的方式全部作废。",
            "For who lost every way to sign in; another approves, and the old ways are void.",
        ),
        button=("申请", "Ask for it"),
        is_fresh=True,
        back="person",
        facts=who,
    ),
    Act(
        slug="approve-again",
        place="people/again/<str:again>",
        title=("批准重新进来", "Approve coming in again"),
        done=("已批准", "Approved"),
        do=_approve,
        roles=tuple(sorted(rules.AGAIN_APPROVERS)),
        button=("批准", "Approve it"),
        is_fresh=True,
        facts=_of_request,
    ),
    Act(
        slug="end-session",
        place="people/sessions/<str:log_in>",
        title=("结束登录", "End the log-in"),
        done=("登录已结束", "The log-in has ended"),
        do=_end,
        roles=_LOCKERS,
        button=("结束", "End it"),
        facts=_of_session,
    ),
    Act(
        slug="lock-down",
        place=PLACE,
        title=("全部登出并锁住", "End every log-in"),
        done=("登录全部结束，链接全部作废", "Every log-in has ended; every link is void"),
        do=_lock_down,
        roles=_LOCKERS,
        help=(
            "此人在各处的登录立刻结束，未用的链接作废；还能用自己的方式再登录。",
            "Every log-in ends at once and open links are void; the ways to sign in stay.",
        ),
        button=("全部结束", "End them all"),
        is_final=True,
        back="person",
        facts=who,
    ),
)
