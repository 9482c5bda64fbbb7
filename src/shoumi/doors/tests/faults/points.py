"""The points of a flow: before and after every statement and commit of both databases, and every
file opened for writing, write, fsync, rename and removal.

COMMIT does not pass through Django's execute wrapper, so it is watched by itself.  Between the two
halves of a write is a point as well: a file may be cut off anywhere.
"""

from __future__ import annotations

import builtins
import io
import os
import signal
from contextlib import ExitStack, contextmanager

from django.db import connections

ALIASES = ("default", "keyring")
DISK = ("open", "write", "fsync", "rename", "link")  # what an exhausted or broken disk refuses
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def kind(name):
    """The name a point goes by: reading and the frames inside a transaction change nothing, so it
    is all one where among them a process dies."""
    words = name.split()
    is_quiet = words[0] == "sql" and words[2] in _QUIET
    return " ".join(words[:3]) if is_quiet else name


_QUIET = ("SELECT", "SAVEPOINT", "RELEASE", "PRAGMA", "SET")


class Points:
    """Counts what it passes.  At point ``at`` it is over; with ``error`` the disk refuses once."""

    def __init__(self, at=None, *, error=None):
        self.at, self.error = at, error
        self.names = []

    def __call__(self, name):
        if self.error is not None and not name.startswith(DISK):
            return
        self.names.append(name)
        if len(self.names) != self.at:
            return
        if self.error is not None:
            raise OSError(self.error, os.strerror(self.error))
        os.kill(os.getpid(), signal.SIGKILL)

    def around(self, name, act):
        """``act()`` between two points; of a disk that refuses only the first counts."""
        self(name)
        result = act()
        if self.error is None:
            self(f"{name} done")
        return result


@contextmanager
def watched(points):
    """Pass ``points`` at everything that is done inside."""
    with ExitStack() as stack:
        for alias in ALIASES:
            stack.enter_context(_statements(connections[alias], points))
        stack.enter_context(_files(points))
        yield


@contextmanager
def _statements(connection, points):
    label = connection.alias

    def wrap(execute, sql, params, many, context):
        return points.around(
            f"sql {label} {' '.join(sql.split()[:3])}", lambda: execute(sql, params, many, context)
        )

    commit, rollback = connection._commit, connection._rollback
    connection._commit = lambda: points.around(f"commit {label}", commit)
    connection._rollback = lambda: points.around(f"rollback {label}", rollback)
    try:
        with connection.execute_wrapper(wrap):
            yield
    finally:
        connection._commit, connection._rollback = commit, rollback


@contextmanager
def _files(points):
    """Replace what the product writes files with."""
    real_open, real_io, real_fdopen = os.open, io.open, os.fdopen

    def opening(path, flags, *args, **kwargs):
        def act():
            return real_open(path, flags, *args, **kwargs)

        return points.around("open", act) if flags & _WRITING else act()

    def io_opening(file, mode="r", *args, **kwargs):
        if set(mode).isdisjoint("wax+"):
            return real_io(file, mode, *args, **kwargs)
        return _Written(points.around("open", lambda: real_io(file, mode, *args, **kwargs)), points)

    def fd_opening(handle, mode="r", *args, **kwargs):
        opened = real_fdopen(handle, mode, *args, **kwargs)
        return opened if set(mode).isdisjoint("wax+") else _Written(opened, points)

    def passing(name, act):
        return lambda *args, **kwargs: points.around(name, lambda: act(*args, **kwargs))

    with ExitStack() as stack:
        for owner, name, new in (
            (os, "open", opening),
            (io, "open", io_opening),
            (builtins, "open", io_opening),
            (os, "fdopen", fd_opening),
            (os, "write", passing("write", os.write)),
            (os, "fsync", passing("fsync", os.fsync)),
            (os, "rename", passing("rename", os.rename)),
            (os, "replace", passing("rename", os.replace)),
            (os, "link", passing("link", os.link)),
            (os, "unlink", passing("unlink", os.unlink)),
            (os, "mkdir", passing("mkdir", os.mkdir)),
        ):
            stack.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, new)
        yield


class _Written:
    """A file open for writing whose writes can be cut off half-way."""

    def __init__(self, file, points):
        self._file, self._points = file, points

    def write(self, content):
        points, file = self._points, self._file
        half = len(content) // 2
        if points.error is None:
            points("write")
        file.write(content[:half])
        if points.error is None:
            file.flush()
        points("write half")  # a full disk takes what it can and then refuses
        file.write(content[half:])
        if points.error is None:
            file.flush()
            points("write done")
        return len(content)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def __enter__(self):
        self._file.__enter__()
        return self

    def __exit__(self, *args):
        return self._file.__exit__(*args)

    def __iter__(self):
        return iter(self._file)

    def __getattr__(self, name):
        return getattr(self._file, name)
