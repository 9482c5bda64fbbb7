"""What of ``make long`` was green at a commit, and the file that says when all of it was.

It takes hours, and a sitting may end before it does.  So what was green is kept, in ``.tool/long``,
under the commit: whole stages, and of stages of many test files each file.  At the same commit only
the rest is run.  A tree with changes is no commit's: nothing of it is kept.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".tool" / "long"
TOLD = "docs/long-run.txt"
_RUNS, _STAGES = "runs.jsonl", "stages.jsonl"


def git(*words: str, root: Path = ROOT) -> str:
    found = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    return found.stdout.strip()


def changes(root: Path = ROOT) -> str:
    """What is not committed; the file that is written here is no change of what was tested."""
    return git("status", "--porcelain", "--", ".", f":!{TOLD}", root=root)


@dataclass(frozen=True)
class Kept:
    """What was green at one commit, in a folder of its own; lines are only ever added."""

    folder: Path

    def begin(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._add(_RUNS, {})

    def add(self, name: str, seconds: float, counts: Mapping[str, int]) -> None:
        self._add(_STAGES, {"name": name, "seconds": seconds, "counts": dict(counts)})

    def forget_last(self) -> None:
        """What is kept of the run that began last: the tree was changed meanwhile."""
        begun = f"{self.runs()[-1]:%Y-%m-%dT%H:%M:%S}"
        for path in self.folder.glob("*.jsonl"):
            earlier = [one for one in self._lines(path.name) if one["at"] < begun]
            path.write_text("".join(json.dumps(one) + "\n" for one in earlier), "utf-8")

    def stages(self) -> dict[str, dict[str, Any]]:
        return {one["name"]: one for one in self._lines(_STAGES)}

    def record(self, name: str) -> Path:
        """Where the files of a stage are written down (``core/tests/green_files.py``)."""
        return self.folder / f"files of {name}.jsonl"

    def files(self, name: str) -> dict[str, dict[str, Any]]:
        return {one["file"]: one for one in self._lines(self.record(name).name)}

    def runs(self) -> list[datetime]:
        """When each began that something is kept of."""
        return [datetime.fromisoformat(one["at"]) for one in self._lines(_RUNS)]

    def seconds(self) -> float:
        """How long the runs took, each until the last that is kept of it."""
        begun = self.runs()
        known = sorted(
            datetime.fromisoformat(one["at"])
            for path in self.folder.glob("*.jsonl")
            for one in self._lines(path.name)
        )
        ends = [*begun[1:], datetime.max]
        return sum(
            (max(at for at in known if first <= at < end) - first).total_seconds()
            for first, end in zip(begun, ends, strict=True)
        )

    def _lines(self, name: str) -> Iterator[dict[str, Any]]:
        path = self.folder / name
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            try:
                yield json.loads(line)
            except ValueError:
                continue  # whoever wrote it was killed

    def _add(self, name: str, told: dict[str, Any]) -> None:
        at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}"
        with (self.folder / name).open("a", encoding="utf-8") as file:
            file.write(json.dumps({**told, "at": at}) + "\n")


def of_this_commit(root: Path = ROOT, folder: Path = FOLDER) -> Kept | None:
    """None where the tree has changes, or no history."""
    commit = git("rev-parse", "HEAD", root=root)
    return Kept(folder / commit) if commit and not changes(root) else None


def last(root: Path = ROOT) -> str:
    """What docs/long-run.txt says, and how old it is."""
    lines = (root / TOLD).read_text("utf-8").splitlines()
    told = dict(line.split(": ", 1) for line in lines if ": " in line)
    if "commit" not in told:
        return "no whole long run so far"
    days = (datetime.now(UTC).date() - datetime.fromisoformat(told["date"]).date()).days
    since = git("rev-list", "--count", f"{told['commit']}..HEAD", root=root) or "?"
    return (
        f"last whole long run: {told['commit']}, {told['date']}, "
        f"{days} days and {since} commits ago"
    )


def write(
    stages: Sequence[object], seconds: float, machine: str, kept: Kept | None, root: Path = ROOT
) -> None:
    """``seconds`` is how long this run took, for where nothing is kept."""
    changed = " with changes that were not committed" if changes(root) else ""
    begun = kept.runs() if kept else [datetime.now(UTC)]
    days = sorted({f"{at:%Y-%m-%d}" for at in [*begun, datetime.now(UTC)]})
    lines = [
        "The last whole `make long` that was green; it writes this file.",
        "",
        f"commit: {git('rev-parse', '--short=12', 'HEAD', root=root)}{changed}",
        f"date: {days[-1]}",
        f"runs: {len(begun)}, on {', '.join(days)}",
        f"machine: {machine}",
        f"seconds: {kept.seconds() if kept else seconds:.0f}",
        "",
        *(str(stage) for stage in stages),
    ]
    if len(begun) > 1:
        lines[1:1] = ["What was green in one of its runs was not run again in the next."]
    (root / TOLD).write_text("\n".join(lines) + "\n", "utf-8")
