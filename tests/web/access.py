"""Every address, method and visitor against ``tests/access.toml``, by real requests.

``python -m tests.web.access``          prints ``cells=N differences=0``, or the differences
``python -m tests.web.access --draft``  prints a line for each address that the file has not,
                                        as it answers now, for a person to review
``python -m tests.web.access --part``   of the addresses a part, drawn by the commit (all of them
                                        in ``make long``)

A folder as the last word is a demo home to copy instead of telling one; after ``--first-deal`` it
is one that ``tests.web.first_deal --keep`` left, with its time beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.web import home

OF_FIRST_DEAL = Path(__file__).resolve().parents[1] / "access_of_first_deal.toml"
# Of the addresses so many are asked in a part.
ONE_IN = 12


def main() -> int:
    if {"-h", "--help"} & set(sys.argv):
        sys.stdout.write(__doc__ or "")
        return 0
    if "--first-deal" in sys.argv and "LD_PRELOAD" not in os.environ:
        return _by_its_clock(Path(sys.argv[-1]))
    given = [word for word in sys.argv[1:] if not word.startswith("-")]
    with tempfile.TemporaryDirectory(prefix="shoumi-access-") as folder:
        place = Path(folder) / "home"
        home.start(home.copy(Path(given[0]), place) if given else home.tell(place))
        from tests.web import access_draft, access_sweep

        sweep = access_sweep.Sweep(place, OF_FIRST_DEAL if "--first-deal" in sys.argv else None)
        if "--part" in sys.argv:
            sweep.draw(ONE_IN)
        if "--draft" in sys.argv:
            sys.stdout.write("".join(f"{line}\n" for line in access_draft.lines(sweep)))
            return 0
        count = 0
        for line in access_sweep.differences(sweep):
            count += 1
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    sys.stdout.write(f"cells={sweep.cells} differences={count}\n")
    return 1 if count else 0


def _by_its_clock(kept: Path) -> int:
    """The same in a process that lives at the time of the kept home."""
    from tests.web.first_deal import kept_homes

    with tempfile.TemporaryDirectory(prefix="shoumi-access-clock-") as folder:
        own = Path(folder)
        around = kept_homes.environment(own)
        kept_homes.turn(own, kept)
        order = [sys.executable, "-m", "tests.web.access", *sys.argv[1:-1], str(kept / "home")]
        return subprocess.run(order, env={**os.environ, **around}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
