"""Files with secrets: mode 0600 or stricter, owned by the process, in a folder of mode 0700."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from shoumi.base.vault.errors import HomeExposed, RootFileExposed, RootFileMissing

_TEMPORARY = ".part"
_NOISE_BYTES = 2**20
_IN_MEMORY = frozenset({"tmpfs", "ramfs"})
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_home(home: Path) -> None:
    """Create the data folder with mode 0700, or check the one that is there.

    Raises:
        HomeExposed: others may enter it, or it belongs to somebody else.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_home(home)


def check_home(home: Path) -> None:
    """Raises HomeExposed."""
    found = os.stat(home)  # noqa: PTH116 - each act asks
    if found.st_mode & _OTHERS or found.st_uid != os.geteuid():
        raise HomeExposed(mode=f"{stat.S_IMODE(found.st_mode):04o}")


def check_secret(path: Path) -> None:
    """Refuse a file that is missing, is a link, or that others may read.

    Raises:
        RootFileMissing, RootFileExposed
    """
    try:
        found = os.lstat(path)
    except OSError as error:
        raise RootFileMissing from error
    _check(found, path)


def read_secret(path: Path) -> bytes:
    """The content, checked on the very file that is read.

    Raises:
        RootFileMissing, RootFileExposed
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise RootFileMissing from error
    with os.fdopen(handle, "rb") as file:
        _check(os.fstat(handle), path)
        return file.read()


def write_secret(path: Path, content: bytes) -> None:
    """A new file with mode 0600, whole and on the disk when this returns, or not there at all.

    What a process that was killed at it left beside ``path`` is taken away first.

    Raises:
        FileExistsError
    """
    temporary = path.with_name(path.name + _TEMPORARY)
    clear_unfinished(path)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        # A rename would take the place of a file that another process put there first.
        os.link(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync(path.parent)


def clear_unfinished(path: Path) -> None:
    """Take away what a killed ``write_secret`` left: a part that nothing uses, or a second name of
    the file itself, so it may not be written over."""
    path.with_name(path.name + _TEMPORARY).unlink(missing_ok=True)


def destroy(path: Path) -> None:
    """Write noise over a secret, then take it away.  Nothing happens where there is none.

    A file system or drive that writes elsewhere keeps the old blocks until it uses them again.
    """
    try:
        path.chmod(0o600)
        handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    with os.fdopen(handle, "wb") as file:
        left = os.fstat(handle).st_size
        while left:  # a database, or a file of an import, may be larger than memory
            left -= file.write(os.urandom(min(left, _NOISE_BYTES)))
        file.flush()
        os.fsync(handle)
    path.unlink()
    _sync(path.parent)


def _sync(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _is_handed_in(path: Path) -> bool:
    """systemd hands a credential in: a file of root's, with a right to read it for this service."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    return bool(folder) and path.parent == Path(folder)


def _check(found: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise RootFileMissing
    if not found.st_mode & (_OTHERS | stat.S_IXUSR) and found.st_uid == os.geteuid():
        return
    if found.st_mode & stat.S_IRWXO or not _is_handed_in(path):
        raise RootFileExposed(mode=f"{stat.S_IMODE(found.st_mode):04o}")


def lies_in_memory(folder: Path) -> bool:
    """Whether what is written to ``folder`` reaches no disk."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines()
    except OSError:  # not Linux
        return False
    kinds: dict[str, str] = {}
    for line in mounts:
        place, _, rest = line.partition(" - ")
        kinds[place.split()[4]] = rest.split()[0]
    here = Path(os.path.realpath(folder))
    nearest = next((str(one) for one in (here, *here.parents) if str(one) in kinds), "/")
    return kinds.get(nearest, "") in _IN_MEMORY
