"""``python -m tests.copies_loss [--engine sqlite] [--kills 20] [--times 10] [--seed WORD]``: exits
1 where more was lost than may be.

``--times 10`` copies and writes ten times as often as the product does, and allows a tenth of the
loss; ``--times 1`` is the product's own schedule, and takes two hours and more.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.copies_loss import engines, trial


def main() -> int:
    asked = argparse.ArgumentParser(prog="tests.copies_loss")
    asked.add_argument("--engine", choices=engines.ENGINES, default="sqlite")
    asked.add_argument("--kills", type=int, default=20)
    asked.add_argument("--times", type=int, default=10)
    asked.add_argument("--seed", default="shoumi")
    given = asked.parse_args()
    chosen, failed, worst = random.Random(given.seed), 0, 0.0
    with ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="shoumi-loss-"))
        engine = stack.enter_context(engines.running(given.engine))
        made = trial.made(Path(place), engine, given.times)
        for number in range(1, given.kills + 1):
            outcome = trial.killed_once(made, chosen)
            wrong = outcome.wrong(made.most_seconds)
            failed, worst = failed + bool(wrong), max(worst, outcome.lost_seconds)
            sys.stdout.write(f"{'FAILED' if wrong else 'ok'}  {number}  {outcome}  {wrong}\n")
            sys.stdout.flush()
    sys.stdout.write(
        f"engine={given.engine} kills={given.kills} failed={failed} "
        f"worst={worst:.1f} s of at most {made.most_seconds:.0f} s\n"
    )
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
