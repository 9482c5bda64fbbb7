"""Make the keyring of a home."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, transaction

from shoumi.base import registry
from shoumi.base.ledger import writer
from shoumi.base.vault import (
    keyring,
    logkey,
    root,
    row_keys,
    search_tokens,
    secret_files,
    signing_keys,
)
from shoumi.base.vault.errors import AlreadySetUp, OriginMalformed
from shoumi.base.vault.events import FIRST_REVIEW, Tag
from shoumi.base.vault.models import NAME_CHARS, Kek, Setup
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.ledger.note import is_key_name
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.vault import suites
from shoumi.core.vault.cryptoperiods import add_months
from shoumi.core.vault.root import SALT_BYTES
from shoumi.core.vault.suites import INTL, Suite

_FIRST_YEAR = 12


def setup(
    *,
    at: datetime,
    provider: str = root.ProviderKind.KEY_FILE,
    path: Path | None = None,
    tenant: Ref | None = None,
    origin: str = "",
    indexed: Iterable[str] | None = None,
    suite: Suite = INTL,
    actor: Ref = SYSTEM,
) -> Ref:
    """Make root, key-encryption, index and log signing keys; answers the tenant's reference.

    ``path`` is the passphrase file, which must be there; a key file is made in the home.
    ``origin`` names the log in its checkpoints, ``shoumi/<tenant>`` unless given.
    ``indexed`` are the fields that get an index key, those of the field register unless given.
    ``suite`` is what this home writes in.

    Raises:
        AlreadySetUp: this home has a keyring.
        OriginMalformed: ``origin`` cannot name a log.
        HomeExposed, RootFileMissing, RootFileExposed: modes or owners are wrong.
        PassphraseTooShort: the passphrase file holds too little.
        PassphraseBesideData: of a real home.
    """
    tenant = tenant or Ref.new("tenant")
    origin = origin or f"shoumi/{tenant}"
    if not is_key_name(origin) or len(origin) > NAME_CHARS:
        raise OriginMalformed
    home = Path(settings.SHOUMI_HOME)
    secret_files.make_home(home)
    if _is_set_up():
        raise AlreadySetUp
    source = root.provider(provider, path or home / root.key_file_name(1))
    if isinstance(source, root.KeyFile):
        source.create()
    else:
        root.require_apart(source.path)
    source.check()
    salt = os.urandom(SALT_BYTES)
    root_key = source.root(salt, suite)
    row = Setup(
        tenant=str(tenant),
        provider=str(provider),
        location=root.place_of(source.path, home),
        salt=salt,
        commit=root_key.commit(suite),
        origin=origin,
        suite=suite.number,
        root_suite=suite.number,
        created_at=at,
    )
    keyring.lock()
    fields = sorted(_indexed_fields() if indexed is None else set(indexed))
    facts: dict[str, Value] = {
        "provider": source.kind,
        "suite": suite.number,
        "indexes": len(fields),
        FIRST_REVIEW: day_in_china(add_months(at, _FIRST_YEAR)),
    }
    _record(tenant, facts, actor, at)
    try:
        _store(row, keyring.Ring(str(tenant), source, root_key), fields, at)
    except IntegrityError as error:
        raise AlreadySetUp from error
    row_keys.make(at=at)
    return tenant


def _is_set_up() -> bool:
    return Setup.objects.exists()


@transaction.atomic
def _record(tenant: Ref, facts: dict[str, Value], actor: Ref, at: datetime) -> None:
    """Committed before the keyring is, so no keyring is without its entry."""
    writer.record(Event(Tag.SET_UP, actor, tenant, at, facts, ("3.1", "3.3")))


@transaction.atomic(using="keyring")
def _store(row: Setup, opened: keyring.Ring, fields: Iterable[str], at: datetime) -> None:
    row.save(force_insert=True)
    for name in keyring.KEKS:
        wrapped = opened.make_kek(name, suites.suite(row.suite))
        Kek.objects.create(
            name=name,
            suite=wrapped.suite,
            wrapped=wrapped.sealed,
            commit=wrapped.commit,
            created_at=at,
        )
    search_tokens.ensure(fields, at=at, held=opened)
    signing_keys.store(logkey.NAME, Ed25519PrivateKey.generate(), at=at, opened=opened)


def _indexed_fields() -> list[str]:
    return [code for code, rule in registry.field_register().items() if rule.is_indexed]
