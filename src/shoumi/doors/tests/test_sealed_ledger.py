"""An old entry that was edited is found when the whole is computed anew, and nothing is opened."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from shoumi.base.anchoring import jobs
from shoumi.base.ledger import card, seal
from shoumi.base.ledger.errors import Broken
from shoumi.base.ledger.tests.events import AT, write
from shoumi.base.ledger.tests.without_triggers import lifted
from shoumi.core.gate import Fact
from shoumi.doors import homes

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]


def is_ready() -> bool:
    return bool(card.facts(AT)[0][Fact.LEDGER_READY])


def alter(position: int, body: bytes) -> bytes:
    """Put ``body`` there by SQL; gives what stood there."""
    with lifted(), connection.cursor() as cursor:
        cursor.execute("SELECT body FROM ledger_entry WHERE position = %s", [position])
        (before,) = cursor.fetchone()
        cursor.execute("UPDATE ledger_entry SET body = %s WHERE position = %s", [body, position])
    return bytes(before)


def test_what_was_altered_seals_and_what_holds_again_lifts_the_seal():
    write(3)
    assert seal.examine().sound
    assert is_ready()
    before = alter(1, b"{}")
    assert is_ready()  # nobody has looked
    with pytest.raises(Broken):
        jobs.examine.call()
    assert seal.path().read_text() == "1 leaf_hash_wrong\n"
    assert not is_ready()
    alter(1, before)
    assert not is_ready()  # and not until somebody has looked
    assert seal.examine().sound
    assert is_ready()


def test_a_long_ledger_is_examined_before_other_work(monkeypatch):
    write(1)
    asked = []
    monkeypatch.setattr(homes, "EXAMINED_AT_START", 0)
    monkeypatch.setattr(type(jobs.examine), "enqueue", lambda *_, **__: asked.append(1))
    assert homes.examine()
    assert asked == [1]
    assert not seal.is_sealed()


@pytest.mark.parametrize("has_worker", [True, False])
def test_an_altered_ledger_seals_the_house_at_its_start_and_the_start_goes_on(has_worker):
    write(3)
    alter(1, b"{}")
    assert not homes.examine(has_worker=has_worker)
    assert seal.is_sealed()
    assert not is_ready()


def test_a_long_ledger_without_a_worker_is_examined_beside_the_server(monkeypatch):
    write(3)
    alter(1, b"{}")
    monkeypatch.setattr(homes, "EXAMINED_AT_START", 0)
    homes.examine(has_worker=False)
    for one in threading.enumerate():
        if one.name == "examination":
            one.join(30)
    assert seal.is_sealed()
    # Who starts the next time hears of it at once.
    assert not homes.examine(has_worker=False)
