"""Run the stages of the test suite, side by side where cores are free, and say how it went.

    stages.py          what `make test` runs: of long tests a part
    stages.py long     all of them; when all is green, docs/long-run.txt says so

A stage that fails fails the whole; the others still run.  What was green in a long run is not run
again at the same commit (``long_run.py``).
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from scripts import long_run  # noqa: E402
from shoumi.base.tests import migrated  # noqa: E402
from shoumi.core.tests import green_files, portion, scratch  # noqa: E402

RUN = ROOT / ".venv" / "bin"
CORES = max(2, os.cpu_count() or 2)
SLOWEST = 20
NOTHING_TO_DO = 5  # pytest found no test

PYTEST = (str(RUN / "pytest"), "-p", "no:cacheprovider")
# In the order given: files with few tests may be the longest.
SPREAD = ("-n", str(CORES), "--dist", "loadfile", "--no-loadscope-reorder")
# The fault tests fork and kill; a fork of a threaded worker may never wake.  They share their tries
# out over two processes themselves.
ALONE = ("-p", "no:xdist")
POSTGRES = (str(RUN / "python"), "scripts/with_postgres.py")
CORE = "src/shoumi/core"
# The longest first, so that two cores are busy to the end.
CORE_PARTS = {
    "core: the rest": [CORE, *(f"--ignore={CORE}/{part}" for part in ("scan", "ledger", "verify"))],
    "core: scan": [f"{CORE}/scan"],
    "core: ledger": [f"{CORE}/ledger", f"{CORE}/verify"],
}


@dataclass(eq=False)
class Stage:
    """``width``: how many cores it keeps busy.  ``by_file``: each of its test files is green by
    itself; ``before`` are those that were, in a run before this one."""

    name: str
    command: Sequence[str]
    width: int
    by_file: bool = False
    env: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    is_green: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    before: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __str__(self) -> str:
        told = ", ".join(f"{count:,} {what}" for what, count in self.counts.items() if count)
        word = "ok" if self.is_green else "FAILED"
        return f"{word:6} {self.seconds:7.0f} s  {self.name:22} {told}"


def stages(reports: Path) -> list[Stage]:
    def tests(name: str, width: int, *words: str, before: Sequence[str] = PYTEST) -> Stage:
        report = reports / f"{name}.xml"
        return Stage(name, [*before, f"--junitxml={report}", *words], width, by_file=True)

    # The longest files first, so that no worker is left with them at the end.
    rest = [f"--ignore={CORE}", "--ignore=tests/faults", "tests", "src"]
    core = []
    for number, (name, where) in enumerate(CORE_PARTS.items()):
        covered = [str(RUN / "coverage"), "run", f"--source={CORE}", "-m", "pytest"]
        stage = tests(name, 1, *where, before=[*covered, *PYTEST[1:]])
        stage.env = {"COVERAGE_FILE": str(reports / f"coverage.{number}")}
        stage.by_file = False  # what is covered is of all its files
        core.append(stage)
    return [
        Stage("check", ["sh", "scripts/check.sh"], 1),
        # Two processes each, which wait as long as they work: the two stages go side by side, and
        # the core's parts beside the one that is longer.
        tests(
            "PostgreSQL, faults",
            CORES // 2,
            *(*ALONE, "-m", "both", "tests/faults"),
            before=[*POSTGRES, *PYTEST],
        ),
        tests("SQLite, faults", CORES // 2, *ALONE, "tests/faults"),
        *core,
        tests("SQLite", CORES, *SPREAD, *rest),
        tests("PostgreSQL", CORES, *SPREAD, "-m", "both", *rest, before=[*POSTGRES, *PYTEST]),
    ]


def resume(found: list[Stage], kept: long_run.Kept) -> None:
    """Take over what was green before, and have the rest written down."""
    kept.begin()
    green = kept.stages()
    for stage in found:
        if told := green.get(stage.name):
            stage.is_green, stage.seconds, stage.counts = True, told["seconds"], told["counts"]
        elif stage.by_file:
            stage.before = kept.files(stage.name)
            stage.command = [*stage.command, *map(_left_out, stage.before)]
            stage.env = {**stage.env, green_files.RECORD: str(kept.record(stage.name))}
        elif covers := stage.env.get("COVERAGE_FILE"):
            stage.env = {**stage.env, "COVERAGE_FILE": str(kept.folder / Path(covers).name)}


def _left_out(unit: str) -> str:
    """The word that leaves out a file, or one test of a file whose tests are by themselves."""
    return f"--deselect={unit}" if "::" in unit else f"--ignore={unit}"


def run(found: list[Stage], reports: Path, kept: long_run.Kept | None = None) -> None:
    """Start each that is not green as soon as enough cores are free, in order.  What runs beside
    another is shown when it is over."""
    waiting, running = [stage for stage in found if not stage.is_green], {}
    while waiting or running:
        free = CORES - sum(stage.width for stage in running)
        while waiting and waiting[0].width <= free:
            stage = waiting.pop(0)
            free -= stage.width
            running[stage] = _start(stage, reports)
        time.sleep(0.2)
        for stage, (process, begun, log) in list(running.items()):
            if process.poll() is None:
                continue
            stage.seconds = time.monotonic() - begun
            stage.seconds += sum(told["seconds"] for told in stage.before.values()) / stage.width
            is_done = stage.before and process.returncode == NOTHING_TO_DO
            stage.is_green = process.returncode == 0 or bool(is_done)
            if log:
                sys.stdout.write(log.read_text("utf-8", "replace"))
            _count(stage, reports)
            if kept and stage.is_green:
                kept.add(stage.name, stage.seconds, stage.counts)
            sys.stdout.write(f"{stage}\n")
            sys.stdout.flush()
            del running[stage]


def _start(stage: Stage, reports: Path) -> tuple[subprocess.Popen[bytes], float, Path | None]:
    sys.stdout.write(f"== {stage.name}\n")
    sys.stdout.flush()
    env = os.environ | stage.env
    if stage.width >= CORES:
        return subprocess.Popen(stage.command, cwd=ROOT, env=env), time.monotonic(), None
    log = reports / f"{stage.name}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            stage.command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT
        )
    return process, time.monotonic(), log


def _cases(name: str, reports: Path) -> list[ElementTree.Element]:
    try:
        return list(ElementTree.parse(reports / f"{name}.xml").iter("testcase"))
    except (OSError, ElementTree.ParseError):
        return []


def _count(stage: Stage, reports: Path) -> None:
    before = stage.before.values()
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    counts |= {what: sum(told[what] for told in before) for what in ("passed", "skipped")}
    for case in _cases(stage.name, reports):
        said = {child.tag for child in case}
        what = "failed" if said & {"failure", "error"} else "passed"
        counts["skipped" if "skipped" in said else what] += 1
    stage.counts = counts


def covered(folder: Path) -> Stage:
    """The core's three parts together must have taken every branch."""
    stage = Stage("core: every branch", [], 1)
    begun = time.monotonic()
    env = os.environ | {"COVERAGE_FILE": str(folder / "coverage")}
    parts = [str(path) for path in sorted(folder.glob("coverage.*"))]
    orders = (["combine", "-q", "--keep", *parts], ["report", "--skip-covered", "--fail-under=100"])
    stage.is_green = all(
        subprocess.run([RUN / "coverage", *order], cwd=ROOT, env=env, check=False).returncode == 0
        for order in orders
    )
    stage.seconds = time.monotonic() - begun
    return stage


