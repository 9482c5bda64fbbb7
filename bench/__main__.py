"""``python -m bench [KEY…]``: measure, print, and write ``results.json`` and ``results.svg``.

Each row is measured in a process of its own, so that neither memory nor imports of one touch
another.  Rows that were not asked for keep what they had.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import plots
from bench.measurement import RUN
from bench.rows import EVERY

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
MINUTES_A_ROW = 60


def main(keys: list[str]) -> int:
    if unknown := set(keys) - EVERY.keys():
        sys.stderr.write(
            f"no such row: {', '.join(sorted(unknown))}; there are {', '.join(EVERY)}\n"
        )
        return 2
    kept = {row["key"]: row for row in json.loads(RESULTS.read_text())} if RESULTS.exists() else {}
    failed = []
    with tempfile.TemporaryDirectory(prefix="shoumi-bench-run-") as run:
        for key in keys or EVERY:
            sys.stderr.write(f"{key} …\n")
            done = subprocess.run(
                [sys.executable, "-m", "bench.single_row", key],
                stdout=subprocess.PIPE,
                check=False,
                timeout=60 * MINUTES_A_ROW,
                env={**os.environ, RUN: run},
            )
            if done.returncode:
                failed.append(key)
                continue
            kept[key] = json.loads(done.stdout.splitlines()[-1])
            sys.stdout.write(line(kept[key]) + "\n")
            sys.stdout.flush()
    rows = [kept[key] for key in EVERY if key in kept]
    RESULTS.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    plots.draw(rows, HERE / "results.svg")
    if failed:
        sys.stderr.write(f"not measured: {', '.join(failed)}\n")
    return 1 if failed else 0


def line(row: dict[str, object]) -> str:
    """One row for people."""
    met = "met" if row["is_met"] else "MISSED"
    goal = f"limit {row['target']:g} {row['unit']}" if row["is_limit"] else f"≥ {row['target']:g}"
    goal = f"≤ {row['target']:g}" if row.get("is_growth") else goal
    return (
        f"{row['key']:24} {row['ours']:>12.4g} {row['unit']:8} {row['peer']:34} "
        f"{row['theirs']:>12.4g}  ×{row['ratio']:<9.4g} {goal:18} {met}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
