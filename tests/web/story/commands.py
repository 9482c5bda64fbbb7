"""What has no page yet and is done by the command line, as its reader would, with the reason."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.web import home
from tests.web.story.cast import SERVICE
from tests.web.story.walk import Tale

from shoumi.core.tests.archives import one_byte_changed

# Step -> why.  Each line goes when its page is there.
BY_COMMAND: Mapping[str, str] = {
    "answers": "the 900 whom nobody plays: simulated answers, taken in as one file",
    "verify": "the verifier is a stranger's program; nothing of the house is asked",
}


def run(tale: Tale, step: str, *order: str, refused: str = "") -> Any:
    """What ``shoumi ORDER`` answers; where it is to be refused, the words must say so."""
    assert step in BY_COMMAND, step
    tale.commanded.add(step)
    done = subprocess.run(
        [sys.executable, "-m", "shoumi.doors.cli", *order],
        env={**home.environment(tale.folder), "SHOUMI_LANG": "zh"},
        text=True,
        capture_output=True,
    )
    if refused:
        assert done.returncode == 1, f"{order} went: {done.stdout}"
        told = done.stdout + done.stderr
        assert refused in told, f"{order}: {told}"
        return None
    assert done.returncode == 0, f"{order}: {done.stderr}"
    return json.loads(done.stdout) if "--json" in order else done.stdout


def number(tale: Tale) -> str:
    """The deal as a command names it: by reference."""
    return tale.deal.rpartition("/")[2]


def campaign(tale: Tale) -> str:
    if "campaign" not in tale.found:
        told = run(tale, "answers", "campaign", "status", number(tale), "--json")
        tale.found["campaign"] = told["campaigns"][0]["ref"]
    return tale.found["campaign"]


def record(tale: Tale, told: list[tuple[str, str, str]]) -> None:
    """Simulated answers, one file: answer, guardian, code."""
    path = tale.downloads / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("answer", "guardian", "code"), *told])
    order = ("campaign", "record", campaign(tale), str(path), "--channel", "SIMULATED")
    run(tale, "answers", *order, "--as", SERVICE)


def trust(tale: Tale) -> Path:
    """What a stranger got before and by another way: keys, and how far the ledger had come."""
    path = tale.downloads / "trust.txt"
    run(tale, "verify", "ledger", "trust", "-o", str(path))
    return path


def verify(tale: Tale, packed: Path, trust: Path) -> None:
    """A stranger's verifier judges the dossier, and one that a byte was changed in."""
    run(tale, "verify", "verify", str(packed), "--trust", str(trust))
    spoilt = tale.downloads / "spoilt.zip"
    spoilt.write_bytes(one_byte_changed(packed.read_bytes()))
    run(tale, "verify", "verify", str(spoilt), "--trust", str(trust), refused="NOT verified")
