"""A new signing key: the private half of the old one goes, its public half is kept for ever.

The key of the log has a successor that both vouch for; whoever signs papers gets a new key with
the next signature, and the root of papers with the next certificate.
"""

from __future__ import annotations

import contextlib
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from shoumi.base.ledger import reader, writer
from shoumi.base.vault import keyring, logkey, signing_keys
from shoumi.base.vault.errors import SigningKeyExists
from shoumi.base.vault.events import Tag
from shoumi.base.vault.models import SigningKey
from shoumi.core.ledger import succession
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.ledger.note import Signer
from shoumi.core.refs import SYSTEM, Ref


class SigningTurn:
    """``name``: whose key; ``epoch``: that of the new one."""

    def __init__(self, name: str, epoch: int) -> None:
        self._name, self._epoch = name, epoch
        self._at: datetime | None = None

    def begin(self, at: datetime) -> None:
        self._at = at
        if self._name != logkey.NAME:
            return
        # It is there where this was broken off, or another process was faster.
        with contextlib.suppress(SigningKeyExists):
            keyring.steadily(lambda opened: self._make(opened, at))
        _take_over(self._epoch, at)

    def _make(self, opened: keyring.Ring, at: datetime) -> None:
        fresh = Ed25519PrivateKey.generate()
        signing_keys.store_epoch(self._name, fresh, epoch=self._epoch, at=at, opened=opened)

    def left(self) -> int:
        return SigningKey.objects.filter(name=self._name, epoch__lt=self._epoch).count()

    def olds(self) -> int:
        return self.left()

    def move(self, at: datetime) -> int:
        return signing_keys.retire(self._name, before=self._epoch, at=at)

    def attempt(self) -> int:
        """Nothing is left to try with: the old key is gone."""
        return 0

    def drop(self) -> None:
        keyring.lock()


def _take_over(epoch: int, at: datetime) -> None:
    """Put the new key in force by an entry; nothing where the entry is there.

    The note is kept before the entry commits.  Where it does not, the note names a position at
    which the ledger says something else, and the next try takes its place.
    """
    with transaction.atomic(using="default", durable=True):
        writer.hold()
        if logkey.epoch() >= epoch:
            return
        name, position = logkey.origin(), reader.size()
        old, new = logkey.signer(), signing_keys.private_key(logkey.NAME, epoch)
        assert isinstance(new, Ed25519PrivateKey)
        note = succession.sign(Signer(name, old), Signer(name, new), position)
        with transaction.atomic(using="keyring"):
            row = SigningKey.objects.get(name=logkey.NAME, epoch=logkey.epoch())
            signing_keys.keep_public(row, at, note)
        facts: dict[str, Value] = {"epoch": epoch, "succession": Digest.of(note.encode())}
        tenant = Ref(keyring.unlock().tenant)
        written = writer.record(Event(Tag.LOG_KEY_REPLACED, SYSTEM, tenant, at, facts, ("3.4",)))
        assert written.position == position
