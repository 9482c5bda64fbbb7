"""A home with a keyring: the evidence of statements is sealed."""

from __future__ import annotations

import pytest

from shoumi.base import registry
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.vault import keyring as vault_keyring
from shoumi.base.vault import services


@pytest.fixture(autouse=True)
def keyring(home, db):
    yield services.setup(at=AT, indexed=["mobile"])
    vault_keyring.lock()


@pytest.fixture
def checks(monkeypatch):
    """Demand -> live check; nobody else checks anything."""
    found = {}
    monkeypatch.setattr(registry, "check", found.get)
    monkeypatch.setattr(registry, "partial", lambda duty: "")
    return found
