"""What every test gets: a data folder of its own, and the cast."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shoumi.base.ledger.tests.lifted import flushing_allowed


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
