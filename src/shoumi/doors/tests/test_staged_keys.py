"""New data keys of a deal, while something waits for work in it (3.4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.documents import store
from shoumi.base.jobs import sealed_staging
from shoumi.base.rotation import exits, services
from shoumi.base.rotation.errors import Unfinished
from shoumi.base.rotation.events import What
from shoumi.base.subjects.events import Tag
from shoumi.base.vault import keys
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState
from shoumi.doors.tests.house import told
from shoumi.doors.tests.test_exits import check, rotate, stopped

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(transaction=True, databases=("default", "keyring")),
]
TOLD = {"column": "mobile"}
OLDER = timedelta(minutes=11)


def replaced(house):
    """Both kinds of keys that an incident asks for."""
    rotate(house, What.DEAL, house.deal)
    rotate(house, What.DATA, house.deal)


def test_what_waits_for_work_moves_to_the_new_key_and_is_read_as_before(house):
    slip = sealed_staging.write(TOLD, house.deal, house.at)
    stopped(house)
    sealed = (sealed_staging.folder() / slip).read_bytes()
    replaced(house)
    assert check(house.at).state is ControlState.PASS
    assert sealed_staging.read(slip) == TOLD
    assert keys.load([slip]).of(slip).epoch == 2
    assert (sealed_staging.folder() / slip).read_bytes() != sealed


def test_the_key_of_what_waits_no_longer_goes_with_the_keys_of_the_deal(house):
    """Else nobody could replace them in the day that an incident leaves."""
    slip = sealed_staging.write(TOLD, house.deal, house.at)
    sealed_staging.drop(slip)
    house.go(minutes=OLDER.seconds // 60)
    stopped(house)
    replaced(house)
    assert exits.due(house.at) == []
    assert slip not in keys.existing([slip])
    assert [line.facts["count"] for line in told(Tag.KEYS_SWEPT)] == [1]


def test_a_key_that_was_made_just_now_is_left_to_who_made_it(house):
    stopped(house)
    begun = Ref.new("doc")
    keys.create_many([begun], house.deal, house.at)
    rotate(house, What.DEAL, house.deal)
    with pytest.raises(Unfinished):
        rotate(house, What.DATA, house.deal)
    assert begun in keys.existing([begun])
    assert services.resume(at=house.at + OLDER) == 1
    assert exits.due(house.at + OLDER) == []


def test_a_file_that_is_just_being_written_keeps_its_key(house, settings):
    stopped(house)
    begun = Ref.new("doc")
    keys.create_many([begun], house.deal, house.at)
    folder = settings.SHOUMI_HOME / store.FOLDER
    folder.mkdir(exist_ok=True)
    (folder / f"{begun}.part").write_bytes(b"a part of it")
    rotate(house, What.DEAL, house.deal)
    with pytest.raises(Unfinished):
        rotate(house, What.DATA, house.deal)
    assert services.resume(at=house.at + OLDER) == 0
    assert begun in keys.existing([begun])


def test_what_is_taken_away_meanwhile_is_not_back_and_the_rest_is_not_lost(house, monkeypatch):
    kept, gone = sorted(sealed_staging.write(TOLD, house.deal, house.at) for _ in range(2))
    stopped(house)
    plain = sealed_staging.reseal

    def meanwhile(ref, again):
        (sealed_staging.folder() / gone).unlink(missing_ok=True)
        plain(ref, again)

    monkeypatch.setattr(sealed_staging, "reseal", meanwhile)
    rotate(house, What.DEAL, house.deal)
    with pytest.raises(Unfinished):
        rotate(house, What.DATA, house.deal)
    assert services.resume(at=house.at + OLDER) == 1
    assert exits.due(house.at + OLDER) == []
    assert not sealed_staging.is_there(gone)
    assert sealed_staging.read(kept) == TOLD
    sealed_staging.replace(kept, b"another")
    assert sealed_staging.get(kept) == b"another"
