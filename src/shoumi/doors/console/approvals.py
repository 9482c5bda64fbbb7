"""Acts of two persons: what waits for my yes, what I asked for, what exactly would change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.approvals import queries, rules, services
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import Difference, State
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names, parameters
from shoumi.base.messages.text import DASH
from shoumi.base.pages import acts, clocks, figures, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.content_page import ContentPage, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table, entry
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

PLACE = "approvals/<str:approval>"
_TITLE: Both = ("待批", "Approvals")
_WAITING: Both = ("等我答复", "Wait for my answer")
_MINE: Both = ("我申请的、我答复的", "Asked for or answered by me")
_COLUMNS = (
    Column(("事项", "Act")),
    Column(("转让", "Deal")),
    Column(("谁申请", "Asked by")),
    Column(("状态", "State")),
    Column(("有效至", "Good until")),
    Column(("账本", "Entry"), "number"),
)
_CHANGES = (
    Column(("参数", "Parameter")),
    Column(("现在", "Now")),
    Column(("改为", "Becomes")),
)
_ALL = "all"
_APPROVERS: tuple[Role, ...] = tuple(
    sorted(frozenset().union(*(two.approvers for two in rules.TWO.values())))
)
_ASKERS: tuple[Role, ...] = tuple(
    sorted(frozenset().union(*(two.askers for two in rules.TWO.values())))
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def approvals(request: PageRequest) -> HttpResponse:
    me = request.who()
    waiting = list(queries.waiting_for(me, request.roles, request.at)[: tables.PAGE])
    everything = tables.chosen(request, "show", (_ALL,)) == _ALL
    mine, after = queries.concerning(
        me,
        request.at,
        after=request.GET.get("after", ""),
        limit=tables.PAGE,
        everything=everything,
    )
    numbers = deals.numbers({one.deal for one in (*waiting, *mine) if one.deal})
    which = Filter(
        "show",
        ("哪些", "Which"),
        (("", ("还有效的", "good still")), (_ALL, ("全部", "all"))),
        _ALL if everything else "",
    )
    shown = (
        Table(
            _COLUMNS,
            _rows(request, waiting, numbers),
            _WAITING,
            ("没有等你答复的。", "Nothing waits for your answer."),
        ),
        Table(
            _COLUMNS,
            _rows(request, mine, numbers),
            _MINE,
            (
                "没有。办理需要两个人的事时，申请会出现在这里。",
                "None. What you begin that takes two persons appears here.",
            ),
            after=after,
            filters=(which,),
        ),
    )
    lead = request.say(
        (
            "需要两个人的事：一人申请并办理，另一人看清要改什么后批准；24 小时内有效，只用一次。",
            "One asks and does it, another sees what would change and approves: 24 hours, once.",
        )
    )
    return show(request, ContentPage(_TITLE, shown, lead))


def _rows(
    request: PageRequest, found: Sequence[Approval], numbers: Mapping[str, str]
) -> list[tuple[Any, ...]]:
    return [
        (
            Cell(
                names.of(Action(one.action), request.lang),
                reverse("approval", kwargs={"approval": one.ref}),
            ),
            numbers.get(one.deal, ""),
            one.requested_by.name,
            names.of(State(one.state), request.lang),
            _until(request, one),
            entry(request, one.position),
        )
        for one in found
    ]


def _until(request: PageRequest, one: Approval) -> Any:
    until = one.requested_at + rules.valid(Action(one.action))
    is_live = one.state in (State.OPEN, State.APPROVED) and until > request.at
    if not is_live:
        return one.used_at or one.answered_at or until
    return figures.clock(clocks.until(one.requested_at, until, request.at), request.lang)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def approval(request: PageRequest, approval: str) -> HttpResponse:
    """What would change, now and then; and the answer, for who may give it."""
    found = _seen(request, approval)
    pairs = [*_about(request, found)]
    if found.answered_by is not None:
        pairs += [
            (("谁答复", "Answered by"), found.answered_by.name),
            (("答复于", "Answered at"), found.answered_at),
        ]
    pairs.append((("办理于", "Carried out at"), found.used_at))
    shown = ContentPage(
        names.pair(Action(found.action)),
        [_changes(request, queries.differences(found))],
        crumbs=[(request.say(_TITLE), reverse("approvals"))],
        pairs=pairs,
        acts=_offered(request, found),
    )
    return show(request, shown)


def _changes(request: PageRequest, found: Sequence[Difference]) -> Table:
    refs = {
        ref
        for one in found
        for told in (one.before, one.after)
        if isinstance(told, list)
        for ref in told
        if ref.startswith("deal-")
    }
    numbers = deals.numbers(refs)

    def told(one: Difference, value: object) -> object:
        if isinstance(value, list) and one.name == "fields":
            return [names.field(code, request.lang) for code in value] or DASH
        if isinstance(value, list):
            told = parameters.value(one.name, value, request.lang)
            return [numbers.get(part, part) for part in cast("list[str]", told)] or DASH
        return parameters.value(one.name, value, request.lang)

    return Table(
        _CHANGES,
        [
            (
                parameters.parameter(one.name, request.lang),
                told(one, one.before),
                told(one, one.after),
            )
            for one in found
        ],
        ("要改什么", "What would change"),
        ("没有参数。", "No parameters."),
    )


def _about(request: PageRequest, found: Approval) -> Iterator[tuple[Both, Any]]:
    yield ("谁申请", "Asked by"), found.requested_by.name
    yield ("申请于", "Asked at"), found.requested_at
    yield ("有效至", "Good until"), _until(request, found)
    yield ("转让", "Deal"), deals.numbers([found.deal]).get(found.deal) if found.deal else None
    yield ("状态", "State"), names.of(State(found.state), request.lang)


def _offered(request: PageRequest, found: Approval) -> list[tuple[str, str]]:
    """The answers to what is open, for others; taking it back, for who asked."""
    if found.state not in (State.OPEN, State.APPROVED) or queries.is_over(found, request.at):
        return []
    is_mine = found.requested_by_id == request.who()
    if not is_mine and found.state != State.OPEN:
        return []
    mine = [_WITHDRAW] if is_mine else [_APPROVE, _REFUSE]
    return [
        (request.say(act.title), href)
        for act in mine
        if (href := acts.offered(act, request, approval=found.ref))
    ]


def _seen(request: PageRequest, ref: str) -> Approval:
    """
    Raises:
        NoSuchApproval: there is none, or it is no business of this person's.
    """
    return queries.seen(Ref(ref), request.who(), request.at)


def _of_request(request: PageRequest, approval: str) -> Iterator[tuple[Both, object]]:
    """What is decided: the act, who asked, and each parameter as it is and would be."""
    found = _seen(request, approval)
    yield ("事项", "Act"), names.of(Action(found.action), request.lang)
    yield ("谁申请", "Asked by"), found.requested_by.name
    for row in _changes(request, queries.differences(found)).rows:
        name, before, after = row
        yield (name, name), [_text(before), "→", _text(after)] if before != after else after


def _text(value: object) -> str:
    if isinstance(value, list):
        return "；".join(map(str, value))
    return DASH if value in (None, "") else str(value)


def _narrows(approval: str) -> frozenset[Role]:
    """The roles that answer for this very act."""
    return rules.TWO[Action(queries.get(Ref(approval)).action)].approvers


def _do(
    verb: Callable[..., None],
) -> Callable[[PageRequest, dict[str, Any], str], Done]:
    def do(request: PageRequest, given: dict[str, Any], approval: str) -> Done:
        found = _seen(request, approval)
        verb(approval=Ref(found.ref), actor=request.who(), at=request.at)
        return Done(reverse("approval", kwargs={"approval": found.ref}))

    return do


_APPROVE = Act(
    slug="approve-change",
    place=PLACE,
    title=("批准", "Approve"),
    done=("已批准，由申请人办理", "Approved; whoever asked carries it out"),
    do=_do(services.approve),
    roles=_APPROVERS,
    limit_roles=_narrows,
    help=(
        "批准的只是下面写明的内容；内容或现状一变，批准就不算数。",
        "You approve exactly what is written here; if it, or what it replaces, changes, it is off.",
    ),
    button=("批准", "Approve it"),
    is_fresh=True,
    back="approval",
    facts=_of_request,
)
_REFUSE = Act(
    slug="refuse-change",
    place=PLACE,
    title=("不批准", "Turn down"),
    done=("没有批准", "Turned down"),
    do=_do(services.turn_down),
    roles=_APPROVERS,
    limit_roles=_narrows,
    button=("不批准", "Turn it down"),
    is_fresh=True,
    back="approval",
    facts=_of_request,
)
_WITHDRAW = Act(
    slug="withdraw-change",
    place=PLACE,
    title=("撤回申请", "Withdraw the request"),
    done=("申请已撤回", "The request is withdrawn"),
    do=_do(services.withdraw),
    roles=_ASKERS,
    button=("撤回", "Withdraw it"),
    back="approval",
    facts=_of_request,
)
ACTS = (_APPROVE, _REFUSE, _WITHDRAW)
