"""Break every promise and try every door it shuts; end deals; then let 400 days go by.

``python -m tests.sabotage``          all of it, in as many processes as there are processors
``python -m tests.sabotage --drawn``  a part, drawn by the commit, as ``make test`` runs it
``python -m tests.sabotage --only 7.3,12.1``  of these demands alone
``python -m tests.sabotage --first-deal KEPT``  in the real homes that ``tests.web.first_deal --keep
KEPT`` left; time is libfaketime's, and the 400 days are left to the story
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# How many cases ``make test`` draws.
_DRAWN = 10
_COPYING = "shoumi.doors.settings.child_of_test"
# Of what a part said that broke off, the last characters.
_SAID = 5_000


def main() -> int:
    asked = _arguments()
    if asked.kept:
        return _part(asked)
    with tempfile.TemporaryDirectory(prefix="shoumi-sabotage-") as place:
        folder = Path(place)
        if asked.first_deal:
            return _all(folder, asked)
        _tell(folder)
        if asked.drawn or asked.only:
            return _part(argparse.Namespace(**{**vars(asked), "kept": folder, "out": None}))
        return _all(folder, asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.sabotage", description=__doc__)
    parser.add_argument("--drawn", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--first-deal", type=Path, help="real homes that a walk kept")
    parser.add_argument("--kept", type=Path, help="homes that were told before")
    parser.add_argument("--own", type=Path, help="where this part works")
    parser.add_argument("--part", type=int, default=0)
    parser.add_argument("--of", type=int, default=1)
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def _environment(home: Path) -> dict[str, str]:
    left = ("DATABASE_URL", "KEYRING_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if name not in left}
    return {**kept, "SHOUMI_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}


def _tell(folder: Path) -> None:
    order = [sys.executable, "-m", "tests.sabotage.story_homes", str(folder)]
    env = {**_environment(folder / "telling"), "DJANGO_SETTINGS_MODULE": _COPYING}
    subprocess.run(order, env=env, cwd=ROOT, check=True)


def _all(folder: Path, asked: argparse.Namespace) -> int:
    """Every case, spread over the processors; what each part found is added up."""
    count = os.cpu_count() or 1
    outs = [folder / f"part-{number}.json" for number in range(count)]
    running = [_begun(folder, asked, number, count, out) for number, out in enumerate(outs)]
    ends = [one.wait() for one in running]
    if any(ends):
        for out in outs:
            if (said := out.with_suffix(".err")).exists():
                sys.stderr.write(said.read_text("utf-8", "replace")[-_SAID:])
        return 1
    found = [json.loads(out.read_text("utf-8")) for out in outs]
    from tests.sabotage.cases import acts_at
    from tests.sabotage.kept_home import moments_in
    from tests.sabotage.tally import Tally, without_case

    tally = Tally()
    for one in found:
        tally.add(one)
    lines = [line for one in found for line in one["days"]]
    moments = moments_in(asked.first_deal or folder)
    acts = {act.name for moment in moments for act in acts_at(moment)}
    missing = [] if asked.only else list(without_case(tally, acts))
    _say(*lines, *missing, *tally.lines(), tally.said())
    days_are_good = all(line.endswith("amiss=0") for line in lines)
    return 0 if tally.is_good and not missing and days_are_good else 1


def _begun(
    folder: Path, asked: argparse.Namespace, number: int, count: int, out: Path
) -> subprocess.Popen[bytes]:
    kept = asked.first_deal.resolve() if asked.first_deal else folder
    own = folder / f"part-{number}"
    order = [sys.executable, "-m", "tests.sabotage", "--kept", str(kept), "--own", str(own)]
    order += ["--part", str(number), "--of", str(count), "--out", str(out)]
    more: dict[str, str] = {}
    if asked.first_deal:
        from tests.web.first_deal import kept_homes

        order += ["--first-deal", str(kept), *(["--only", asked.only] if asked.only else [])]
        more |= kept_homes.environment(own)
    # What its own workers say of a relay and of servers that stand no more is kept apart.
    with out.with_suffix(".err").open("wb") as said:
        errors = said if asked.first_deal else None
        return subprocess.Popen(
            order, env=_environment(own / "home") | more, cwd=ROOT, stderr=errors
        )


def _part(asked: argparse.Namespace) -> int:
    """In this process: the cases of one part, or those that were drawn or named."""
    from tests.sabotage import place as places
    from tests.sabotage import real_place

    place = places.begin(
        asked.kept,
        asked.own or asked.kept / f"part-{asked.part}",
        real_place.RealPlace if asked.first_deal else places.Place,
    )
    with place.outside():
        return _told(place, asked)


def _told(place: Any, asked: argparse.Namespace) -> int:
    from tests.sabotage import ended, four_hundred_days, trial
    from tests.sabotage.cases import cases
    from tests.sabotage.tally import Tally

    tally = Tally()
    chosen = cases(place.moments, place.is_possible)
    if asked.only:
        wanted = asked.only.split(",")
        chosen = [case for case in chosen if case.what.demands[0] in wanted]
    if asked.drawn:
        chosen = _drawn(chosen)
    chosen = chosen[asked.part :: asked.of]
    trial.run(place, chosen, tally, is_whole=not asked.drawn)
    days: list[str] = []
    is_whole = not asked.drawn and not asked.only
    if asked.part == asked.of - 1 and is_whole and not asked.first_deal:
        told = four_hundred_days.run(place)
        days = [*told.amiss, told.said()]
    if asked.part == 0 and is_whole:
        over = ended.run(place)
        days += [*over.amiss, over.said()]
    if asked.out:
        asked.out.write_text(json.dumps(asdict(tally) | {"days": days}, default=sorted), "utf-8")
        return 0
    _say(*tally.lines(), tally.said())
    return 0 if tally.is_good else 1


def _drawn(cases: list[object]) -> list[object]:
    """Cases with everything that belongs to them; at least one of each way to break something."""
    from shoumi.core.tests import portion

    whole = [case for case in cases if case.is_chosen]  # type: ignore[attr-defined]
    one_in = -(-len(whole) // _DRAWN)
    return portion.drawn(whole, what="sabotage", one_in=one_in)


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    sys.exit(main())
