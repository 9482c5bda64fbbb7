"""``python -m tests.drill [COUNT] [SECONDS] [--kill]``: a drill of so many injects in so many
seconds (forty in ten minutes) in a real home, its worker a process of its own, its mails to a real
relay; with ``--kill`` the worker is killed in the middle (SIGKILL) and started again.  Prints one
line of what came of it; ends with 1 where an inject was lost or came twice, or a mail of the drill
went to somebody who is not in it."""

from __future__ import annotations

import argparse
import sys

from tests.drill.run import play


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.drill")
    parser.add_argument("count", type=int, nargs="?", default=40)
    parser.add_argument("seconds", type=int, nargs="?", default=600)
    parser.add_argument("--kill", action="store_true")
    given = parser.parse_args()
    found = play(given.count, given.seconds, is_killed=given.kill)
    sys.stdout.write(found.line() + "\n")
    return 0 if found.is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
