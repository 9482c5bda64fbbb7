"""A repository of restic: on a REST server, over SFTP, at an object store, or in a local folder.

restic (BSD-2) is a program of its own.  What it is given is sealed already; its own encryption
comes on top.  One snapshot is made for each copy, tagged with store and number, so what expires is
chosen by tag: ``restic forget --tag data``.  It holds that copy and those before it, from the one
of its tag ``from-``, so all of them are read by one call: of the data all that the copy stands on,
of the keyring those of half an hour.

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
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shoumi.base.copies import known_blocks
from shoumi.base.copies.errors import PlaceUnreachable, ProgramMissing
from shoumi.base.copies.places import MANIFESTS, PACKS, Deletion
from shoumi.base.copies.sent_files import (
    Ours,
    Sent,
    SentFiles,
    flatten,
    is_whole,
    leave_out,
    place_of,
)
from shoumi.base.vault import secret_files
from shoumi.base.vault.errors import RootFileExposed, RootFileMissing
from shoumi.core.backup import manifest
from shoumi.core.backup.manifest import Manifest, Store
from shoumi.core.ledger.note import Verifier
from shoumi.core.refs import Ref

PROGRAM = "restic"
HOST, PROBE = "shoumi", "shoumi-probe"
OF_TARGETS = "target"  # what the reference of a target begins with
TIMEOUT_SECONDS = 3600
# How a dry run of ``prune`` begins to say what it would do, and how it names files.
_WOULD = "Would have made the following changes"
_NOTHING = re.compile(r"^unused: +0 blobs", re.MULTILINE)
_NAMES = re.compile(r"^\{([0-9a-f ]+)\}$", re.MULTILINE)
_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
# No snapshot of ours holds more copies: of a week, one each six seconds.
_MOST = 100_000
# What of our own environment the program may see.
_PASSED = ("PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "SSH_AUTH_SOCK", "LANG")


# So many copies of a snapshot are asked for by name; of more all are fetched.
_NAMED = 20


def _including(number: int) -> tuple[str, str]:
    return "--include", f"/{place_of(number)}"


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """It holds the copies from ``begin`` to ``number``."""

    id: str
    begin: int
    number: int

    @property
    def holds(self) -> frozenset[int]:
        return frozenset(range(self.begin, self.number + 1))


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
        return {number for one in self._snapshots(store) for number in one.holds}

    def has(self, store: Store, packs: Mapping[str, int]) -> bool:
        """The snapshots were listed; that each holds its packs is seen when they are read."""
        return True

    def take(self, staged: Path) -> None:
        # Keys before data: of a copy that was broken off, nothing counts.
        for store in sorted(Store, reverse=True):
            (written,) = (staged / store / MANIFESTS).iterdir()
            made = manifest.unverified(written.read_bytes())
            files = SentFiles(known_blocks.folder() / f"{self.ref}-sent" / store)
            before = files.continued(store, made)
            if before is None:
                files.clear()
            try:
                added = files.add(staged / store, made.number)
                files.remember(added, self._sent(store, made, files.root, before, len(added)))
            except BaseException:
                files.clear()
                raise

    def _sent(
        self, store: Store, made: Manifest, root: Path, before: Sent | None, added: int
    ) -> Sent:
        """
        Raises:
            PlaceUnreachable: among others where the snapshot before was not gone on from.
        """
        begin = before.begin if before else made.number
        told = self._ask(
            "write",
            "backup",
            *("--tag", self.ref, "--tag", store.value, "--tag", f"number-{made.number}"),
            *("--tag", f"from-{begin}", "--host", HOST, "--no-scan", "--json"),
            *(("--parent", before.snapshot) if before else ("--force",)),
            *("--ignore-inode", "--ignore-ctime", "."),
            cwd=root,
        )
        summary = json.loads(told.splitlines()[-1])
        kept = before.files if before else 0
        if (summary["files_new"], summary["files_unmodified"]) != (added, kept):
            raise PlaceUnreachable(step="write")
        begun_at = before.begun_at if before else made.at.isoformat()
        snapshot = str(summary["snapshot_id"])
        return Sent(snapshot, begin, made.number, made.first, begun_at, kept + added)

    @contextmanager
    def reading(
        self,
        store: Store,
        numbers: Collection[int] | None = None,
        *,
        packs: bool = True,
        trusted: Sequence[Verifier] = (),
    ) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="shoumi-copies-") as folder:
            root = Path(folder)
            for kind in (MANIFESTS, PACKS):
                (root / store / kind).mkdir(parents=True)
            there = sorted(self._snapshots(store), key=lambda one: one.number, reverse=True)
            missing = {number for one in there for number in one.holds}
            ours = Ours(store, self.ref, trusted)
            if numbers is not None:
                missing &= set(numbers)
            for one in there:
                wanted = one.holds & missing
                if wanted:
                    spoilt = self._restore(one, wanted, root / store, packs=packs)
                    missing -= wanted - spoilt - ours.foreign(root / store, wanted)
            leave_out(root / store, ours.foreign(root / store, missing))
            yield root

    def _restore(
        self, one: _Snapshot, wanted: frozenset[int], into: Path, *, packs: bool
    ) -> set[int]:
        """Those of ``wanted`` that the snapshot did not give back whole."""
        only = [] if packs else ["--include", "*.note"]
        if packs and wanted != one.holds and len(wanted) <= _NAMED:
            only = [word for number in sorted(wanted) for word in _including(number)]
        restored = into.parent / "restored"
        self._ask("read", "restore", one.id, *only, "--target", str(restored), "--quiet")
        spoilt = flatten(restored, into, wanted)
        shutil.rmtree(restored, ignore_errors=True)
        return spoilt | {each for each in wanted if not is_whole(into, each, packs=packs)}

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
        going = [one.id for one in self._snapshots(store) if one.holds <= set(numbers)]
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
            tags: dict[str, str] = dict(tag.rpartition("-")[::2] for tag in one["tags"])
            number = tags.get("number", "")
            begin = tags.get("from", number)
            # Who has the password can add one with any tags.
            if _NUMBER.fullmatch(number) and _NUMBER.fullmatch(begin):
                made = _Snapshot(str(one["id"]), int(begin), int(number))
                found += [made] if 0 <= made.number - made.begin < _MOST else []
        return found

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
