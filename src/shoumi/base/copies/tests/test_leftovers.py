"""How long something has been known to lie at a place though no copy names it."""

from __future__ import annotations

from datetime import timedelta

from shoumi.base.copies import leftovers
from shoumi.base.copies.known_blocks import folder
from shoumi.base.copies.tests.copied_home import AT, PLACE


def after(left, **by):
    return leftovers.remember(PLACE, left, AT + timedelta(**by))


def test_what_an_hourly_prune_takes_does_not_count(home):
    assert after({"old"}, hours=0) == timedelta()
    assert after({"new"}, hours=1) == timedelta()
    assert after({"new"}, hours=2) == timedelta()


def test_what_stays_counts_from_when_it_was_first_seen(home):
    after({"old"}, hours=0)
    after({"old", "new"}, hours=1)
    assert after({"old", "new"}, hours=2) == timedelta(hours=2)
    assert after({"old"}, days=3) == timedelta(days=3)


def test_what_was_pruned_is_forgotten(home):
    after({"old"}, hours=0)
    assert after((), hours=2) == timedelta()
    assert after({"old"}, hours=3) == timedelta()


def test_a_memory_that_is_gone_or_spoilt_begins_anew(home):
    after({"old"}, hours=0)
    leftovers.forget(PLACE)
    assert after({"old"}, hours=2) == timedelta()
    (folder() / f"{PLACE}-leftovers.json").write_text("[1]")
    assert after({"old"}, hours=4) == timedelta()
