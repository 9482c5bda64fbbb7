"""Rows that wait to be mended: kept sealed, counted, brought back once, destroyed as people are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from shoumi.base.intake.errors import NotSetAside, RowsDoNotAddUp
from shoumi.base.intake.models import Import, RowState, SetAsideRow
from shoumi.base.intake.plan import Plan
from shoumi.base.intake.rows import SetAside
from shoumi.base.subjects import set_aside_rows as subjects
from shoumi.core import constants
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Value
from shoumi.core.refs import Ref

CHUNK = 1_000
SUM = ("file_rows", "taken_in", "set_aside", "left_out")


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows that wait for one reason: the code, the field (or empty), how many."""

    code: str
    field: str
    count: int


def require_sum(plan: Plan) -> dict[str, int]:
    """The four numbers of the plan.

    Raises:
        RowsDoNotAddUp: a row of the files is in none of the three, or in two.
    """
    told = {name: plan.counts.get(name, 0) for name in SUM}
    if told["file_rows"] != told["taken_in"] + told["set_aside"] + told["left_out"]:
        raise RowsDoNotAddUp(
            rows=told["file_rows"],
            taken_in=told["taken_in"],
            set_aside=told["set_aside"],
            left_out=told["left_out"],
        )
    if told["set_aside"] != len(plan.set_aside):
        raise RowsDoNotAddUp(
            rows=told["file_rows"],
            taken_in=told["taken_in"],
            set_aside=len(plan.set_aside),
            left_out=told["left_out"],
        )
    return told


def of_dataset(dataset: Ref) -> QuerySet[SetAsideRow]:
    """The rows of a data set that wait, in order."""
    return SetAsideRow.objects.filter(dataset=dataset, state=RowState.WAITING).order_by("id")


def imports(deal: Ref) -> QuerySet[Import]:
    """What came of the deal's imports, the newest first."""
    return Import.objects.filter(deal=deal).order_by("-id")


def waiting(deal: Ref) -> int:
    """How many rows of the deal wait to be mended."""
    return SetAsideRow.objects.filter(brought_by__deal=deal, state=RowState.WAITING).count()


def kinds(found: QuerySet[SetAsideRow]) -> list[Kind]:
    """Why rows wait, the most frequent first; a row with two faults counts under both."""
    told: Counter[tuple[str, str]] = Counter()
    for faults in found.values_list("faults", flat=True).iterator(CHUNK):
        told.update({(code, field) for code, field in faults})
    return [Kind(code, field, count) for (code, field), count in told.most_common()]


def unknown(dataset: Ref | None, plan: Plan) -> Iterator[str]:
    """The places of rows whose code is none that waits in the data set, or stands there twice."""
    codes = [code for _, code in plan.returned]
    known = _known(dataset, codes) if dataset else {}
    seen: set[str] = set()
    for source, code in plan.returned:
        if code not in known or code in seen:
            yield source.place
        seen.add(code)


def bring_back(*, dataset: Ref, plan: Plan, by: Import, at: datetime) -> int:
    """Settle the rows that the plan brings back; how many.  In the transaction of the import.

    Raises:
        NotSetAside: one waits here no more, or never did.
    """
    codes = [code for _, code in plan.returned]
    if len(set(codes)) < len(codes):
        raise NotSetAside(count=len(codes) - len(set(codes)))
    known = _known(dataset, codes, locked=True)
    if missing := set(codes) - known.keys():
        raise NotSetAside(count=len(missing))
    for part in _parts(codes):
        rows = SetAsideRow.objects.filter(ref__in=part, dataset=dataset, state=RowState.WAITING)
        rows.update(state=RowState.RETURNED, settled_by=by, settled_at=at)
    subjects.forget([known[code] for code in codes])
    return len(codes)


def keep(*, deal: Ref, dataset: Ref, plan: Plan, by: Import, at: datetime) -> Sequence[Ref]:
    """Seal the rows of the plan that have to be mended; under which names.  In the transaction of
    the import.  A line of a file that waits already is not kept twice."""
    here = set(of_dataset(dataset).values_list("file", "sheet", "line"))
    new = [one for one in plan.set_aside if (*_place(plan, one), one.source.line) not in here]
    if not new:
        return ()
    days = constants.get("data_room.intake_auto_delete").number
    refs = subjects.set_aside(
        deal=deal,
        dataset=dataset,
        rows=[one.values for one in new],
        until=day_in_china(at) + timedelta(days=days),
        at=at,
    )
    SetAsideRow.objects.bulk_create(
        (
            SetAsideRow(
                ref=Ref.new("row"),
                brought_by=by,
                dataset=dataset,
                subject=ref,
                file=_place(plan, one)[0],
                sheet=_place(plan, one)[1],
                line=one.source.line,
                faults=[list(fault) for fault in one.faults],
            )
            for ref, one in zip(refs, new, strict=True)
        ),
        batch_size=CHUNK,
    )
    return refs


def facts(told: Mapping[str, int]) -> dict[str, Value]:
    """The sum as an entry of the ledger has it."""
    return {name: told[name] for name in SUM}


def destroy(people: Sequence[Ref]) -> int:
    """Rows of these names wait no more; their keys and records are gone."""
    return sum(rows.update(state=RowState.DESTROYED, faults=[]) for rows in _named(people))


def remains(people: Sequence[Ref]) -> int:
    """How many rows of these names wait still."""
    return sum(rows.count() for rows in _named(people))


def _named(people: Sequence[Ref]) -> Iterator[QuerySet[SetAsideRow]]:
    for part in _parts(people):
        yield SetAsideRow.objects.filter(subject__in=part, state=RowState.WAITING)


def _known(dataset: Ref, codes: Sequence[str], *, locked: bool = False) -> dict[str, Ref]:
    told: dict[str, Ref] = {}
    for part in _parts(codes):
        rows = SetAsideRow.objects.filter(ref__in=part, dataset=dataset, state=RowState.WAITING)
        rows = rows.select_for_update() if locked else rows
        told |= {ref: Ref(subject) for ref, subject in rows.values_list("ref", "subject")}
    return told


def _place(plan: Plan, one: SetAside) -> tuple[str, int]:
    return plan.places[(one.source.file, one.source.sheet)]


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + CHUNK] for start in range(0, len(names), CHUNK))
