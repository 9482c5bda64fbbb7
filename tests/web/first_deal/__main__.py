"""A first deal in Chromium, from an empty folder to its end, by people who never saw the demo.

``python -m tests.web.first_deal [--until PART] [--home FOLDER] [--sweep]`` prints every stage and
``acts=N commands=0 failed=0``; an act is a submitted form.  ``--alone variants`` walks that part in
a house that has done nothing but begin; ``--alone requests`` customers who ask for their own data,
``--alone incident`` a house that has an incident and a drill, ``--alone sub-processors`` a vendor
that takes one of its own: no part of the sale.  ``--sweep`` then looks at every page like
``tests.web.pages``; ``--home`` keeps the home there, ``--keep`` what it was before each act that
passes a door, for ``tests.sabotage --first-deal``.  ``SHOTS=folder`` keeps pictures.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from playwright.sync_api import Error
from tests.flood import proxy
from tests.web import browser
from tests.web.first_deal import (
    agreement,
    campaign,
    closure,
    copies,
    handover,
    house,
    incident,
    inventory,
    outside_services,
    page_sweep,
    policy,
    requests,
    sub_processors,
    variants,
)
from tests.web.first_deal.kept_homes import KeptHomes
from tests.web.first_deal.server_clock import ServerClock
from tests.web.first_deal.walk import FirstDeal
from tests.web.story.walk import FIRST

PARTS: Sequence[tuple[str, Callable[[FirstDeal], None]]] = (
    ("house", house.tell),
    ("policy", policy.tell),
    ("inventory", inventory.tell),
    ("agreement", agreement.tell),
    ("campaign", campaign.tell),
    ("registration", handover.comes_near),
    ("copies", copies.tell),
    ("handover", handover.tell),
    ("variants", variants.tell),
    ("closure", closure.tell),
)
# What is no part of the sale: walked by itself alone.
BESIDES: Sequence[tuple[str, Callable[[FirstDeal], None]]] = (
    ("requests", requests.tell),
    ("incident", incident.tell),
    ("sub-processors", sub_processors.tell),
)
# What a part needs that can be walked by itself.
NEEDS: Mapping[str, Sequence[str]] = {
    "variants": ("house", "policy", "copies"),
    "requests": ("house", "policy", "inventory"),
    "incident": ("house", "policy", "inventory"),
    "sub-processors": ("house", "policy"),
}


def behind_proxy(
    closing: ExitStack, server: AbstractContextManager[browser.Served]
) -> browser.Served:
    """Caddy stands before the server, by the file in ``deploy``."""
    served = closing.enter_context(server)
    site = f"http://localhost:{closing.enter_context(proxy.before(served.port))}"
    return browser.Served(site, served.link.replace(served.site, site), served.server)


def walk(
    place: Path,
    parts: Sequence[str],
    shots: Path | None,
    *,
    folder: Path,
    kept: Path | None = None,
    is_swept: bool = False,
) -> FirstDeal:
    """Every part that is named; what stops it is among ``failed``."""
    clock = ServerClock(place / "clock")
    clock.turns(FIRST)
    with ExitStack() as closing:
        outside = closing.enter_context(outside_services.standing(clock))
        more = {**outside.environment, "SHOUMI_PROXIES": "127.0.0.1"}
        served = behind_proxy(closing, browser.served(folder, more=more))
        chromium = closing.enter_context(browser.chromium())
        made = FirstDeal(folder, served, chromium, closing, shots, outside=outside)
        if kept:
            made.kept = KeptHomes(kept, folder, made.served, clock)
        for name, part in (*PARTS, *BESIDES):
            if name not in parts:
                continue
            try:
                part(made)
            except (AssertionError, Error, RuntimeError) as error:
                made.failed.append(f"{name}, after stage {made.stages}: {error}")
                made.last_looks()
                return made
        if is_swept:
            sweep = page_sweep.Sweep(made)
            sweep.sweep([*made.members.values()], chromium)
            made.failed += [told for _, told in sweep.faults]
            sys.stdout.write(f"{[*sweep.lines()][-1]}\n")
        return made


def main() -> int:
    names = [name for name, _ in PARTS]
    parser = argparse.ArgumentParser(description=__doc__)
    ends = parser.add_mutually_exclusive_group()
    ends.add_argument("--until", choices=names, default=names[-1], help="the last part to walk")
    ends.add_argument("--alone", choices=NEEDS, help="a part, after those alone that it needs")
    parser.add_argument("--home", type=Path, help="a folder that is not there yet, and is kept")
    parser.add_argument(
        "--keep", type=Path, help="keep the home before each act that passes a door"
    )
    parser.add_argument("--sweep", action="store_true", help="look at every page at the end")
    given = parser.parse_args()
    if given.home and given.home.exists():
        parser.error(f"{given.home} is there already")
    shots = Path(os.environ["SHOTS"]).resolve() if os.environ.get("SHOTS") else None
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="shoumi-first-deal-") as place:
        done = walk(
            Path(place),
            [*NEEDS[given.alone], given.alone]
            if given.alone
            else names[: names.index(given.until) + 1],
            shots,
            folder=given.home.resolve() if given.home else Path(place) / "home",
            kept=given.keep and given.keep.resolve(),
            is_swept=given.sweep,
        )
    sys.stdout.write("".join(f"{line}\n" for line in done.failed))
    told = f"acts={done.acts} commands={len(done.commanded)} failed={len(done.failed)}"
    sys.stdout.write(f"{time.monotonic() - began:.0f} s {told}\n")
    return 1 if done.failed or done.commanded else 0


if __name__ == "__main__":
    sys.exit(main())
