"""Files that wait for their mapping: sealed under a key of their own, plain only while being read.

Nothing of them is a record yet.  What is not taken in within hours is removed with the next
delivery, and its key, which then protects nothing, is swept as every key without a use is.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from shoumi.base.vault import blobs, keys
from shoumi.base.vault.errors import NoKey
from shoumi.core.errors import Invalid, Missing
from shoumi.core.refs import MalformedRef, Ref
from shoumi.core.vault.errors import WillNotOpen

MOST_BYTES = 2**26
_FOLDER = "incoming"
_ABOUT = "about.json"
_HOURS = 6


class NoSuchDelivery(Missing):
    """Nothing waits under that name, or it waited too long, or it is somebody else's."""

    code = "intake.no_such_delivery"


class TooMuch(Invalid):
    """Facts: ``most`` bytes a delivery may have here."""

    code = "intake.delivery_too_large"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What waits: for which data set of which deal, brought by whom; file names in order."""

    ref: Ref
    deal: Ref
    dataset: Ref
    actor: Ref
    names: tuple[str, ...]


def keep(
    files: Sequence[UploadedFile[bytes]], *, deal: Ref, dataset: Ref, actor: Ref, at: datetime
) -> Ref:
    """Seal the files; answers under which name they wait.

    Raises:
        TooMuch
    """
    if sum(one.size or 0 for one in files) > MOST_BYTES:
        raise TooMuch(most=MOST_BYTES)
    _clear()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        names = [Path(one.name or "").name for one in files]
        about = {"deal": deal, "dataset": dataset, "actor": actor, "names": names}
        archive.writestr(_ABOUT, json.dumps(about))
        for number, one in enumerate(files):
            archive.writestr(str(number), one.read())
    ref = Ref.new("doc")
    keys.create_many([ref], deal, at)
    handle = os.open(_folder() / ref, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(blobs.seal(ref, packed.getvalue()))
    return ref


def find(ref: str, actor: Ref) -> Delivery:
    """What waits under that name, for who brought it and nobody else.

    Raises:
        NoSuchDelivery
    """
    with _unsealed(ref) as archive:
        found = _about(ref, archive)
    if found.actor != actor:
        raise NoSuchDelivery
    return found


@contextmanager
def files_of(found: Delivery) -> Iterator[tuple[Path, ...]]:
    """The files, plain, in a folder that is only ours and gone when this ends.

    Raises:
        NoSuchDelivery
    """
    with _unsealed(found.ref) as archive, tempfile.TemporaryDirectory(dir=_folder()) as folder:
        paths = []
        for number, name in enumerate(found.names):
            path = Path(folder) / str(number) / name
            path.parent.mkdir(mode=0o700)
            path.write_bytes(archive.read(str(number)))
            paths.append(path)
        yield tuple(paths)


def drop(found: Delivery) -> None:
    """It waits no longer."""
    (_folder() / found.ref).unlink(missing_ok=True)


@contextmanager
def _unsealed(ref: str) -> Iterator[zipfile.ZipFile]:
    try:
        name = Ref(ref)
        content = blobs.unseal(name, (_folder() / name).read_bytes())
    except (MalformedRef, FileNotFoundError, NoKey, WillNotOpen):
        raise NoSuchDelivery from None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield archive


def _about(ref: str, archive: zipfile.ZipFile) -> Delivery:
    told = json.loads(archive.read(_ABOUT))
    return Delivery(
        Ref(ref),
        Ref(told["deal"]),
        Ref(told["dataset"]),
        Ref(told["actor"]),
        tuple(told["names"]),
    )


def _clear() -> None:
    """Remove what waited too long, and what a process that died left plain."""
    limit = time.time() - _HOURS * 3600
    for path in _folder().iterdir():
        if path.stat().st_mtime < limit:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _folder() -> Path:
    path = Path(settings.SHOUMI_HOME) / _FOLDER
    path.mkdir(mode=0o700, exist_ok=True)
    return path
