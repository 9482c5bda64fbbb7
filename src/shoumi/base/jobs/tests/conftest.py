from __future__ import annotations

from datetime import UTC, datetime

# Connects the signal that makes a change of TASKS take effect.
import django_tasks.signals  # noqa: F401
import pytest

from shoumi.base.jobs import cron
from shoumi.base.jobs.tests import tasks


@pytest.fixture(autouse=True)
def engine(settings):
    settings.TASKS = {
        "default": {"BACKEND": "shoumi.base.jobs.backend.LeasedDatabaseBackend", "QUEUES": []}
    }


@pytest.fixture(autouse=True)
def called():
    tasks.called.clear()
    return tasks.called


@pytest.fixture(autouse=True)
def plans(monkeypatch):
    """No recurring work but what the test plans."""
    monkeypatch.setattr(cron, "_plans", {})


@pytest.fixture
def now():
    return lambda: datetime(2026, 8, 24, 1, tzinfo=UTC)
