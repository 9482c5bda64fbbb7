from __future__ import annotations

import pytest

from shoumi.base.outbox import resolvers
from shoumi.core.refs import Ref


@pytest.fixture(autouse=True)
def unconfigured(monkeypatch):
    monkeypatch.delenv("SHOUMI_SMTP_URL", raising=False)
    monkeypatch.delenv("SHOUMI_SMTP_PASSWORD_FILE", raising=False)


@pytest.fixture
def addresses(monkeypatch):
    """Recipients ``sub-…`` and their addresses; to be filled by the test."""
    known = {Ref("sub-anna"): "anna@customers.example"}
    monkeypatch.setattr(resolvers, "_resolvers", {})
    resolvers.register("sub", lambda to, channel, at: known.get(to))
    return known
