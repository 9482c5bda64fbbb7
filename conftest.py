"""What every test gets: a data folder of its own, and the cast."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from shoumi.base.ledger.tests.without_triggers import flushing_allowed
from shoumi.base.vault import key_erasure
from shoumi.core.tests import vectors

# The same examples at every run, and no time limit a busy machine could break: a red test is red
# for everybody.  `SHOUMI_EXAMPLES=new` looks for new ones.
hypothesis.settings.load_profile("default" if os.environ.get("SHOUMI_EXAMPLES") == "new" else "ci")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    """The data folder of this test alone, mode 0700."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    settings.SHOUMI_HOME = folder
    return folder


@pytest.fixture(autouse=True, scope="session")
def _flush_between_tests() -> Iterator[None]:
    """Tests that commit are cleaned up after; the ledger's tables refuse that to everyone else."""
    with flushing_allowed():
        yield


@pytest.fixture(autouse=True, scope="session")
def _patient() -> None:
    """On a server that several workers share, an erasure waits for the others' transactions."""
    if os.environ.get("DATABASE_URL"):
        key_erasure.PATIENCE_SECONDS = 60


_BITS = "flipped bits"


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Say how many bits of what were flipped and refused; the end of the run tells the sums."""

    def count(what: str, bits: int) -> None:
        assert bits
        record_property(_BITS, [what, bits])

    return count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in vectors.told():
        terminalreporter.write_line(line)
    sums: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == _BITS:
                sums[value[0]] += value[1]
    if sums:
        told = ", ".join(f"{what} {bits:,}" for what, bits in sorted(sums.items()))
        terminalreporter.write_line(f"bits flipped one by one, each refused: {told}")