def slowest(found: list[Stage], reports: Path) -> list[str]:
    every = [
        (float(case.get("time", 0)), f"{case.get('classname')}::{case.get('name')}", stage.name)
        for stage in found
        for case in _cases(stage.name, reports)
    ]
    return [
        f"{took:7.1f} s  {test}  ({where})"
        for took, test, where in sorted(every)[: -SLOWEST - 1 : -1]
    ]


def machine() -> str:
    return ", ".join(
        (
            f"{CORES} cores",
            platform.machine(),
            platform.system(),
            f"Python {platform.python_version()}",
            "tests in memory" if scratch.folder() == scratch.MEMORY else "tests on disk",
        )
    )


def main(words: list[str]) -> int:
    if words not in ([], ["long"]):
        raise SystemExit(__doc__)
    if words:
        os.environ["SHOUMI_LONG"] = "1"
    # Where an image forbids compiled modules beside their source, each of some hundred processes
    # would compile all of Django for itself, which is two seconds every time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.monotonic()
    tell: Callable[[str], object] = lambda line: sys.stdout.write(f"{line}\n")  # noqa: E731
    tell(portion.told())
    kept = long_run.of_this_commit() if portion.is_long() else None
    with tempfile.TemporaryDirectory(prefix="stages-", dir=scratch.folder()) as folder:
        reports = Path(folder)
        # Tables are migrated, and demo homes told, once for all stages.
        os.environ[migrated.FOLDER] = str(reports / "tables")
        (reports / "tables").mkdir()
        found = stages(reports)
        if kept:
            resume(found, kept)
        run(found, reports, kept)
        found.append(covered(kept.folder if kept else reports))
        tell(f"\nThe {SLOWEST} slowest:")
        for line in slowest(found, reports):
            tell(line)
    seconds = time.monotonic() - begun
    tell("\nStages:")
    for stage in found:
        tell(str(stage))
    is_green = all(stage.is_green for stage in found)
    if kept and long_run.of_this_commit() != kept:
        kept.forget_last()
        is_green = False
        tell("the tree was changed meanwhile: nothing is kept of this run")
    if portion.is_long() and is_green:
        long_run.write(found, seconds, machine(), kept)
    tell(f"\n{long_run.last()}")
    if red := [stage.name for stage in found if not stage.is_green]:
        tell(f"failed: {', '.join(red)}")
    passed, failed = (
        sum(stage.counts.get(what, 0) for stage in found) for what in ("passed", "failed")
    )
    # A stage without tests that fails is a failure as well.
    failed += sum(not stage.is_green and not stage.counts.get("failed") for stage in found)
    tell(f"whole: {seconds:.0f} s")
    tell(f"{passed} passed, {failed} failed")
    return 0 if is_green else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
