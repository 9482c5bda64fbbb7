"""What waits for work between two requests: sealed under a key of its own, in the home.

Arguments of a job name things and hold nothing.  What somebody said with the work (which column
goes where), a file that was brought, a file that was made: each lies here as a slip.  After hours
it is removed with the next one, and its key, which then protects nothing, is swept as every key
without a use is.  Where the data keys of its deal are replaced meanwhile it moves with them.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from shoumi.base.vault import blobs, keys, secret_files
from shoumi.base.vault.errors import MovedOn, NoKey
from shoumi.core.errors import Missing
from shoumi.core.refs import MalformedRef, Ref
from shoumi.core.vault.errors import WillNotOpen

_FOLDER = "incoming"
_HOURS = 6


class NoSuchSlip(Missing):
    """Nothing waits under that name, or it waited too long."""

    code = "intake.no_such_slip"


def put(content: bytes, deal: Ref, at: datetime) -> Ref:
    """Seal ``content``; answers under which name it waits."""
    clear()
    ref = Ref.new("doc")
    keys.create_many([ref], deal, at)
    handle = os.open(folder() / ref, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(blobs.seal(ref, content))
    return ref


def get(ref: str) -> bytes:
    """
    Raises:
        NoSuchSlip
    """
    try:
        name = Ref(ref)
        return _unsealed(name)
    except (MalformedRef, FileNotFoundError, NoKey, WillNotOpen):
        raise NoSuchSlip from None


def _unsealed(name: Ref) -> bytes:
    with contextlib.suppress(MovedOn):
        return blobs.unseal(name, (folder() / name).read_bytes())
    with alone():  # a rotation sealed it anew since it was read
        return blobs.unseal(name, (folder() / name).read_bytes())


def replace(ref: Ref, content: bytes) -> None:
    """Seal ``content`` in place of what waits under ``ref``: the old or the new, never a part."""
    with alone():
        _write(ref, blobs.seal(ref, content))


def reseal(ref: Ref, again: Callable[[bytes], bytes]) -> None:
    """Put ``again`` of what waits under ``ref`` in its place; called within ``alone``.

    For the rotation of keys, which alone may turn one sealed form into another.

    Raises:
        FileNotFoundError: nothing waits there.
    """
    _write(ref, again((folder() / ref).read_bytes()))


def _write(ref: Ref, sealed: bytes) -> None:
    part = folder() / f"{ref}.part"
    part.write_bytes(sealed)
    part.chmod(0o600)
    part.replace(folder() / ref)


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else replaces or takes away what waits: from the moment at which it is sealed under a
    following key until that is the key, what is sealed under the one before would be lost."""
    handle = os.open(folder(), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write(told: Mapping[str, Any], deal: Ref, at: datetime) -> Ref:
    """As ``put``, of what JSON can hold."""
    return put(json.dumps(told).encode(), deal, at)


def read(ref: str) -> dict[str, Any]:
    """
    Raises:
        NoSuchSlip
    """
    found: dict[str, Any] = json.loads(get(ref))
    return found


def drop(ref: str) -> None:
    """It waits no longer."""
    if ref:
        with alone():
            (folder() / Ref(ref)).unlink(missing_ok=True)


def is_there(ref: str) -> bool:
    """Whether something waits under that name still."""
    return (folder() / Ref(ref)).is_file()


def folder() -> Path:
    path = Path(settings.SHOUMI_HOME) / _FOLDER
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def clear() -> None:
    """Remove what waited too long, and write over what a process that died left plain."""
    limit = time.time() - _HOURS * 3600
    for path in folder().iterdir():
        if path.is_dir() and (_is_left(path) or path.stat().st_mtime < limit):
            _wipe(path)
        elif path.is_file() and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)


@contextmanager
def plain_folder() -> Iterator[Path]:
    """A folder that is only ours and gone when this ends; it carries the number of our process, so
    that of one that was killed the next who looks takes it away."""
    place = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=folder()))
    try:
        yield place
    finally:
        _wipe(place)


def _wipe(place: Path) -> None:
    """Files of people's values in the clear are written over before they go; where the disk takes
    no more they go as they are."""
    for path in place.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with contextlib.suppress(OSError):
                secret_files.destroy(path)
    shutil.rmtree(place, ignore_errors=True)


def _is_left(path: Path) -> bool:
    owner = path.name.partition("-")[0]
    if not owner.isdigit():
        return True
    try:
        os.kill(int(owner), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
