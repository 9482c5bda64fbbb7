"""``shoumi deal``: the transfer of one company from intake to close."""

from __future__ import annotations

from typing import Any

import click

from shoumi.base import clock
from shoumi.base.commands import answers, lookup, options, tables
from shoumi.base.deals import queries, services
from shoumi.base.deals.errors import NotYet
from shoumi.base.deals.rules import (
    PartyRole,
    SuspendReason,
    TerminateReason,
    TurnDownReason,
    WaiveReason,
)
from shoumi.core.milestones import Standing, milestones
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType
from shoumi.doors.cli import _deal_show
from shoumi.doors.cli._deal_parts import (
    confirm_command,
    dataset_command,
    file_command,
    party_command,
)

_STAGES = tuple(each.code for each in milestones())
STAGE = click.argument("stage", type=options.Word(DealStage, of=_STAGES))


@click.group("deal")
def command() -> None:
    """转让 / Deals: one company and its way through the transfer."""


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
    page = queries.board(after=after, size=limit)
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


def _move(context: click.Context, verb: Any, words: answers.Both, **given: Any) -> None:
    """Make a move; where it is refused, list all that is missing."""
    try:
        row = verb(at=clock.now(), **given)
    except NotYet as refusal:
        if answers.wants_json():
            lacking = _deal_show.missing(refusal.missing)
            answers.document({"refused": refusal.code, "missing": lacking})
            context.exit(1)
        _deal_show.missing_table(_deal_show.missing(refusal.missing))
        raise
    answers.done(words, stage=row.code, state=row.state, position=row.position)


@command.command("advance")
@options.deal_argument
@STAGE
@options.acting
@click.pass_context
def advance(context: click.Context, *, deal: Ref, stage: DealStage, actor: Ref) -> None:
    """打开里程碑 / Open a milestone whose conditions hold; a refusal lists all that is missing."""
    words = ("{stage} 已打开", "{stage} is open")
    _move(context, services.advance, words, deal=deal, stage=stage, actor=actor)


@command.command("finish")
@options.deal_argument
@STAGE
@options.acting
@click.pass_context
def finish(context: click.Context, *, deal: Ref, stage: DealStage, actor: Ref) -> None:
    """完成里程碑 / Say that an open milestone is done."""
    words = ("{stage} 已完成", "{stage} is done")
    _move(context, services.finish, words, deal=deal, stage=stage, actor=actor)


@command.command("waive")
@options.deal_argument
@STAGE
@click.option("--reason", type=options.Word(WaiveReason), required=True)
@options.acting
@click.pass_context
def waive(
    context: click.Context, *, deal: Ref, stage: DealStage, reason: WaiveReason, actor: Ref
) -> None:
    """省略里程碑 / Go on without a milestone, for a recorded reason."""
    words = ("{stage} 已省略", "{stage} is waived")
    _move(context, services.waive, words, deal=deal, stage=stage, reason=reason, actor=actor)


@command.command("turn-down")
@options.deal_argument
@STAGE
@click.option("--reason", type=options.Word(TurnDownReason), required=True)
@options.acting
@click.pass_context
def turn_down(
    context: click.Context, *, deal: Ref, stage: DealStage, reason: TurnDownReason, actor: Ref
) -> None:
    """记录外部的拒绝 / Record that an outsider refused an open milestone."""
    words = ("{stage} 被拒绝", "{stage} was refused")
    _move(context, services.turn_down, words, deal=deal, stage=stage, reason=reason, actor=actor)


@command.command("suspend")
@options.deal_argument
@click.option("--reason", type=options.Word(SuspendReason), required=True)
@options.noted
@options.acting
def suspend(*, deal: Ref, reason: SuspendReason, note: str, actor: Ref) -> None:
    """中止转让 / Stop a deal: the gate shuts for it and no milestone moves."""
    found = services.suspend(deal=deal, reason=reason, actor=actor, at=clock.now(), note=note)
    _overlay(("{number} 已中止", "{number} is suspended"), found.number)


@command.command("resume")
@options.deal_argument
@options.acting
def resume(*, deal: Ref, actor: Ref) -> None:
    """恢复转让 / Let a suspended deal go on where it was."""
    found = services.resume(deal=deal, actor=actor, at=clock.now())
    _overlay(("{number} 已恢复", "{number} goes on"), found.number)


@command.command("terminate")
@options.deal_argument
@click.option("--reason", type=options.Word(TerminateReason), required=True)
@options.noted
@options.final
@options.acting
def terminate(*, deal: Ref, reason: TerminateReason, note: str, actor: Ref) -> None:
    """终止转让 / End a deal for good; recipients return or destroy within ten workdays."""
    found = services.terminate(deal=deal, reason=reason, actor=actor, at=clock.now(), note=note)
    _overlay(("{number} 已终止", "{number} is terminated"), found.number)


def _overlay(words: answers.Both, number: str) -> None:
    answers.done(words, number=number, position=answers.head())


command.add_command(party_command)
command.add_command(dataset_command)
command.add_command(file_command)
command.add_command(confirm_command)
