"""Twelve companies of different trades go through ``shoumi demo --data`` to the dossier, and two
thousand tables through ``shoumi scan``.

``python -m tests.trades [companies|tables] [--count 2000] [--seed 1] [--only TRADE]`` prints a line
for each company, and ``companies=12 rows=N set_aside=N amiss=0`` and ``tables=2000 files=N
columns=N lost=0``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.trades.companies import COMPANIES, Company
from tests.trades.people import customers
from tests.trades.tables import Tables
from tests.web import home

from shoumi.core.tests import scratch

_SHOUMI = (sys.executable, "-m", "shoumi.doors.cli")


def companies(place: Path, only: str) -> bool:
    rows = aside = amiss = count = 0
    for number, one in enumerate(COMPANIES, 1):
        if only and one.trade != only:
            continue
        folder = place / str(number)
        own = customers(number, one.people + one.broken)
        written = one.write(folder / "files", own)
        told, found = _through(folder, one)
        wrong = [*found, *(_compared(one, written, told) if told else ())]
        count, amiss, rows = count + 1, amiss + bool(wrong), rows + written
        aside += told.get("rows", {}).get("set_aside", 0)
        said = "；".join(wrong) or "verified"
        sys.stdout.write(f"{one.trade}: people {one.people}, rows {written}, {told}: {said}\n")
        sys.stdout.flush()
    sys.stdout.write(f"companies={count} rows={rows} set_aside={aside} amiss={amiss}\n")
    return not amiss


def _through(folder: Path, one: Company) -> tuple[dict[str, Any], list[str]]:
    """The counts of the demo, and what stopped it or the verifier."""
    maps = [word for pair in one.mapping.items() for word in ("--map", "=".join(pair))]
    order = ["demo", "--json", "--no-open-deal", "--data", str(folder / "files"), *maps]
    done = _shoumi(folder / "home", *order)
    if done.returncode:
        return {}, [(done.stderr + done.stdout)[-600:]]
    made = json.loads(done.stdout)
    judged = _shoumi(folder / "home", "verify", made["dossier"], "--trust", made["trust"])
    told = {"found": made["counts"]["found"], "rows": made["rows"]}
    return told, [] if judged.returncode == 0 else [judged.stdout[-600:]]


def _compared(one: Company, written: int, told: dict[str, Any]) -> Iterator[str]:
    rows = told["rows"]
    if told["found"] != one.people:
        yield f"{told['found']} people of {one.people}"
    if rows["set_aside"] != one.broken:
        yield f"{rows['set_aside']} rows set aside, {one.broken} are broken"
    if rows["file_rows"] != rows["taken_in"] + rows["set_aside"] + rows["left_out"]:
        yield "the rows do not add up"
    if rows["taken_in"] + rows["set_aside"] != written:
        yield f"{rows['taken_in']} taken in and {rows['set_aside']} set aside of {written}"


def _shoumi(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*_SHOUMI, *words], env=home.copying(place), capture_output=True, text=True, check=False
    )


def tables(place: Path, count: int, seed: int) -> bool:
    made, number = Tables(seed), 0
    while made.tables < count:
        made.folder(place / f"tables-{number}", count - made.tables)
        number += 1
    sys.stdout.write("".join(f"{line}\n" for line in made.lost))
    told = f"tables={made.tables} files={made.files} columns={made.columns}"
    sys.stdout.write(f"{told} lost={len(made.lost)}\n")
    return not made.lost


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.trades", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("companies", "tables"))
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="shoumi-trades-", dir=scratch.folder()) as folder:
        place, is_well = Path(folder), True
        if given.what != "tables":
            is_well = companies(place, given.only)
        if given.what != "companies" and not given.only:
            is_well = tables(place, given.count, given.seed) and is_well
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
