"""Run the stages of the test suite, side by side where cores are free, and say how it went.

    stages.py          what `make test` runs: of long tests a part
    stages.py long     all of them; when all is green, docs/long-run.txt says so

A stage that fails fails the whole; the others still run.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from shoumi.core.tests import portion, scratch  # noqa: E402

RUN = ROOT / ".venv" / "bin"
CORES = max(2, os.cpu_count() or 2)
LONG_RUN = ROOT / "docs" / "long-run.txt"
SLOWEST = 20

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
    """``width``: how many cores it keeps busy."""

    name: str
    command: Sequence[str]
    width: int
    env: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    is_green: bool = False
    counts: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        told = ", ".join(f"{count:,} {what}" for what, count in self.counts.items() if count)
        word = "ok" if self.is_green else "FAILED"
        return f"{word:6} {self.seconds:7.0f} s  {self.name:22} {told}"


def stages(reports: Path) -> list[Stage]:
    def tests(name: str, width: int, *words: str, before: Sequence[str] = PYTEST) -> Stage:
        report = reports / f"{name}.xml"
        return Stage(name, [*before, f"--junitxml={report}", *words], width)

    # The longest files first, so that no worker is left with them at the end.
    rest = [f"--ignore={CORE}", "--ignore=tests/faults", "tests", "src"]
    core = []
    for number, (name, where) in enumerate(CORE_PARTS.items()):
        covered = [str(RUN / "coverage"), "run", f"--source={CORE}", "-m", "pytest"]
        stage = tests(name, 1, *where, before=[*covered, *PYTEST[1:]])
        stage.env = {"COVERAGE_FILE": str(reports / f"coverage.{number}")}
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


def run(found: list[Stage], reports: Path) -> None:
    """Start each as soon as enough cores are free, in order.  What runs beside another is shown
    when it is over."""
    waiting, running = list(found), {}
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
            stage.is_green = process.returncode == 0
            if log:
                sys.stdout.write(log.read_text("utf-8", "replace"))
            _count(stage, reports)
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
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for case in _cases(stage.name, reports):
        said = {child.tag for child in case}
        what = "failed" if said & {"failure", "error"} else "passed"
        counts["skipped" if "skipped" in said else what] += 1
    stage.counts = counts


def covered(reports: Path) -> Stage:
    """The core's three parts together must have taken every branch."""
    stage = Stage("core: every branch", [], 1)
    begun = time.monotonic()
    env = os.environ | {"COVERAGE_FILE": str(reports / "coverage")}
    parts = [str(path) for path in sorted(reports.glob("coverage.*"))]
    orders = (["combine", "-q", *parts], ["report", "--skip-covered", "--fail-under=100"])
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


def git(*words: str) -> str:
    found = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout.strip()


def last_long_run() -> str:
    """What docs/long-run.txt says, and how old it is."""
    told = dict(
        line.split(": ", 1) for line in LONG_RUN.read_text("utf-8").splitlines() if ": " in line
    )
    if "commit" not in told:
        return "no whole long run so far"
    days = (datetime.now(UTC).date() - datetime.fromisoformat(told["date"]).date()).days
    since = git("rev-list", "--count", f"{told['commit']}..HEAD") or "?"
    return (
        f"last whole long run: {told['commit']}, {told['date']}, "
        f"{days} days and {since} commits ago"
    )


def write_long_run(found: list[Stage], seconds: float) -> None:
    changed = " with changes that were not committed" if git("status", "--porcelain") else ""
    machine = ", ".join(
        (
            f"{CORES} cores",
            platform.machine(),
            platform.system(),
            f"Python {platform.python_version()}",
            "tests in memory" if scratch.folder() == scratch.MEMORY else "tests on disk",
        )
    )
    lines = [
        "The last whole `make long` that was green; it writes this file.",
        "",
        f"commit: {git('rev-parse', '--short=12', 'HEAD')}{changed}",
        f"date: {datetime.now(UTC):%Y-%m-%d}",
        f"machine: {machine}",
        f"seconds: {seconds:.0f}",
        "",
        *(str(stage) for stage in found),
    ]
    LONG_RUN.write_text("\n".join(lines) + "\n", "utf-8")


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
    with tempfile.TemporaryDirectory(prefix="stages-", dir=scratch.folder()) as folder:
        reports = Path(folder)
        found = stages(reports)
        run(found, reports)
        found.append(covered(reports))
        tell(f"\nThe {SLOWEST} slowest:")
        for line in slowest(found, reports):
            tell(line)
    seconds = time.monotonic() - begun
    tell("\nStages:")
    for stage in found:
        tell(str(stage))
    is_green = all(stage.is_green for stage in found)
    if portion.is_long() and is_green:
        write_long_run(found, seconds)
    tell(f"\n{last_long_run()}")
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
