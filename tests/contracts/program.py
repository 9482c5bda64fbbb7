"""``shoumi`` as a process of its own, and folders in memory where there is some."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.contracts.product import PROGRAM, ROOT

_MEMORY = Path("/dev/shm")


def environment(home: Path, **more: str) -> dict[str, str]:
    """That of a new shell: a home in its folder, whatever this process was told."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SHOUMI", "DJANGO")) and not name.endswith("_URL")
    }
    paths = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    return {**kept, **paths, "SHOUMI_HOME": str(home), "SHOUMI_LANG": "en", **more}


def launcher() -> str:
    return str(Path(sys.executable).parent / PROGRAM)


def shoumi(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [launcher(), *arguments],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def told(home: Path, *arguments: str) -> Any:
    """The document of a command that went well."""
    done = shoumi(home, *arguments, "--json")
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def session(home: Path, *commands: str) -> list[Any]:
    """The documents of several commands in one process; an exit code that is not 0 is told of."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.contracts.session"],
        input=json.dumps([[*command.split(), "--json"] for command in commands]),
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    answers = json.loads(done.stdout)
    for command, answer in zip(commands, answers, strict=True):
        if answer["code"]:
            raise RuntimeError(f"{command}: {answer['out']}{answer['err']}")
    return [json.loads(answer["out"]) for answer in answers]


@contextmanager
def folder() -> Iterator[Path]:
    """Gone at the end; on the memory disk where there is one and nothing else was asked for."""
    in_memory = "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK)
    place = _MEMORY if in_memory else None
    with tempfile.TemporaryDirectory(prefix="shoumi-contracts-", dir=place) as made:
        yield Path(made)
