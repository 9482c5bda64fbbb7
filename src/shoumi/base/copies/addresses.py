"""A place by what is written down of it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from shoumi.base.clock import home
from shoumi.base.copies.errors import (
    AddressUnfit,
    DemoStaysInside,
    PlaceInside,
    PlaceIsHere,
    TargetUnclear,
)
from shoumi.base.copies.places import Folder, Kind, Place
from shoumi.base.copies.restic import Restic
from shoumi.base.copies.snapshot import FOLDER
from shoumi.base.egress import queries as egress
from shoumi.base.egress.errors import DemoCallsNobody, HostNotAllowed
from shoumi.core.egress.addresses import is_this_machine, site
from shoumi.core.refs import Ref

# What stands before the colon of a repository elsewhere.
_SCHEMES = ("rest", "sftp", "s3")
_HERE = ("127.0.0.1", "localhost")
# In place of a target, where it is asked which there are.
_ANY = Ref("target-any")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


def open_place(kind: str, address: str, credentials: str, ref: Ref) -> Place:
    """The copies of ``ref`` there: what lies beside them is another home's, or an earlier one's.

    Raises:
        AddressUnfit
        HostNotAllowed: the machine is not on the list of those that may be called.
        PlaceIsHere: it is this machine.
        DemoCallsNobody
    """
    if Kind(kind) is Kind.FOLDER:
        return Folder(_folder(address) / ref)
    if (host := host_of(address)) is not None:
        _may_call(host)
    return Restic(address, Path(credentials) if credentials else None, ref)


def place_of_lost_home(address: str, credentials: Path, target: str) -> Place:
    """The copies in a repository, for whoever puts a home back: who may be called stood in that
    home, and where they lie is known from paper.

    ``target``  whose; empty where only one home's copies lie there

    Raises:
        AddressUnfit, PlaceUnreachable, ProgramMissing
        TargetUnclear: there are several, or none.
    """
    host_of(address)
    if not target:
        found = sorted(Restic(address, credentials, _ANY).targets())
        if len(found) != 1:
            raise TargetUnclear(targets=", ".join(found) or "—")
        (target,) = found
    return Restic(address, credentials, Ref(target))


def check(kind: str, address: str, data_folder: Path) -> str:
    """The address in its one spelling.

    Raises:
        AddressUnfit, HostNotAllowed, PlaceIsHere, DemoCallsNobody
        PlaceInside: a folder in the data folder, or around it.
        DemoStaysInside: in a demo home, one that is elsewhere.
    """
    if Kind(kind) is Kind.RESTIC and (host := host_of(address)) is not None:
        _may_call(host)
        return address.strip()
    folder, own = _folder(address).resolve(), data_folder.resolve()
    if home.kind() is home.Kind.DEMO:
        if not folder.is_relative_to(own / FOLDER):
            raise DemoStaysInside
        return str(folder)
    if folder.is_relative_to(own) or own.is_relative_to(folder):
        raise PlaceInside
    return str(folder)


def is_beside(kind: str, address: str, data_folder: str | Path) -> bool:
    """Whether the place is on the very disk of the data; one that is not there now is not."""
    if Kind(kind) is Kind.RESTIC and host_of(address) is not None:
        return False
    try:
        return os.stat(address).st_dev == os.stat(data_folder).st_dev
    except OSError:
        return False


def host_of(address: str) -> str | None:
    """The machine that a repository is on; None of a local folder.

    Raises:
        AddressUnfit: a secret in it, no host, a way we do not know, or one that is not encrypted.
    """
    scheme, colon, rest = address.strip().partition(":")
    if not colon or scheme.startswith("/"):
        return None
    if scheme not in _SCHEMES:
        raise AddressUnfit
    if scheme == "sftp" and not rest.startswith("//"):
        host = rest.partition(":")[0].rpartition("@")[2]
    else:
        parts = urlsplit(rest if "//" in rest else f"//{rest}")
        # A secret belongs into the file of credentials: addresses are shown and copied.
        if parts.password is not None or (scheme != "sftp" and parts.username is not None):
            raise AddressUnfit
        host = parts.hostname or ""
        # What is sent is sealed; the account's password is not.
        if parts.scheme == "http" and host not in _HERE:
            raise AddressUnfit
    if (inside := site(host)) is not None:
        return str(inside)
    if not _HOST.fullmatch(host.lower()):
        raise AddressUnfit
    return host.lower()


def https_of(address: str) -> str | None:
    """The https address that a repository is reached by; None where it is a folder, or by SSH,
    which encrypts by itself."""
    scheme, _, rest = address.strip().partition(":")
    if host_of(address) is None or scheme == "sftp":
        return None
    return rest if "//" in rest else f"https://{rest}"


def _folder(address: str) -> Path:
    path = Path(address.strip())
    if not path.is_absolute() or path == Path("/"):
        raise AddressUnfit
    return path


def _may_call(host: str) -> None:
    if home.kind() is home.Kind.DEMO:
        raise DemoCallsNobody
    if is_this_machine(host):
        raise PlaceIsHere
    if not egress.is_allowed(host):
        raise HostNotAllowed(host=host)
