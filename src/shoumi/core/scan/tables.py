"""The data files beside this package: read once, as TOML."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read(name: str) -> dict[str, Any]:
    """The table ``data/<name>.toml``.  Callers must not change what they get."""
    source = files("shoumi.core.scan").joinpath("data", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
