"""A keyring for every test that asks for one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connections

from shoumi.base.vault import keyring as vault_keyring
from shoumi.base.vault import services
from shoumi.core.refs import Ref
from shoumi.core.vault.suites import INTL

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

# Each tests what only that engine does.
collect_ignore = [
    f"test_key_erasure_{vendor}.py"
    for vendor in ("sqlite", "postgresql")
    if vendor != connections["keyring"].vendor
]


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def suite():
    return INTL


@pytest.fixture
def keyring(home, at, suite):
    """The tenant of a fresh keyring with an index on mobile numbers."""
    yield services.setup(at=at, indexed=["mobile"], suite=suite)
    vault_keyring.lock()


@pytest.fixture
def people():
    return [Ref(f"sub-{name}") for name in ("anna", "bert", "chen", "dora", "emil")]
