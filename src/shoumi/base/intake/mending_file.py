"""Rows that were set aside, out to whoever mends them: a workbook with the reason beside each cell.

The values leave the house, so the gate is asked for an export, with a task of two persons, and each
row's code goes along: what comes back is bound to what was set aside.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import openpyxl
from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.gate import disclosure, kept_values
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import question
from shoumi.base.intake import set_aside
from shoumi.base.intake.errors import NothingSetAside
from shoumi.base.intake.events import Tag
from shoumi.base.intake.import_run import IMPORTERS
from shoumi.base.intake.mapping import CODE_HEADING, REASON_MARKS
from shoumi.base.intake.models import SetAsideRow
from shoumi.base.intake.workbook_cells import text_cell
from shoumi.base.ledger import writer
from shoumi.base.messages import names, refusals
from shoumi.base.messages.text import say
from shoumi.base.registry import field_register
from shoumi.core.gate import Act, Question
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.messages import Both, Lang
from shoumi.core.refs import Ref

_PLACES: tuple[Both, ...] = (
    ("文件（SHA-256 前 12 位）（问题）", "File (SHA-256, first 12) (problem)"),
    ("表（问题）", "Sheet (problem)"),
    ("行（问题）", "Line (problem)"),
    ("整行（问题）", "Whole row (problem)"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """``refused``: rows that the gate let nobody read, which are not in the file."""

    content: bytes
    people: Sequence[Ref]
    count: int
    refused: int
    position: int


def take_out(*, deal: Ref, dataset: Ref, task: Ref, lang: Lang, actor: Ref, at: datetime) -> Made:
    """The rows of the data set that wait, as a workbook.

    Raises:
        NothingSetAside: no row of the data set waits.
        NoSuchTask, NotPermitted
        GateClosed: the task is not one to export these fields, or a door is shut.
    """
    accounts.require(actor, at, *IMPORTERS, deal=deal)
    waiting = {
        Ref(one.subject): one for one in set_aside.of_dataset(dataset).filter(brought_by__deal=deal)
    }
    if not waiting:
        raise NothingSetAside
    asked = _asked(task, actor, at)
    opened, refused = disclosure.open_many(asked, list(waiting))
    found = [(waiting[ref], values) for ref, values in opened]
    content = _workbook(found, lang)
    digest = Digest(hashlib.sha256(content).digest())
    facts: dict[str, Value] = {"dataset": dataset, "count": len(found), "content": digest}
    event = Event(Tag.SENT_OUT, actor, dataset, at, facts, ("1.3", "1.5"), deal)
    with transaction.atomic():
        position = writer.record(event).position
    people = [Ref(row.subject) for row, _ in found]
    return Made(content, people, len(found), len(refused), position)


def hand_out(
    *, deal: Ref, task: Ref, people: Sequence[Ref], actor: Ref, at: datetime
) -> Sequence[Ref]:
    """A workbook that was made and kept sealed is fetched: asked as when it was made.

    Answers who may be in it.

    Raises:
        NoSuchTask, NotPermitted, GateClosed
    """
    accounts.require(actor, at, *IMPORTERS, deal=deal)
    return kept_values.hand_out(_asked(task, actor, at), people)


def _asked(task: Ref, actor: Ref, at: datetime) -> Question:
    own = Task.objects.filter(ref=task).values_list("fields", flat=True).first() or ()
    fields = frozenset(own) & field_register().keys()
    return question(actor=actor, act=Act.EXPORT, task=task, at=at, fields=fields)


def _workbook(found: Sequence[tuple[SetAsideRow, Mapping[str, str]]], lang: Lang) -> bytes:
    used = {code for _, values in found for code in values}
    used |= {name for row, _ in found for _, name in row.faults if name}
    fields = [code for code in field_register() if code in used]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(say(("搁置的行", "Rows set aside"), lang))
    mark = say(REASON_MARKS, lang)
    heads = [say(CODE_HEADING, lang), *(say(place, lang) for place in _PLACES)]
    for code in fields:
        name = names.field(code, lang)
        heads += [name, f"{name}{mark}"]
    sheet.append([text_cell(sheet, head) for head in heads])
    for row, values in found:
        sheet.append([text_cell(sheet, cell) for cell in _row(row, values, fields, lang)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _row(
    row: SetAsideRow, values: Mapping[str, str], fields: Sequence[str], lang: Lang
) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for code, name in row.faults:
        place = say(("第 {line} 行", "line {line}"), lang).format(line=row.line)
        field = names.field(name, lang) if name else ""
        told = refusals.tell_code(code, lang, place=place, field=field, other="", count="")
        reasons.setdefault(name, []).append(told.what)
    cells = [
        row.ref,
        row.file[:12],
        str(row.sheet),
        str(row.line),
        " ".join(reasons.get("", ())),
    ]
    for code in fields:
        cells += [values.get(code, ""), " ".join(reasons.get(code, ()))]
    return cells
