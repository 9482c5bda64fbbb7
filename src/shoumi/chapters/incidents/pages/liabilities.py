"""What another decides about an incident: who answers for it, and whether it is graded lower."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import detail_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import Liability, Lowering
from shoumi.chapters.incidents.rules.words import Finding
from shoumi.chapters.incidents.services import texts
from shoumi.chapters.incidents.verbs.place import READERS, liability_of
from shoumi.core.incident_clock import Level, Severity
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def liability(request: PageRequest, liability: str) -> HttpResponse:
    one = liability_of(request, liability)
    crumbs = []
    if request.roles & READERS:
        crumbs = [(request.say(("安全事件", "Incident")), reverse("incident", args=[one.breach]))]
    told = DetailPage(
        title=("责任认定", "Who answers for an incident"),
        answer=_answer(request, one),
        crumbs=crumbs,
        pairs=_pairs(request, one),
        next=detail_page.offers(request, _owed(request, one), liability=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _owed(request: PageRequest, one: Liability) -> tuple[str, ...]:
    if one.decided_at:
        return ()
    is_open = one.reply_until is not None and request.at < one.reply_until
    if request.who() == one.person:
        return ("liability-reply",) if is_open and not one.replied_at else ()
    is_ripe = one.replied_at is not None or not is_open
    return ("liability-decide",) if is_ripe and request.who() != one.told_by_whom else ()


def _answer(request: PageRequest, one: Liability) -> str:
    if one.finding:
        said: Both = ("已认定：{finding}。", "Decided: {finding}.")
        return request.say(said, finding=names.of(Finding(one.finding), request.lang))
    if one.reply_until is None:
        return request.say(("没有人要负责，等另一位认定。", "Nobody; another decides that."))
    said = ("已告知当事人，可申辩至 {until}。", "The person was told and can reply until {until}.")
    return request.say(said, until=one.reply_until)


def _pairs(request: PageRequest, one: Liability) -> Iterator[tuple[Both, object]]:
    if one.person:
        yield ("当事人", "Person"), accounts.names([one.person])[one.person]
    yield ("所述之事", "What is said"), texts.opened(one.account)
    yield ("申辩", "Reply"), texts.opened(one.reply)
    yield ("理由", "Reasons"), texts.opened(one.reasons)
    yield ("认定于", "Decided"), one.decided_at


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def lowering(request: PageRequest, lowering: str) -> HttpResponse:
    one: Lowering = queries.get(Lowering, lowering)
    said: dict[bool | None, Both] = {
        None: ("等另一位决定。", "Another decides."),
        True: ("同意降级。", "It is graded lower."),
        False: ("不同意降级。", "It is not graded lower."),
    }
    may_decide = one.decided_at is None and request.who() != one.asked_by
    told = DetailPage(
        title=("提请降级", "Asked to grade it lower"),
        answer=request.say(said[one.is_agreed]),
        crumbs=[(request.say(("安全事件", "Incident")), reverse("incident", args=[one.breach]))],
        pairs=[
            (("理由", "Reasons"), texts.opened(one.reasons)),
            (("涉及人数", "How many people"), one.persons),
            (("内部级别", "Severity"), names.of(Severity(one.judged), request.lang)),
            (("法定级别", "Statutory level"), names.of(Level(one.raised), request.lang)),
            (("提请", "Asked by"), accounts.names([one.asked_by])[one.asked_by]),
        ],
        next=detail_page.offers(
            request, ("lowering-decide",) if may_decide else (), lowering=one.ref
        ),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)
