"""The same at the same moment, in threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from shoumi.core.errors import DomainError

# Threads see what is committed; the other tests go back, which is quicker.
COMMITTED = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def together(acts, *, threads=None):
    """What each act gave, or how it was refused, in order; a bug in one is raised."""
    acts = list(acts)
    threads = threads or len(acts)
    start = threading.Barrier(threads)
    waited = threading.local()

    def one(act):
        if not hasattr(waited, "once"):
            waited.once = True
            start.wait(timeout=20)
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, acts))
