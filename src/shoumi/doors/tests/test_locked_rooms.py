"""Who works on a room and who looks at its pages never wait for each other in a circle.

Whoever approves or shuts a room holds its row and then the head of the ledger.  A look holds the
head and then names the room in a row of its own.  SQLite has one lock for everything.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from shoumi.base.ledger import writer
from shoumi.base.rooms import page_views, services
from shoumi.base.rooms.models import Paper
from shoumi.base.rooms.rules import State
from shoumi.core.refs import Ref
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.viewer_papers import opened, put

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="PostgreSQL locks rows"),
]
WAITING = "SELECT COUNT(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def aside():
    """Does something in a thread of its own, which waits for no lock longer than some seconds."""

    def run(act):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '20s'")
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        yield lambda act: pool.submit(run, act)


def test_a_page_is_seen_while_somebody_is_about_to_shut_the_room(house, aside):
    house.agree()
    house.assess()
    room = Ref(opened(house, ROWS, "框架合同").ref)
    paper = Paper.objects.select_related("room").get(room__ref=room)
    with transaction.atomic():
        services.in_state(room, State.OPEN)
        look = aside(lambda: page_views.look(paper=paper, page=1, actor=house.buyer, at=house.at))
        assert look.result().position


def test_a_paper_waits_for_the_room_before_it_holds_the_ledger(house, aside):
    room = house.prepared(ROWS)
    with transaction.atomic():
        services.in_state(room, State.PREPARED)
        paper = aside(lambda: put(house, room))
        _until_it_waits()
        assert writer.hold()
    assert paper.result().place == 1


def _until_it_waits():
    over = time.monotonic() + 15
    with connection.cursor() as cursor:
        while time.monotonic() < over:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.05)
    raise AssertionError("it waits for nothing")
