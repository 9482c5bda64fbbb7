"""``shoumi intake``: read a target's files, say what would happen, take them in.

What is wrong with a row costs that row: it is set aside, goes out to be mended and comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.commands import answers, lookup, options, progress
from shoumi.base.commands.files import taken_away
from shoumi.base.intake import import_plan, import_run, mending_file, set_aside
from shoumi.base.intake.plan import Plan
from shoumi.base.intake.problems import ACCEPTABLE, ImportRefused, decisions_for
from shoumi.base.messages.reader import language
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis
from shoumi.doors.cli import _intake_show
from shoumi.doors.cli._scan_copy import create

FILES = click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)


@click.group("intake")
def command() -> None:
    """接收目标公司的文件 / Take in a target's files."""


class _Pair(click.ParamType[Any]):
    """LEFT=RIGHT; the last sign parts them, so a heading may have one in it."""

    name = "TEXT=VALUE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        left, sign, right = value.rpartition("=")
        if not sign or not left or not right:
            self.fail(self.name, param, ctx)
        return left, right


def _reading(command_: Callable[..., Any]) -> Callable[..., Any]:
    """What may be said about the files."""
    for option in (
        click.option("--encoding", help="文件的编码 / Encoding of the files, where it is unclear."),
        click.option(
            "--complete",
            is_flag=True,
            help="文件列出了所有人 / The files list everybody: who is not in them is missing.",
        ),
        click.option(
            "--cut-off",
            type=options.DAY,
            help="截止日，之后开户的不算 / Last day the files speak about.",
        ),
        click.option(
            "--accept",
            "accepted",
            type=click.Choice(sorted(ACCEPTABLE)),
            multiple=True,
            help="已看过、可以接受的问题 / A problem that was looked at and is accepted.",
        ),
        click.option(
            "--decide",
            "decided",
            type=_Pair(),
            multiple=True,
            help="某种问题的行怎么办 / 'CODE=set_aside|without|accept|leave_out', by kind; "
            "set_aside where nothing is said.",
        ),
        click.option(
            "--drop", "dropped", multiple=True, help="舍弃的列 / HEADING of a column to leave out."
        ),
        click.option(
            "--map",
            "mapped",
            type=_Pair(),
            multiple=True,
            help="列对应的字段 / 'HEADING=field'; 'role' says who somebody is.",
        ),
        click.option("--dataset", help="数据集代码 / Data set of the deal, by code."),
    ):
        command_ = option(command_)
    return command_


@command.command("plan")
@FILES
@_reading
@click.option(
    "--deal", type=options.DEAL, help="与此转让已有的人比较 / Compare with whom it holds."
)
@options.ASKING
@options.answering
@click.pass_context
def plan_(
    context: click.Context,
    /,
    *,
    files: tuple[Path, ...],
    deal: Ref | None,
    dataset: str | None,
    actor: Ref | None,
    **said: Any,
) -> None:
    """只看不写 / Say what an import would do: columns, people, doubts, problems.  Writes nothing.

    Exits 1 where something stands in the way.
    """
    held = None
    if deal is not None and dataset is not None:
        if actor is None:
            raise options.misused("请用 --as 指明经办人。", "Say who asks with --as.")
        held = deal, lookup.dataset(deal, dataset), actor
    made = _planned(files, held, said)
    if answers.wants_json():
        answers.document(_intake_show.told(made))
    else:
        _intake_show.print_plan(made)
    context.exit(1 if made.errors else 0)


