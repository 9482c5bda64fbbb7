"""What every test gets: a data folder of its own, and the cast."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    """The data folder of this test alone, mode 0700."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    settings.SHOUMI_HOME = folder
    return folder
