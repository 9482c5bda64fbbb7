"""``shoumi deal``: the transfer of one company from intake to close."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.commands import answers, lookup, options, tables
from shoumi.base.deals import board, queries, services
from shoumi.base.deals.errors import NotYet
from shoumi.base.deals.rules import PartyRole
from shoumi.base.verbs import Call, Verb
from shoumi.base.verbs.command import group
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType
from shoumi.doors.cli import _deal_show
from shoumi.doors.verbs import deal_parts, deals, filings


def _listing(verb: Verb) -> Verb:
    """Where it is refused, the command lists all that is missing."""

    def do(call: Call) -> Any:
        try:
            return verb.do(call)
        except NotYet as refusal:
            if not answers.wants_json():
                _deal_show.missing_table(_deal_show.missing(refusal.missing))
            raise

    assert verb.command is not None, verb.slug
    return replace(verb, command=replace(verb.command, do=do))


_WORDS = ("转让", "Deals: one company and its way through the transfer.")
command = group("deal", _WORDS, (*map(_listing, deals.VERBS), *deal_parts.VERBS, *filings.VERBS))


class _Company(click.ParamType[Any]):
    """NAME[,CODE][,@PERSON]: the credit code of a company, the person who acts for it."""

    name = "NAME[,CODE][,@PERSON]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        name, *rest = [part.strip() for part in value.replace("，", ",").split(",")]
        person = next((part[1:] for part in rest if part.startswith("@")), None)
        code = next((part.upper() for part in rest if not part.startswith("@")), "")
        return name, code, lookup.person(person) if person else None


COMPANY = _Company()
_SIDES = {
    "target": PartyRole.TARGET,
    "seller": PartyRole.TR,
    "buyer": PartyRole.TE,
    "holder": PartyRole.OTHER_HOLDER,
    "vendor": PartyRole.VENDOR,
}


@command.command("create")
@click.option("--type", "deal_type", type=options.Word(DealType), required=True)
@click.option("--title", required=True, help="名称 / What the deal is called.")
@click.option("--target", type=COMPANY, required=True, help="目标公司 / The company.")
@click.option("--seller", type=COMPANY, multiple=True, required=True, help="转让方 / Transferor.")
@click.option("--buyer", type=COMPANY, multiple=True, help="受让方 / Transferee, if known.")
@click.option("--holder", type=COMPANY, multiple=True, help="其他股东 / Other shareholders.")
@click.option("--vendor", type=COMPANY, multiple=True, help="供应商 / Vendors.")
@options.acting
def create(*, deal_type: DealType, title: str, target: Any, actor: Ref, **sides: Any) -> None:
    """建立转让 / Begin a deal; every milestone waits.

    \b
    Parties are written NAME[,CODE][,@PERSON], for example
      --target "云岚虚构家政服务有限公司,91990000MA0DEM0213" --seller "赵虚甲,@赵虚甲"
    CODE is a company's credit code (none: a natural person); @PERSON acts for it in the house.
    """
    parties = [
        services.NewParty(_SIDES[side], name, code, person)
        for side, named in {"target": [target], **sides}.items()
        for name, code, person in named
    ]
    deal = services.create(
        deal_type=deal_type, title=title, parties=parties, actor=actor, at=clock.now()
    )
    words = ("已建立 {number}；查看：shoumi deal show {number}", "{number} begun; shoumi deal show")
    answers.done(words, number=deal.number, ref=deal.ref)


@command.command("list")
@options.paged
@options.answering
def list_(*, after: str, limit: int) -> None:
    """列出转让 / List deals with the open milestones and the next deadline."""
    page = board.board(after=after, size=limit)
    rows = [
        {
            "number": row.deal.number,
            "ref": row.deal.ref,
            "title": row.deal.title,
            "type": row.deal.deal_type,
            "overlay": row.deal.overlay or None,
            "milestones": row.standings,
            "next_deadline": row.next_deadline.key if row.next_deadline else None,
            "due": row.next_deadline.due.isoformat() if row.next_deadline else None,
        }
        for row in page.items
    ]
    if answers.wants_json():
        answers.document({"deals": rows, "after": page.after})
        return
    tables.table(
        [
            ("编号", "number"),
            ("名称", "title"),
            ("类型", "type"),
            ("已完成", "done"),
            ("进行中", "open"),
            ("最近期限", "next deadline"),
        ],
        [_line(row) for row in rows],
        empty=("还没有转让：shoumi deal create --help", "No deal yet: shoumi deal create --help"),
    )
    tables.more(page.after)


def _line(row: dict[str, Any]) -> tuple[object, ...]:
    standings = row["milestones"]
    passed = sum(state in _deal_show.PASSED for state in standings.values())
    is_open = [code for code, state in standings.items() if state is Standing.OPEN]
    due = f"{row['next_deadline']} {row['due']}" if row["due"] else None
    state = row["overlay"] or is_open
    return row["number"], row["title"], row["type"], f"{passed}/{len(standings)}", state, due


@command.command("show")
@options.deal_argument
@click.option(
    "--all", "everything", is_flag=True, help="各里程碑所缺 / What every milestone lacks."
)
@options.answering
def show(*, deal: Ref, everything: bool) -> None:
    """查看转让 / Show milestones with all that is missing, parties, data, filings, deadlines."""
    told = _deal_show.told(queries.deal(deal), clock.now())
    if answers.wants_json():
        answers.document(told)
    else:
        _deal_show.print_deal(told, everything=everything)
