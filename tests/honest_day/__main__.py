"""``python -m tests.honest_day [--days 3]``: whole days of honest work, and the cases they open."""

from __future__ import annotations

import argparse
import os
import sys

import pytest


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--days", type=int, default=3)
    os.environ["HONEST_DAYS"] = str(asked.parse_args().days)
    os.environ["SHOUMI_LONG"] = "1"
    return pytest.main(["-q", "-p", "no:cacheprovider", "tests/honest_day"])


if __name__ == "__main__":
    sys.exit(main())
