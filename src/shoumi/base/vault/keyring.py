"""The opened keyring of this process.

``unlock`` checks the root's file, then gives the same ``Ring`` until ``lock``.  What the ring
remembers it remembers by the wrapped bytes: a key whose row is gone is never found again, and a
row that was rolled back leaves nothing behind.
"""

from __future__ import annotations

import hmac
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings
from django.db import connections, router

from shoumi.base.vault import root
from shoumi.base.vault.errors import NotSetUp, WrongRoot
from shoumi.base.vault.models import CompartmentKey, Kek, Setup, WrappedKey
from shoumi.core.errors import DomainError
from shoumi.core.vault import suites
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import Name, Secret, Wrapped, WrappingKey
from shoumi.core.vault.suites import Suite

SUBJECTS, INDEX, SIGNING = "subjects", "index", "signing"
KEKS = (SUBJECTS, INDEX, SIGNING)

T = TypeVar("T")
# A rotation moves a key a few times in its life; who meets two moves in a row meets no third.
_TRIES = 4


class Ring:
    """Unwrapped keys above the subjects', each opened once."""

    def __init__(self, tenant: str, provider: root.Provider, root_key: WrappingKey) -> None:
        self.tenant = tenant
        self.provider = provider
        self._root = root_key
        self._opened: dict[bytes, WrappingKey] = {}
        self.row_keys: dict[int, HMAC] = {}  # of ``vault.row_keys``

    def kek(self, row: Kek) -> WrappingKey:
        return self._wrapping(row, by=self._root, name=("kek", self.tenant, row.name))

    def newest_kek(self, name: str) -> tuple[Kek, WrappingKey]:
        """Row and key of the newest epoch.  Raises NotSetUp."""
        row = Kek.objects.filter(name=name).order_by("-epoch").first()
        if row is None:
            raise NotSetUp
        return row, self.kek(row)

    def known(self, wrapped: bytes) -> WrappingKey | None:
        """The key that was opened from these very bytes before."""
        return self._opened.get(wrapped)

    def deal_key(self, row: CompartmentKey) -> WrappingKey:
        found = self.known(bytes(row.wrapped))
        if found is not None:
            return found
        return self._wrapping(row, by=self.kek(row.kek), name=("deal", self.tenant, row.deal))

    def _wrapping(self, row: WrappedKey, *, by: WrappingKey, name: Name) -> WrappingKey:
        wrapped = bytes(row.wrapped)
        found = self._opened.get(wrapped)
        if found is None:
            secret = by.unwrap(stored(row), name=name, epoch=row.epoch)
            found = self._opened[wrapped] = WrappingKey(secret.reveal())
        return found

    def make_kek(self, name: str, suite: Suite, *, epoch: int = 1) -> Wrapped:
        """A fresh key-encryption key, ready to be stored."""
        fresh = WrappingKey.generate()
        return self._root.wrap(fresh, name=("kek", self.tenant, name), epoch=epoch, suite=suite)

    def kek_under(self, root_key: WrappingKey, row: Kek, suite: Suite) -> Wrapped:
        """The key-encryption key of ``row``, wrapped by another root."""
        name: Name = ("kek", self.tenant, row.name)
        return root_key.wrap(self.kek(row), name=name, epoch=row.epoch, suite=suite)

    def opens(self, row: Kek) -> bool:
        """Whether the root of this ring opens it, whatever was opened before."""
        try:
            self._root.unwrap(stored(row), name=("kek", self.tenant, row.name), epoch=row.epoch)
        except WillNotOpen:
            return False
        return True


def stored(row: WrappedKey) -> Wrapped:
    return Wrapped(bytes(row.wrapped), bytes(row.commit))


def open_secret(row: WrappedKey, *, by: WrappingKey, name: Name) -> Secret:
    return by.unwrap(stored(row), name=name, epoch=row.epoch)


_lock = threading.Lock()
# With the home as the settings name it.
_ring: tuple[str | Path, Ring] | None = None


def unlock() -> Ring:
    """The ring of the home in the settings.

    Raises:
        NotSetUp, WrongRoot, RootFileMissing, RootFileExposed, HomeExposed
    """
    global _ring
    home: str | Path = settings.SHOUMI_HOME
    with _lock:
        if _ring is None or _ring[0] != home:
            _ring = home, _open(Path(home))
        ring = _ring[1]
        try:
            ring.provider.check()
        except DomainError:
            # The root was replaced by another process, or is refused again in a moment.
            _ring = home, _open(Path(home))
        return _ring[1]


def steadily(act: Callable[[Ring], T]) -> T:
    """``act`` with the open ring; again, from fresh rows, where a key was moved while it read.

    Raises:
        WillNotOpen: it does not open now either, and what ``unlock`` and ``act`` raise.
    """
    for _ in range(_TRIES - 1):
        try:
            return act(unlock())
        except WillNotOpen:
            lock()
    return act(unlock())


def _open(home: Path) -> Ring:
    setup = Setup.objects.first()
    if setup is None:
        raise NotSetUp
    provider = root.provider(
        setup.provider, root.handed_in(setup.provider) or home / setup.location
    )
    provider.check()
    over = suites.suite(setup.root_suite)
    root_key = provider.root(bytes(setup.salt), over)
    if not hmac.compare_digest(root_key.commit(over), bytes(setup.commit)):
        raise WrongRoot
    return Ring(setup.tenant, provider, root_key)


def suite() -> Suite:
    """What this home writes in as of now.  Ask when writing: a change of suite may be under way.

    Raises:
        NotSetUp
        UnknownSuite: the row names one that is not allowed.
    """
    with connections[router.db_for_read(Setup)].cursor() as cursor:
        cursor.execute(_SUITE)
        found = cursor.fetchone()
    if found is None:
        raise NotSetUp
    return suites.suite(found[0])


# In SQL, because whatever is sealed asks; there is one row.
_SUITE = "SELECT suite FROM vault_setup"


def lock() -> None:
    """Forget every opened key of this process."""
    global _ring
    with _lock:
        _ring = None
