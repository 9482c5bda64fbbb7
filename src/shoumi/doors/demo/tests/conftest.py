"""One telling of the equity story for all tests here, with copies of the home taken on the way."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from shoumi.doors.demo.tests import runs


class Watched(NamedTuple):
    """``out`` holds ``before`` (just before destruction), ``fork`` (after the campaign began) and
    ``condemned.json``."""

    home: Path
    out: Path
    dossier: Path
    trust: Path
    deadlines: dict[str, str]


@pytest.fixture(scope="session")
def watched(tmp_path_factory) -> Watched:
    folder = tmp_path_factory.mktemp("watched")
    out = folder / "out"
    out.mkdir()
    document = runs.inside(folder / "home", "watch", str(out))
    dossier, trust = Path(document["dossier"]), Path(document["trust"])
    return Watched(folder / "home", out, dossier, trust, document["deadlines"])
