"""The papers that a side of a deal owes: which, for which milestone, by when; and handing them in.

How far the deal is stands on that side's page of it; what others owe is shown on neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.calendar import queries as calendar
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import conditions, party_rows, rules, services
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Deal, Filing
from shoumi.base.deals.rules import Overlay, PartyRole
from shoumi.base.messages import names
from shoumi.base.pages import acts, choices, clocks, content_page, figures, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.forms import Field, Kind, Option, from_query
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.registry.shared_reads import sharing
from shoumi.base.verbs import Brought
from shoumi.base.verbs.page import act
from shoumi.core.messages import Both
from shoumi.core.milestones import FilingKind, Milestone, Need, Standing, deadlines, milestones
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType, Role
from shoumi.doors.console import work
from shoumi.doors.verbs import filings
from shoumi.doors.verbs.filings import DAY, PAPERS, SIDES, new_paper, sides_of, which_side

TITLE: Both = ("要交的文件", "Papers to hand in")
_FILING = "filing:"
_MOST_FILED = 500  # filings of these kinds in one deal; far more than any has
_OVER = (Standing.DONE, Standing.WAIVED)
_COLUMNS = (
    Column(("文件", "Paper")),
    Column(("为哪个里程碑", "For which milestone")),
    Column(("现在", "Now")),
    Column(("期限", "By")),
    Column(("账本", "Entry"), "chip"),
)
_TO_FINISH: Both = ("完成“{name}”", "to finish “{name}”")
_TO_ENTER: Both = ("进入“{name}”", "to enter “{name}”")
_ON_FILE: Both = ("已交", "handed in")
_UNCONFIRMED: Both = ("已代交，等你确认", "filed for you; confirm it")
_NOW: Both = ("现在要交", "due now")
_LATER: Both = ("以后", "later")
_NOT_ANY_MORE: Both = ("不用交了", "not needed any more")
Place = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OwedFiling:
    """One paper of one milestone; ``ends``: that is done with it, not opened."""

    kind: FilingKind
    stage: DealStage
    ends: bool


def owed(deal: Deal, sides: frozenset[Role]) -> list[OwedFiling]:
    """The papers that milestones of such a deal wait for from these sides, in their order."""
    is_sole = conditions.has_sole_owner(Ref(deal.ref))
    return [
        OwedFiling(_kind(need, is_sole), goal.code, ends)
        for goal in milestones()
        for need, ends in _needs(goal)
        if need.condition.startswith(_FILING)
        and need.who in sides
        and DealType(deal.deal_type) in need.types
    ]


def _kind(need: Need, is_sole: bool) -> FilingKind:
    return (need.sole if is_sole else None) or FilingKind(need.condition.removeprefix(_FILING))


def _needs(goal: Milestone) -> Iterator[tuple[Need, bool]]:
    yield from ((need, False) for need in goal.opens)
    yield from ((need, True) for need in goal.finishes)


@open_to(Who.SIGNED_IN, *SIDES)
@require_http_methods(["GET", "HEAD"])
def papers(request: PageRequest) -> HttpResponse:
    """Of one deal: the one the address names, else the one whose papers are most pressing."""
    with sharing():
        deal = scoping.chosen(request) if request.GET.get("deal") else _most_pressing(request)
        shown = _table(request, deal) if deal else Table(_COLUMNS, [], TITLE, _NOTHING)
        told = ContentPage(
            TITLE,
            [shown],
            _lead(request, deal),
            crumbs=_crumbs(request, deal),
            links=_links(request, deal),
            pairs=[*_others(request, deal)],
        )
        return content_page.show(request, told, "papers")


def _most_pressing(request: PageRequest) -> Deal | None:
    """The deal whose papers stand first in this person's inbox; where none waits, the newest."""
    own = scoping.mine(request)
    by_ref = {one.ref: one for one in own}
    # Of one deal nothing is chosen, and to look through an inbox asks much.
    waits = [one.deal for one in work.of(request) if one.page == "papers"] if len(own) > 1 else []
    return next((by_ref[ref] for ref in waits if ref in by_ref), None) or next(iter(own), None)


