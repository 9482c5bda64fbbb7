"""A new root: a new key file or passphrase, under which the key-encryption keys are wrapped anew.

There are few of them, so they change hands in one transaction, together with the row that says
where the root is found.  The new file is on the disk before, the old one is taken away after.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from shoumi.base.vault import key_erasure, keyring, root, secret_files
from shoumi.base.vault.errors import StillOpens
from shoumi.base.vault.models import Kek, Setup
from shoumi.core.vault.root import SALT_BYTES


class RootTurn:
    """``epoch``: that of the new root; ``path``: of the new passphrase, else a key file is made."""

    def __init__(self, epoch: int, path: Path | None = None) -> None:
        self._epoch, self._path = epoch, path
        self._before: keyring.Ring | None = None

    def begin(self, at: datetime) -> None:
        """Make the new file, or check the passphrase that was handed in.

        Raises:
            PassphraseBesideData, RootFileMissing, RootFileExposed
        """
        setup = Setup.objects.get()
        if setup.root_epoch < self._epoch:
            self._source(setup)

    def left(self) -> int:
        return Kek.objects.count() if Setup.objects.get().root_epoch < self._epoch else 0

    def olds(self) -> int:
        return len(self._old_files())

    def move(self, at: datetime) -> int:
        return keyring.steadily(lambda opened: self._move(opened, at))

    def _move(self, opened: keyring.Ring, at: datetime) -> int:
        with transaction.atomic(using="keyring"):
            setup = Setup.objects.select_for_update().get()
            if setup.root_epoch >= self._epoch:
                return 0
            key_erasure.loosen()
            source, suite, salt = self._source(setup), keyring.suite(), os.urandom(SALT_BYTES)
            fresh = source.root(salt, suite)
            keks = list(Kek.objects.all())
            for kek in keks:
                wrapped = opened.kek_under(fresh, kek, suite)
                Kek.objects.filter(pk=kek.pk).update(
                    suite=wrapped.suite, wrapped=wrapped.sealed, commit=wrapped.commit
                )
            home = Path(settings.SHOUMI_HOME)
            Setup.objects.update(
                provider=str(source.kind),
                location=root.place_of(source.path, home),
                salt=salt,
                commit=fresh.commit(suite),
                root_suite=suite.number,
                root_epoch=self._epoch,
                created_at=at,
            )
        self._before = opened
        return len(keks)

    def attempt(self) -> int:
        """Only the process that changed the root can still try the old one; else nothing is left
        to try with, or the old file, which ``drop`` takes away."""
        if self._before is None:
            return 0
        keks = list(Kek.objects.all())
        if any(self._before.opens(kek) for kek in keks):
            raise StillOpens(what="root")
        return len(keks)

    def drop(self) -> None:
        """Overwrite and remove the key files of older roots.  A passphrase file is its owner's."""
        self._before = None
        keyring.lock()
        for path in self._old_files():
            secret_files.destroy(path)

    def _source(self, setup: Setup) -> root.Provider:
        if self._path is not None or setup.provider == root.ProviderKind.PASSPHRASE:
            source: root.Provider = root.PassphraseFile(
                self._path or Path(settings.SHOUMI_HOME) / setup.location
            )
            root.require_apart(source.path)
        else:
            made = root.KeyFile(Path(settings.SHOUMI_HOME) / root.key_file_name(self._epoch))
            made.create()
            source = made
        source.check()
        return source

    def _old_files(self) -> list[Path]:
        setup = Setup.objects.get()
        if setup.root_epoch < self._epoch:
            return []
        home = Path(settings.SHOUMI_HOME)
        held = [home / root.key_file_name(epoch) for epoch in range(1, self._epoch + 1)]
        return [path for path in held if path.exists() and path != home / setup.location]
