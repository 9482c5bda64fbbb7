"""A small disk of its own that can be full or broken from any write on, and processes that use it.

Where tests run as root it is a ``tmpfs`` of its own and is really full; elsewhere it is a folder
whose writes fail with the same number.  A broken one always is that: each read and write of it
fails, also those of SQLite and of processes that were started meanwhile.  ``disk.c`` does it.
"""

from __future__ import annotations

import errno
import mmap
import os
import shutil
import signal
import struct
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SIZE = "192m"
_SOURCE = Path(__file__).with_name("disk.c")
_SHARED = struct.Struct("4q")
_PASSED, _STOP_AT, _STOPPED, _REFUSES = (8 * number for number in range(4))
_PAUSE_SECONDS = 0.002
# How long anything here may take on a machine with much else to do: a process that hangs is ended.
PATIENCE_SECONDS = 600


@dataclass(frozen=True)
class Ended:
    """How a process ended; ``seconds`` from when it went on to its end."""

    code: int
    out: str
    error: str
    seconds: float

    @property
    def is_killed(self):
        return self.code < 0


class Disk:
    """``folder`` is the disk, everything else here is not on it."""

    def __init__(self, scratch):
        self.folder, self._scratch = scratch / "disk", scratch
        self.folder.mkdir()
        self._library = scratch / "disk.so"
        # Found by what setup.sh asks for.
        made = ["cc", "-O1", "-shared", "-fPIC", "-o", self._library, _SOURCE, "-ldl"]
        subprocess.run(made, check=True)
        mounted = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "tmpfs", self.folder]
        self.is_real = os.geteuid() == 0 and _is_done(mounted)
        shared = scratch / "shared"
        shared.write_bytes(bytes(_SHARED.size))
        with shared.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _SHARED.size)
        self.environment = {
            "LD_PRELOAD": str(self._library),
            "FAULTS_BELOW": str(self.folder),
            "FAULTS_SHARED": str(shared),
        }

    def close(self):
        self._shared.close()
        if self.is_real:
            subprocess.run(["umount", "--lazy", self.folder], check=True)

    @property
    def passed(self):
        """Writes to it since ``reset``."""
        return self._get(_PASSED)

    def reset(self, *, stop_at=0):
        self._shared[:] = _SHARED.pack(0, stop_at, 0, 0)

    def fill(self):
        """From now on it is full."""
        if not self.is_real:
            self._put(_REFUSES, errno.ENOSPC)
            return
        with (self.folder / _FILLER).open("wb") as file:
            free = os.statvfs(self.folder)
            os.posix_fallocate(file.fileno(), 0, free.f_bavail * free.f_frsize)

    def breaks(self):
        """From now on nothing of it is read or written."""
        self._put(_REFUSES, errno.EIO)

    def mend(self):
        self._put(_REFUSES, 0)
        (self.folder / _FILLER).unlink(missing_ok=True)

    @property
    def stopped(self):
        """The process that waits at the write asked for; 0 if none does."""
        return self._get(_STOPPED)

    def _get(self, at):
        return struct.unpack_from("q", self._shared, at)[0]

    def _put(self, at, value):
        struct.pack_into("q", self._shared, at, value)


_FILLER = "filler"


def _is_stopped(pid):
    """As the kernel tells (proc(5)): the state stands behind the name, which ends with ``)``."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return told.rpartition(")")[2].split()[0] == "T"


def _is_done(command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


class Process:
    """One command on the disk, in a group of its own."""

    def __init__(self, disk, command, environment):
        self._disk = disk
        self._begun = time.monotonic()
        self._running = subprocess.Popen(
            command,
            env=_with(environment, disk.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def waits(self):
        """Whether it came to the write it was to wait at; False where it ended before."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._disk.stopped:
            if self._running.poll() is not None:
                return False
            assert time.monotonic() < until, "it neither ends nor writes"
            time.sleep(_PAUSE_SECONDS)
        # It names itself just before it stops: who lets it go on before that lets it stop for ever.
        while not _is_stopped(self._disk.stopped):
            if self._running.poll() is not None:
                return False
            assert time.monotonic() < until, "it named itself and never stopped"
            time.sleep(_PAUSE_SECONDS)
        return True

    def kill(self):
        """The one that was started, and nothing it started itself."""
        self._running.kill()

    def goes_on(self):
        self._begun = time.monotonic()
        try:
            os.kill(self._disk.stopped, signal.SIGCONT)
        except ProcessLookupError:
            assert self._running.poll() is not None

    def ended(self):
        out, error = self._running.communicate(timeout=PATIENCE_SECONDS)
        return Ended(self._running.returncode, out, error, time.monotonic() - self._begun)

    def left(self):
        """Whoever it started and who outlived it, after a moment to notice."""
        until = time.monotonic() + _ORPHANS_SECONDS
        while found := _of_session(self._running.pid):
            if time.monotonic() > until:
                return found
            time.sleep(_PAUSE_SECONDS)
        return []

    def end(self):
        """Nothing of it is left."""
        for one in (self._running.pid, *_of_session(self._running.pid)):
            try:
                os.kill(one, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._running.wait()
        for pipe in (self._running.stdout, self._running.stderr):
            pipe.close()


_ORPHANS_SECONDS = 10.0


def _of_session(session):
    found = []
    for one in Path("/proc").iterdir():
        if not one.name.isdigit():
            continue
        try:
            words = (one / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[3]) == session and words[0] != "Z":
            found.append(int(one.name))
    return found


@contextmanager
def small_disk(scratch):
    if shutil.which("cc") is None:
        pytest.fail("no compiler: sh scripts/setup.sh dev")
    disk = Disk(scratch)
    try:
        yield disk
    finally:
        disk.close()


def _with(environment, own):
    """A library that moves the clock comes after the disk's."""
    clock = environment.get("FAULTS_CLOCK", "")
    return {**environment, **own, "LD_PRELOAD": f"{own['LD_PRELOAD']} {clock}".strip()}
