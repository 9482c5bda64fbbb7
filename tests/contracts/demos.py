"""The contracts that only a told story shows: its three variants, and the open deal it leaves."""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.contracts import program

VARIANTS = ("equity", "merger", "asset")
CUSTOMERS = 60  # as few as a demo takes
NAMES = (*(f"demo-{variant}" for variant in VARIANTS), "duties", "register")


def every(place: Path) -> Mapping[str, Any]:
    """Each variant once, side by side; the open deal of the first is looked at."""
    with ThreadPoolExecutor(len(VARIANTS)) as threads:
        told = dict(zip(VARIANTS, threads.map(lambda one: tell(place, one), VARIANTS), strict=True))
    opened = place / VARIANTS[0] / "open"
    register = program.shoumi(opened, "policy", "register")
    return {
        **{f"demo-{variant}": _steady(told[variant], place / variant) for variant in VARIANTS},
        # Nothing is taken out: the story's clock stands, and positions are the same in every run.
        "duties": program.told(opened, "duties"),
        "register": tomllib.loads(register.stdout),
    }


def tell(place: Path, variant: str) -> Any:
    """What ``shoumi demo --json`` prints; its home is the folder named after the variant."""
    only_told = () if variant == VARIANTS[0] else ("--no-open-deal",)
    order = ("demo", "--json", "--variant", variant, "--customers", str(CUSTOMERS), *only_told)
    done = program.shoumi(place / variant, *order)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, order, done.stdout, done.stderr)
    return json.loads(done.stdout)


def _steady(document: Any, home: Path) -> Any:
    """Without what differs in every run: seconds, and where the home is."""
    if isinstance(document, dict):
        return {name: _steady(value, home) for name, value in document.items() if name != "seconds"}
    if isinstance(document, list):
        return [_steady(value, home) for value in document]
    return document.replace(str(home), "HOME") if isinstance(document, str) else document
