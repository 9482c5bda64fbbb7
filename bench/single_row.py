"""Measure one row and print it as JSON; the runner starts this."""

from __future__ import annotations

import json
import sys

from bench.rows import EVERY

row = EVERY[sys.argv[1]]()
sys.stdout.write(json.dumps(row.as_json(), ensure_ascii=False) + "\n")
