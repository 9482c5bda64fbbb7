"""What expired is taken away, and what only seems to have been is found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.copies import places
from shoumi.base.copies.places import Deletion
from shoumi.chapters.backup import jobs, queries
from shoumi.chapters.backup.rules import Lack
from shoumi.chapters.backup.services import runs
from shoumi.core.terms import ControlState

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def test_keys_that_were_forgotten_and_not_pruned_do_not_count(desk, monkeypatch):
    """The repository lists no copy that is too old; the bytes of one lie there."""
    one, two = desk.set_up()
    monkeypatch.setattr(jobs.clock, "now", lambda: desk.at)
    monkeypatch.setattr(places.Folder, "leftovers", lambda place: frozenset({"left"}))
    for _ in range(3):
        assert queries.check_places(desk.at).state is ControlState.PASS
        jobs.prune_due.func()
        desk.go(hours=1)
    desk.copy(one, two)
    desk.verify(one, two)
    assert {one.lacks for one in queries.seen(desk.at)} == {(Lack.KEYS_KEPT,)}
    assert {one.standing.keys_for for one in queries.seen(desk.at)} == {timedelta(hours=27)}
    assert queries.check_places(desk.at).state is ControlState.FAIL
    monkeypatch.setattr(places.Folder, "leftovers", lambda place: frozenset())
    desk.verify(one, two)
    assert queries.check_places(desk.at).state is ControlState.PASS


def test_nothing_is_read_to_be_taken_away_where_deleting_was_refused(desk, monkeypatch):
    one, _ = desk.set_up()
    pruned = []
    monkeypatch.setattr(runs, "prune", lambda *, target: pruned.append(target))
    jobs.prune_due.func()
    assert pruned == []
    desk.deletion = Deletion.DELETED
    desk.verify(one)
    jobs.prune_due.func()
    assert pruned == [one]
