"""Settings of a process that a test starts: those of every home, with tables that are copied."""

from __future__ import annotations

from shoumi.base.tests import migrated
from shoumi.core.tests import collector
from shoumi.doors.settings.base import *  # noqa: F403

collector.rarely()
migrated.use()