_NOTHING: Both = (
    "这笔转让里没有要你交的文件。",
    "Nothing is wanted of you in this deal.",
)


def _lead(request: PageRequest, deal: Deal | None) -> str:
    if deal is None:
        return ""
    return request.say(
        ("{number} {title}：你这一方要交的，和每份为哪个里程碑。", _LEAD_EN),
        number=deal.number,
        title=deal.title,
    )


_LEAD_EN = "{number} {title}: what your side hands in, and for which milestone."


def _crumbs(request: PageRequest, deal: Deal | None) -> list[tuple[str, str]]:
    """To the deal, for who stands for a side of it."""
    if deal is None or not sides_of(request, Ref(deal.ref)):
        return []
    return [(deal.number, reverse("deal", kwargs={"deal": deal.ref}))]


def _links(request: PageRequest, deal: Deal | None) -> list[tuple[str, str]]:
    if deal is None:
        return []
    found = content_page.button(request, FILE.slug, deal=deal.ref)
    found += content_page.open_button(request, "recipient-signs", deal=deal.ref)
    awaiting = deals.waiting(Ref(deal.ref), sides_of(request, Ref(deal.ref)))
    if len(awaiting) > 1:
        found += content_page.button(request, "paper-confirm-list", deal=deal.ref)
    for one in awaiting:
        if one.document:
            href = reverse("filing-paper", kwargs={"filing": one.ref})
            words = request.say(("打开{kind}", "Open the {kind}"), kind=FilingKind(one.kind))
            found.append((words, href))
    return found


def _others(request: PageRequest, deal: Deal | None) -> Iterator[tuple[Both, object]]:
    """The other deals of who stands in several."""
    for one in scoping.mine(request):
        if deal is not None and one.ref != deal.ref:
            href = f"{reverse('papers')}?deal={one.ref}"
            yield ("另一笔转让", "Another deal"), tables.link(f"{one.number} {one.title}", href)


def _table(request: PageRequest, deal: Deal) -> Table:
    ref = Ref(deal.ref)
    wanted = owed(deal, sides_of(request, ref))
    filed = _filed(ref, {one.kind for one in wanted})
    standings = {stage: Standing(row.state) for stage, row in deals.milestones(ref).items()}
    running = {one.key: one for one in calendar.of_deal(ref) if not one.met_at}
    rows = [_row(request, deal, one, filed, standings[one.stage], running) for one in wanted]
    return Table(_COLUMNS, rows, TITLE, _NOTHING)


def _filed(deal: Ref, kinds: set[FilingKind]) -> dict[str, Filing]:
    """The newest of each kind; of those about a buyer, since that buyer came."""
    found: dict[str, Filing] = {}
    rows = Filing.objects.filter(deal=deal, kind__in=kinds).order_by("-position")
    since = party_rows.begins_at(deal)
    for one in rows[:_MOST_FILED]:
        if one.position > since or one.kind not in rules.of_buyer():
            found.setdefault(one.kind, one)
    return found


