"""A restore that is killed anywhere leaves a sealed house, and ends as if it had not been.

``make long`` kills it at every point; else at each commit, each kind of point on disk, and a part
of the rest.  Of these PostgreSQL draws a part again, and takes each commit.
"""

from __future__ import annotations

import pytest
from django.db import connections

from shoumi.base.ledger import audit, home_seal
from shoumi.base.restore import services
from shoumi.base.row_authentication import review
from shoumi.base.subjects.models import State, Subject
from shoumi.base.tests import memories
from shoumi.base.vault import keys
from shoumi.core.tests import portion
from shoumi.doors.demo import cast
from shoumi.doors.tests.faults.forks import in_child, warm
from shoumi.doors.tests.faults.points import Points, kind, watched
from shoumi.doors.tests.house import told
from shoumi.doors.tests.put_back_home import IS_SQLITE, Copy, ask, destroy, open_by_two

pytestmark = [
    pytest.mark.slow,
    pytest.mark.crash,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    pytest.mark.both,
]
# Apart from commits and those of each kind: this many, spread over the rest.
MORE = 15


@pytest.fixture
def world(handing, tmp_path):
    """A house in which somebody withdrew and somebody was destroyed after the copy."""
    house = handing.house
    copy = Copy(tmp_path)
    house.go(hours=1)
    handing.withdraw(handing.people[0])
    destroy(house, [handing.people[6]])
    warm()
    return handing, copy


def chosen(names):
    """Each commit, the first of each kind of point and some between; of these a tenth is drawn,
    one of each kind in any case.  In a long run all points."""
    points = {at for at, name in enumerate(names, 1) if name.startswith(("commit", "rename"))}
    kinds = [kind(name) for name in names]
    points |= {kinds.index(one) + 1 for one in set(kinds)}
    step = 1 if portion.is_long() else max(len(names) // MORE, 1)
    points |= set(range(1, len(names) + 1, step))
    found = portion.drawn(sorted(points), what="restore", named=lambda at: kind(names[at - 1]))
    if IS_SQLITE:
        return found
    commits = {at for at in found if names[at - 1].startswith("commit")}
    return sorted({*commits, *portion.drawn(found, what="restore, PostgreSQL", one_in=3)})


def ran(act, points):
    """``act`` in a process that may be killed; whether it was."""

    def child(tell):
        memories.forget()
        with watched(points):
            act()
        tell(points.names)
        connections.close_all()

    ended = in_child(child)
    memories.forget()
    return ended


def is_whole(handing):
    gone = Subject.objects.get(ref=handing.people[6])
    assert gone.state == State.DESTROYED
    assert not keys.existing([handing.people[6]])
    assert [line.facts["missing"] for line in told("restore.replayed")] == [0]
    assert audit.verify_all().sound
    assert [one.table for one in review.review() if not one.is_sound] == []


def test_catching_up_that_is_killed_is_caught_up_by_the_next(world):
    handing, copy = world
    house = handing.house

    def act():
        services.catch_up(copy.source, at=house.at)

    copy.put_back()
    names = ran(act, Points()).require()
    for at in chosen(names):
        copy.put_back()
        assert ran(act, Points(at)).is_killed, names[at - 1]
        assert home_seal.is_sealed(), names[at - 1]
        ran(act, Points()).require()
        assert home_seal.read().stage is home_seal.Stage.CAUGHT_UP
        is_whole(handing)


def test_an_opening_that_is_killed_is_either_committed_or_nothing(world):
    from shoumi.base.approvals import services as approvals

    handing, copy = world
    house = handing.house

    def act():
        services.open_home(actor=house[cast.SECURITY], at=house.at)

    def ready():
        copy.put_back()
        copy.catch_up(house.at)
        approvals.approve(approval=ask(house), actor=house.dpo, at=house.at)

    ready()
    names = ran(act, Points()).require()
    opened = 0
    few = chosen(names)[:: 1 if portion.is_long() else 4]
    # The last is behind the commit: the seal is taken away.
    for at in sorted({*few, len(names)}):
        ready()
        assert ran(act, Points(at)).is_killed, names[at - 1]
        is_committed = bool(told("restore.opened"))
        assert home_seal.is_sealed() or is_committed, names[at - 1]
        services.finish()
        assert home_seal.is_sealed() is not is_committed
        opened += is_committed
        if not is_committed:
            act()
        assert (len(told("restore.opened")), home_seal.is_sealed()) == (1, False)
        is_whole(handing)
    assert opened


def test_an_opening_whose_seal_outlived_it_is_not_asked_for_again(world):
    handing, copy = world
    house = handing.house
    copy.put_back()
    copy.catch_up(house.at)
    seal = home_seal.read()
    position = open_by_two(house)
    home_seal.write(seal)  # as a kill between the entry and the seal leaves it
    assert services.open_home(actor=house[cast.SECURITY], at=house.at) == position
    assert not home_seal.is_sealed()
    assert [line.about for line in told("restore.opened")] == [seal.restore]


def test_a_seal_that_was_being_written_seals(world, home):
    handing, copy = world
    copy.put_back()
    (home / home_seal.NAME).write_text("{")
    assert home_seal.read().stage is home_seal.Stage.PUT_BACK
    with pytest.raises(services.SealUnreadable):
        copy.catch_up(handing.house.at)
    assert home_seal.is_sealed()
