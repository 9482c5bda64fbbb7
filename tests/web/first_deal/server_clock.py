"""The server's clock, moved by libfaketime: days pass for what runs under it, and for nobody else.

The offset lies in a file that each process under it reads again once a second, so a server need not
be started anew for the next day.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Asia/Shanghai")
# Longer than a process goes without looking at the file: by whole seconds, so two at most.
_SEEN_AFTER = 2.5


_ROOT = Path(__file__).resolve().parents[3]
# In the path of each Python that lives by the clock: its machine has run for as long.
PYTHON_PATH = f"{Path(__file__).with_name('machine')}:{_ROOT / 'src'}:{_ROOT}"


def library() -> Path:
    """What is preloaded into a process that lives by another clock."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    assert found, "apt-get install libfaketime"
    return found[0]


class ServerClock:
    """``file`` holds the seconds by which the server's time differs from this machine's."""

    def __init__(self, file: Path) -> None:
        self.library, self.file, self.offset = library(), file, 0

    def turns(self, to: datetime) -> None:
        """It is ``to`` from now on, as a clock on the wall in China shows it; forward alone."""
        offset = round(to.replace(tzinfo=_ZONE).timestamp() - time.time())
        assert not self.file.exists() or offset >= self.offset, f"{to} is over"
        self.offset = offset
        # In one go: a file that is empty for a moment would be this machine's time.
        fresh = self.file.with_suffix(".new")
        fresh.write_text(f"{offset:+d}\n")
        fresh.replace(self.file)
        time.sleep(_SEEN_AFTER)

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.offset, UTC)

    @property
    def environment(self) -> Mapping[str, str]:
        """What stands in the environment of whatever runs by this clock."""
        return {
            "LD_PRELOAD": str(self.library),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "PYTHONPATH": PYTHON_PATH,
        }

    @contextmanager
    def here(self) -> Iterator[None]:
        """What this process starts meanwhile runs by this clock."""
        with mock.patch.dict(os.environ, self.environment):
            yield
