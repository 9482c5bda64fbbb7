"""One absence and one interest in the console, each with its way out."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import detail_page, scoping
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.collaboration.queries import deputies as queries
from shoumi.chapters.collaboration.queries.deputies import NoSuchInterest
from shoumi.chapters.collaboration.rules.words import Why
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("职责分工", "Responsibilities")


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def absence(request: PageRequest, absence: str) -> HttpResponse:
    """Who is away, who stands in, until when."""
    found = queries.absence(Ref(absence))
    known = accounts.names([found.person, found.deputy, found.told_by])
    is_over = found.returned_at is not None or found.until <= request.at
    said: Both = ("{deputy} 代理 {person}。", "{deputy} stands in for {person}.")
    if is_over:
        said = ("{person} 已经回来。", "{person} is back.")
    told = DetailPage(
        title=("不在和代理", "Absence"),
        answer=request.say(said, person=known[found.person], deputy=known[found.deputy]),
        crumbs=[(request.say(_TITLE), reverse("responsibilities"))],
        pairs=(
            (("谁不在", "Who is away"), known[found.person]),
            (("谁代理", "Who stands in"), known[found.deputy]),
            (("从", "From"), found.since),
            (("到", "Until"), found.returned_at or found.until),
            (("谁登记的", "Recorded by"), known[found.told_by]),
        ),
        acts=[] if is_over else detail_page.offers(request, ("raci-back",), absence=found.ref),
        history=detail_page.history(request, Ref(found.ref)),
    )
    return detail_page.show(request, told)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def interest(request: PageRequest, interest: str) -> HttpResponse:
    """Who has an interest in which deal, for who takes part in that deal."""
    found = queries.interest(Ref(interest))
    if not scoping.is_member(request, found.deal):
        raise NoSuchInterest(interest=interest)
    name = accounts.names([found.person])[found.person]
    said: Both = (
        "{name} 不参加这笔转让的协作任务。",
        "{name} takes part in no shared task of the deal.",
    )
    if found.cleared_at is not None:
        said = ("已解除。", "It is cleared.")
    acts = () if found.cleared_at else ("raci-clear",)
    told = DetailPage(
        title=("利害关系", "Interest in a deal"),
        answer=request.say(said, name=name),
        crumbs=[(request.say(_TITLE), reverse("responsibilities"))],
        pairs=(
            (("谁", "Who"), name),
            (("转让", "Deal"), deals.numbers([found.deal]).get(found.deal, "")),
            (("什么关系", "What it is"), names.of(Why(found.why), request.lang)),
            (("申报", "Declared"), found.declared_at),
            (("解除", "Cleared"), found.cleared_at),
        ),
        acts=detail_page.offers(request, acts, interest=found.ref),
        history=detail_page.history(request, Ref(found.ref)),
    )
    return detail_page.show(request, told)
