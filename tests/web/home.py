"""A demo home for the sweeps: told once, copied before it is changed, put back after."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CUSTOMERS = 60
# Its deal is open and has all that a deal ever has: rooms, a campaign, orders, a sealed package.
UNTIL = "sealed"
ROOT = Path(__file__).resolve().parents[2]


def tell(folder: Path, until: str = UNTIL, customers: int = CUSTOMERS) -> Path:
    """A demo home, its deal open, in ``folder``."""
    order = [sys.executable, "-m", "shoumi.doors.cli", "demo", "--customers", str(customers)]
    run(folder, *order, "--until", until, "--no-open-deal")
    return folder


def run(folder: Path, *order: str) -> str:
    """What one command prints with ``folder`` as its home."""
    return subprocess.run(
        order, env=environment(folder), check=True, text=True, stdout=subprocess.PIPE
    ).stdout


def environment(folder: Path) -> dict[str, str]:
    own = _OWN[-1:] if has_server() else _OWN
    kept = {key: value for key, value in os.environ.items() if key not in own}
    return {**kept, "SHOUMI_HOME": str(folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}


def has_server() -> bool:
    """Whether this run is to keep its home in the databases that the environment names."""
    return os.environ.get("STORY_DATABASES") == "server"


# A home of our own lies in its folder, whatever databases the environment names.
_OWN = ("DATABASE_URL", "KEYRING_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE")


def copy(told: Path, to: Path) -> Path:
    if to.exists():
        shutil.rmtree(to)
    shutil.copytree(told, to)
    return to


def start(folder: Path) -> None:
    """Open the home in this process, as the web server does."""
    os.environ.update(environment(folder), DJANGO_SETTINGS_MODULE="shoumi.doors.settings.web")
    for name in _OWN[:3]:
        os.environ.pop(name, None)
    from shoumi.doors import homes

    homes.start()
