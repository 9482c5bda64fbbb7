"""``make house``: what each chapter costs, and how large the house is.

``python -m tests.house``         prints it
``python -m tests.house --json``  as one document, with the names of the files
``python -m tests.house --count FOLDER``  statements of another checkout, by floor
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

import django
from tests.house import chapter, source

ROOT = Path(__file__).parents[2]
SMALL = 40
# Statements at commit 4f52142, to compare with: `git archive 4f52142 | tar -x -C FOLDER`, then
# `python -m tests.house --count FOLDER`.
BEFORE = {
    "core": 8_265,
    "base": 21_009,
    "chapters": 3_314,
    "doors": 12_866,
    "client": 649,
    "source": 46_103,
    "tests": 36_035,
}


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def totals(root: Path) -> dict[str, int]:
    """Statements by floor, of all floors, and of tests."""
    floors = source.by_floor(source.modules(root / "src/shoumi"))
    tests = sum(one.statements for one in source.tests(root))
    return {**floors, "source": sum(floors.values()), "tests": tests}


def small_with_one_importer(found: list[source.Module]) -> list[str]:
    graph = source.imports(found)
    importers: dict[str, int] = {}
    for wanted in graph.values():
        for name in wanted:
            importers[name] = importers.get(name, 0) + 1
    return [one.name for one in found if one.lines < SMALL and importers.get(one.dotted) == 1]


def measured() -> dict[str, object]:
    found = source.modules(ROOT / "src/shoumi")
    return {
        "chapters": [chapter.measure(ROOT, slug).told() for slug in chapter.slugs(ROOT)],
        "statements": totals(ROOT),
        "statements_before": BEFORE,
        "small_with_one_importer": small_with_one_importer(found),
        "circles": source.circles(source.imports(found)),
    }


def show() -> None:
    found = source.modules(ROOT / "src/shoumi")
    small = small_with_one_importer(found)
    circles = source.circles(source.imports(found))
    for slug in chapter.slugs(ROOT):
        _say(_line(chapter.measure(ROOT, slug)))
    _say(f"\n{'statements':<12}{'now':>8}{'4f52142':>10}")
    for name, count in totals(ROOT).items():
        _say(f"{name:<12}{count:>8,}{BEFORE[name]:>10,}")
    _say(f"\nmodules={len(found)}  under {SMALL} lines with one importer={len(small)}")
    _say(f"circles of files={len(circles)}")
    for circle in circles:
        _say(f"  {' '.join(circle)}")


def _line(one: chapter.Chapter) -> str:
    """``files outside`` in parts: source, demo, tests beside other code."""
    out = one.outside
    parts = f"source={len(out.source)} demo={len(out.demo)} tests={len(out.tests)}"
    return (
        f"{one.slug:<12}files outside={out.count:<3} ({parts})".ljust(60)
        + f"verbs={one.verbs:<3} modules={one.modules:<3} statements={one.statements:<5} "
        f"lines={one.lines:<5} longest={one.longest[0]} {one.longest[1]}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one document, with names of files")
    parser.add_argument("--count", type=Path, metavar="FOLDER", help="statements of a checkout")
    given = parser.parse_args()
    if given.count:
        _say(json.dumps(totals(given.count)))
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.doors.settings.test")
    django.setup()
    if given.json:
        _say(json.dumps(measured(), ensure_ascii=False, indent=2))
    else:
        show()


if __name__ == "__main__":
    main()
