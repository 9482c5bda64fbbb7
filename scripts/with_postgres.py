"""Run a command with DATABASE_URL and KEYRING_URL naming a fresh PostgreSQL of its own.

    with_postgres.py COMMAND...

The cluster lives in a temporary folder, in memory where there is room, listens on a socket only,
belongs to an unprivileged user (PostgreSQL refuses root) and is gone afterwards.  Checksums on,
fsync on: what the product asks of a real installation, the tests get.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from shoumi.core.tests import scratch  # noqa: E402


def binaries() -> Path:
    """The folder of the newest initdb on this machine."""

    def version(folder: Path) -> int:
        return int(folder.parent.name)

    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=version)
    if path := shutil.which("initdb"):
        return Path(path).resolve().parent
    raise SystemExit("PostgreSQL 15 or newer is needed: no initdb was found")


def as_servant(folder: Path) -> list[str]:
    """The words before a command that must not run as root."""
    if os.geteuid() != 0:
        return []
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]


@contextmanager
def cluster() -> Iterator[Path]:
    """A cluster that runs until the end of the block; its socket is in the folder."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=scratch.folder()))
    servant = as_servant(folder)
    data, programs = folder / "data", binaries()
    quiet = {"cwd": "/", "check": True, "stdout": subprocess.DEVNULL}
    subprocess.run(
        [*servant, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust"]
        + ["--data-checksums", "-E", "UTF8", "--locale=C.UTF-8"],
        **quiet,
    )
    control = [*servant, programs / "pg_ctl", "-D", data, "-w", "-s", "-l", folder / "log"]
    # Tables of tests are small and never analysed: the planner takes queries over them for long
    # ones, and compiles what is asked once.
    options = f"-k {folder} -c listen_addresses='' -c max_connections=60 -c jit=off"
    subprocess.run([*control, "-o", options, "start"], **quiet)
    try:
        yield folder
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], cwd="/", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def address(folder: Path, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={folder}"


def main(command: list[str]) -> int:
    with cluster() as folder:
        own = {"DATABASE_URL": address(folder, "shoumi"), "KEYRING_URL": address(folder, "keyring")}
        return subprocess.run(command, env=os.environ | own, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