@command.command("run")
@FILES
@_reading
@click.option("--deal", type=options.DEAL, required=True)
@click.option(
    "--basis",
    "bases",
    type=_Pair(),
    multiple=True,
    help="某类服务的合法性基础 / 'SERVICE=CONSENT', where it is not the contract of service.",
)
@options.acting
def run(
    *,
    files: tuple[Path, ...],
    deal: Ref,
    dataset: str | None,
    bases: tuple[tuple[str, str], ...],
    actor: Ref,
    **said: Any,
) -> None:
    """导入 / Take the files in, sealed; rows that have to be mended are set aside.

    Where the data set already holds people, the files update it and nobody is stored twice.
    """
    into = lookup.dataset(deal, dataset or _only(deal))
    made = _planned(files, (deal, into, actor), said)
    if made.errors and not answers.wants_json():
        _intake_show.print_problems(made)
    if made.errors:
        raise ImportRefused(made.errors)
    with progress.running(("密封入库", "sealing")):
        taken = import_run.take_in(
            deal=deal,
            dataset=into,
            plan=made,
            files=files,
            bases={service: _basis(name) for service, name in bases},
            actor=actor,
            at=clock.now(),
        )
    answers.done(
        (
            (
                "{rows} 行 → 新增 {new} 人，更新 {updated} 人；存疑 {doubtful} 组，"
                "排除 {excluded} 行\n"
                "文件 {file_rows} 行 = 取进 {taken_in} + 搁置 {set_aside} + 舍去 {left_out}"
            ),
            (
                "{rows} rows: {new} people new, {updated} updated; {doubtful} doubts, "
                "{excluded} out\n"
                "{file_rows} rows = {taken_in} in + {set_aside} set aside + {left_out} left out"
            ),
        ),
        **set_aside.facts(made.counts),
        returned=taken.returned,
        rows=made.counts["rows"],
        new=len(taken.new),
        updated=len(taken.updated),
        doubtful=len(made.doubtful),
        excluded=len(made.excluded),
        missing=len(made.missing),
        dataset=into,
        position=taken.position,
    )


def _basis(name: str) -> LegalBasis:
    try:
        return LegalBasis(name.upper())
    except ValueError:
        raise click.BadParameter(", ".join(LegalBasis), param_hint="--basis") from None


def _only(deal: Ref) -> str:
    from shoumi.base.deals.models import DataSet

    codes = list(DataSet.objects.filter(deal=deal).values_list("code", flat=True))
    if len(codes) != 1:
        raise options.misused(
            "请用 --dataset 指明数据集；先登记：shoumi deal dataset",
            "Name the data set with --dataset; one is made with shoumi deal dataset",
        )
    return codes[0]


@command.command("show")
@click.option("--deal", type=options.DEAL, required=True)
@options.ASKING
@options.answering
def show(*, deal: Ref, actor: Ref | None) -> None:
    """导入的账 / The rows of each import: taken in, set aside, left out; and what still waits."""
    told = _intake_show.imports_of(deal)
    if answers.wants_json():
        answers.document(told)
    else:
        _intake_show.print_imports(told)


@command.command("take-out")
@click.option("--deal", type=options.DEAL, required=True)
@click.option("--dataset", help="数据集代码 / Data set of the deal, by code.")
@click.option(
    "--task",
    type=options.REF,
    required=True,
    help="目的为 inventory、操作为 export 的任务 / Task of an inventory that may export.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="新的 .xlsx 文件 / A new workbook.",
)
@options.acting
def take_out(*, deal: Ref, dataset: str | None, task: Ref, output: Path, actor: Ref) -> None:
    """取出搁置的行去改 / Take out the rows that wait, with the reason beside each cell.

    Mended they come back with `shoumi intake run`, each once.
    """
    of = lookup.dataset(deal, dataset or _only(deal))
    with create(output) as file, taken_away(output):
        made = mending_file.take_out(
            deal=deal,
            dataset=of,
            task=task,
            lang="zh" if language() == "zh" else "en",
            actor=actor,
            at=clock.now(),
        )
        file.write(made.content)
    answers.done(
        (
            "取出了 {count} 行到 {file}；改好后用 shoumi intake run 交回",
            "{count} rows are in {file}; bring them back with shoumi intake run",
        ),
        count=made.count,
        refused=made.refused,
        file=str(output),
        position=made.position,
    )


def _decided(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    for code, word in pairs:
        if word not in decisions_for(code):
            allowed = ", ".join(decisions_for(code)) or "-"
            raise click.BadParameter(f"{code}: {allowed}", param_hint="--decide")
    return dict(pairs)


def _planned(files: Sequence[Path], held: tuple[Ref, Ref, Ref] | None, said: Any) -> Plan:
    said = {**said, "decisions": _decided(said["decided"])}
    with progress.running(("读取文件", "reading")):
        return import_plan.planned(files, held, said)
