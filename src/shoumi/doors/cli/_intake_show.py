"""What a plan says: each column's decision with its reason, counts, doubts and problems.

Places, field codes and counts; never a value from a file.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

import click

from shoumi.base.commands import answers, tables
from shoumi.base.intake import import_plan, set_aside
from shoumi.base.intake.mapping import DROP, Mapping, Why
from shoumi.base.intake.models import RowState, SetAsideRow
from shoumi.base.intake.plan import Plan
from shoumi.base.intake.problems import SHOWN, Problem
from shoumi.base.messages import names, refusals
from shoumi.base.messages.reader import language
from shoumi.core.messages import Lang
from shoumi.core.refs import Ref

_OF_A_KIND = 5


def told(plan: Plan) -> dict[str, Any]:
    return {
        "mappings": [_column(one) for one in plan.mappings],
        "counts": dict(plan.counts),
        "doubtful": [
            {"why": one.why, "people": one.people, "places": one.places} for one in plan.doubtful
        ],
        "excluded": [{"why": one.why, "place": one.source.place} for one in plan.excluded],
        "missing": list(plan.missing),
        "set_aside": [
            {"place": one.source.place, "faults": [list(fault) for fault in one.faults]}
            for one in plan.set_aside
        ],
        "errors": [_problem(one) for one in plan.errors],
        "warnings": [_problem(one) for one in plan.warnings],
        "texts": [{"file": sheet.file, "sheet": sheet.name} for sheet in plan.texts],
    }


def imports_of(deal: Ref) -> dict[str, Any]:
    """The sum of each import of the deal, and what still waits."""
    rows = SetAsideRow.objects.filter(brought_by__deal=deal, state=RowState.WAITING)
    return {
        "imports": [
            {
                "import": one.ref,
                "dataset": one.dataset,
                "at": one.at,
                **{name: getattr(one, name) for name in set_aside.SUM},
                "position": one.position,
            }
            for one in set_aside.imports(deal)[:SHOWN]
        ],
        "waiting": rows.count(),
        "kinds": [
            {"code": one.code, "field": one.field, "count": one.count}
            for one in set_aside.kinds(rows)
        ],
    }


def print_imports(told: dict[str, Any]) -> None:
    tables.table(
        [
            ("时间", "when"),
            ("文件的行", "rows"),
            ("取进", "taken in"),
            ("搁置", "set aside"),
            ("舍去", "left out"),
            ("账本", "ledger"),
        ],
        [
            (one["at"], *(one[name] for name in set_aside.SUM), one["position"])
            for one in told["imports"]
        ],
        title=("导入的账", "Rows of the imports"),
        empty=("还没有导入过。", "Nothing was imported yet."),
    )
    tables.table(
        [("问题", "problem"), ("字段", "field"), ("行", "rows")],
        [(one["code"], one["field"], one["count"]) for one in told["kinds"]],
        title=("搁置着，待改", "Set aside, to be mended"),
        empty=("没有搁置的行。", "No row is set aside."),
    )


def _column(one: Mapping) -> dict[str, Any]:
    return {
        "sheet": one.sheet,
        "column": one.column + 1,
        "heading": one.heading,
        "field": one.field,
        "why": one.why,
        "confidence": one.confidence,
        "labels": one.labels,
        "suggestion": one.suggestion,
    }


def _problem(one: Problem) -> dict[str, Any]:
    return {"code": one.code, "place": one.place, "facts": dict(one.facts)}


def print_plan(plan: Plan) -> None:
    tables.table(
        [
            ("表", "sheet"),
            ("列", "column"),
            ("列名", "heading"),
            ("字段", "field"),
            ("理由", "why"),
            ("内容像", "contents look like"),
        ],
        [
            (one.sheet, one.column + 1, one.heading, one.field, _reason(one), one.labels)
            for one in plan.mappings
        ],
        title=("列与字段", "Columns and fields"),
        empty=("文件里没有客户表。", "No table about customers is in the files."),
    )
    counted = {name: count for name, count in plan.counts.items() if count}
    tables.table(
        [("数目", "count"), ("", "")],
        [
            (answers.say(import_plan.COUNTS.get(name, (name, name))), count)
            for name, count in counted.items()
        ],
    )
    tables.table(
        [("为什么", "why"), ("位置", "places")],
        [(one.why, one.places) for one in plan.doubtful[:SHOWN]],
        title=(
            "存疑：可能是同一人，未合并，由人判断",
            "Doubtful: perhaps one person, not merged; a person decides",
        ),
    )
    print_problems(plan)
    _print_next(plan.mappings)


def _print_next(mappings: Sequence[Mapping]) -> None:
    """The options that settle every column nobody recognised, ready to be looked at and pasted."""
    unknown = [one for one in mappings if one.why is Why.UNKNOWN and one.heading]
    if not unknown:
        return
    settled = {one.heading: f"{one.heading}={one.suggestion or DROP}" for one in unknown}
    words = (
        "未识别的列，核对后加上（- 为舍去；字段见 shoumi policy register）：",
        "Columns not recognised; check and add (- leaves out; fields: `shoumi policy register`):",
    )
    click.echo(answers.say(words))
    click.echo("  " + " ".join(f"--map {shlex.quote(told)}" for told in settled.values()))


def _reason(one: Mapping) -> str:
    said = answers.say(names.pair(one.why))
    return f"{said} → {one.suggestion}?" if one.suggestion else said


def print_problems(plan: Plan) -> None:
    """Errors first, each with its place and mend, then what only has to be known."""
    for found, colour, words in (
        (plan.errors, "red", ("{count} 个问题妨碍导入", "{count} problems stand in the way")),
        (plan.warnings, "yellow", ("{count} 项须知", "{count} things to know")),
    ):
        if found:
            click.secho(answers.say(words, count=len(found)), fg=colour)
            print_found(found)


def print_found(found: Sequence[Problem], *, err: bool = False) -> None:
    """Problems by kind: the first few, the count of the rest, and the mend once."""
    by_code: dict[str, list[Problem]] = {}
    for one in found:
        by_code.setdefault(one.code, []).append(one)
    for alike in by_code.values():
        _print_alike(alike, err=err)


def _print_alike(alike: list[Problem], *, err: bool) -> None:
    for one in alike[:_OF_A_KIND]:
        said = _words(one)
        click.echo(f"  {said.what}  [{one.code}]", err=err)
    if len(alike) > _OF_A_KIND:
        rest = ("  ……同类另有 {count} 项（--json 列出全部）", "  … {count} more (--json lists all)")
        click.echo(answers.say(rest, count=len(alike) - _OF_A_KIND), err=err)
    if mend := _words(alike[0]).mend:
        click.echo(f"    → {mend}", err=err)


def _words(one: Problem) -> refusals.Told:
    lang: Lang = "zh" if language() == "zh" else "en"
    return refusals.tell_code(one.code, lang, **{**one.facts, "place": one.place})
