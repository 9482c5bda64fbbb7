"""The home of a first deal as it stood before each act that passes a door, for ``tests.sabotage``.

``FOLDER/<moment>/home`` and, beside it, ``at``: what time it was there.  The server is halted while
its home is copied, as a machine that loses its power would leave it.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.sabotage.told import AT, HALF_WAY, HOME, MOMENTS
from tests.web.browser import Served
from tests.web.first_deal.server_clock import PYTHON_PATH, ServerClock, library

# In a folder of the process that opens such a home: what time it is there, and what opens its keys.
CLOCK, PASSPHRASE = "clock", "passphrase"
# The last form before the act; what opens a milestone is called as the milestone.
_FORMS = {
    "campaign-dispatch": "campaign_open",
    "handover-seal": "seal",
    "handover-release": "release",
}


def environment(folder: Path) -> Mapping[str, str]:
    """What a process needs around it to open a kept home; its own files are made in ``folder``."""
    from tests.web.set_up_journey import PASSPHRASE as WORDS

    folder.mkdir(exist_ok=True)
    (folder / CLOCK).write_text("+0\n", "ascii")
    (folder / PASSPHRASE).touch(0o600)
    (folder / PASSPHRASE).write_text(WORDS, "utf-8")
    return {
        "LD_PRELOAD": str(library()),
        "FAKETIME_TIMESTAMP_FILE": str(folder / CLOCK),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "PYTHONPATH": PYTHON_PATH,
        "SHOUMI_PASSPHRASE_FILE": str(folder / PASSPHRASE),
    }


def turn(folder: Path, kept: Path) -> None:
    """It is the time of the kept home, for a process that has not looked at the clock yet."""
    at = datetime.fromisoformat((kept / AT).read_text("ascii"))
    (folder / CLOCK).write_text(f"{at.timestamp() - time.time():+.0f}\n", "ascii")


@dataclass(slots=True)
class KeptHomes:
    """``folder`` is where they go; the home itself lies at ``home`` and is served."""

    folder: Path
    home: Path
    served: Served
    clock: ServerClock

    def before_form(self, slug: str, address: str, rooms: Mapping[str, str]) -> None:
        """``rooms`` are the addresses of the deal's rooms by their level."""
        if slug == "room-open":
            level = next(level for level, room in rooms.items() if address.startswith(room))
            self.before(f"room_{level.lower()}")
        elif slug in _FORMS:
            self.before(_FORMS[slug])

    def before(self, moment: str) -> None:
        if moment not in (*MOMENTS, HALF_WAY):
            return
        place = self.folder / moment
        shutil.rmtree(place, ignore_errors=True)
        group = os.getpgid(self.served.server.pid)
        os.killpg(group, signal.SIGSTOP)
        try:
            shutil.copytree(self.home, place / HOME)
        finally:
            os.killpg(group, signal.SIGCONT)
        (place / AT).write_text(self.clock.now().isoformat(), "ascii")
