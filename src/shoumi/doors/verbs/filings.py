"""Put a document or act on file, and confirm what was filed on one's behalf.

What is on file proves a step, starts deadlines and meets them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import click
from django.urls import reverse

from shoumi.base.api_tokens.rules import Scope
from shoumi.base.commands import answers, options
from shoumi.base.deals import conditions, queries, rules, services
from shoumi.base.deals.errors import NoSuchFiling
from shoumi.base.deals.models import Filing
from shoumi.base.deals.services import NewPaper
from shoumi.base.messages import names
from shoumi.base.pages import choices, scoping
from shoumi.base.pages.access import Who
from shoumi.base.pages.forms import Field, Kind, Option, from_query, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import DEAL, Brought, Call, InApi, OnPage, OnTerminal, Place, Verb
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Value
from shoumi.core.messages import Both
from shoumi.core.milestones import FilingKind, of_sole_owner
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.verbs.deals import PAGE, api

SIDES = (Role.TR, Role.TE)


def new_paper(brought: Brought, given: Mapping[str, Any], at: datetime, **more: Any) -> NewPaper:
    """What either side of the house brings, looked at."""
    from shoumi.base.intake.examination import examine  # with it come all readers

    looked = examine(brought, brought.name, today=day_in_china(at))
    return NewPaper(kind=given["kind"], paper=looked, on=given["on"], **more)


def _file(call: Call) -> Filing:
    given = call.given
    facts: dict[str, Value] = dict(given.get("facts", ()))
    if given.get("fen") is not None:
        facts["fen"] = given["fen"]
    new = new_paper(given["document"], given, call.at, party=given["party"], facts=facts)
    return services.file_paper(deal=call.on, new=new, actor=call.actor, at=call.at)


def _awaits(made: Filing) -> Iterator[str]:
    if not made.counts:
        words = ("等 {awaits} 确认", "it waits for {awaits} to confirm it")
        yield answers.say(words, awaits=made.awaits)


def _kinds(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """The kinds that this person may file."""
    for kind in rules.BY_HAND:
        if request.roles & set(rules.filers(kind)):
            yield kind.value, names.pair(kind)


def _aims(request: PageRequest, condition: str, **place: object) -> Mapping[str, str]:
    kind = condition.removeprefix("filing:")
    stands_in = of_sole_owner().get(kind)
    if stands_in and conditions.has_sole_owner(Ref(str(place["deal"]))):
        kind = stands_in
    return {"kind": kind}


class _Fact(click.ParamType[Any]):
    """NAME=VALUE, a whole number, a day, yes or no: the ledger takes no free text."""

    name = "NAME=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        name, _, text = value.partition("=")
        return name, self._value(text, param, ctx)

    def _value(self, text: str, param: click.Parameter | None, ctx: click.Context | None) -> Value:
        if text in ("yes", "no"):
            return text == "yes"
        try:
            return int(text)
        except ValueError:
            day: Value = options.DAY.convert(text, param, ctx)
            return day


# Of every paper, whoever files it.
DAY = Field(
    "on",
    ("生效或送达之日", "The day it took effect or arrived"),
    Kind.DAY,
    (
        "期限从这天起算；不填就是今天。U 盾填银行签发的那天。",
        "Periods run from it; today where none is given. Of a bank key: when the bank issued it.",
    ),
    is_needed=False,
)
FILE = Verb(
    noun="deal",
    name="file",
    on=DEAL,
    after_end=True,
    do=_file,
    tells=lambda made: {
        "kind": made.kind,
        "on": made.on,
        "ref": made.ref,
        "position": made.position,
        "awaits": made.awaits or None,
        "company": made.facts["company"],
    },
    title=("归档文件", "Put a paper on file"),
    done=("已归档，密封保存", "On file, and kept sealed"),
    roles=tuple(sorted({role for kind in rules.BY_HAND for role in rules.filers(kind)})),
    fields=(
        Field(
            "kind",
            ("文件", "Paper"),
            Kind.ONE,
            options=_kinds,
            among=words_of(FilingKind),
            of=FilingKind,
            initial=from_query("kind"),
        ),
        Field(
            "document",
            ("文件本身", "The document"),
            Kind.FILE,
            (
                "密封保存在这里，摘要记入账本。",
                "It is kept here sealed; its digest goes to the ledger.",
            ),
            option="file",
        ),
        DAY,
        Field(
            "party",
            ("涉及的当事方", "The party it concerns"),
            Kind.ONE,
            (
                "通知或放弃优先购买权的，选是哪位股东。",
                "For a right of first refusal: which shareholder.",
            ),
            options=choices.parties,
            of=Ref,
            is_needed=False,
            names="party",
        ),
    ),
    button=("归档", "File it"),
    satisfies=frozenset(f"filing:{kind.value}" for kind in rules.BY_HAND),
    page=replace(
        PAGE,
        requires=None,
        prefill=_aims,
        after=(
            Field(
                "fen",
                ("金额（元）", "Amount in yuan"),
                Kind.MONEY,
                ("税款、费用、放款的金额。", "Of taxes, fees or money released."),
                is_needed=False,
            ),
        ),
    ),
    command=OnTerminal(
        said=("已归档 {kind}，日期 {on}", "{kind} is on file, {on}"),
        values=("kind", "document"),
        warns=_awaits,
        more=(
            click.option(
                "--fact", "facts", type=_Fact(), multiple=True, help="数字、日期或 yes/no / A fact."
            ),
            click.option(
                "--keep",
                is_flag=True,
                expose_value=False,
                help="总会保存 / It is always kept; as without.",
            ),
        ),
    ),
    operation=InApi(
        Scope.FILINGS_WRITE,
        "Put a paper on file: it is kept sealed, its digest goes to the ledger.",
        lambda: api().FilingLine,
        lambda made: api().filing(made),
        given=lambda: api().FilingGiven,
        status=201,
        name="filings_file",
        path="filings",
    ),
)


def sides_of(request: PageRequest, deal: Ref) -> frozenset[Role]:
    """The sides this person stands for in that very deal."""
    return queries.sides_of(request.who(), deal, request.at)


def _awaited(request: PageRequest, ref: str) -> Ref:
    """
    Raises:
        NoSuchFiling: there is none, or it does not wait for a side of who asks.
    """
    found = queries.filing(Ref(ref))
    deal = scoping.seen(request, found.deal_id)
    if found.ref not in {one.ref for one in queries.waiting(deal, sides_of(request, deal))}:
        raise NoSuchFiling
    return Ref(found.ref)


def waiting(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """Filed on behalf of the sides of who asks, and not confirmed."""
    ref = scoping.seen(request, place["deal"])
    for one in queries.waiting(ref, sides_of(request, ref)):
        yield one.ref, names.pair(FilingKind(one.kind))


def which_side(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    ref = scoping.seen(request, deal)
    yield from scoping.about(request, deal)
    sides = sorted(sides_of(request, ref))
    yield ("你这一方", "Your side"), [names.of(side, request.lang) for side in sides]


# Where a side hands in its papers.
PAPERS = Place("deal", "papers/<str:deal>", scoping.seen)
CONFIRM = Verb(
    noun="paper",
    name="confirm",
    on=Place("filing", "filings/<str:filing>", _awaited),
    do=lambda call: services.confirm(filing=call.on, actor=call.actor, at=call.at),
    tells=lambda made: {
        "kind": made.kind,
        "ref": made.ref,
        "position": made.confirmed_position,
    },
    title=("确认代交的文件", "Confirm a paper filed on your behalf"),
    done=("已确认", "Confirmed"),
    roles=SIDES,
    who=Who.SIGNED_IN,
    help=(
        "确认之后，这份文件才算你这一方交的；先打开看过再确认。",
        "From then on it counts as your side's own. Open it and read it first.",
    ),
    button=("确认是我方的", "It is ours"),
    page=OnPage(
        back="",
        under=PAPERS,
        more=(
            Field(
                "filing",
                ("哪一份", "Which paper"),
                Kind.ONE,
                options=waiting,
                of=Ref,
                initial=from_query("filing"),
            ),
        ),
        href=lambda made: f"{reverse('papers')}?deal={made.deal_id}",
        facts=which_side,
    ),
    command=OnTerminal(said=("已确认 {kind}", "{kind} is confirmed")),
)
VERBS = (FILE, CONFIRM)
