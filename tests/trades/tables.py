"""Tables of 1 to 300 columns in 1 to 40 files through ``shoumi scan``: each is told, none lost."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from tests.trades import files
from tests.trades.people import Customer, customers
from tests.web import home

MOST_COLUMNS, MOST_FILES, MOST_SHEETS, MOST_ROWS = 300, 40, 4, 9
# Where a form of pickle once lost every table of more columns than this.
_EDGE = (1, 2, 22, 23, 24, 64, MOST_COLUMNS)
_WRITERS = {
    ".csv": files.plain,
    ".tsv": files.tabs,
    ".xls": files.web_page,
    ".jsonl": files.lines,
    ".parquet": files.parquet,
}

# Of a table: the rows, and in how many cells the headings that have people in them hold one.
Told = tuple[int, frozenset[tuple[str, int]]]


class Tables:
    """Writes folders of tables by a seed and compares what the scan says of each."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.people = customers(900, 40)
        self.tables = self.files = self.columns = 0
        self.lost: list[str] = []

    def folder(self, place: Path, most: int) -> None:
        """Up to forty files with up to ``most`` tables in all; scanned, compared, deleted."""
        place.mkdir()
        written: dict[str, list[Told]] = {}
        for number in range(min(self.chance.randint(1, MOST_FILES), most)):
            name, told = self._file(place, number)
            written[name] = told
        seen = dict(_scanned(place))
        for name, told in written.items():
            self.files += 1
            self.tables += len(told)
            found = seen.get(name, [])
            if sorted(found, key=str) != sorted(told, key=str):
                self.lost.append(f"{name}: {len(found)} of {len(told)} tables as written")

    def _file(self, place: Path, number: int) -> tuple[str, list[Told]]:
        if self.chance.random() < 0.3:
            path = place / f"{number}.xlsx"
            book = openpyxl.Workbook(write_only=True)
            told = [self._sheet(book) for _ in range(self.chance.randint(1, MOST_SHEETS))]
            book.save(path)
            return path.name, told
        ending = self.chance.choice(list(_WRITERS))
        heading, rows, told_of = self._table()
        path = place / f"{number}{ending}"
        _WRITERS[ending](path, heading, rows)
        return path.name, [told_of]

    def _sheet(self, book: openpyxl.Workbook) -> Told:
        heading, rows, told = self._table()
        sheet = book.create_sheet()
        for row in (heading, *rows):
            sheet.append(list(row))
        return told

    def _table(self) -> tuple[list[str], list[list[str]], Told]:
        width = self.chance.choice((*_EDGE, *(self.chance.randint(1, MOST_COLUMNS),) * 5))
        people = self.chance.sample(self.people, self.chance.randint(2, MOST_ROWS))
        heading = [f"c{number}" for number in range(width)]
        cells = [[f"v{n % 7}" for n in range(width)] for _ in people]
        own: dict[int, str] = {}
        for name, cell in (("手机号", "mobile"), ("姓名", "name"))[: self.chance.randint(1, 2)]:
            at = self.chance.randrange(width)
            if at in own:
                continue
            own[at] = heading[at] = name
            for row, one in zip(cells, people, strict=True):
                row[at] = _cell(one, cell)
        self.columns += width
        return heading, cells, (len(people), frozenset((one, len(people)) for one in own.values()))


def _cell(one: Customer, name: str) -> str:
    return str(getattr(one, name))


def _scanned(place: Path) -> Iterator[tuple[str, list[Told]]]:
    """By file what ``shoumi scan`` says: rows and personal headings of each table."""
    order = [sys.executable, "-m", "shoumi.doors.cli", "scan", str(place), "--json"]
    environment = home.environment(place) | {"SHOUMI_HOME": str(place.with_name("no-home"))}
    done = subprocess.run(
        [*order, "--names", "off"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-500:]
    for one in json.loads(done.stdout)["files"]:
        sheets = (sheet for sheet in one.get("sheets", ()) if sheet["kind"] == "table")
        yield Path(one["file"]).name, [*map(_told, sheets)]


def _told(sheet: dict[str, object]) -> Told:
    columns: Sequence[dict[str, Any]] = sheet["columns"]  # type: ignore[assignment]
    cells = frozenset((str(one["column"]), int(one["cells"])) for one in columns)
    return int(str(sheet["rows"])), cells
