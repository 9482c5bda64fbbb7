"""The demo home of the command line, with whatever stands behind it."""

from __future__ import annotations

from shoumi.doors.cli.tests.conftest import *  # noqa: F403
