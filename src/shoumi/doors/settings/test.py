"""Settings of the test suite: its own folder, either database."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SHOUMI_HOME", tempfile.mkdtemp(prefix="shoumi-test-"))

from shoumi.doors.settings import base  # noqa: E402
from shoumi.doors.settings.web import *  # noqa: E402,F403

for alias, config in base.DATABASES.items():
    if config["ENGINE"].endswith("sqlite3"):
        # Files, not memory: locking, WAL and what stays on disk are part of what is tested.
        config["TEST"] = {"NAME": Path(os.environ["SHOUMI_HOME"]) / f"test-{alias}.sqlite3"}
    else:
        config["TEST"] = {"NAME": f"test_{config['NAME']}"}
