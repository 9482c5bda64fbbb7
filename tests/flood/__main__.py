"""``python -m tests.flood [SECONDS]``: every flood in turn; exits 1 where honest readers lost."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.flood import run
from tests.flood.attacks import ATTACKS
from tests.web import browser, home


def main(seconds: float) -> int:
    failed = 0
    with tempfile.TemporaryDirectory(prefix="shoumi-flood-") as place:
        folder = made(Path(place))
        with browser.served(folder) as server:
            for attack in ATTACKS:
                outcome = run.under(attack, server, seconds)
                wrong = outcome.wrong()
                failed += bool(wrong)
                sys.stdout.write(f"{'FAILED' if wrong else 'ok'}  {outcome}  {'; '.join(wrong)}\n")
                sys.stdout.flush()
    sys.stdout.write(f"floods={len(ATTACKS)} failed={failed}\n")
    return int(failed > 0)


def made(place: Path) -> Path:
    order = ("home", "create", "--demo", "--head", "郑样板", "--dpo", "林示范")
    home.run(place / "home", sys.executable, "-m", "shoumi.doors.cli", *order)
    return place / "home"


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 15))
