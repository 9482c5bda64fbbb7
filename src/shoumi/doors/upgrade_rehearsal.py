"""What an upgrade would shut, found by the checks themselves on the home as it would be.

Migrations and codes of rows are made inside transactions that are taken back, so nothing is kept
of them; the databases are held meanwhile, as in the upgrade.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime

from django.db import DatabaseError, connections, transaction

from shoumi.base.attestations import controls, doors
from shoumi.base.attestations.doors import Standing
from shoumi.base.rotation import duty_clocks
from shoumi.base.row_authentication import review
from shoumi.base.subjects import examination
from shoumi.base.vault import keyring
from shoumi.doors import homes

log = logging.getLogger(__name__)


def would_shut(*, waiting: Sequence[str], at: datetime) -> list[Standing] | None:
    """The doors that a lapse would hold shut, for all or for some; None where it cannot be found
    out before the upgrade.

    ``waiting``  the migrations that wait
    """
    try:
        if not waiting and not review.is_waiting() and not duty_clocks.is_waiting():
            return _shut(at)
        with _as_upgraded(at):
            return _shut(at)
    except DatabaseError as error:
        log.warning("the upgrade could not be rehearsed: %s", type(error).__name__)
        return None


def _shut(at: datetime) -> list[Standing]:
    return [one for one in doors.standings(at) if one.lapses]


@contextmanager
def _as_upgraded(at: datetime) -> Iterator[None]:
    for name in homes.DATABASES:
        # SQLite changes tables only while this is off, and turns it off only out of a transaction.
        connections[name].disable_constraint_checking()
    try:
        with ExitStack() as taken_back:
            for name in homes.DATABASES:
                taken_back.enter_context(transaction.atomic(using=name))
            homes.migrate()
            review.take_in(at=at)
            examination.begin_old(at=at)
            duty_clocks.begin_old(at=at)
            yield
            for name in homes.DATABASES:
                transaction.set_rollback(True, using=name)
    finally:
        for name in homes.DATABASES:
            connections[name].enable_constraint_checking()
        # Whatever was learnt of a home that never was.
        keyring.lock()
        controls.forget()
