"""Keys are replaced in a whole house: nothing is lost, nothing stays on the old, all is told."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from shoumi.base import pools
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.documents import store
from shoumi.base.gate import disclosure
from shoumi.base.gate.decisions import ask
from shoumi.base.pools import local_worker
from shoumi.base.pools.processes import Process
from shoumi.base.rotation import plans, services
from shoumi.base.rotation.errors import InUse, NothingToRotate, SameSuite, Unfinished
from shoumi.base.rotation.events import Tag, What
from shoumi.base.rotation.models import Rotation, State
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import Record
from shoumi.base.vault import keyring, keys
from shoumi.base.vault.models import CompartmentKey, IndexKey, Kek, NextKey, Setup, SubjectKey
from shoumi.base.vault.rotation import deal
from shoumi.core.refs import Ref
from shoumi.core.vault import box
from shoumi.core.vault.suites import GM, INTL
from shoumi.doors.demo import cast
from shoumi.doors.tests.house import person, told, values
from shoumi.doors.tests.second_person import by_two

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

PEOPLE = 7
PARTS = [b"a large paper, ", b"in parts"]


@pytest.fixture
def filled(house):
    """People, a paper, and what they are known by."""
    house.people = house.keep_many(PEOPLE)
    paper = store.put(b"paper", kind="evidence", deal=house.deal, actor=house.dpo, at=house.at)
    house.paper = Ref(paper.ref)
    large = store.put_parts(
        PARTS, count=2, kind="evidence", deal=house.deal, actor=house.dpo, at=house.at
    )
    house.large = Ref(large.ref)
    house.names = keys.pseudonyms(house.people)
    house.codes = keys.receipts(house.people, Ref("camp-a"))
    house.reading = house.task()
    house.go(days=1)
    return house


def of_the_deal(house):  # and none of the house's own papers
    return SubjectKey.objects.filter(compartment__deal=house.deal)


def everything_is_as_before(house):
    keyring.lock()
    house.go(minutes=11)  # one by one, so many in so much time
    for number, ref in enumerate(house.people):
        decision = ask(house.asked(house.reading, ref))
        found = disclosure.open(decision, at=house.at)
        assert found == values(number)
        assert subjects.holding(house.dataset, "mobile", [found["mobile"]]) == [[ref]]
    assert store.get(house.paper) == b"paper"
    assert list(store.parts(house.large)) == PARTS
    assert keys.pseudonyms(house.people) == house.names
    assert keys.receipts(house.people, Ref("camp-a")) == house.codes


def started(house, what, target="", **more):
    """The security officer begins it, and somebody else has said yes."""
    actor = house[cast.SECURITY]
    return by_two(
        lambda: services.start(what=what, target=target, actor=actor, at=house.at, **more),
        actor=actor,
        at=house.at,
    )


def rotated(house, what, target="", **more):
    begun = started(house, what, target, **more)
    return services.run(rotation=Ref(begun.ref), actor=house[cast.SECURITY], at=house.at)


def kinds(house):
    """Every rotation that is of one key."""
    return [
        (What.ROOT, ""),
        *((What.KEK, name) for name in keyring.KEKS),
        (What.DEAL, house.deal),
        (What.DATA, house.deal),
        (What.INDEX, "mobile"),
    ]


@pytest.mark.parametrize("number", range(7))
def test_everything_opens_after_a_rotation_and_the_old_key_is_gone(filled, number):
    what, target = kinds(filled)[number]
    before = {
        table: {bytes(row) for row in table.objects.values_list("wrapped", flat=True)}
        for table in (Kek, CompartmentKey, SubjectKey, IndexKey)
    }
    done = rotated(filled, what, target)
    assert (done.state, done.epoch) == (State.DONE, 2)
    assert done.tried > 0
    everything_is_as_before(filled)
    (begun,), (finished,) = told(Tag.BEGUN), told(Tag.FINISHED)
    assert (begun.facts["what"], finished.facts["left"], finished.facts["opened"]) == (what, 0, 0)
    assert finished.facts["moved"] == done.done > 0
    assert not Setup.objects.get().is_loose
    moved = {
        What.ROOT: Kek,
        What.DEAL: SubjectKey,
        What.DATA: SubjectKey,
        What.INDEX: None,
        What.KEK: {"subjects": CompartmentKey, "index": IndexKey}.get(target),
    }[what]
    if moved is not None:
        rows = of_the_deal(filled) if moved is SubjectKey else moved.objects
        after = {bytes(row) for row in rows.values_list("wrapped", flat=True)}
        assert not after & before[moved]


def test_data_keys_take_the_records_and_files_with_them(filled):
    rotated(filled, What.DATA, filled.deal)
    assert set(of_the_deal(filled).values_list("epoch", flat=True)) == {2}
    assert not NextKey.objects.exists()
    blobs = Record.objects.values_list("blob", flat=True)
    assert {box.header(bytes(blob))[1] for blob in blobs} == {2}
    heads = store.headers([filled.paper, filled.large]).values()
    assert [box.header(head, box.LAYOUTS)[1] for head in heads] == [2, 2]
    new = filled.keep(person(50))
    assert keys.load(new).of(new[0]).epoch == 2
    rotated(filled, What.DATA, filled.deal)
    assert set(of_the_deal(filled).values_list("epoch", flat=True)) == {3}
    everything_is_as_before(filled)


def test_data_keys_move_on_several_cores_as_on_one(filled, monkeypatch):
    taken, honest = [], Process.answer
    monkeypatch.setattr("shoumi.base.vault.reencryption.LEAST", 1)
    monkeypatch.setattr(deal, "LEAST", 1)
    monkeypatch.setattr(local_worker, "PATIENCE_SECONDS", 60)
    monkeypatch.setattr(deal, "CHUNK", 2)
    monkeypatch.setattr(pools, "processors", lambda: 3)
    monkeypatch.setattr(Process, "answer", lambda one: taken.append(honest(one)) or taken[-1])
    rotated(filled, What.SUITE, suite=GM)
    # Envelopes and wrapped keys: two workers of three processes made their parts of both.
    assert sum(len(part) for part in taken if part and type(part[0]) is bytes) >= PEOPLE // 2
    assert sum(len(part) for part in taken if part and type(part[0]) is tuple) >= PEOPLE // 2
    assert plans.in_other_suite(GM.number) == 0
    everything_is_as_before(filled)


def test_another_suite_and_back(filled):
    rotated(filled, What.SUITE, suite=GM)
    assert plans.in_other_suite(GM.number) == 0
    assert keyring.suite() is GM
    everything_is_as_before(filled)
    filled.keep(person(50))
    assert plans.in_other_suite(GM.number) == 0
    with pytest.raises(SameSuite):
        rotated(filled, What.SUITE, suite=GM)
    rotated(filled, What.SUITE, suite=INTL)
    assert plans.in_other_suite(INTL.number) == 0
    everything_is_as_before(filled)


def test_started_twice_is_one_rotation(filled):
    one, other = (started(filled, What.DEAL, filled.deal) for _ in range(2))
    assert one.ref == other.ref
    assert len(told(Tag.BEGUN)) == 1
    assert services.resume(at=filled.at) == 1
    assert services.resume(at=filled.at) == 0
    assert len(told(Tag.FINISHED)) == 1


def test_only_the_security_officer_begins_one(filled):
    with pytest.raises(NotPermitted):
        services.start(what=What.ROOT, actor=filled.buyer, at=filled.at)
    assert not Rotation.objects.exists()


@pytest.mark.parametrize(
    ("what", "target"), [(What.DEAL, "deal-none"), (What.INDEX, "shoe_size"), (What.KEK, "none")]
)
def test_what_is_not_there_is_not_rotated(filled, what, target):
    with pytest.raises(NothingToRotate):
        services.start(what=what, target=target, actor=filled[cast.SECURITY], at=filled.at)


def test_keys_of_an_import_that_still_runs_are_left_to_it(filled):
    """Whoever made them may seal with them any moment, so they are not replaced under it."""
    running = Ref("sub-running")
    keys.create_many([running], filled.deal, filled.at)
    with pytest.raises(Unfinished) as caught:
        rotated(filled, What.DATA, filled.deal)
    assert caught.value.facts == {"count": 1}
    assert services.resume(at=filled.at) == 0
    everything_is_as_before(filled)
    keys.erase([running])
    assert services.resume(at=filled.at) == 1


def test_a_deal_key_retires_when_nothing_is_under_it(filled):
    with pytest.raises(InUse):
        services.retire(deal=filled.deal, actor=filled[cast.SECURITY], at=filled.at)
    assert [line.facts["count"] for line in told(Tag.REFUSED)] == [PEOPLE + 1 + _papers(filled)]
    keys.erase(list(keys.subjects()))
    actor = filled[cast.SECURITY]
    by_two(
        lambda: services.retire(deal=filled.deal, actor=actor, at=filled.at),
        actor=actor,
        at=filled.at,
    )
    assert not CompartmentKey.objects.filter(deal=filled.deal).exists()
    assert len(told(Tag.RETIRED)) == 1


def _papers(house):
    return SubjectKey.objects.filter(compartment__deal=house.deal).count() - PEOPLE - 1


def test_who_is_erased_while_a_chunk_is_encrypted_stays_erased(filled, monkeypatch):
    """Between the reading of the row and the writing of what it became."""
    gone, honest = filled.people[0], deal.DealTurn._store

    def meanwhile(turn, chunk, moved):
        keys.erase([gone])
        written = honest(turn, chunk, moved)
        rows = SubjectKey.every.filter(subject=gone).values_list("wrapped", flat=True)
        left.extend(key for row in rows if (key := bytes(row).strip(b"\0")))
        return written

    left = []
    monkeypatch.setattr(deal.DealTurn, "_store", meanwhile)
    assert rotated(filled, What.DEAL, filled.deal).state == State.DONE
    assert left == []  # no key came back, not even in a row that is marked as erased
    assert gone not in keys.existing(filled.people)
    assert not SubjectKey.every.filter(subject=gone).exists()
    assert len(keys.load(filled.people[1:])) == PEOPLE - 1


def test_a_key_that_a_slow_writer_leaves_behind_is_moved_as_well(filled, monkeypatch):
    """It is committed under the old key where the rotation has been already."""
    first, honest, left = filled.people[0], deal.DealTurn._store, []
    before = SubjectKey.objects.filter(subject=first).values("compartment", "wrapped", "commit")
    was = before.get()

    def late(turn, chunk, moved):
        written = honest(turn, chunk, moved)
        if not left and SubjectKey.objects.get(subject=first).compartment_id != was["compartment"]:
            left.append(first)
            SubjectKey.objects.filter(subject=first).update(**was)
        return written

    monkeypatch.setattr(deal, "CHUNK", 2)
    monkeypatch.setattr(deal.DealTurn, "_store", late)
    done = rotated(filled, What.DEAL, filled.deal)
    assert left
    assert done.state == State.DONE
    assert done.done == done.total == of_the_deal(filled).count() + 1
    everything_is_as_before(filled)


def test_nothing_is_moved_under_a_key_that_is_not_there(filled, monkeypatch):
    honest = deal.DealTurn._store

    def elsewhere(turn, chunk, moved):
        return honest(turn, chunk._replace(number=99), moved)

    with monkeypatch.context() as patched:
        patched.setattr(deal.DealTurn, "_store", elsewhere)
        with pytest.raises(Unfinished):
            rotated(filled, What.DEAL, filled.deal)
    everything_is_as_before(filled)
    with pytest.raises(IntegrityError), transaction.atomic(using="keyring"):
        SubjectKey.objects.update(compartment=99)
    assert services.resume(at=filled.at) == 1
    everything_is_as_before(filled)


def test_how_far_it_is_is_stored_now_and_then_and_at_the_end_of_each_pass(filled, monkeypatch):
    monkeypatch.setattr(deal, "CHUNK", 2)
    count = of_the_deal(filled).count()
    for every, wanted in ((0.0, [2, 4, 6, 8, 9]), (1000.0, [2, 9])):
        monkeypatch.setattr(services, "_EVERY_SECONDS", every)
        with CaptureQueriesContext(connection) as asked:
            done = rotated(filled, What.DEAL, filled.deal)
        said = [
            one["sql"] for one in asked if one["sql"].startswith("UPDATE") and "done" in one["sql"]
        ]
        assert len(said) == len(wanted) + 1  # and with the last entry
        assert (done.done, done.total, count) == (count, count, 9)
