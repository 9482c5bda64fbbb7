"""Where the root key comes from.

Both providers keep the secret in one file of mode 0600, for trials and small offices.  A provider
that asks a hardware module keeps the same promises; its ``path`` names the module's settings.
"""

from __future__ import annotations

import os
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from django.conf import settings

from shoumi.base.clock import home
from shoumi.base.vault import secret_files
from shoumi.base.vault.errors import PassphraseBesideData
from shoumi.core.vault import root
from shoumi.core.vault.keys import WrappingKey
from shoumi.core.vault.suites import Suite


class ProviderKind(StrEnum):
    KEY_FILE = "keyfile"
    PASSPHRASE = "passphrase"  # noqa: S105 - the kind, not a passphrase


class Provider(Protocol):
    kind: ProviderKind
    path: Path

    def check(self) -> None:
        """Refuse when the root may no longer be used from here.  Called before every use."""
        ...

    def root(self, salt: bytes, suite: Suite) -> WrappingKey:
        """The root key of the installation with this salt, over the hash of ``suite``."""
        ...


class KeyFile:
    """64 hex digits in a file."""

    kind = ProviderKind.KEY_FILE

    def __init__(self, path: Path) -> None:
        self.path = path
        self._folder = path.parent

    def create(self) -> None:
        """Make the file, or keep the one a broken-off setup left behind."""
        secret_files.clear_unfinished(self.path)
        if not self.path.exists():
            secret_files.write_secret(self.path, secrets.token_hex(32).encode() + b"\n")

    def check(self) -> None:
        secret_files.check_secret(self.path)
        secret_files.check_home(self._folder)

    def root(self, salt: bytes, suite: Suite) -> WrappingKey:
        return root.from_key_file(secret_files.read_secret(self.path), salt=salt, suite=suite)


class PassphraseFile:
    """A passphrase in a file that the operator wrote, perhaps handed in by systemd."""

    kind = ProviderKind.PASSPHRASE

    def __init__(self, path: Path) -> None:
        self.path = path

    def check(self) -> None:
        secret_files.check_secret(self.path)

    def root(self, salt: bytes, suite: Suite) -> WrappingKey:
        return root.from_passphrase(secret_files.read_secret(self.path), salt=salt)


def key_file_name(epoch: int) -> str:
    """In the home: ``root.key``, then ``root-2.key`` and so on, one for each new root."""
    return "root.key" if epoch == 1 else f"root-{epoch}.key"


def place_of(path: Path, folder: Path) -> str:
    """Relative inside the home, so that a home can be moved."""
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path.absolute())


def lies_beside_data(path: Path, folder: Path) -> bool:
    """Whether a secret is in the data folder, by the file's own place or through links."""
    if path.absolute().is_relative_to(folder.absolute()):
        return True
    return path.resolve().is_relative_to(folder.resolve())


def require_apart(path: Path) -> None:
    """
    Raises:
        PassphraseBesideData: of a real home.
    """
    if home.kind() is home.Kind.REAL and lies_beside_data(path, Path(settings.SHOUMI_HOME)):
        raise PassphraseBesideData


def handed_in(kind: str) -> Path | None:
    """The file that ``SHOUMI_PASSPHRASE_FILE`` names instead of the place a passphrase was first
    read from: systemd hands it to the service as a credential, somewhere else each time."""
    place = os.environ.get("SHOUMI_PASSPHRASE_FILE", "")
    return Path(place) if place and ProviderKind(kind) is ProviderKind.PASSPHRASE else None


def provider(kind: str, path: Path) -> Provider:
    return KeyFile(path) if ProviderKind(kind) is ProviderKind.KEY_FILE else PassphraseFile(path)
