"""The passphrase typed by a person after a restart, where it lies on no disk of the machine.

It goes to the file that ``SHOUMI_PASSPHRASE_FILE`` names, or else to where it was first read from;
that must lie in memory: every process of the house reads it there, and it is gone with the next
restart of the machine.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from pathlib import Path

from django.db import transaction

from shoumi.base.ledger import writer
from shoumi.base.vault import keyring, root, secret_files
from shoumi.base.vault.errors import NotSetUp, RootFileMissing, WrongRoot
from shoumi.base.vault.events import Tag
from shoumi.base.vault.models import Setup
from shoumi.core.errors import Conflict
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.vault import root as roots
from shoumi.core.vault import suites

MOST_CHARS = 1_000


class NotLocked(Conflict):
    """The root key is there already, or is none of a passphrase."""

    code = "vault.not_locked"


class NowhereToKeep(Conflict):
    """No file in memory was named for it."""

    code = "vault.nowhere_to_keep"


def is_locked() -> bool:
    """Whether the house waits for its passphrase."""
    setup = Setup.objects.first()
    if setup is None or root.ProviderKind(setup.provider) is not root.ProviderKind.PASSPHRASE:
        return False
    try:
        keyring.unlock()
    except RootFileMissing:
        return True
    return False


def enter(*, passphrase: str, at: datetime) -> None:
    """Open the house for all its processes.

    Raises:
        NotSetUp, NotLocked, NowhereToKeep
        PassphraseTooShort, WrongRoot: it is not the one.
    """
    setup = Setup.objects.first()
    if setup is None:
        raise NotSetUp
    if not is_locked():
        raise NotLocked
    place = root.handed_in(setup.provider) or Path(setup.location)
    if not place.is_absolute() or not secret_files.lies_in_memory(place.parent):
        raise NowhereToKeep
    typed = passphrase.encode("utf-8", "surrogateescape")
    over = suites.suite(setup.root_suite)
    root_key = roots.from_passphrase(typed, salt=bytes(setup.salt))
    if not hmac.compare_digest(root_key.commit(over), bytes(setup.commit)):
        raise WrongRoot
    try:
        place.parent.mkdir(mode=0o700, exist_ok=True)
        secret_files.write_secret(place, typed)
    except FileExistsError:
        raise NotLocked from None  # somebody else was first
    keyring.lock()
    with transaction.atomic():
        writer.record(Event(Tag.UNLOCKED, SYSTEM, Ref(setup.tenant), at, {}, ("3.1",)))
