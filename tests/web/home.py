"""A demo home for the sweeps: told once, copied before it is changed, put back after."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from shoumi.base.tests import migrated

CUSTOMERS = 60
# Its deal is open and has all that a deal ever has: rooms, a campaign, orders, a sealed package.
UNTIL = "sealed"
ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "shoumi.doors.settings.child_of_test"


def tell(folder: Path, until: str = UNTIL, customers: int = CUSTOMERS) -> Path:
    """A demo home, its deal open, in ``folder``.  In a run of tests each is told once."""
    if migrated.FOLDER not in os.environ or _server:
        return _told(folder, until, customers)
    kept = migrated.folder() / f"told-{until}-{customers}"
    with migrated.alone(kept):
        if not kept.exists():
            _told(kept.with_suffix(".part"), until, customers).rename(kept)
    return copy(kept, folder)


def _told(folder: Path, until: str, customers: int) -> Path:
    order = [sys.executable, "-m", "shoumi.doors.cli", "demo", "--customers", str(customers)]
    run(folder, *order, "--until", until, "--no-open-deal")
    return folder


def run(folder: Path, *order: str) -> str:
    """What one command prints with ``folder`` as its home."""
    return subprocess.run(
        order, env=copying(folder), check=True, text=True, stdout=subprocess.PIPE
    ).stdout


def copying(folder: Path) -> dict[str, str]:
    """As every command has it, but a new home's tables are copied."""
    return {**environment(folder), "DJANGO_SETTINGS_MODULE": SETTINGS}


def environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in _OWN}
    own = {"SHOUMI_HOME": str(folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    return {**kept, **own, **_server}


@contextmanager
def on_server() -> Iterator[None]:
    """Homes lie in two fresh databases of the server that ``DATABASE_URL`` names, until the end."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    names = {"DATABASE_URL": f"story_{os.getpid()}", "KEYRING_URL": f"story_keys_{os.getpid()}"}
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as admin:
        for key, name in names.items():
            admin.execute(f'CREATE DATABASE "{name}"')
            _server[key] = urlunsplit(parts._replace(path=f"/{name}"))
        try:
            yield
        finally:
            _server.clear()
            for name in names.values():
                admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


_server: dict[str, str] = {}
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
