"""A place without a home, and how a home comes to be there in one go.

It is made in a folder of the place (``.making``), whole.  Then a mark is written (``.made``), and
what was made is moved up, ``home.toml`` last: from then on there is a home.  Without the mark
whatever is left of a making is thrown away; with it the moving is done to its end.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from shoumi.base.clock import home
from shoumi.base.clock.home import HomeExists
from shoumi.base.vault import root, secret_files
from shoumi.base.vault.errors import PassphraseBesideData
from shoumi.doors.set_up.errors import MakingBroke, NowhereInMemory

_MAKING, _MADE = ".making", ".made"
_KIND = "home.toml"
_LEFT = frozenset({_MAKING, _MADE, "lost+found"})
_DATABASES = ("DATABASE_URL", "KEYRING_URL")
_MODULE, _SETTINGS = "shoumi.doors.set_up.maker", "shoumi.doors.settings.base"
_PASSPHRASE = "root.passphrase"  # noqa: S105 - the file's name
_SECONDS = 600
# Handed over by ``serve``, which prints the link: the digest of its token.
LINK_DIGEST = "SHOUMI_SET_UP"


def is_free(folder: Path) -> bool:
    """Whether a home can be made there by page: nothing is in it, and its databases are files.

    Databases of a server are made by their owner, whom ``serve`` is not (``shoumi home create``).
    """
    if any(os.environ.get(name) for name in _DATABASES):
        return False
    return not folder.exists() or {one.name for one in folder.iterdir()} <= _LEFT


def is_settled(folder: Path) -> bool:
    """Whether there is a home, and all of it is where it will be."""
    return (folder / _KIND).exists() and not (folder / _MADE).exists()


def recover(folder: Path) -> None:
    """After a kill: what was made whole is moved to its end, anything less is thrown away."""
    if (folder / _MADE).exists():
        _move_up(folder)
    elif (folder / _MAKING).exists():
        shutil.rmtree(folder / _MAKING)


def passphrase_handed_in() -> Path | None:
    """The file that the service hands in, where there is one."""
    named = _named()
    return named if named is not None and named.exists() else None


def _named() -> Path | None:
    place = os.environ.get("SHOUMI_PASSPHRASE_FILE", "")
    return Path(place) if place else None


def require_memory(folder: Path) -> None:
    """
    Raises:
        NowhereInMemory: a passphrase that is typed has no place to go to.
    """
    named = _named()
    if named is not None and not secret_files.lies_in_memory(named.parent):
        raise NowhereInMemory
    passphrase_place(folder)


def passphrase_place(folder: Path) -> Path:
    """Where a passphrase lies that nobody handed in: in memory, one file for each home.

    Raises:
        NowhereInMemory
    """
    own = f"shoumi-{hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:16]}"
    for base in ("/dev/shm", os.environ.get("XDG_RUNTIME_DIR", "")):  # noqa: S108 - ours inside
        if base and os.access(base, os.W_OK) and secret_files.lies_in_memory(Path(base)):
            return Path(base) / own / _PASSPHRASE
    raise NowhereInMemory


def make(folder: Path, order: Mapping[str, Any], passphrase: str) -> dict[str, Any]:
    """Make the home that ``order`` says; answers what the maker told.

    ``passphrase``  as it was typed; none where it is handed in

    Raises:
        MakingBroke, NowhereInMemory
        HomeExists: something is there; it stays as it is.
        PassphraseBesideData: what is handed in lies in ``folder``.
        and what the services refuse.  Nothing is left of it.
    """
    handed_in = passphrase_handed_in()
    secret = handed_in or passphrase_place(folder)
    if root.lies_beside_data(secret, folder):
        raise PassphraseBesideData
    secret_files.make_home(folder)
    recover(folder)
    if not is_free(folder):
        raise HomeExists(kind=home.kind())
    try:
        if handed_in is None:
            _write(secret, passphrase)
        told = _made(folder / _MAKING, {**order, "passphrase_file": str(secret)})
        _mark(folder / _MADE)
    except BaseException:
        shutil.rmtree(folder / _MAKING, ignore_errors=True)
        if handed_in is None:
            secret_files.destroy(secret)
        raise
    _move_up(folder)
    if handed_in is None and (named := _named()) is not None:
        # Were it lost here, the house would wait for its passphrase, as after any restart.
        _write(named, passphrase)
        secret_files.destroy(secret)
    return told


def _write(place: Path, passphrase: str) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret_files.destroy(place)
    secret_files.write_secret(place, passphrase.encode("utf-8", "surrogateescape"))


class Told(MakingBroke):
    """A refusal of the maker, as it came over its pipe.  Facts: ``kept`` (``refusals.kept``)."""


def _made(folder: Path, order: Mapping[str, Any]) -> dict[str, Any]:
    """What the maker made and told.  What it is to make comes to it over a pipe.

    Raises:
        Told, MakingBroke
    """
    own = {"SHOUMI_HOME": str(folder), "DJANGO_SETTINGS_MODULE": _SETTINGS}
    try:
        ended = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", _MODULE],
            input=json.dumps(dict(order)).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback quotes what it failed on
            env={**os.environ, **own},
            timeout=_SECONDS,
            check=False,
        )
        told: dict[str, Any] = json.loads(ended.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise MakingBroke from error
    if "stopped" in told:
        raise Told(kept=told["stopped"])
    if ended.returncode:
        raise MakingBroke
    return told


def _mark(path: Path) -> None:
    path.touch(mode=0o600)
    _sync(path.parent)


def _move_up(folder: Path) -> None:
    """Every step may be repeated; ``home.toml`` comes last."""
    making = folder / _MAKING
    if making.exists():
        found = sorted(making.iterdir(), key=lambda one: one.name == _KIND)
        for one in found:
            if one.name == _KIND:
                _sync(folder)
            one.replace(folder / one.name)
        _sync(folder)
        making.rmdir()
    with suppress(FileNotFoundError):
        (folder / _MADE).unlink()
    _sync(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
