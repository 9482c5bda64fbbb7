"""``shoumi destroy``: order destruction, have it witnessed, carry it out, prove it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.commands import answers, lookup, options, progress, tables
from shoumi.base.dossier import proofs
from shoumi.base.subjects import queries as subjects
from shoumi.chapters.destruction import certificates, queries, rules, services
from shoumi.chapters.destruction.documents import certificate as certificate_paper
from shoumi.chapters.destruction.models import Hold, Order
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref


class _Order(click.ParamType[Any]):
    name = "order"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """By reference, or by number: 1 or DR-001.

        Raises:
            NoSuchOrder
        """
        number = value.upper().removeprefix("DR-")
        where = {"number": int(number)} if number.isdigit() else {"ref": value}
        found = Order.objects.filter(**where).first()
        if found is None:
            raise services.NoSuchOrder
        return found


ORDER = click.argument("order", type=_Order())


@click.group("destroy")
def command() -> None:
    """销毁 / Destroy what is held of people, and prove it."""


@command.command("propose")
@options.deal_argument
@click.option("--expired", is_flag=True, help="保存期限已过的全部 / Everybody past retention.")
@click.option("--subjects", "file", type=click.File("r"), help="编号文件 / References, one a line.")
@click.option("--basis", type=options.Word(rules.Basis), help="为何销毁 / Why it must go.")
@options.acting
def propose(
    *, deal: Ref, expired: bool, file: Any | None, basis: rules.Basis | None, actor: Ref
) -> None:
    """提出销毁单 / Order the destruction of all that is held of some people."""
    at = clock.now()
    if expired == (file is not None) or (basis is None and not expired):
        raise options.misused(
            "给出 --expired，或 --subjects 文件与 --basis。",
            "Give --expired, or --subjects with --basis.",
        )
    if file is None:
        people = subjects.refs(subjects.past_retention(deal, day_in_china(at)))
    else:
        people = [Ref(line.strip()) for line in file if line.strip()]
    order = services.propose(
        deal=deal, subjects=people, basis=basis or rules.Basis.EXPIRED, actor=actor, at=at
    )
    words = (
        "{number}，{count} 人；两人见证：shoumi destroy confirm {number} --as 见证人",
        "{number}, {count} people; two witness: shoumi destroy confirm {number} --as WHO",
    )
    answers.done(words, **_told(order))


@command.command("confirm")
@ORDER
@options.acting
def confirm(*, order: Order, actor: Ref) -> None:
    """见证 / Stand witness; two are needed, neither of them the proposer."""
    found = services.confirm(order=Ref(order.ref), actor=actor, at=clock.now())
    words = ("{number}：{count_confirmed} 人见证，{state}", "{number}: {count_confirmed}, {state}")
    answers.done(words, count_confirmed=len(found.confirmed), **_told(found))


@command.command("run")
@ORDER
@options.final
@options.acting
def run(*, order: Order, actor: Ref) -> None:
    """执行 / Destroy keys, records and indexes, and prove that nothing opens any more."""
    with progress.running(("销毁", "destroying")):
        found = services.carry_out(order=Ref(order.ref), actor=actor, at=clock.now())
    words = (
        "{number}：密钥 {keys_erased}，记录 {records_erased}；备份里的残留至 {residual_until}",
        "{number}: {keys_erased} keys, {records_erased} records; in backups until {residual_until}",
    )
    answers.done(words, **_told(found))


@command.command("resume")
@options.final
@options.answering
def resume() -> None:
    """继续中断的销毁 / Go on with every order that was begun and not finished."""
    found = services.resume(at=clock.now())
    words = ("已完成 {count} 份：{orders}", "{count} finished: {orders}")
    orders = [str(order) for order in found]
    answers.done(words, count=len(found), orders=orders, position=answers.head())


@command.command("replay")
@options.final
@options.answering
def replay() -> None:
    """恢复备份后再次销毁 / Destroy again what a restored copy brought back: people without key."""
    count = services.replay(at=clock.now())
    answers.done(
        ("再次销毁 {count} 人", "{count} people destroyed again"),
        count=count,
        position=answers.head(),
    )


@command.command("certificate")
@ORDER
@click.option("--stage", type=click.IntRange(1, 2), default=1, show_default=True)
@click.option(
    "--paper",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="已签署的证明；默认由系统制作并签署 / A signed paper; otherwise one is made.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="另存，附证明 / Write it, its proof beside.",
)
@options.acting
def certificate(
    *, order: Order, stage: int, paper: Path | None, output: Path | None, actor: Ref
) -> None:
    """销毁证明 / Issue the certificate: stage 1 at once, stage 2 when the last backup is gone."""
    at = clock.now()
    made = options.brought(paper) or certificate_paper.certificate(order, stage, actor, at)
    found = certificates.issue(order=Ref(order.ref), stage=stage, paper=made, actor=actor, at=at)
    if output is not None:
        proofs.beside(output, made, found.proof_position or 0)
    words = ("{number} 第 {stage} 阶段证明已签发", "{number}: certificate of stage {stage} issued")
    answers.done(words, stage=stage, **_told(found))


@command.command("list")
@options.deal_argument
@options.answering
def list_(*, deal: Ref) -> None:
    """列出销毁单与保全 / List orders, legal holds and certificates that recipients owe."""
    orders = [_told(order) for order in queries.of_deal(deal)]
    holds = [
        {
            "ref": hold.ref,
            "subject": hold.subject or None,
            "cause": hold.cause,
            "placed_at": hold.placed_at,
            "until": hold.until,
        }
        for hold in Hold.objects.filter(deal=deal, lifted_at=None)
    ]
    if answers.wants_json():
        answers.document({"orders": orders, "holds": holds})
        return
    tables.table(
        [
            ("编号", "number"),
            ("依据", "basis"),
            ("状态", "state"),
            ("人数", "people"),
            ("见证", "witnesses"),
            ("完成", "verified"),
        ],
        [
            (
                row["number"],
                row["basis"],
                row["state"],
                row["count"],
                len(row["confirmed"]),
                row["verified_at"],
            )
            for row in orders
        ],
        empty=(
            "没有销毁单：shoumi destroy propose --expired",
            "No order: shoumi destroy propose --expired",
        ),
    )
    if holds:
        tables.table(
            [("保全", "hold"), ("对象", "about"), ("原因", "cause"), ("至", "until")],
            [(row["ref"], row["subject"] or "deal", row["cause"], row["until"]) for row in holds],
            title=("法定保全", "Legal holds"),
        )


@command.command("hold")
@options.deal_argument
@click.option("--subject", type=options.REF, help="只保全此人 / This person only.")
@click.option("--cause", type=options.Word(rules.Cause), required=True)
@click.option("--until", type=options.DAY, help="预计至 / Expected end.")
@options.acting
def hold(
    *, deal: Ref, subject: Ref | None, cause: rules.Cause, until: date | None, actor: Ref
) -> None:
    """法定保全 / Forbid destruction of one person, or of the whole deal."""
    placed = services.place_hold(
        deal=deal, subject=subject, cause=cause, until=until, actor=actor, at=clock.now()
    )
    answers.done(("已保全：{ref}", "on hold: {ref}"), ref=placed.ref, position=answers.head())


@command.command("lift")
@click.argument("hold", type=options.REF)
@options.final
@options.acting
def lift(*, hold: Ref, actor: Ref) -> None:
    """解除保全 / Allow destruction again."""
    services.lift_hold(hold=hold, actor=actor, at=clock.now())
    answers.done(("已解除保全", "the hold is lifted"), ref=hold, position=answers.head())


@command.command("expect")
@options.deal_argument
@click.argument("party")
@click.option("--due", type=options.DAY, required=True, help="到期日 / By when.")
@options.acting
def expect(*, deal: Ref, party: str, due: date, actor: Ref) -> None:
    """接收方应交证明 / Note that a recipient of room copies owes a certificate."""
    certificates.expect(
        deal=deal, party=lookup.party(deal, party), due_on=due, actor=actor, at=clock.now()
    )
    answers.done(("应于 {due} 前交证明", "a certificate is due {due}"), due=due)


@command.command("receive")
@options.deal_argument
@click.argument("party")
@click.argument("paper", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.acting
def receive(*, deal: Ref, party: str, paper: Path, actor: Ref) -> None:
    """收到接收方的证明 / Keep a recipient's certificate that its copies are gone."""
    certificates.receive(
        deal=deal,
        party=lookup.party(deal, party),
        paper=paper.read_bytes(),
        actor=actor,
        at=clock.now(),
    )
    answers.done(("已收存", "kept"), party=party, position=answers.head())


def _told(order: Order) -> dict[str, Any]:
    return {
        "number": str(order),
        "ref": order.ref,
        "basis": order.basis,
        "state": order.state,
        "count": order.count,
        "confirmed": order.confirmed,
        "verified_at": order.verified_at,
        "keys_erased": order.keys_erased,
        "records_erased": order.records_erased,
        "residual_until": order.residual_until,
        "document": order.document or None,
        "position": order.proof_position or order.intent_position,
    }
