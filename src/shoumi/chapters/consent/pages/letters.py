"""How the letters of a campaign fare: numbers by state, each letter by reference, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.correspondence import queries as letters
from shoumi.base.correspondence.models import Letter
from shoumi.base.correspondence.queries import Progress
from shoumi.base.correspondence.rules import State, Way
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names, refusals
from shoumi.base.pages import people_lists, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.rules import Purpose
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("信的进展", "The letters")
_LEAD: Both = (
    (
        "一人一封。姓名、号码和地址寄出那一刻才打开，这里只有编号。答复期从各人那封寄出之日算起，"
        "知道送达日的从送达日算起。"
    ),
    (
        "Each person one. Names and addresses are opened as a letter goes; here are references. "
        "Time to answer runs from the day the own letter left, or arrived where that is known."
    ),
)
_DOUBT: Both = (
    (
        "{n} 封正在交给对方时中断，不知道对方收没收到：短信会自动去查；邮件等退信或送达报告，"
        "也可以查对方记录后再寄。"
    ),
    (
        "{n} were being handed over as it broke off. Of text messages the vendor is asked; of "
        "mails a report tells, or the relay's log: then they can be sent again."
    ),
)
_COLUMNS = (
    Column(("信", "Letter"), "ref"),
    Column(("客户", "Customer"), "ref"),
    Column(("方式", "Way")),
    Column(("状态", "State")),
    Column(("第几封", "Turn"), "number"),
    Column(("寄出", "Left")),
    Column(("结果", "Settled")),
)
_ACTS = (
    "campaign-dispatch",
    "campaign-resend",
    "campaign-print",
    "campaign-posted",
    "campaign-remind-letters",
)
_NO_WAY: Both = ("还没有方式", "no way yet")
_ALL: tuple[str, Both] = ("", ("全部", "All"))


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def campaign_letters(request: PageRequest, campaign: str) -> HttpResponse:
    own = scoping.own(request, Campaign, campaign)
    deal = deals.deal(Ref(own.deal))
    state, way = tables.chosen(request, "state", State), tables.chosen(request, "way", Way)
    shut = people_lists.shut(request, Ref(own.deal))
    wanted: dict[str, Any] = {key: one for key, one in [("state", state), ("way", way)] if one}
    found = letters.letters(Ref(own.ref)).filter(**wanted)
    after = request.GET.get("after", "")
    rows = list(found.filter(ref__gt=after).order_by("ref")[: tables.PAGE + 1]) if not shut else []
    shown = rows[: tables.PAGE]
    states = [_ALL, *((one.value, names.pair(one)) for one in State)]
    ways = [_ALL, *((one.value, names.pair(one)) for one in Way)]
    table = Table(
        _COLUMNS,
        [_row(request, one) for one in shown],
        ("逐封列出", "One by one"),
        (
            "没有这样的信。在转让页上“发出告知”，信就排在这里。",
            "No such letter. Send the letters on the page of the deal, and they stand here.",
        ),
        after=shown[-1].ref if len(rows) > tables.PAGE else None,
        filters=(
            Filter("state", ("状态", "State"), states, state or ""),
            Filter("way", ("方式", "Way"), ways, way or ""),
        ),
        refused=shut,
    )
    page = ContentPage(
        _TITLE,
        [table],
        request.say(_LEAD),
        crumbs=[(deal.number, reverse("deal", kwargs={"deal": own.deal}))],
        numbers=list(_numbers(request, Ref(own.ref))),
        pairs=list(_standing(request, own)),
        links=[link for slug in _ACTS for link in button(request, slug, deal=own.deal)],
    )
    return show(request, page)


def _row(request: PageRequest, one: Letter) -> tuple[Any, ...]:
    return (
        Ref(one.ref),
        Ref(one.to),
        names.of(Way(one.way), request.lang) if one.way else None,
        Cell(names.of(State(one.state), request.lang), note=reason(request, one.failure)),
        one.turn,
        one.sent_at,
        one.settled_at,
    )


def reason(request: PageRequest, failure: str) -> str:
    """Why a letter did not arrive: a word of ours, or the other side's own code."""
    return names.of_code("correspondence.Failure", failure, request.lang) if failure else ""


def _numbers(request: PageRequest, campaign: Ref) -> Iterator[tuple[str, int]]:
    total: dict[State, int] = {}
    for own in letters.progress(campaign):
        for state, count in own.states.items():
            total[state] = total.get(state, 0) + count
    for state in State:
        if state in total:
            yield names.of(state, request.lang), total[state]


def _standing(request: PageRequest, own: Campaign) -> Iterator[tuple[Both, object]]:
    yield ("告知", "Campaign"), names.of(Purpose(own.purpose), request.lang)
    for one in letters.progress(Ref(own.ref)):
        yield names.pair(one.way) if one.way else _NO_WAY, _states(request, one)
    doubtful = letters.letters(Ref(own.ref)).filter(state=State.SENDING).count()
    if doubtful:
        yield ("不知道寄没寄出", "Not known"), request.say(_DOUBT, n=doubtful)
    for batch in letters.batches(Ref(own.ref)):
        if batch.held:
            told_ = refusals.tell_kept(batch.held, request.lang)
            yield ("停下了", "Stopped"), f"{told_.what} {told_.mend}".strip()
        elif batch.failure:
            what = request.say(("对方暂时不收，自动再试：", "The other side waits; tried again: "))
            yield ("等着", "Waiting"), f"{what}{batch.failure}"


def lines(request: PageRequest, campaign: Ref) -> list[tuple[str, str]]:
    """Way by way, for the page of the deal."""
    none = request.say(_NO_WAY)
    return [
        (names.of(one.way, request.lang) if one.way else none, _states(request, one))
        for one in letters.progress(campaign)
    ]


def _states(request: PageRequest, one: Progress) -> str:
    told = ((state, one.states[state]) for state in State if state in one.states)
    return " · ".join(f"{names.of(state, request.lang)} {count}" for state, count in told)
