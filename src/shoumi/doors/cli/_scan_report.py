"""What ``shoumi scan`` answers for a file: labels, grades, counts and places, never a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from shoumi.base.intake.scan_files import Seen
from shoumi.base.intake.sheets import Block, Sheet
from shoumi.core.scan import (
    Label,
    Span,
    SpanGrade,
    column_verdicts,
    policy,
)
from shoumi.doors.cli._scan_names import Names

_COLUMNS = {
    "zh": ("文件", "表", "列", "标签", "类别", "敏感", "数据级别", "占比", "有效", "存疑", "形似"),
    "en": (
        "file",
        "sheet",
        "column",
        "label",
        "class",
        "sensitive",
        "data grade",
        "share",
        "valid",
        "suspect",
        "shape",
    ),
}

Report = dict[str, Any]  # a JSON object


def document(reports: Sequence[Report], names: Names) -> Report:
    """The whole answer, with the version of the policy that graded it."""
    in_force = policy()
    return {
        "policy": {"version": in_force.version, "in_force_on": in_force.in_force_on.isoformat()},
        "names_in_prose": names.told(),
        "files": reports,
    }


def _label_report(label: Label) -> Report:
    rule = policy().rules[label]
    return {
        "label": label.value,
        "class": rule.class_43697,
        "sensitive": rule.is_sensitive,
        "data_grade": rule.grade.value,
    }


def _grade(labels: Sequence[Label]) -> str | None:
    return policy().grade(labels).value if labels else None


def _table_report(seen: Seen, names: Names) -> Report:
    """Columns with a verdict; hits without one stand in ``unsettled``."""
    assert seen.counts is not None
    assert seen.profiles is not None
    sheet, profiles = seen.sheet, seen.profiles
    result = names.heard(sheet.table, seen.counts, profiles)
    verdicts = column_verdicts(result, profiles)
    counts = {(row["column"], row["label"]): row for row in result.to_pylist() if row["label"]}
    columns = []
    for verdict in verdicts:
        row = counts.pop((verdict.column, verdict.label.value))
        columns.append(
            {
                "column": verdict.column,
                **_label_report(verdict.label),
                "share": round(verdict.share, 4),
                "reason": verdict.reason.value,
                **_counts(row),
            }
        )
    unsettled = [
        {"column": column, "label": label, **_counts(row)}
        for (column, label), row in counts.items()
    ]
    return {
        "sheet": sheet.name,
        "kind": "table",
        "rows": seen.rows,
        "data_grade": _grade([verdict.label for verdict in verdicts]),
        "columns": columns,
        "unsettled": unsettled,
        "notes": _notes(sheet),
    }


def _counts(row: dict[str, Any]) -> Report:
    return {
        "cells": row["cells"],
        "whole_cells": row["whole"],
        **{grade.value: row[grade.value.lower()] for grade in SpanGrade},
    }


def _notes(sheet: Sheet) -> list[Report]:
    """What a reader noticed, such as a page that could not be read."""
    return [{"code": one.code, "place": one.place, **one.facts} for one in sheet.notes]


def _by_eye(block: Block, span: Span) -> Report:
    """Whether the text was read from a picture, and how sure its lines are."""
    if not block.sureness:
        return {}
    return {"read_from": "picture", "sureness": block.least_sure(span.start, span.end)}


def _text_report(seen: Seen, names: Names) -> Report:
    sheet = seen.sheet
    found: dict[Label, Counter[SpanGrade]] = {}
    places = []
    blocks = sheet.blocks or ()
    told = names.spans([block.text for block in blocks], seen.spans)
    for block, spans in zip(blocks, told, strict=True):
        for span in spans:
            found.setdefault(span.label, Counter())[span.grade] += 1
            places.append(
                {
                    "place": block.place,
                    "what": block.what,
                    "start": span.start,
                    "end": span.end,
                    "label": span.label.value,
                    "grade": span.grade.value,
                    **_by_eye(block, span),
                }
            )
    labels = [
        {**_label_report(label), **{g.value: found[label][g] for g in SpanGrade}}
        for label in Label
        if label in found
    ]
    return {
        "sheet": sheet.name,
        "kind": "text",
        "data_grade": _grade(list(found)),
        "labels": labels,
        "spans": places,
        "notes": _notes(sheet),
    }


def file_report(path: str, seen: Sequence[Seen], names: Names) -> Report:
    """What was seen in one file; the large tables of it have been counted."""
    return {
        "file": path,
        "sheets": [
            _table_report(one, names) if one.is_table else _text_report(one, names) for one in seen
        ],
    }


def as_table(reports: Sequence[Report], language: str) -> Table:
    table = Table(*_COLUMNS[language], title_justify="left")
    yes, no = ("是", "否") if language == "zh" else ("yes", "no")
    for report in reports:
        for sheet in report.get("sheets", ()):
            for line in (*sheet.get("columns", ()), *sheet.get("labels", ())):
                table.add_row(
                    Path(report["file"]).name,
                    sheet["sheet"],
                    line.get("column", "—"),
                    line["label"],
                    line["class"],
                    yes if line["sensitive"] else no,
                    line["data_grade"],
                    f"{line['share']:.0%}" if "share" in line else "—",
                    *(str(line[grade.value]) for grade in SpanGrade),
                )
    return table
