"""A block of a mapped sheet's rows, every cell read and judged, and the rows packed.

It takes and gives plain values, so that another process can do it (``read``); what the blocks of a
sheet give, one after the other, is what the sheet as a whole would.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from shoumi.base.intake import columns, normalisation, row_chunks
from shoumi.base.intake.columns import Column
from shoumi.base.intake.duplicates import Hashing
from shoumi.base.intake.errors import OF_RECORDS, AfterBroken, Ragged, RowBroken
from shoumi.base.intake.problems import Decision, OfCells
from shoumi.base.intake.row_chunks import Block, Part
from shoumi.base.intake.rows import Excluded, Out, SetAside, Source
from shoumi.base.intake.sheets import Cells, Fault, Sheet
from shoumi.base.intake.subject_flags import Judge
from shoumi.base.intake.values import Measure, Reading

# One of these must say who a row is about, beside the name.
REACH = frozenset(
    {
        "customer_no", "mobile", "landline", "email", "wechat", "address", "id_number",
        "company_name", "guardian_mobile",
    }
)  # fmt: skip
_FOOTER = re.compile(r"\s*(?:合计|总计|小计|共计|制表|填表|审核|备注：|注：|total)", re.IGNORECASE)
FOOTER_CELLS = 3
# Records whose first cell holds all that was written.
_UNSPLIT = OF_RECORDS - {Ragged.code, AfterBroken.code, RowBroken.code}


@dataclass(frozen=True, slots=True)
class Rules:
    """What every block of a sheet is read by.

    ``wanted``        columns with the field that each is read as, in the order of the columns
    ``role``          the column that says what somebody is
    ``is_recipient``  the rows are about whom something is sent to
    ``until``         rows opened later belong to a later file; ISO date or empty
    ``code``          the column that says which row that was set aside comes back
    ``decisions``     by the kind of problem; what is not here is set aside
    ``is_lacking``    no column says whom rows are about: said once, not of each row
    ``keeper``        the field of the highest grade: a record that cannot be split is sealed as it
    """

    wanted: tuple[tuple[int, str], ...]
    role: int | None
    is_recipient: bool
    until: str
    measure: Measure
    judge: Judge
    hashing: Hashing = field(repr=False)
    code: int | None = None
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    is_lacking: bool = False
    keeper: str = ""

    def decision(self, code: str) -> Decision:
        return self.decisions.get(code, Decision.SET_ASIDE)


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """``sheet``: where the cells are from, without its table; ``faults``: of these rows."""

    sheet: Sheet
    cells: Cells
    rules: Rules
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class BlockResult:
    """What one block gives; see ``tables.Taken``."""

    problems: OfCells
    parts: list[Part] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)
    unnamed: list[tuple[Source, str]] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    returned: list[tuple[Source, str]] = field(default_factory=list)
    rows: int = 0
    blank: int = 0


_Faults = dict[int, list[tuple[str, str]]]  # by row: the code of each, and the field


def read(order: Order) -> BlockResult:
    """Read the block."""
    table, rules = order.cells.table, order.rules
    if rules.code is not None:
        # It went out from here, where no cell may begin like a formula.
        table = pa.table([_as_written(column) for column in table.columns], table.column_names)
    assert order.cells.lines is not None
    lines: list[int] = order.cells.lines.to_pylist()
    told = BlockResult(OfCells(order.sheet))
    read = [columns.read(code, table.column(own), rules.measure) for own, code in rules.wanted]
    block = _block(order.sheet, lines, rules, read, table)
    told.rows = len(lines)
    out: dict[int, Out] = row_chunks.no_customers(block)
    footers = dict.fromkeys(_footers(table), Out.FOOTER)
    aside, dropped = _judge(told, block, rules, read, order.faults, {**out, **footers})
    out_here = {**footers, **dict.fromkeys(sorted(dropped), Out.DECIDED)}
    if rules.until:
        late = (
            (at, day)
            for at, day in enumerate(block.texts.get("opened_on", ()))
            if at not in footers
        )
        later = [at for at, day in late if day[:4].isdigit() and day > rules.until]
        out_here |= dict.fromkeys(later, Out.AFTER_CUT_OFF)
    said = _said(block)
    _lacking(told, block, rules, said - out.keys() - out_here.keys(), aside, out_here)
    gone = out_here.keys() | aside.keys()
    told.blank = len(set(range(len(lines))) - said - gone)
    _tell(told, block, rules, table, aside, out_here)
    kept = sorted(said - gone)
    block = block if len(kept) == len(lines) else block.take(kept)
    told.parts += row_chunks.parts(block, rules.judge, rules.hashing)
    return told


def _block(
    sheet: Sheet, lines: list[int], rules: Rules, read: Sequence[Column], table: pa.Table
) -> Block:
    texts: dict[str, list[str]] = {}
    for (_, code), column in zip(rules.wanted, read, strict=True):
        own = [text or "" for text in column.texts]
        before = texts.get(code)
        # Two columns of one field are refused elsewhere; the later one that says something counts.
        texts[code] = own if before is None else _later(before, own)
    roles = table.column(rules.role).to_pylist() if rules.role is not None else []
    return Block(
        sheet.file,
        sheet.name,
        sheet.letters is not None,
        rules.is_recipient,
        lines,
        texts,
        [role or "" for role in roles],
    )


def _tell(
    told: BlockResult,
    block: Block,
    rules: Rules,
    table: pa.Table,
    aside: _Faults,
    out: Mapping[int, Out],
) -> None:
    """The rows that are left out, those that wait to be mended, those that come back."""
    told.excluded += [Excluded(out[at], block.source(at)) for at in sorted(out)]
    told.aside += [
        SetAside(block.source(at), _raw(table, rules, at, aside[at]), tuple(aside[at]))
        for at in sorted(aside.keys() - out.keys())
    ]
    if rules.code is not None:
        told.returned += [
            (block.source(at), code.strip())
            for at, code in enumerate(table.column(rules.code).to_pylist())
            if code and code.strip() and out.get(at) is not Out.FOOTER
        ]


def _as_written(column: pa.ChunkedArray) -> pa.Array:
    cells = (cell and normalisation.as_written(cell) for cell in column.to_pylist())
    return pa.array(cells, pa.string())


def _raw(
    table: pa.Table, rules: Rules, at: int, faults: Sequence[tuple[str, str]]
) -> dict[str, str]:
    """What stands in the mapped columns of a row, as it was written."""
    if any(code in _UNSPLIT and not name for code, name in faults):
        # One whose separators may be damaged has cells all the same: none of them is lost.
        raw = "\t".join(cell for column in table.columns if (cell := column[at].as_py()))
        return {rules.keeper: raw} if rules.keeper else {}
    told: dict[str, str] = {}
    for own, code in rules.wanted:
        if cell := table.column(own)[at].as_py():
            told[code] = cell
    return told


def _later(before: Sequence[str], own: Sequence[str]) -> list[str]:
    return [text or earlier for earlier, text in zip(before, own, strict=True)]


def _judge(
    told: BlockResult,
    block: Block,
    rules: Rules,
    read: Sequence[Column],
    faults: Sequence[Fault],
    out: Collection[int],
) -> tuple[_Faults, set[int]]:
    """Say what is to be said of cells, row by row and in the order of the columns.

    Gives the rows that are set aside, with why, and those that a person leaves out.
    """
    add = told.problems.add
    aside: _Faults = {}
    dropped: set[int] = set()

    def decide(at: int, code: str, name: str, column: int) -> None:
        decision = rules.decision(code)
        if decision is Decision.WITHOUT and name and name != "name":
            own = block.texts[name]
            assert isinstance(own, list)
            own[at] = ""
        elif decision is Decision.LEAVE_OUT:
            dropped.add(at)
        elif decision is not Decision.ACCEPT:
            aside.setdefault(at, []).append((code, name))
        add((code, name, column, False), block.lines[at])

    odd = _odd(rules.wanted, read)
    broken = _broken(block, rules, faults)
    for at in sorted({*odd, *broken}):
        if at in out:
            continue
        for column, code, reading in odd.get(at, ()):
            # Of a record that is not whole nobody can say what stands in which cell.
            if any(not name for _, name, _ in broken.get(at, ())):
                continue
            for fault in reading.faults:
                decide(at, fault, code, column)
            for flag in reading.flags:
                add((flag, code, column, False), block.lines[at])
        for fault, name, column in broken.get(at, ()):
            decide(at, fault, name, column)
    return aside, dropped


def _broken(
    block: Block, rules: Rules, faults: Sequence[Fault]
) -> dict[int, list[tuple[str, str, int]]]:
    """By row what the reader found broken, in columns that are wanted or in the whole of it."""
    fields = dict(rules.wanted)
    places = {line: at for at, line in enumerate(block.lines)}
    told: dict[int, list[tuple[str, str, int]]] = {}
    for line, column, code in faults:
        at = places.get(line)
        if at is not None and (column < 0 or column in fields):
            told.setdefault(at, []).append((code, fields.get(column, ""), max(column, -1)))
    return told


def _lacking(
    told: BlockResult,
    block: Block,
    rules: Rules,
    places: Collection[int],
    aside: _Faults,
    out: dict[int, Out],
) -> None:
    """Rows of customers that do not say whom they are about."""
    if rules.is_lacking or block.is_recipient:
        return
    decision = rules.decision("row.missing_value")
    for at, code in _unnamed(block):
        if at not in places or at in aside:
            continue
        if decision is Decision.ACCEPT:
            told.unnamed.append((block.source(at), code))
        elif decision is Decision.LEAVE_OUT:
            out[at] = Out.DECIDED
        else:
            aside[at] = [("row.missing_value", code)]
            told.problems.add(("row.missing_value", code, -1, False), block.lines[at])


_Odd = tuple[int, str, Reading]  # column, field, what was read


def _odd(wanted: Sequence[tuple[int, str]], read: Sequence[Column]) -> dict[int, list[_Odd]]:
    """What is to be said of some cells, by row and then in the order of the columns."""
    told: dict[int, list[_Odd]] = {}
    for (place, code), column in zip(wanted, read, strict=True):
        for row, reading in column.odd.items():
            told.setdefault(row, []).append((place, code, reading))
    return told


def _said(block: Block) -> set[int]:
    """The rows that say something."""
    count = len(block.lines)
    if block.is_recipient or not block.texts:
        # With no column at all a recipient is still a row; anybody else says nothing.
        return set(range(count)) if block.is_recipient else set()
    return {at for at, cells in enumerate(zip(*block.texts.values(), strict=True)) if any(cells)}


def _footers(table: pa.Table) -> set[int]:
    """The rows that begin like the foot of a table and are filled no further."""
    if not table.num_columns:
        return set()
    first = pc.coalesce(*table.columns[:FOOTER_CELLS]).to_pylist()
    likely = [at for at, cell in enumerate(first) if cell and _FOOTER.match(cell)]
    return {at for at in likely if _filled(table, at) <= FOOTER_CELLS}


def _filled(table: pa.Table, at: int) -> int:
    return sum(1 for column in table.columns if column[at].is_valid)


def _unnamed(block: Block) -> Iterator[tuple[int, str]]:
    """The rows that do not say whom they are about, and what they lack."""
    nothing = [""] * len(block.lines)
    names = block.texts.get("name", nothing)
    reach = [own for code, own in block.texts.items() if code in REACH] or [nothing]
    for at, (name, *numbers) in enumerate(zip(names, *reach, strict=True)):
        if not name:
            yield at, "name"
        elif not any(numbers):
            yield at, "mobile"
