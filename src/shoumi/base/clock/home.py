"""What kind of home this is: a file written once and never again.

``home.toml`` in the data folder, mode 0600::

    kind = "demo"

A home without the file is a real one.
"""

from __future__ import annotations

import os
import tomllib
from enum import StrEnum
from pathlib import Path

from shoumi.core.errors import Conflict, Invalid


class Kind(StrEnum):
    REAL = "real"
    DEMO = "demo"


class HomeExists(Conflict):
    """Facts: ``kind`` it was created with."""

    code = "home.exists"


class HomeUnreadable(Invalid):
    """The file is there and says nothing that can be understood."""

    code = "home.unreadable"


def path() -> Path:
    from django.conf import settings  # what the clock refuses is told without Django too

    return Path(settings.SHOUMI_HOME) / "home.toml"


def create(kind: Kind) -> None:
    """Make the data folder (mode 0700) and say what kind of home it is, for good.

    Raises:
        HomeExists: it was said before.
    """
    path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        opened = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise HomeExists(kind=_read()) from None
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(f'kind = "{Kind(kind)}"\n')
        file.flush()
        os.fsync(file.fileno())


def kind() -> Kind:
    """
    Raises:
        HomeUnreadable
    """
    return _read() if path().exists() else Kind.REAL


def _read() -> Kind:
    try:
        return Kind(tomllib.loads(path().read_text(encoding="utf-8"))["kind"])
    except (ValueError, KeyError, OSError):
        raise HomeUnreadable from None
