"""Each kind of event that narrows is done again on the rows of a copy that is older than it."""

from __future__ import annotations

import re

import pytest

from shoumi.base import registry
from shoumi.base.ledger import reader
from shoumi.base.registry import Effect
from shoumi.base.restore import replay
from shoumi.doors.tests.narrowing_acts import ACTS, SOON
from shoumi.doors.tests.put_back_home import ONLY_SQLITE, Copy, is_whole, open_by_two

database = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
# Words of a tag that say that something may no longer be done.
NARROWS = re.compile(
    r"(?<![a-z])(revoked|withdrawn|ended|shut|emptied|voided|retired|removed|suspended|terminated|objected"
    r"|breached|stale|superseded|overdue|erased|placed|off|begun|locked_down|turned_down|paused)$"
)
# Named so, and yet nothing rests on it that a copy could bring back.
TELLING = {
    "audit.begun": "the audit is switched on again; until then 12.3 has to be stated",
    "canary.customer_ended": "nobody's reference stands in the list again, and is only noticed",
    "detection.begun": "the watch is switched on again; until then 12.2 has to be stated",
    "feedback.withdrawn": "each consent has an entry of its own, which is done again",
    "firewall.ended": "its rule set stands again, which only shuts: the host is held against it",
    "incidents.drill_called_off": "the unannounced drill is drawn again, and is called off anew",
    "job.ended": "how a long act ended; jobs of the copy are given up anyway",
    "rotation.begun": "keys that are older are due again by their age",
    "rotation.retired": "a signing key of before is due to be ended again by its age",
    "settings.removed": "what is in force is the newest word of the ledger, which is caught up",
}


def test_every_event_says_what_becomes_of_it_after_a_restore():
    known = replay.effects()
    tags = {str(tag) for card in registry.cards() for tag in card.events or ()}
    assert tags - known.keys() == set()
    assert known.keys() - tags == set()


def test_an_event_that_narrows_is_neither_lost_nor_passed_over():
    known = replay.effects()
    passed_over = {
        tag for tag, how in known.items() if NARROWS.search(tag) and isinstance(how, Effect)
    }
    assert passed_over == set(TELLING)


@ONLY_SQLITE
@database
@pytest.mark.parametrize("tag", ACTS)
def test_it_is_done_again(house, tmp_path, tag):
    one = ACTS[tag]
    made = one.before(house)
    assert not one.holds(house, made)
    copy = Copy(tmp_path)
    house.at += SOON
    one.act(house, made)
    assert tag in [entry.line().tag for entry in reader.latest(20)]
    copy.put_back()
    assert not one.holds(house, made)
    report = copy.catch_up(house.at)
    assert report.replayed.tags["done"].get(tag, 0) >= 1
    assert report.replayed.tags["blocked"] == {}
    assert one.holds(house, made)
    assert is_whole()
    open_by_two(house)
    assert one.holds(house, made)