def _row(
    request: PageRequest,
    deal: Deal,
    one: OwedFiling,
    filed: Mapping[str, Filing],
    standing: Standing,
    running: Mapping[str, Deadline],
) -> tuple[Any, ...]:
    lang, there = request.lang, filed.get(one.kind)
    state = _NOT_ANY_MORE if deal.overlay == Overlay.TERMINATED else _state(one, standing)
    if there:
        state = _ON_FILE if there.counts else _UNCONFIRMED
    due = None if there else running.get(_deadline(one.kind))
    href = ""
    if state in (_NOW, _LATER) and (found := acts.offered(FILE, request, deal=deal.ref)):
        href = f"{found}?kind={one.kind}"
    if state is _UNCONFIRMED and there:
        href = f"{acts.offered(CONFIRM, request, deal=deal.ref)}?filing={there.ref}"
    elif there and there.document:
        href = reverse("filing-paper", kwargs={"filing": there.ref})
    digest = f"SHA-256 {bytes(there.sha256).hex()}" if there else ""
    return (
        Cell(names.of(one.kind, lang), href, digest),
        request.say(_TO_FINISH if one.ends else _TO_ENTER, name=names.of(one.stage, lang)),
        Cell(request.say(state), note=there.on.isoformat() if there else ""),
        figures.clock(clocks.of(due, request.at), lang) if due else None,
        tables.entry(request, there.position) if there else None,
    )


def _state(one: OwedFiling, standing: Standing) -> Both:
    if standing in _OVER or (standing is Standing.OPEN and not one.ends):
        return _NOT_ANY_MORE
    return _LATER if one.ends and standing is not Standing.OPEN else _NOW


def _deadline(kind: FilingKind) -> str:
    return next((rule.key.value for rule in deadlines() if rule.met_by == kind), "")


def _kinds(request: PageRequest, place: Place) -> Iterator[Option]:
    ref = scoping.seen(request, place["deal"])
    wanted = owed(deals.deal(ref), sides_of(request, ref))
    for kind in dict.fromkeys(one.kind for one in wanted):
        yield kind.value, names.pair(kind)


def _holders(request: PageRequest, place: Place) -> Iterator[Option]:
    for one in deals.parties(scoping.seen(request, place["deal"]), PartyRole.OTHER_HOLDER):
        yield one.ref, choices.plain(one.name)


def _file(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    """What the form lists is what this side owes, and the service asks for the side again."""
    ref, kind = scoping.seen(request, deal), given["kind"]
    party = given["holder"] if kind in rules.ABOUT_HOLDERS else _own_party(request, ref)
    file = given["document"]
    new = new_paper(Brought(file.read(), file.name or ""), given, request.at, party=party)
    services.file_paper(deal=ref, new=new, actor=request.who(), at=request.at)
    return Done(f"{reverse('papers')}?deal={ref}")


def _own_party(request: PageRequest, deal: Ref) -> Ref | None:
    """The party this person acts for; None where there are several or it is not noted."""
    mine = [one for one in deals.parties(deal) if one.person == request.actor]
    return Ref(mine[0].ref) if len(mine) == 1 else None


FILE = Act(
    slug="paper-file",
    place=PAPERS.under,
    title=("交文件", "Hand a paper in"),
    done=("已收，密封保存", "Received, and kept sealed"),
    do=_file,
    roles=SIDES,
    who=Who.SIGNED_IN,
    help=(
        "密封保存；账本记下摘要（SHA-256）、日期和你的名号，谁也改不了。",
        "It is kept sealed; its digest (SHA-256), the day and who you are go to the ledger.",
    ),
    fields=(
        Field(
            "kind",
            ("文件", "Paper"),
            Kind.ONE,
            options=_kinds,
            of=FilingKind,
            initial=from_query("kind"),
        ),
        Field(
            "document",
            ("文件本身", "The document"),
            Kind.FILE,
            ("PDF、PNG 或 JPEG，最多 20 MiB。", "PDF, PNG or JPEG, 20 MiB at most."),
            hints={"accept": ".pdf,.png,.jpg,.jpeg"},
        ),
        DAY,
        Field(
            "holder",
            ("通知的是哪位股东", "Which shareholder was told"),
            Kind.ONE,
            ("只有优先购买权通知要选。", "Only for a notice of the right of first refusal."),
            options=_holders,
            of=Ref,
            is_needed=False,
        ),
    ),
    button=("交上", "Hand it in"),
    facts=which_side,
)

CONFIRM = act(filings.CONFIRM)
ACTS = (FILE, CONFIRM)
