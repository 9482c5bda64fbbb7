"""Filings of a deal, added one at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.commands import answers, lookup, options
from shoumi.base.deals import services
from shoumi.base.intake.examination import examine
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Value
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref


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


@click.command("file")
@options.deal_argument
@click.argument("kind", type=options.Word(FilingKind))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", type=options.DAY, help="生效或送达之日 / The day it took effect or arrived.")
@click.option("--party", help="涉及的当事方 / The side it concerns: role, name or reference.")
@click.option("--fact", "facts", type=_Fact(), multiple=True, help="数字、日期或 yes/no / A fact.")
@click.option(
    "--keep", is_flag=True, expose_value=False, help="总会保存 / It is always kept; as without."
)
@options.acting
def file_command(
    *,
    deal: Ref,
    kind: FilingKind,
    file: Path,
    on: date | None,
    party: str | None,
    facts: tuple[tuple[str, Value], ...],
    actor: Ref,
) -> None:
    """归档文件 / Put a document or act on file: looked at, sealed and kept, its digest recorded."""
    at = clock.now()
    row = services.file_paper(
        deal=deal,
        new=services.NewPaper(
            kind=kind,
            paper=examine(file.read_bytes(), file.name, today=day_in_china(at)),
            party=lookup.party(deal, party) if party else None,
            on=on,
            facts=dict(facts),
        ),
        actor=actor,
        at=at,
    )
    words = ("已归档 {kind}，日期 {on}", "{kind} is on file, {on}")
    if not row.counts:
        words = (
            "已归档 {kind}，日期 {on}，等 {awaits} 确认",
            "{kind} is on file, {on}; waits for {awaits}",
        )
    answers.done(
        words,
        kind=kind,
        on=row.on,
        ref=row.ref,
        position=row.position,
        awaits=row.awaits or None,
        company=row.facts["company"],
    )


@click.command("confirm")
@click.argument("filing", type=options.REF)
@options.acting
def confirm_command(*, filing: Ref, actor: Ref) -> None:
    """确认代交的文件 / Confirm FILING, which somebody filed on behalf of your side."""
    row = services.confirm(filing=filing, actor=actor, at=clock.now())
    words = ("已确认 {kind}", "{kind} is confirmed")
    answers.done(words, kind=row.kind, ref=row.ref, position=row.confirmed_position)
