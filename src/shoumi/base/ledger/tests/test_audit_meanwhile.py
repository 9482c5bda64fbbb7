"""Who computes the ledger anew while others write sees one moment of it, and finds nothing."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections

from shoumi.base.ledger import audit, seal
from shoumi.base.ledger.tests.events import write

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both,
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="on SQLite nobody writes while it is computed"
    ),
]


def meanwhile():
    """Somebody else commits two entries, and the mark follows them."""

    def act():
        write(2)
        connections.close_all()

    other = threading.Thread(target=act)
    other.start()
    other.join()


@pytest.mark.parametrize("step", ["finish", "_compare_head", "_unclaimed"])
def test_entries_that_are_committed_meanwhile_seal_nothing(monkeypatch, step):
    write(3)
    plain, told = getattr(audit._Run, step), []

    def late(run):
        if not told:
            told.append(step)
            meanwhile()
        return plain(run)

    monkeypatch.setattr(audit._Run, step, late)
    report = seal.examine()
    assert told
    assert report.findings == ()
    assert report.size == 3
    assert not seal.is_sealed()
    assert audit.verify_all().size == 5
