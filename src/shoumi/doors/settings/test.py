"""Settings of the test suite: its own folder, either database."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from shoumi.core.tests import collector, scratch

collector.rarely()
scratch.use()


def _until_the_end(folder: str, process: int) -> None:
    # Forks leave by another way, but one that does not must not take its parent's folder along.
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)


if "SHOUMI_HOME" not in os.environ:
    os.environ["SHOUMI_HOME"] = tempfile.mkdtemp(prefix="shoumi-test-")
    atexit.register(_until_the_end, os.environ["SHOUMI_HOME"], os.getpid())

from shoumi.base.tests import migrated  # noqa: E402
from shoumi.doors.settings import base  # noqa: E402
from shoumi.doors.settings.web import *  # noqa: E402,F403

for alias, config in base.DATABASES.items():
    if config["ENGINE"].endswith("sqlite3"):
        # Files, not memory: locking, WAL and what stays on disk are part of what is tested.
        config["TEST"] = {"NAME": Path(os.environ["SHOUMI_HOME"]) / f"test-{alias}.sqlite3"}
    else:
        config["TEST"] = {"NAME": f"test_{config['NAME']}"}

migrated.use()
