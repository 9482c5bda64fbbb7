"""The files of an import read into a plan, compared with whom the data set holds already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

from shoumi.base import clock
from shoumi.base.attestations import doors
from shoumi.base.gate.tasks import Own, Work, close_task, open_work, registered_fields
from shoumi.base.intake import import_run, set_aside
from shoumi.base.intake.mapping import DROP
from shoumi.base.intake.plan import Delta, Given, Plan, plan
from shoumi.base.intake.problems import SHOWN, Problem, decisions_for
from shoumi.base.messages import refusals
from shoumi.base.registry import field_register
from shoumi.base.subjects.models import Subject
from shoumi.base.subjects.queries import NOBODY
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Act
from shoumi.core.handbook import DoorAct
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose

COUNTS: dict[str, Both] = {
    "rows": ("行", "rows"),
    "people": ("人", "people"),
    "merged_rows": ("并入同一人的行", "rows merged into one person"),
    "individuals": ("个人客户", "individuals"),
    "contacts": ("企业联系人", "contacts of companies"),
    "children": ("不满十四周岁", "children under 14"),
    "expired": ("保存期限已过", "past retention"),
    "doubtful": ("存疑的组", "doubts"),
    "missing": ("已有而文件中没有", "held but not in the files"),
    "out_staff": ("员工，排除", "staff, left out"),
    "out_recipient": ("收件人，排除", "recipients, left out"),
    "out_footer": ("合计等行，排除", "footers, left out"),
    "out_after_cut_off": ("截止日之后，排除", "after the cut-off, left out"),
    "out_at_rest": ("已有而只能存储，排除", "held and at rest, left out"),
    "file_rows": ("文件的行", "rows of the files"),
    "taken_in": ("取进的行", "rows taken in"),
    "set_aside": ("搁置的行", "rows set aside"),
    "left_out": ("舍去的行", "rows left out"),
    "out_decided": ("由你舍去", "left out by you"),
    "out_blank": ("没有内容的行，舍去", "rows that say nothing, left out"),
    "out_sheets": ("不是客户的表，舍去", "of tables about nobody, left out"),
    "new": ("新增", "new"),
    "changed": ("有变化", "changed"),
    "unchanged": ("无变化", "unchanged"),
    "ended": ("已结束服务", "ended"),
    "untouched": ("查看而未变", "looked at, untouched"),
}


# Doubts that a page lists; of problems the first hundred of each kind are told with their places.
_DOUBTS = 50


def told(made: Plan) -> dict[str, Any]:
    """What a page shows of a plan, as JSON holds it.  Places and codes, never a value of a file."""
    return {
        "headings": [
            {
                "key": one.key,
                "file": one.file,
                "sheet": one.sheet,
                "heading": one.heading,
                "field": one.field,
                "why": one.why,
                "suggestion": one.suggestion,
                "is_sure": one.is_sure,
                "sensitive": one.sensitive,
                "samples": list(one.samples),
            }
            for one in made.mappings
        ],
        "kinds": _kinds(made),
        "sum": {name: made.counts[name] for name in set_aside.SUM},
        "counts": {name: count for name, count in made.counts.items() if count},
        "errors": _alike(made.errors),
        "warnings": _alike([one for one in made.warnings if not decisions_for(one.code)]),
        "doubts": [[one.why, list(one.places)] for one in made.doubtful[:_DOUBTS]],
        "doubts_more": max(0, len(made.doubtful) - _DOUBTS),
    }


def _kinds(made: Plan) -> list[dict[str, Any]]:
    """What is wrong with rows, a line a kind: how many, in which fields, in which places."""
    rows = Counter(code for one in made.set_aside for code in {code for code, _ in one.faults})
    told: dict[str, dict[str, Any]] = {}
    for one in made.warnings:
        if not decisions_for(one.code):
            continue
        own = told.setdefault(one.code, {"code": one.code, "count": 0, "fields": [], "places": []})
        own["count"] += 1
        field = str(one.facts.get("field", ""))
        if field and field not in own["fields"]:
            own["fields"].append(field)
        if len(own["places"]) < SHOWN:
            own["places"].append(one.place)
    for code, own in told.items():
        own["count"] = max(own["count"], rows[code])
        own["set_aside"] = rows[code]
    return sorted(told.values(), key=lambda own: -own["count"])


def _alike(found: Sequence[Problem]) -> list[dict[str, Any]]:
    """By kind: the first with their places, and how many more there are."""
    by_code: dict[str, list[Problem]] = {}
    for one in found:
        by_code.setdefault(one.code, []).append(one)
    return [
        {
            "code": code,
            "more": max(0, len(alike) - SHOWN),
            "facts": [
                {
                    **{name: refusals.plain(fact) for name, fact in one.facts.items()},
                    "place": one.place,
                }
                for one in alike[:SHOWN]
            ],
        }
        for code, alike in by_code.items()
    ]


def planned(
    files: Sequence[Path],
    held: tuple[Ref, Ref, Ref] | None,
    said: Any,
    answers: Sequence[Path | None] = (),
) -> Plan:
    """Read the files; who is held already is opened for a task that ends with the reading.

    ``answers``  for each file where its parser's answer is kept, see ``child.parse``.
    """
    at, register = clock.now(), field_register()
    if held is not None and not register:
        # No column could mean anything; what is wrong is told by the door, not by the columns.
        doors.require(DoorAct.IMPORT, deal=held[0], at=at)
    overrides = dict(said["mapped"]) | dict.fromkeys(said["dropped"], DROP)
    with _delta(held, said, at) as delta:
        made = plan(
            [
                Given(path, said["encoding"], answer=answer)
                for path, answer in zip_longest(files, answers)
            ],
            register,
            day_in_china(at),
            allow_synthetic=clock.is_demo(),
            mapping_overrides=overrides,
            accepted=said["accepted"],
            decisions=said.get("decisions", {}),
            delta=delta,
        )
    if not made.returned:
        return made
    wrong = [
        Problem("intake.not_set_aside", place)
        for place in set_aside.unknown(held[1] if held else None, made)
    ]
    return replace(made, errors=[*made.errors, *wrong]) if wrong else made


@contextmanager
def _delta(held: tuple[Ref, Ref, Ref] | None, said: Any, at: datetime) -> Iterator[Delta | None]:
    if held is None or not _holds_anybody(held[1]):
        yield None
        return
    deal, dataset, actor = held
    fields = registered_fields(Purpose.INVENTORY)
    work = Work(
        Purpose.INVENTORY,
        deal,
        [actor],
        [Act.REVEAL],
        fields,
        expires_at=at + timedelta(hours=1),
        own=Own.ACT,
    )
    task = open_work(work, actor=actor, at=at)
    known = import_run.HeldPeople(deal, dataset, task, actor, clock.now(), frozenset(fields))
    cut_off: date | None = said["cut_off"]
    try:
        yield known.delta(cut_off, is_complete=said["complete"])
    finally:
        close_task(task=task, actor=actor, at=clock.now())


def _holds_anybody(dataset: Ref) -> bool:
    return Subject.objects.filter(dataset=dataset).exclude(state__in=NOBODY).exists()
