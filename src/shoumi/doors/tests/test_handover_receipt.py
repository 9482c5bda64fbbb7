"""A package let go: received with the very hash, or taken back."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.documents import store
from shoumi.base.documents.models import Document
from shoumi.base.handover import cleanup, queries
from shoumi.base.handover import services as handover
from shoumi.base.handover.errors import (
    NoSuchPackage,
    NotInState,
    ReceiptDiffers,
    ReceivedBySender,
    SomeoneLeft,
)
from shoumi.base.handover.models import Package, State
from shoumi.base.ledger import reader, writer
from shoumi.base.registry import Agreed
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import (
    FIVE,
    breaks,
    files,
    path_of,
    unmoved,
)
from shoumi.doors.tests.house import told

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

LATER = datetime(2100, 1, 1, tzinfo=UTC)


# The receipt


@pytest.fixture
def released(handing, sealed):
    handing.release(sealed)
    return Package.objects.get(ref=sealed.ref)


@pytest.mark.both
@pytest.mark.parametrize("name", [people.BUYER, people.CONSULTANT])
def test_the_receipt_of_the_very_hash_is_taken_with_its_paper(handing, released, name):
    received = handing.receive(released, name)
    assert received.state == State.RECEIVED
    assert store.get(Ref(received.document)) == b"%PDF- signed"
    (line,) = told("package.received")
    assert (line.actor, line.facts["equal"]) == (handing.house[name], True)
    assert line.facts["package"] == released.sha256


@pytest.mark.parametrize("turn", [str.upper, lambda t: f" {t}\n", lambda t: f"{t[:8]} {t[8:]}"])
def test_a_hash_is_taken_as_people_copy_it(handing, released, turn):
    assert handing.receive(released, sha256=turn(released.sha256)).state == State.RECEIVED


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "0" * 64,
        "é" * 64,
        "零" * 64,
        "x",
        lambda t: t[:-1],
        lambda t: t + "0",
        lambda t: t[::-1],
    ],
)
def test_any_other_hash_is_refused_and_the_try_is_evidence(handing, released, wrong):
    told_hash = wrong(released.sha256) if callable(wrong) else wrong
    papers = Document.objects.count()
    unmoved(released, ReceiptDiffers, lambda: handing.receive(released, sha256=told_hash))
    assert Document.objects.count() == papers
    assert not queries.reconciled(handing.house.deal, handing.house.at).holds


def test_nobody_signs_for_what_is_refused(handing, released):
    made = []
    unmoved(
        released,
        ReceiptDiffers,
        lambda: handover.receive(
            package=Ref(released.ref),
            sha256="0" * 64,
            record=lambda: made.append(1) or b"",
            actor=handing.house.buyer,
            at=handing.house.at,
        ),
    )
    assert not made


@pytest.mark.both
def test_the_hash_of_another_package_is_no_receipt(handing, released):
    other = handing.seal(FIVE)
    unmoved(released, ReceiptDiffers, lambda: handing.receive(released, sha256=other.sha256))


@pytest.mark.both
def test_a_receipt_is_not_taken_twice_nor_before_the_release(handing, sealed):
    unmoved(sealed, NotInState, lambda: handing.receive(sealed), is_recorded=False)
    handing.release(sealed)
    handing.receive(sealed)
    unmoved(sealed, NotInState, lambda: handing.receive(sealed), is_recorded=False)
    assert len(told("package.received")) == 1


@pytest.mark.parametrize(
    "name", [people.SELLER, people.OPERATIONS, people.HOLDER, people.SERVICE, people.HEAD]
)
def test_who_may_not_give_the_receipt(handing, released, name):
    with pytest.raises(NotPermitted):
        handing.receive(released, name)


@pytest.mark.both
def test_who_sent_it_does_not_say_that_it_arrived(handing, released):
    Package.objects.filter(ref=released.ref).update(sealed_by=handing.house[people.CONSULTANT])
    released.refresh_from_db()
    unmoved(released, ReceivedBySender, lambda: handing.receive(released, people.CONSULTANT))


@pytest.mark.both
def test_what_is_received_may_change_hands_no_more(handing, released):
    handing.receive(released)
    for act in (
        lambda: handing.release(released),
        lambda: handover.void(
            package=Ref(released.ref), actor=handing.house.dpo, at=handing.house.at
        ),
    ):
        unmoved(released, NotInState, act, is_recorded=False)
    assert path_of(released).exists()


@pytest.mark.both
def test_a_receipt_that_cannot_be_recorded_is_none(handing, released, monkeypatch):
    papers, plain = Document.objects.count(), writer.record

    def broken(event, **more):
        if event.tag == "package.received":
            raise DatabaseError
        return plain(event, **more)

    with monkeypatch.context() as patched:
        patched.setattr(writer, "record", broken)
        breaks(released, DatabaseError, lambda: handing.receive(released))
    assert Document.objects.count() == papers
    assert handing.receive(released).state == State.RECEIVED


# Taking back


def void(handing, package, name=people.DPO):
    handover.void(package=Ref(package.ref), actor=handing.house[name], at=handing.house.at)


@pytest.mark.both
@pytest.mark.parametrize("is_released", [False, True])
def test_what_is_taken_back_leaves_its_row_and_no_file(handing, sealed, is_released):
    if is_released:
        handing.release(sealed)
    void(handing, sealed)
    found = Package.objects.get(ref=sealed.ref)
    assert (found.state, files()) == (State.VOIDED, [])
    (line,) = told("package.voided")
    assert (line.about, line.facts) == (sealed.ref, {"package": sealed.sha256})
    for act in (
        lambda: handing.release(sealed),
        lambda: handing.receive(sealed),
        lambda: void(handing, sealed),
    ):
        unmoved(sealed, NotInState, act, is_recorded=False)


@pytest.mark.parametrize("name", [people.BUYER, people.SELLER, people.CONSULTANT, people.HOLDER])
def test_who_may_not_take_it_back(handing, sealed, name):
    with pytest.raises(NotPermitted):
        void(handing, sealed, name)
    assert path_of(sealed).exists()


@pytest.mark.both
def test_after_a_withdrawal_the_old_is_void_and_a_new_one_goes(handing, sealed):
    handing.withdraw(handing.people[0])
    unmoved(sealed, SomeoneLeft, lambda: handing.release(sealed))
    void(handing, sealed)
    again = handing.seal(Agreed(5, 1))
    handing.release(again)
    handing.receive(again)
    assert queries.reconciled(handing.house.deal, handing.house.at).holds


@pytest.mark.both
def test_a_file_whose_taking_back_was_broken_off_is_swept(handing, sealed, monkeypatch):
    def broken(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(type(path_of(sealed)), "unlink", broken)
        with pytest.raises(KeyboardInterrupt):
            void(handing, sealed)
    assert files() == [sealed.file_name]
    assert cleanup.sweep(older_than=LATER) == 1
    assert files() == []


# What it comes to


@pytest.mark.both
def test_the_handover_is_reconciled_when_every_package_arrived(handing):
    deal, at = handing.house.deal, handing.house.at
    assert not queries.reconciled(deal, at).holds
    one, other = handing.seal(FIVE), handing.seal(FIVE)
    handing.release(one)
    handing.receive(one)
    # The other could still be released.
    assert not queries.reconciled(deal, at).holds
    void(handing, other)
    holding = queries.reconciled(deal, at)
    assert holding.holds
    assert reader.entry(holding.position).line().tag == "package.received"
    assert not queries.reconciled(handing.house.new_deal(), at).holds


@pytest.mark.both
def test_what_is_void_reconciles_nothing(handing, sealed):
    void(handing, sealed)
    assert not queries.reconciled(handing.house.deal, handing.house.at).holds


@pytest.mark.both
def test_only_old_files_that_belong_to_nothing_are_swept(handing, sealed):
    young = handover.folder() / "pack-x.tar.age"
    old = handover.folder() / "pack-y.tar.age.part"
    for path in (young, old):
        path.write_bytes(b"sealed")
    long_ago = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
    for path in (old, path_of(sealed)):
        os.utime(path, (long_ago, long_ago))
    before = datetime.now(UTC) - timedelta(hours=1)
    assert cleanup.orphans(older_than=before) == [old]
    assert cleanup.sweep(older_than=before) == 1
    assert files() == sorted([young.name, sealed.file_name])


@pytest.mark.both
def test_a_package_nobody_knows_is_missing(handing):
    package, house = Ref("pack-none"), handing.house
    for act in (
        lambda: handover.release(package=package, actor=house.dpo, at=house.at),
        lambda: handover.void(package=package, actor=house.dpo, at=house.at),
        lambda: handover.receive(
            package=package, sha256="0" * 64, record=b"", actor=house.buyer, at=house.at
        ),
    ):
        with pytest.raises(NoSuchPackage):
            act()
