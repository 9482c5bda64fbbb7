"""What a command waits for before it does anything: every process of an installation pays it."""

from __future__ import annotations

import subprocess
import sys

# Half as much again as all of Django; asyncio and an HTTP client come with it.
SIGNING = "pyhanko"
ASKED = f"""
import sys
from shoumi.doors import homes
homes.load()
sys.exit("{SIGNING}" in sys.modules)
"""


def test_an_installation_starts_without_what_signs_documents():
    assert subprocess.run([sys.executable, "-c", ASKED], check=False).returncode == 0
