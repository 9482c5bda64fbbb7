"""After the nightly step nobody opens an old backup: not with every key that still lives."""

from __future__ import annotations

import shutil
import sqlite3

import pytest
from django.db import connections

from shoumi.base.rotation import queries, services
from shoumi.base.rotation.events import Tag, What
from shoumi.base.rotation.models import Rotation
from shoumi.base.vault import keyring, keys
from shoumi.base.vault.errors import PassphraseBesideData
from shoumi.base.vault.models import CompartmentKey, Kek, Setup, SubjectKey
from shoumi.core.refs import Ref
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import SubjectKey as Dek
from shoumi.core.vault.keys import Wrapped, WrappingKey
from shoumi.doors.demo import cast
from shoumi.doors.tests.house import told
from shoumi.doors.tests.second_person import by_two

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

HOUSE_PAPERS = "house-papers"
ON_SQLITE = connections["keyring"].vendor == "sqlite"


@pytest.fixture
def erased(house):
    """Seven people, two of whom are erased."""
    house.people = house.keep_many(7)
    house.gone = house.people[:2]
    house.go(days=1)
    return house


def dump():
    """What a backup of the keyring holds: every wrapped key, with its name."""
    tenant = Setup.objects.get().tenant
    held = [
        *((("kek", tenant, row.name), row) for row in Kek.objects.all()),
        *((("deal", tenant, row.deal), row) for row in CompartmentKey.objects.all()),
        *(
            (("subject", tenant, row.compartment.deal, row.subject), row)
            for row in SubjectKey.objects.select_related("compartment")
        ),
    ]
    return [(name, row.epoch, Wrapped(bytes(row.wrapped), bytes(row.commit))) for name, row in held]


def opened_with(living, backup):
    """Open all of ``backup`` that can be opened, with ``living`` keys and with what that gives."""
    known, found = list(living), {}
    grown = True
    while grown:
        grown = False
        for name, epoch, wrapped in backup:
            for key in [] if name in found else known:
                try:
                    raw = key.unwrap(wrapped, name=name, epoch=epoch).reveal()
                except WillNotOpen:
                    continue
                found[name], grown = raw, True
                if name[0] != "subject":
                    known.append(WrappingKey(raw))
                break
    return found


def of_the_deal(found):
    """Without the house's own papers: nobody was erased among them, so their keys live on."""
    return {name: raw for name, raw in found.items() if HOUSE_PAPERS not in name}


def living_keys():
    """Everything a thief of the whole running house would hold."""
    opened = keyring.unlock()
    inner = opened_with([opened._root], dump())
    kept = [WrappingKey(raw) for name, raw in inner.items() if name[0] != "subject"]
    deks = [WrappingKey(raw[:32]) for name, raw in inner.items() if name[0] == "subject"]
    return [opened._root, *kept, *deks]


@pytest.mark.both
def test_no_living_key_opens_a_backup_from_before(erased):
    backup = dump()
    everything = opened_with(living_keys(), backup)
    assert len(everything) == len(backup)  # before, the same search opens all of it
    keys.erase(erased.gone)
    names = {name for name in everything if name[-1] in erased.gone}
    assert names <= opened_with(living_keys(), backup).keys()  # and erasing alone leaves that
    before = keyring.unlock().provider.path
    done = services.close_epoch(at=erased.at)
    keyring.lock()
    assert of_the_deal(opened_with(living_keys(), backup)) == {}
    assert not before.exists()
    assert keyring.unlock().provider.path.name == "root-2.key"
    assert len(keys.load(erased.people[2:])) == 5
    assert queries.epoch_closed_since(erased.at) == done
    whats = [line.facts["what"] for line in told(Tag.FINISHED)]
    assert whats == [What.DEAL, What.KEK, What.ROOT, What.EPOCH]


