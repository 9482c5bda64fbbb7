"""A journey on copies of one told home, in each language: its walk, its sums, its end."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error
from tests.web import browser, home

LANGS = ("zh", "en")


def walked(
    made: Callable[..., Any],
    go: Callable[[Any], None],
    folder: Path,
    chromium: Browser,
    lang: str,
    shots: Path | None,
) -> tuple[int, list[str]]:
    """Every stage in one language: how many were reached, and what stopped it."""
    with ExitStack() as opened:
        served = opened.enter_context(browser.served(folder))
        tale = made(folder, served, chromium, opened, shots)
        tale.lang = lang
        try:
            go(tale)
        except (AssertionError, Error) as error:
            tale.last_looks()
            return tale.stages, [f"{lang}, after stage {tale.stages}: {error}"]
        return tale.stages, []


def main(name: str, made: Callable[..., Any], go: Callable[[Any], None]) -> int:
    """``python -m tests.web.NAME [--lang zh] [HOME]``: 1 where a stage was not reached.

    ``made``  makes the tale of a folder, a server, a browser, what to close, and where pictures lie
    """
    reader = argparse.ArgumentParser(prog=f"python -m tests.web.{name}")
    reader.add_argument("--lang", choices=LANGS, action="append")
    reader.add_argument("home", type=Path, nargs="?")
    asked = reader.parse_args()
    shots = Path(os.environ["SHOTS"]) if os.environ.get("SHOTS") else None
    stages, failed = 0, []
    with tempfile.TemporaryDirectory(prefix="shoumi-journey-") as place:
        told = asked.home or home.tell(Path(place) / "told")
        with browser.chromium() as chromium:
            for lang in asked.lang or LANGS:
                folder = home.copy(told, Path(place) / lang)
                reached, wrong = walked(made, go, folder, chromium, lang, shots)
                stages, failed = stages + reached, failed + wrong
    sys.stdout.write("".join(f"{line}\n" for line in failed))
    sys.stdout.write(f"stages={stages} failed={len(failed)}\n")
    return 1 if failed else 0
