"""The whole equity story in Chromium, by hand.

``python -m tests.web.story [--open] [--until PART]`` prints every stage and ``stages=N failed=0``.
The home is made for it and gone afterwards; with ``--server`` it lies in fresh
databases of the server that ``DATABASE_URL`` names (``scripts/with_postgres.py``).
``SHOTS=folder`` keeps the pictures of the README.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, nullcontext
from pathlib import Path

from playwright.sync_api import Error
from tests.web import browser, home
from tests.web.story import (
    closing,
    consent_campaign,
    diligence,
    house,
    inventory,
    mandate,
    open_deal,
    signature,
)
from tests.web.story.cast import DPO, HEAD
from tests.web.story.commands import BY_COMMAND
from tests.web.story.walk import Tale

Part = Callable[[Tale], None]
PARTS: Sequence[tuple[str, Part]] = (
    ("house", house.tell),
    ("beginning", mandate.tell),
    ("inventory", inventory.tell),
    ("diligence", diligence.tell),
    ("signing", signature.tell),
    ("asking", consent_campaign.tell),
    ("closing", closing.tell),
)


def whole(folder: Path) -> Sequence[tuple[str, Part]]:
    """A new home, on the first day."""
    made = ("home", "create", "--demo", "--from", "2026-08-24T09:00", "--head", HEAD, "--dpo", DPO)
    home.run(folder, sys.executable, "-m", "shoumi.doors.cli", *made)
    return PARTS


def half(folder: Path) -> Sequence[tuple[str, Part]]:
    """The open deal that ``make demo`` leaves at the registrar."""
    home.tell(folder, open_deal.UNTIL, open_deal.CUSTOMERS)
    return (("opened", open_deal.tell),)


def walk(folder: Path, parts: Sequence[tuple[str, Part]], shots: Path | None) -> Tale:
    """Every part, by people at their browsers; what stops it is among ``failed``."""
    with ExitStack() as closing_all:
        served = closing_all.enter_context(browser.served(folder))
        chromium = closing_all.enter_context(browser.chromium())
        tale = Tale(folder, served, chromium, closing_all, shots)
        tale.by(DPO)
        for name, part in parts:
            try:
                part(tale)
            except (AssertionError, Error, RuntimeError) as error:
                tale.failed.append(f"{name}, after stage {tale.stages}: {error}")
                tale.last_looks()
                break
        return tale


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", action="store_true", help="walk the demo's open deal to its end")
    parser.add_argument("--server", action="store_true", help="on the server of DATABASE_URL")
    parser.add_argument("--until", default="", help="stop after this part of the whole story")
    return parser.parse_args()


def main() -> int:
    given = _given()
    wanted = os.environ.get("SHOTS")
    shots = Path(wanted).resolve() if wanted else None
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with (
        home.on_server() if given.server else nullcontext(),
        tempfile.TemporaryDirectory(prefix="shoumi-story-") as place,
    ):
        folder = Path(place) / "home"
        parts = half(folder) if given.open else whole(folder)
        names = [name for name, _ in parts]
        if given.until:
            parts = parts[: names.index(given.until) + 1]
        tale = walk(folder, parts, shots)
    sys.stdout.write("".join(f"{line}\n" for line in tale.failed))
    for step in sorted(tale.commanded):
        sys.stdout.write(f"by command  {step}: {BY_COMMAND[step]}\n")
    where = "postgresql" if given.server else "sqlite"
    took = time.monotonic() - began
    sys.stdout.write(f"{where} {took:.0f} s stages={tale.stages} failed={len(tale.failed)}\n")
    return 1 if tale.failed else 0


if __name__ == "__main__":
    sys.exit(main())
