"""Letters in a file for a company that delivers: checked first, out once they are handed over."""

from __future__ import annotations

import io
from functools import partial

import pytest

from shoumi.base import clock
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.correspondence.errors import FieldsNotGiven, NoSite
from shoumi.base.correspondence.rules import Way
from shoumi.base.transport import server_address
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.documents import letter_text, letters
from shoumi.chapters.consent.services import dispatch, letter_files
from shoumi.chapters.consent.services.errors import NotInvited, NotToHand
from shoumi.chapters.consent.tests.letters_house import REACHED, Post, task_of
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import lapses
from shoumi.doors.tests.house import told
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
QUEUED = rules.Delivery.QUEUED


@pytest.fixture
def post(house):
    made = Post(house)
    made.task = task_of(house, fields=dispatch.CONTACT_FIELDS)
    return made


def written(post):
    """What ``campaign send`` does: the file, and the codes of those who have a line."""
    given = {
        "campaign": post.campaign,
        "task": post.task,
        "actor": post.house.dpo,
        "at": clock.now(),
    }
    codes = letter_files.begin(text=letter_text.of, **given)
    sender = letters.ToHand(Kept(io.StringIO(newline="")))
    dispatch.send(codes=codes, sender=sender, **given)
    return sender, codes


class Kept(letters.Letters):
    """In memory: there is nothing to put on a disk."""

    def deliver(self, batch):
        return letters.write(self.file, batch, self.unreached)


def handed(post, found):
    who = {"actor": post.house[people.SERVICE], "at": clock.now()}
    return letter_files.handed(campaign=post.campaign, people=found, **who)


def deliveries(post):
    return set(post.found().invitations.values_list("delivery", flat=True))


def test_who_has_a_line_in_a_file_counts_as_reached_once_it_is_handed_over(post):
    sender, codes = written(post)
    assert sender.written == len(codes) == len(post.handing.people)
    assert deliveries(post) == {QUEUED}
    assert not told("campaign.delivered")
    assert handed(post, list(codes)) == len(codes)
    assert deliveries(post) == {REACHED}
    [entry] = told("campaign.delivered")
    assert entry.facts["reached"] == len(codes)


def test_what_was_written_and_not_handed_over_is_written_again(post):
    _, codes = written(post)
    handed(post, list(codes)[:2])
    again, others = written(post)
    assert list(others) == list(codes)[2:]
    assert again.written == len(codes) - 2


def test_a_letter_is_handed_over_once(post):
    _, codes = written(post)
    first, second = list(codes)[:2]
    for wrong in ([], [first, first]):
        with pytest.raises(NotToHand):
            handed(post, wrong)
    handed(post, [first])
    with pytest.raises(NotToHand):
        handed(post, [first, second])
    with pytest.raises((NotInvited, NotToHand)):
        handed(post, [Ref("sub-none")])
    assert post.delivery(second) == QUEUED


def test_whose_letter_goes_by_a_way_of_ours_is_in_no_file(post):
    post.task, post.ways = post.opened([Way.POST]), [Way.POST]
    post.begin()
    post.task = task_of(post.house, fields=dispatch.CONTACT_FIELDS)
    _, codes = written(post)
    assert not codes
    with pytest.raises(NotToHand):
        handed(post, post.handing.people[:1])


def lapsed(demand, post):
    lapses.revoke(post.house, demand)
    return DoorShut


def nameless(post):
    server_address.write_down("127.0.0.1", [])
    return NoSite


def narrow(post):
    post.task = task_of(post.house, [Way.MAIL])
    return FieldsNotGiven


@pytest.mark.parametrize("lacks", [partial(lapsed, "19.3"), nameless, narrow])
def test_where_anything_is_missing_no_window_opens(post, lacks):
    with pytest.raises(lacks(post)):
        written(post)
    assert post.found().state == rules.CampaignState.PREPARED
    assert not told("campaign.opened")


def test_nothing_is_handed_over_through_a_shut_door(post):
    _, codes = written(post)
    lapses.revoke(post.house, "19.3")
    with pytest.raises(DoorShut):
        handed(post, list(codes))
    assert deliveries(post) == {QUEUED}
