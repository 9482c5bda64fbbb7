"""A block of a mapped sheet's rows, every cell read and judged, and the rows packed.

It takes and gives plain values, so that another process can do it (``read``); what the blocks of a
sheet give, one after the other, is what the sheet as a whole would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from shoumi.base.intake import columns, row_chunks
from shoumi.base.intake.columns import Column
from shoumi.base.intake.duplicates import Hashing
from shoumi.base.intake.problems import ACCEPTABLE, OfCells
from shoumi.base.intake.row_chunks import Block, Part
from shoumi.base.intake.rows import Excluded, Out, Source
from shoumi.base.intake.sheets import Cells, Sheet
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


@dataclass(frozen=True, slots=True)
class Rules:
    """What every block of a sheet is read by.

    ``wanted``        columns with the field that each is read as, in the order of the columns
    ``role``          the column that says what somebody is
    ``is_recipient``  the rows are about whom something is sent to
    ``until``         rows opened later belong to a later file; ISO date or empty
    """

    wanted: tuple[tuple[int, str], ...]
    role: int | None
    is_recipient: bool
    until: str
    measure: Measure
    judge: Judge
    hashing: Hashing = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """``sheet``: where the cells are from, without its table."""

    sheet: Sheet
    cells: Cells
    rules: Rules


@dataclass(slots=True)
class BlockResult:
    """What one block gives; see ``tables.Taken``."""

    problems: OfCells
    parts: list[Part] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)
    unread: set[Source] = field(default_factory=set)
    unnamed: list[tuple[Source, str]] = field(default_factory=list)


def read(order: Order) -> BlockResult:
    """Read the block."""
    sheet, table, rules = order.sheet, order.cells.table, order.rules
    assert order.cells.lines is not None
    lines: list[int] = order.cells.lines.to_pylist()
    told, in_book = BlockResult(OfCells(sheet)), sheet.letters is not None
    read = [columns.read(code, table.column(own), rules.measure) for own, code in rules.wanted]
    texts: dict[str, list[str]] = {}
    for (_, code), column in zip(rules.wanted, read, strict=True):
        own = [text or "" for text in column.texts]
        before = texts.get(code)
        # Two columns of one field are refused elsewhere; the later one that says something counts.
        texts[code] = own if before is None else _later(before, own)
    roles = table.column(rules.role).to_pylist() if rules.role is not None else []
    block = Block(
        sheet.file,
        sheet.name,
        in_book,
        rules.is_recipient,
        lines,
        texts,
        [role or "" for role in roles],
    )
    out = dict.fromkeys(_footers(table), Out.FOOTER)
    _judge(told, block, rules, read, out)
    if rules.until:
        late = ((at, day) for at, day in enumerate(texts.get("opened_on", ())) if at not in out)
        later = [at for at, day in late if day[:4].isdigit() and day > rules.until]
        out |= dict.fromkeys(later, Out.AFTER_CUT_OFF)
    told.excluded += [Excluded(out[at], block.source(at)) for at in sorted(out)]
    block = _kept(block, out)
    told.unnamed += _unnamed(block)
    told.parts += row_chunks.parts(block, rules.judge, rules.hashing)
    return told


def _later(before: Sequence[str], own: Sequence[str]) -> list[str]:
    return [text or earlier for earlier, text in zip(before, own, strict=True)]


def _judge(
    told: BlockResult,
    block: Block,
    rules: Rules,
    read: Sequence[Column],
    footers: Mapping[int, Out],
) -> None:
    """Say what is to be said of cells, row by row and in the order of the columns."""
    add = told.problems.add
    for at, some in sorted(_odd(rules.wanted, read).items()):
        if at in footers:
            continue
        for column, code, reading in some:
            line = block.lines[at]
            for fault in reading.faults:
                add((fault, code, column, True), line)
            for flag in reading.flags:
                add((flag, code, column, False), line)
            # What nobody may accept is not carried on: a date that is none would mislead.
            if not ACCEPTABLE.issuperset(reading.faults):
                told.unread.add(block.source(at))
                own = block.texts[code]
                assert isinstance(own, list)
                own[at] = ""


_Odd = tuple[int, str, Reading]  # column, field, what was read


def _odd(wanted: Sequence[tuple[int, str]], read: Sequence[Column]) -> dict[int, list[_Odd]]:
    """What is to be said of some cells, by row and then in the order of the columns."""
    told: dict[int, list[_Odd]] = {}
    for (place, code), column in zip(wanted, read, strict=True):
        for row, reading in column.odd.items():
            told.setdefault(row, []).append((place, code, reading))
    return told


def _kept(block: Block, out: Mapping[int, Out]) -> Block:
    """The rows that say something, without those that are left out."""
    count = len(block.lines)
    if block.is_recipient or not block.texts:
        # With no column at all a recipient is still a row; anybody else says nothing.
        is_said: Iterator[bool] = iter([block.is_recipient] * count)
    else:
        is_said = (any(cells) for cells in zip(*block.texts.values(), strict=True))
    kept = [at for at, is_row in enumerate(is_said) if is_row and at not in out]
    return block if len(kept) == count else block.take(kept)


def _footers(table: pa.Table) -> set[int]:
    """The rows that begin like the foot of a table and are filled no further."""
    if not table.num_columns:
        return set()
    first = pc.coalesce(*table.columns[:FOOTER_CELLS]).to_pylist()
    likely = [at for at, cell in enumerate(first) if cell and _FOOTER.match(cell)]
    return {at for at in likely if _filled(table, at) <= FOOTER_CELLS}


def _filled(table: pa.Table, at: int) -> int:
    return sum(1 for column in table.columns if column[at].is_valid)


def _unnamed(block: Block) -> Iterator[tuple[Source, str]]:
    """The rows that do not say whom they are about, and what they lack."""
    nothing = [""] * len(block.lines)
    names = block.texts.get("name", nothing)
    reach = [own for code, own in block.texts.items() if code in REACH] or [nothing]
    for at, (name, *numbers) in enumerate(zip(names, *reach, strict=True)):
        if not name:
            yield block.source(at), "name"
        elif not any(numbers):
            yield block.source(at), "mobile"
