"""Which test files of a run were green: each is written down as soon as its last test is over; of
a file that takes hours each test (``spread.unit``).

``make long`` takes hours, and may be ended before it ends; what was green at a commit need not run
there again (``scripts/long_run.py``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shoumi.core.tests.spread import unit

# Where they are written, a line each; told to the run that is to do so.
RECORD = "SHOUMI_GREEN_FILES"


class GreenFiles:
    """A plugin of the process that hears of every test; workers hear of their own alone."""

    def __init__(self, record: Path) -> None:
        self._record = record
        self._left: dict[str, set[str]] = {}
        self._told: dict[str, dict[str, float]] = {}
        self._red: set[str] = set()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._expect(item.nodeid for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: object, ids: list[str]) -> None:
        if not self._left:  # every worker has found the same
            self._expect(ids)

    def _expect(self, tests: Iterable[str]) -> None:
        for test in tests:
            self._left.setdefault(unit(test), set()).add(test)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        file = unit(report.nodeid)
        told = self._told.setdefault(file, {"passed": 0, "skipped": 0, "seconds": 0})
        told["seconds"] += report.duration
        told["passed"] += report.when == "call" and report.passed
        told["skipped"] += report.skipped
        if report.failed:
            self._red.add(file)
        if report.when == "teardown":
            self._end(file, report.nodeid)

    def _end(self, file: str, test: str) -> None:
        left = self._left.get(file, set())
        left.discard(test)
        if left or file in self._red:
            return
        at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}"
        line = json.dumps({"file": file, "at": at, **self._told[file]})
        with self._record.open("a", encoding="utf-8") as record:
            record.write(f"{line}\n")
