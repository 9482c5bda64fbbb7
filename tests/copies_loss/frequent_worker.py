"""``python -m tests.copies_loss.frequent_worker TIMES``: ``shoumi worker``, whose copies go so many
times as often.  The clock is nobody's but the machine's."""

from __future__ import annotations

import sys
from dataclasses import replace

from shoumi.doors import homes


def main(times: int) -> None:
    homes.load()
    from shoumi.base.jobs import cron
    from shoumi.doors.cli import main as program

    plan = cron._plans["backup.copy"]
    cron._plans["backup.copy"] = replace(plan, every=plan.every / times)
    sys.argv[1:] = ["worker"]
    program()


if __name__ == "__main__":
    main(int(sys.argv[1]))