@pytest.mark.skipif(not ON_SQLITE, reason="the backup is a copy of the files")
def test_the_restored_files_of_last_week_open_for_nobody(erased, home, tmp_path):
    """As an attacker would: last week's keyring and data, today's key file and every living key."""
    with connections["keyring"].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = connections["keyring"].settings_dict["NAME"]
    shutil.copy(file, tmp_path / "last-week")
    keys.erase(erased.gone)
    services.close_epoch(at=erased.at)
    keyring.lock()
    living = living_keys()
    with sqlite3.connect(tmp_path / "last-week") as old:
        setup = old.execute("SELECT tenant, salt FROM vault_setup").fetchone()
        keks = old.execute('SELECT name, epoch, wrapped, "commit" FROM vault_kek').fetchall()
        deals = old.execute(
            'SELECT deal, epoch, wrapped, "commit" FROM vault_compartmentkey'
        ).fetchall()
        people = old.execute(
            'SELECT d.deal, s.subject, s.epoch, s.wrapped, s."commit" FROM vault_subjectkey s'
            " JOIN vault_compartmentkey d ON d.id = s.compartment_id"
        ).fetchall()
    old.close()
    assert {row[1] for row in people} >= set(erased.gone)
    tenant, salt = setup
    # The key file of today with the salt of last week is a key as well.
    provider = keyring.unlock().provider
    living += [provider.root(bytes(salt), keyring.suite())]
    backup = [
        *((("kek", tenant, name), epoch, Wrapped(w, c)) for name, epoch, w, c in keks),
        *((("deal", tenant, name), epoch, Wrapped(w, c)) for name, epoch, w, c in deals),
        *((("subject", tenant, d, s), epoch, Wrapped(w, c)) for d, s, epoch, w, c in people),
    ]
    assert of_the_deal(opened_with(living, backup)) == {}


@pytest.mark.both
def test_nights_without_an_erasure_change_nothing(erased):
    assert services.close_epoch(at=erased.at) is None
    keys.erase(erased.gone)
    assert services.close_epoch(at=erased.at) is not None
    assert services.close_epoch(at=erased.at) is None
    assert Rotation.objects.filter(what=What.EPOCH).count() == 1


@pytest.mark.both
def test_a_passphrase_is_not_replaced_by_itself_so_the_step_does_not_count(
    erased, home, monkeypatch
):
    path = home.parent / "phrase"
    path.write_text("a made-up passphrase of nobody")
    path.chmod(0o600)
    begun = by_two(
        lambda: services.start(what=What.ROOT, path=path, actor=_sec(erased), at=erased.at),
        actor=_sec(erased),
        at=erased.at,
    )
    services.run(rotation=Ref(begun.ref), at=erased.at)
    assert keyring.unlock().provider.path == path
    assert not (home / "root.key").exists()
    keys.erase(erased.gone)
    erased.go(days=1)
    assert services.close_epoch(at=erased.at) is not None
    assert queries.epoch_closed_since(erased.at) is None
    again = home.parent / "phrase-2"
    again.write_text("another made-up passphrase")
    again.chmod(0o600)
    begun = by_two(
        lambda: services.start(what=What.ROOT, path=again, actor=_sec(erased), at=erased.at),
        actor=_sec(erased),
        at=erased.at,
    )
    services.run(rotation=Ref(begun.ref), at=erased.at)
    assert queries.epoch_closed_since(erased.at) is not None
    assert len(keys.load(erased.people[2:])) == 5


def test_a_root_is_not_replaced_by_a_passphrase_beside_the_data(erased, home):
    path = home / "phrase"
    path.write_text("a made-up passphrase of nobody")
    path.chmod(0o600)
    with pytest.raises(PassphraseBesideData):
        services.start(what=What.ROOT, path=path, actor=_sec(erased), at=erased.at)


def _sec(house):
    return house[cast.SECURITY]


@pytest.mark.both
def test_the_erased_of_one_deal_leave_the_keys_of_others_alone(erased):
    other = erased.new_deal()
    erased.keep_many(1)
    kept = keys.create_many([Ref("sub-other")], other, erased.at).of(Ref("sub-other"))
    before = CompartmentKey.objects.get(deal=other).epoch
    keys.erase(erased.gone)
    services.close_epoch(at=erased.at)
    assert CompartmentKey.objects.get(deal=other).epoch == before
    assert keys.load([Ref("sub-other")]).of(Ref("sub-other")).reveal() == kept.reveal()
    assert isinstance(kept, Dek)
