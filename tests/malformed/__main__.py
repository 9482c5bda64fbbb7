"""Malformed input to every form, upload and write operation, against a worked home.

``python -m tests.malformed [--only NAME] [--count 400] [--seed S]``

``--only``   targets whose name has that in it
``--drawn``  of the targets a part, drawn by the commit (all of them in ``make long``)
``--part``   ``K/N``: every Nth target from the Kth, so that several processes do all
``--until``  the step of the demo's story at which the home is left
``--home``   a demo home to copy instead of telling one
``--shown``  how many findings of a target are printed

Prints of each target how many inputs came to the service (``reached``) and how many were taken
(``done``); at the end the sums, and fails unless the last three of them are 0.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web import home

from shoumi.core.tests import portion

if TYPE_CHECKING:
    from tests.malformed.run import Tally

# Of the targets so many are taken in a part.
ONE_IN = 24
# Acts that are done once before, so that drafts are there to be malformed.
_SOWN = ("act-assessment-begin", "act-agreement-draft", "act-notice-begin")


def main() -> int:
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="shoumi-malformed-") as folder:
        place = Path(folder) / "home"
        home.start(home.copy(asked.home, place) if asked.home else home.tell(place, asked.until))
        tallies = list(_tallies(place, asked))
    return _end(tallies)


def _tallies(place: Path, asked: argparse.Namespace) -> Iterator[Tally]:
    from tests.malformed import calls
    from tests.malformed.run import Run
    from tests.malformed.targets import Targets
    from tests.web.access_sweep import Sweep

    sweep = Sweep(place)
    calls.sow([one for name in _SOWN for one in Targets(sweep, name).every()])
    every = list(Targets(sweep, asked.only).every())
    number, _, of = asked.part.partition("/")
    every = every[int(number) :: int(of)]
    if asked.drawn:
        every = portion.drawn(every, what="malformed", one_in=ONE_IN)
    run = Run(sweep, asked.seed)
    for target in every:
        tally = run.against(target, asked.count)
        answers = " ".join(f"{status}×{count}" for status, count in sorted(tally.statuses.items()))
        sums = f"inputs={tally.inputs} reached={tally.reached} done={tally.done}"
        _say(f"{target.name}: {sums} {answers}")
        for found in (*tally.faults[: asked.shown], *tally.changed[: asked.shown], *tally.slow):
            _say(f"    {found}")
        yield tally


def _end(tallies: list[Tally]) -> int:
    sums = {
        "inputs": sum(one.inputs for one in tallies),
        "reached": sum(one.reached for one in tallies),
        "done": sum(one.done for one in tallies),
        "faults": sum(len(one.faults) for one in tallies),
        "changed_while_refused": sum(len(one.changed) for one in tallies),
        "slow": sum(len(one.slow) for one in tallies),
    }
    _say(f"targets={len(tallies)} " + " ".join(f"{name}={count}" for name, count in sums.items()))
    return 1 if sums["faults"] or sums["changed_while_refused"] or sums["slow"] else 0


def _asked() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m tests.malformed", description=__doc__)
    reader.add_argument("--only", default="")
    reader.add_argument("--count", type=int, default=400)
    reader.add_argument("--seed", default=portion.seed())
    reader.add_argument("--part", default="0/1")
    reader.add_argument("--until", default=home.UNTIL)
    reader.add_argument("--home", type=Path)
    reader.add_argument("--drawn", action="store_true")
    reader.add_argument("--shown", type=int, default=5)
    return reader.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
