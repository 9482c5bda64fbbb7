"""Run the command line as a person would: another process, a data folder of its own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

# Where a run finds its databases and its mail relay; a test states them itself.
OUTSIDE = (
    "DATABASE_URL",
    "KEYRING_URL",
    "DATABASE_OWNER_URL",
    "SHOUMI_SMTP_URL",
    "SHOUMI_TSA_URL",
    "DJANGO_SETTINGS_MODULE",
)
SETTINGS = "shoumi.doors.settings.child_of_test"


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    own = {"SHOUMI_HOME": str(home), "SHOUMI_LANG": "zh", "DJANGO_SETTINGS_MODULE": SETTINGS}
    return {**kept, **own, **more}


def shoumi(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "shoumi.doors.cli", *arguments],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def told(home: Path, *arguments: str, **more: str):
    """The document of a demo that went well."""
    done = shoumi(home, "demo", "--json", *arguments, **more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def inside(home: Path, verb: str, *arguments: str):
    """The answer of a verb of ``inside``, run in another process in this home."""
    done = subprocess.run(
        [sys.executable, "-m", "shoumi.doors.demo.tests.inside", verb, *arguments],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def digests(folder: Path) -> dict[str, str]:
    """What lies in a folder, to see whether anything of it changed."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def entries(dossier: Path, *tags: str):
    """Bodies of the ledger's entries in a dossier."""
    lines = (dossier / "ledger" / "entries.jsonl").read_text("utf-8").splitlines()
    bodies = (json.loads(json.loads(line)["body"]) for line in lines)
    return [body for body in bodies if not tags or body["tag"] in tags]
