from __future__ import annotations

import pytest

from shoumi.base.tests.kept import kept
from shoumi.chapters.defence.services import host_firewall
from shoumi.chapters.defence.tests.block_house import Sets
from shoumi.chapters.defence.tests.defence_house import Desk, Host


@pytest.fixture
def desk(home, db):
    return kept("defence", Desk)


@pytest.fixture
def host(monkeypatch):
    """The host that is read: it has no firewall until a test gives it one."""
    made = Host()
    monkeypatch.setattr(host_firewall, "listed", made.listed)
    return made


@pytest.fixture
def sets(host, monkeypatch):
    return Sets(host, monkeypatch)
