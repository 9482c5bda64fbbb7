"""The handbook: every demand with its state now, what keeps it, and what its lapse shuts."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base import registry
from shoumi.base.attestations import controls
from shoumi.base.attestations import queries as attestations
from shoumi.base.messages import names, refusals
from shoumi.base.pages import acts, file_links, tables
from shoumi.base.pages.access import Who, open_to, place_of
from shoumi.base.pages.figures import STATE_WORDS, tag
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.base.registry import Holding
from shoumi.core.handbook import Demand, articles, chapters, demand, doors
from shoumi.core.terms import ControlState

_COLUMNS = (
    Column(("编号", "No."), "ref"),
    Column(("要求", "Demand")),
    Column(("依据", "Rests on")),
    Column(("状态", "State")),
    Column(("缺什么", "Missing")),
    Column(("谁负责", "Who answers")),
    Column(("有效至", "Until")),
    Column(("失效时关上", "A lapse shuts")),
    Column(("账本", "Entry"), "number"),
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def duties(request: PageRequest) -> HttpResponse:
    door = tables.chosen(request, "door", doors())
    wanted = tables.chosen(request, "state", [state.value for state in ControlState])
    rows = []
    for one, held in controls.survey(request.at):
        shuts = [close.name for close in one.closes]
        if (door and door not in shuts) or (wanted and held.state != wanted):
            continue
        rows.append(
            (
                Cell(one.id, reverse("duty", kwargs={"duty": one.id})),
                request.say((one.zh, one.en)),
                [request.say(words) for words in articles(one.id)] or None,
                tag(held.state, request.lang),
                controls.missing_text(held, request.lang),
                names.of(one.accountable, request.lang),
                held.until,
                [request.say((close.zh, close.en)) for close in one.closes],
                held.position,
            )
        )
    states = [("", ("全部", "All"))] + [(state.value, STATE_WORDS[state]) for state in ControlState]
    shown = Table(
        _COLUMNS,
        rows,
        ("要求", "Demands"),
        ("没有这样的要求。", "No such demand."),
        filters=(Filter("state", ("状态", "State"), states, wanted),),
        files=file_links.of_list(request, "duties"),
    )
    title = ("合规要求：六十三项", "Sixty-three demands in twenty chapters")
    told = {
        "table": shown,
        "door": doors().get(door),
        "chapters": chapters(),
    }
    return page(request, "console/duties.html", title, told)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def duty(request: PageRequest, duty: str) -> HttpResponse:
    one = demand(duty)
    held = controls.holding(one.id, None, request.at)
    is_checked = registry.check(one.id) is not None and not controls.is_stated(one.id, request.at)
    told = {
        "demand": one,
        "name": request.say((one.zh, one.en)),
        "chapter": request.say((one.chapter.zh, one.chapter.en)),
        "articles": [request.say(words) for words in articles(one.id)],
        "held": held,
        "why": request.tell_code(held.reason) if held.reason else ("", ""),
        "who": names.of(one.accountable, request.lang),
        "is_checked": is_checked,
        "closes": [request.say((close.zh, close.en)) for close in one.closes],
        "statements": attestations.made(duty=one.id).order_by("-attested_at")[:10],
        "attest": _way(request, one),
        "remedy": _remedy(request, one, held),
    }
    return page(request, "console/duty.html", (f"{one.id} {one.zh}", f"{one.id} {one.en}"), told)


def _remedy(request: PageRequest, one: Demand, held: Holding) -> tuple[str, str] | None:
    """Where it is mended beside this page: the page's name, and its address for who may open it;
    None where people state it here."""
    found = registry.remedy(one.id)
    if found is None or refusals.is_stated(held.reason):
        return None
    href, access = place_of(found.route) or ("", None)
    is_open = access and access.lets_in(request.roles, is_party=request.is_party)
    return request.say(found.page), href if is_open else ""


def _way(request: PageRequest, one: Demand) -> str:
    """The form on which this reader may state it, or a part of it; empty where there is none."""
    if one.accountable not in request.roles or one.is_generated:
        return ""
    if controls.is_stated(one.id, request.at):
        slug = "attest-persons" if one.names_persons else "attest"
    elif registry.outside(one.id, request.at):
        slug = "attest-part"
    else:
        return ""
    found = acts.named(slug)
    return acts.offered(found, request, duty=one.id) if found else ""
