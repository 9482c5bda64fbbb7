"""Vectors others published, where they lie beside the repository; the project carries none."""

from __future__ import annotations

import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[5].parent / "shared" / "vectors"


def published(name):
    """The parsed file, or None where it is not there.  Says which it was."""
    file = FOLDER / name
    found = json.loads(file.read_text("utf-8")) if file.is_file() else None
    state = "used" if found else "not beside this repository"
    print(f"published vectors {name}: {state}")  # noqa: T201 - the run must say which it had
    return found
