"""Another account of this machine, with nothing of whoever ran the home in its environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.web.home import ROOT

# Of nobody on an ordinary machine.
NUMBER = 64_321
_PATH = "/usr/local/bin:/usr/bin:/bin"


def owns(path: Path) -> Path:
    for one in (path, *path.rglob("*")):
        os.chown(one, NUMBER, NUMBER)
    return path


def runs(home: Path, where: Mapping[str, str], *words: str) -> str:
    """What a command of ours prints to the stranger with ``home`` as its data folder."""
    own = {
        "PATH": _PATH,
        "HOME": str(home.parent),
        "LANG": "C.UTF-8",
        "SHOUMI_HOME": str(home),
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        **where,
    }
    order = [*_as_it(), "env", "-i", *(f"{name}={value}" for name, value in own.items())]
    ended = subprocess.run(
        [*order, sys.executable, *words], text=True, capture_output=True, check=False, cwd="/"
    )
    assert ended.returncode == 0, f"{words}: {ended.stdout[-2000:]} {ended.stderr[-2000:]}"
    return ended.stdout


def may_read(path: Path) -> bool:
    order = [*_as_it(), "test", "-r", str(path)]
    return subprocess.run(order, check=False).returncode == 0


def _as_it() -> list[str]:
    return ["setpriv", f"--reuid={NUMBER}", f"--regid={NUMBER}", "--clear-groups"]
