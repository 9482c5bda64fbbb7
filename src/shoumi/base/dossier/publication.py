"""A folder of evidence appears whole, synced and verified, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shoumi.base.dossier.errors import DossierBroken, DossierExists
from shoumi.core.verify import standalone
from shoumi.core.verify.log import Trust, key_of
from shoumi.core.verify.words import ZH


def require_free(folder: Path) -> None:
    """
    Raises:
        DossierExists: something is at ``folder``.
    """
    if folder.exists():
        raise DossierExists(name=folder.name)


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A folder to write into; it gets the name ``folder`` once all has gone well.

    Raises:
        DossierExists: something is at ``folder`` by then.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=".dossier-", dir=folder.parent))
    try:
        yield partial
        for path in [*partial.rglob("*"), partial]:
            if path.is_dir():
                sync(path)
        try:
            os.rename(partial, folder)
        except OSError as error:
            raise DossierExists(name=folder.name) from error
        sync(folder.parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def verify(folder: Path, vkey: str) -> None:
    """
    Raises:
        DossierBroken: the offline verifier refuses it; names the first place.
    """
    report = standalone.verify(folder, Trust(key_of(vkey)))
    for check in report.checks:
        if not check["ok"]:
            detail = check["detail"]
            raise DossierBroken(place=check["place"], detail=detail, detail_zh=ZH[detail])


def sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
