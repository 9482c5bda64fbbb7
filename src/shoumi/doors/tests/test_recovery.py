"""After a crash: what was begun is finished, what belongs to nobody goes, the rest stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shoumi.base.documents import store
from shoumi.base.handover import services as handover
from shoumi.base.ledger.errors import Shortened
from shoumi.base.subjects import cleanup
from shoumi.base.subjects.events import Tag
from shoumi.base.subjects.models import State, Subject
from shoumi.base.vault import blobs, keys
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction import services as destroying
from shoumi.core.refs import Ref
from shoumi.doors import recovery
from shoumi.doors.demo import cast
from shoumi.doors.tests.house import told

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

NOBODY, NOTHING = Ref("sub-nobody"), Ref("doc-nothing")


def recover(house, **more):
    return recovery.recover(at=house.at, real_at=datetime.now(UTC) + timedelta(days=2), **more)


def test_keys_and_files_of_nothing_go_and_all_others_stay(house, home):
    before = set(keys.subjects())  # evidence of what the house states
    held = house.keep_many(3)
    paper = store.put(b"paper", kind="evidence", deal=house.deal, actor=house.dpo, at=house.at)
    keys.create_many([NOBODY, NOTHING], house.deal, house.at)
    (home / "blobs" / NOTHING).write_bytes(blobs.seal(NOTHING, b"never committed"))
    (home / "blobs" / f"{NOTHING}.part").write_bytes(b"cut off")
    (handover.folder() / "pack-nothing.tar.age").write_bytes(b"sealed and never recorded")
    house.go(days=2)
    assert recover(house) == recovery.Recovered(resumed=0, keys=2, blobs=2, packages=1, rooms=0)
    assert set(keys.subjects()) == {*before, *held, Ref(paper.ref)}
    assert store.get(Ref(paper.ref)) == b"paper"
    assert [line.facts["count"] for line in told(Tag.KEYS_SWEPT)] == [2]
    assert recover(house) == recovery.Recovered(0, 0, 0, 0, 0)


def test_what_is_young_may_belong_to_an_import_that_still_runs(house):
    keys.create_many([NOBODY], house.deal, house.at)
    house.go(hours=23)
    assert recover(house).keys == 0
    assert cleanup.orphans(made_before=house.at) == [NOBODY]


def test_a_destruction_that_was_begun_is_finished(house):
    held = house.keep_many(3)
    order = destroying.propose(
        deal=house.deal,
        subjects=held[:2],
        basis=rules.Basis.EXPIRED,
        actor=house.dpo,
        at=house.at,
    )
    for name in (cast.OPERATIONS, cast.SECURITY):
        destroying.confirm(order=Ref(order.ref), actor=house[name], at=house.at)
    destroying._begin(Ref(order.ref), house[cast.OPERATIONS], house.at)
    assert recover(house).resumed == 1
    gone = Subject.objects.filter(state=State.DESTROYED).values_list("ref", flat=True)
    assert set(gone) == set(held[:2])


def test_beside_an_older_copy_of_the_data_nobody_is_swept(house, home):
    """There the living look like orphans; the ledger says that it is not the one it was."""
    held = house.keep_many(2)
    house.go(days=2)
    mark = home / "ledger.highwater"
    first, latest, *rest = mark.read_text().splitlines()
    size, root = latest.split()
    ahead = f"{int(size) + 5} {root}"
    mark.write_text("".join(f"{line}\n" for line in (first, ahead, latest, *rest)))
    Subject.objects.all().delete()
    with pytest.raises(Shortened):
        recover(house)
    with pytest.raises(Shortened):
        cleanup.sweep(made_before=house.at, at=house.at)
    assert keys.existing(held) == frozenset(held)
