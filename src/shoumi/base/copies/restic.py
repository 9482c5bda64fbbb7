"""A repository of restic: on a REST server, over SFTP, at an object store, or in a local folder.

restic (BSD-2) is a program of its own.  What it is given is sealed already; its own encryption
comes on top.  One snapshot holds what one copy added, tagged with store and number, so what expires
is chosen by tag: ``restic forget --tag data``.

The repository's password and what its server asks for are lines ``NAME=value`` in one file of mode
0600, such as ``RESTIC_PASSWORD=…``; nothing of it stands on a command line.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shoumi.base.copies.errors import PlaceUnreachable, ProgramMissing
from shoumi.base.copies.places import MANIFESTS, PACKS, Deletion
from shoumi.base.vault import secret_files
from shoumi.base.vault.errors import RootFileExposed, RootFileMissing
from shoumi.core.backup import manifest
from shoumi.core.backup.manifest import Store
from shoumi.core.refs import Ref

PROGRAM = "restic"
HOST, PROBE = "shoumi", "shoumi-probe"
OF_TARGETS = "target"  # what the reference of a target begins with
TIMEOUT_SECONDS = 3600
# How a dry run of ``prune`` begins to say what it would do, and how it names files.
_WOULD = "Would have made the following changes"
_NOTHING = re.compile(r"^unused: +0 blobs", re.MULTILINE)
_NAMES = re.compile(r"^\{([0-9a-f ]+)\}$", re.MULTILINE)
# What of our own environment the program may see.
_PASSED = ("PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "SSH_AUTH_SOCK", "LANG")


@dataclass(frozen=True, slots=True)
class _Snapshot:
    id: str
    number: int


class Restic:
    def __init__(self, repository: str, credentials: Path | None, ref: Ref) -> None:
        self.repository, self.credentials, self.ref = repository, credentials, ref

    def prepare(self) -> None:
        """Make the repository where there is none.

        Raises:
            PlaceUnreachable, ProgramMissing
        """
        if self._run("cat", "config").returncode != 0 and self._run("init").returncode != 0:
            raise PlaceUnreachable(step="init")

    def targets(self) -> set[str]:
        """Whose copies lie in the repository, for somebody whose home is gone."""
        return {
            tag
            for store in Store
            for one in self._list(store.value)
            for tag in one["tags"]
            if tag.startswith(f"{OF_TARGETS}-")
        }

    def numbers(self, store: Store) -> set[int]:
        return {one.number for one in self._snapshots(store)}

    def has(self, store: Store, packs: Mapping[str, int]) -> bool:
        """The snapshots were listed; that each holds its packs is seen when they are read."""
        return True

    def take(self, staged: Path) -> None:
        # Keys before data: of a copy that was broken off, nothing counts.
        for store in sorted(Store, reverse=True):
            names = [path.name for path in (staged / store / MANIFESTS).iterdir()]
            number = manifest.number_of(names[0])
            self._ask(
                "write",
                "backup",
                *("--tag", self.ref, "--tag", store.value, "--tag", f"number-{number}"),
                *("--host", HOST, "--no-scan", "--quiet", "."),
                cwd=staged / store,
            )

    @contextmanager
    def reading(self, store: Store, numbers: Collection[int] | None = None) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="shoumi-copies-") as folder:
            root = Path(folder)
            for kind in (MANIFESTS, PACKS):
                (root / store / kind).mkdir(parents=True)
            for one in self._snapshots(store):
                if numbers is None or one.number in numbers:
                    self._ask(
                        "read",
                        "restore",
                        one.id,
                        *("--target", str(root / store), "--quiet"),
                    )
            yield root

    def try_to_delete(self) -> Deletion:
        mark = secrets.token_hex(8)
        with tempfile.TemporaryDirectory(prefix="shoumi-probe-") as folder:
            (Path(folder) / "probe").write_text("may be deleted\n", encoding="ascii")
            self._ask(
                "write",
                "backup",
                *("--tag", PROBE, "--tag", mark, "--host", HOST, "--no-scan", "--quiet", "."),
                cwd=Path(folder),
            )
        made = [str(one["id"]) for one in self._list(f"{PROBE},{mark}")]
        self._run("forget", *made)
        left = [str(one["id"]) for one in self._list(f"{PROBE},{mark}")]
        return Deletion.REFUSED if made and left == made else Deletion.DELETED

    def forget(self, store: Store, numbers: Collection[int], packs: Collection[str]) -> int:
        going = [one.id for one in self._snapshots(store) if one.number in numbers]
        if going and self._run("forget", "--prune", *going).returncode != 0:
            return 0
        return len(going)

    def leftovers(self) -> frozenset[str]:
        """Files of the repository that ``restic prune`` would take away or write anew, by their
        short names: what was forgotten, and what a copy that broke off has sent."""
        order = ("prune", "--dry-run", "--no-lock", "--max-unused", "0", "--verbose")
        # Small files that are used whole are written anew as well, unless it is told to see none.
        given = self._run(*order, "--repack-smaller-than", "1")
        told = (
            given.stdout.decode() if given.returncode == 0 else self._ask("look", *order).decode()
        )
        _, found, told = told.partition(_WOULD)
        if not found:
            raise PlaceUnreachable(step="look")
        if _NOTHING.search(told) and "unreferenced" not in told:  # restic before 0.18
            return frozenset()
        return frozenset(name for some in _NAMES.findall(told) for name in some.split())

    def _snapshots(self, store: Store) -> list[_Snapshot]:
        found = []
        for one in self._list(f"{self.ref},{store}"):
            numbers = [tag.removeprefix("number-") for tag in one["tags"] if "number-" in tag]
            found.append(_Snapshot(str(one["id"]), int(numbers[0])))
        return sorted(found, key=lambda one: one.number)

    def _list(self, tags: str) -> list[Mapping[str, Any]]:
        told = self._ask("look", "snapshots", "--json", "--tag", tags)
        found: list[Mapping[str, Any]] = json.loads(told) or []
        return found

    def _ask(self, step: str, *arguments: str, cwd: Path | None = None) -> bytes:
        """
        Raises:
            PlaceUnreachable: it answered no; what it says may name files, so it is told nowhere.
        """
        told = self._run(*arguments, cwd=cwd)
        if told.returncode != 0:
            raise PlaceUnreachable(step=step)
        return told.stdout

    def _run(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
        program = shutil.which(PROGRAM)
        if program is None:
            raise ProgramMissing(program=PROGRAM, package=PROGRAM)
        passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
        env = {**passed, **self._secrets(), "RESTIC_REPOSITORY": self.repository}
        try:
            return subprocess.run(  # noqa: S603 - a list, and no word of it is a stranger's
                [program, "--retry-lock", "2m", *arguments],
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=TIMEOUT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise PlaceUnreachable(step="wait") from None

    def _secrets(self) -> dict[str, str]:
        """
        Raises:
            PlaceUnreachable: the file is not there, or others may read it.
        """
        if self.credentials is None:
            return {}
        try:
            content = secret_files.read_secret(self.credentials).decode()
        except (RootFileMissing, RootFileExposed, UnicodeDecodeError):
            raise PlaceUnreachable(step="credentials") from None
        lines = [line.partition("=") for line in content.splitlines() if "=" in line]
        return {name.strip(): value.strip() for name, _, value in lines if name[:1] != "#"}
