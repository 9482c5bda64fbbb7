"""A sealed package: released by another, received with the very hash, or taken back."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.documents import store
from shoumi.base.documents.models import Document
from shoumi.base.handover import packages, queries, sweeping
from shoumi.base.handover import services as handover
from shoumi.base.handover.errors import (
    FileDiffers,
    HandoverNotOpen,
    NoSuchPackage,
    NotInState,
    ReceiptDiffers,
    ReceivedBySender,
    ReleasedBySealer,
    SomeoneLeft,
)
from shoumi.base.handover.models import Package, State
from shoumi.base.handover.services import Agreed
from shoumi.base.ledger import reader, writer
from shoumi.base.subjects.models import State as Standing_of
from shoumi.base.subjects.models import Subject
from shoumi.base.subjects.services import change_state
from shoumi.base.vault import keys
from shoumi.core.errors import DomainError
from shoumi.core.gate import GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handing import asked_for_consent, files, told_of_succession
from shoumi.doors.tests.house import told

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

FIVE = Agreed(5, 0)
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def handing(house):
    return asked_for_consent(house)


@pytest.fixture
def sealed(handing):
    return handing.seal(FIVE)


def refused(package, error, act, *, is_recorded=True):
    """Refused and recorded; the package stays as it was."""
    before, rows = len(told("package.refused")), Package.objects.values().get(ref=package.ref)
    with pytest.raises(error) as caught:
        act()
    lines = told("package.refused")[before:]
    assert [line.facts["why"] for line in lines] == [caught.value.code] * is_recorded
    assert all(line.about == package.ref for line in lines)
    assert Package.objects.values().get(ref=package.ref) == rows
    return caught.value


def path_of(package):
    return handover.folder() / package.file_name


# Letting go


@pytest.mark.parametrize("name", [people.SUPERVISOR, people.HEAD])
def test_another_person_lets_it_go(handing, sealed, name):
    path = handing.release(sealed, name)
    assert packages.digest_of(path) == sealed.sha256
    found = Package.objects.get(ref=sealed.ref)
    assert (found.state, found.released_by) == (State.RELEASED, handing.house[name])
    (line,) = told("package.released")
    assert (line.about, line.facts) == (sealed.ref, {"package": sealed.sha256})


def test_the_sealer_does_not_and_the_try_is_evidence(handing, sealed):
    refused(sealed, ReleasedBySealer, lambda: handing.release(sealed, people.DPO))
    assert told("package.released") == []


def test_nor_does_the_database_let_the_sealer(sealed):
    for wrong in (
        {"released_by": sealed.sealed_by},
        {"state": State.RELEASED},
        {"state": State.RELEASED, "released_at": sealed.sealed_at},
        {"state": State.RECEIVED, "released_by": "person-x"},
        {
            "state": State.RELEASED,
            "released_at": sealed.sealed_at,
            "released_by": sealed.sealed_by,
        },
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Package.objects.filter(ref=sealed.ref).update(**wrong)


@pytest.mark.parametrize(
    "name",
    [people.BUYER, people.SELLER, people.CONSULTANT, people.OPERATIONS, people.HOLDER],
)
def test_who_may_not_let_it_go(handing, sealed, name):
    with pytest.raises(NotPermitted):
        handing.release(sealed, name)


def test_it_is_let_go_once(handing, sealed):
    handing.release(sealed)
    for name in (people.SUPERVISOR, people.HEAD):
        refused(sealed, NotInState, lambda by=name: handing.release(sealed, by), is_recorded=False)
    assert len(told("package.released")) == 1


def test_of_two_who_let_it_go_at_once_one_does(handing, sealed):
    meet = Barrier(2)

    def attempt(name):
        try:
            meet.wait(timeout=20)
            handing.release(sealed, name)
        except DomainError as error:
            return error.code
        finally:
            connections.close_all()
        return "released"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(attempt, (people.SUPERVISOR, people.HEAD)))
    assert sorted(answers) == ["handover.not_in_state", "released"]
    assert len(told("package.released")) == 1


def test_who_withdrew_after_the_sealing_stops_the_release(handing, sealed):
    handing.withdraw(handing.people[2])
    error = refused(sealed, SomeoneLeft, lambda: handing.release(sealed))
    assert error.facts == {"count": 1}
    assert told("package.released") == []


@pytest.mark.parametrize("state", [Standing_of.FROZEN, Standing_of.EXCLUDED, Standing_of.EXPIRED])
def test_who_rests_or_left_after_the_sealing_stops_the_release(handing, sealed, state):
    change_state(
        deal=handing.house.deal,
        subjects=handing.people[:2],
        to=state,
        duty="8.1",
        actor=handing.house.dpo,
        at=handing.house.at,
    )
    assert refused(sealed, SomeoneLeft, lambda: handing.release(sealed)).facts == {"count": 2}


def test_who_was_destroyed_after_the_sealing_stops_the_release(handing, sealed):
    keys.erase(handing.people[:1])
    Subject.objects.filter(ref=handing.people[0]).update(
        state=Standing_of.DESTROYED, destroyed_at=handing.house.at
    )
    assert refused(sealed, SomeoneLeft, lambda: handing.release(sealed)).facts == {"count": 1}


def test_those_outside_the_package_may_change_as_they_like(handing, sealed):
    keys.erase(handing.people[7:])
    Subject.objects.filter(ref=handing.people[7]).update(
        state=Standing_of.DESTROYED, destroyed_at=handing.house.at
    )
    assert handing.release(sealed).exists()


def test_the_sealed_archive_of_a_succession_is_let_go_as_well(house):
    handing = told_of_succession(house)
    assert handing.release(handing.seal(Agreed(7, 1))).exists()


def test_an_older_package_does_not_go_in_the_place_of_a_newer(handing, sealed):
    handing.withdraw(handing.people[0])
    newer = handing.seal(Agreed(5, 1))
    refused(sealed, SomeoneLeft, lambda: handing.release(sealed))
    assert handing.release(newer).exists()


def test_a_suspended_deal_lets_nothing_go_and_the_no_is_evidence(handing, sealed):
    house = handing.house
    deals.suspend(deal=house.deal, reason=next(iter(SuspendReason)), actor=house.dpo, at=house.at)
    refused(sealed, GateClosed, lambda: handing.release(sealed), is_recorded=False)
    line = told("gate.decided")[-1]
    assert (line.actor, line.facts["why"]) == (house[people.SUPERVISOR], Code.DEAL_NOT_OPEN)
    deals.resume(deal=house.deal, actor=house.dpo, at=house.at)
    assert handing.release(sealed).exists()


def test_an_assessment_that_lapsed_lets_nothing_go(handing, sealed):
    error = refused(
        sealed, GateClosed, lambda: handing.release(sealed, days=366), is_recorded=False
    )
    assert Code.NO_ASSESSMENT in {reason.code for reason in error.decision.reasons}


@pytest.mark.parametrize("standing", [Standing.WAITING, Standing.DONE, Standing.WAIVED])
def test_nothing_goes_when_the_milestone_is_not_open_any_more(handing, sealed, standing):
    handing.stand(standing)
    refused(sealed, HandoverNotOpen, lambda: handing.release(sealed))


def test_a_file_that_is_gone_or_another_does_not_go(handing, sealed):
    path = path_of(sealed)
    whole = path.read_bytes()
    for content in (whole[:-1], whole + b"\n", bytes([whole[0] ^ 1]) + whole[1:], b""):
        path.write_bytes(content)
        refused(sealed, FileDiffers, lambda: handing.release(sealed))
    path.write_bytes(path_of(handing.seal(FIVE)).read_bytes())
    refused(sealed, FileDiffers, lambda: handing.release(sealed))
    path.unlink()
    refused(sealed, FileDiffers, lambda: handing.release(sealed))
    path.write_bytes(whole)
    assert handing.release(sealed) == path


def test_a_release_that_cannot_be_recorded_is_none(handing, sealed, monkeypatch):
    plain = writer.record

    def broken(event, **more):
        if event.tag == "package.released":
            raise DatabaseError
        return plain(event, **more)

    monkeypatch.setattr(writer, "record", broken)
    _breaks(sealed, DatabaseError, lambda: handing.release(sealed))


def _breaks(package, error, act):
    rows = Package.objects.values().get(ref=package.ref)
    with pytest.raises(error):
        act()
    assert Package.objects.values().get(ref=package.ref) == rows


# The receipt


@pytest.fixture
def released(handing, sealed):
    handing.release(sealed)
    return Package.objects.get(ref=sealed.ref)


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
    refused(released, ReceiptDiffers, lambda: handing.receive(released, sha256=told_hash))
    assert Document.objects.count() == papers
    assert not queries.reconciled(handing.house.deal, handing.house.at).holds


def test_the_hash_of_another_package_is_no_receipt(handing, released):
    other = handing.seal(FIVE)
    refused(released, ReceiptDiffers, lambda: handing.receive(released, sha256=other.sha256))


def test_a_receipt_is_not_taken_twice_nor_before_the_release(handing, sealed):
    refused(sealed, NotInState, lambda: handing.receive(sealed), is_recorded=False)
    handing.release(sealed)
    handing.receive(sealed)
    refused(sealed, NotInState, lambda: handing.receive(sealed), is_recorded=False)
    assert len(told("package.received")) == 1


@pytest.mark.parametrize(
    "name", [people.SELLER, people.OPERATIONS, people.HOLDER, people.SERVICE, people.HEAD]
)
def test_who_may_not_give_the_receipt(handing, released, name):
    with pytest.raises(NotPermitted):
        handing.receive(released, name)


def test_who_sent_it_does_not_say_that_it_arrived(handing, released):
    Package.objects.filter(ref=released.ref).update(sealed_by=handing.house[people.CONSULTANT])
    released.refresh_from_db()
    refused(released, ReceivedBySender, lambda: handing.receive(released, people.CONSULTANT))


def test_what_is_received_may_change_hands_no_more(handing, released):
    handing.receive(released)
    for act in (
        lambda: handing.release(released),
        lambda: handover.void(
            package=Ref(released.ref), actor=handing.house.dpo, at=handing.house.at
        ),
    ):
        refused(released, NotInState, act, is_recorded=False)
    assert path_of(released).exists()


def test_a_receipt_that_cannot_be_recorded_is_none(handing, released, monkeypatch):
    papers, plain = Document.objects.count(), writer.record

    def broken(event, **more):
        if event.tag == "package.received":
            raise DatabaseError
        return plain(event, **more)

    with monkeypatch.context() as patched:
        patched.setattr(writer, "record", broken)
        _breaks(released, DatabaseError, lambda: handing.receive(released))
    assert Document.objects.count() == papers
    assert handing.receive(released).state == State.RECEIVED


# Taking back


def void(handing, package, name=people.DPO):
    handover.void(package=Ref(package.ref), actor=handing.house[name], at=handing.house.at)


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
        refused(sealed, NotInState, act, is_recorded=False)


@pytest.mark.parametrize("name", [people.BUYER, people.SELLER, people.CONSULTANT, people.HOLDER])
def test_who_may_not_take_it_back(handing, sealed, name):
    with pytest.raises(NotPermitted):
        void(handing, sealed, name)
    assert path_of(sealed).exists()


def test_after_a_withdrawal_the_old_is_void_and_a_new_one_goes(handing, sealed):
    handing.withdraw(handing.people[0])
    refused(sealed, SomeoneLeft, lambda: handing.release(sealed))
    void(handing, sealed)
    again = handing.seal(Agreed(5, 1))
    handing.release(again)
    handing.receive(again)
    assert queries.reconciled(handing.house.deal, handing.house.at).holds


def test_a_file_whose_taking_back_was_broken_off_is_swept(handing, sealed, monkeypatch):
    def broken(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(type(path_of(sealed)), "unlink", broken)
        with pytest.raises(KeyboardInterrupt):
            void(handing, sealed)
    assert files() == [sealed.file_name]
    assert sweeping.sweep(older_than=LATER) == 1
    assert files() == []


# What it comes to


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


def test_what_is_void_reconciles_nothing(handing, sealed):
    void(handing, sealed)
    assert not queries.reconciled(handing.house.deal, handing.house.at).holds


def test_only_old_files_that_belong_to_nothing_are_swept(handing, sealed):
    young = handover.folder() / "pack-x.tar.age"
    old = handover.folder() / "pack-y.tar.age.part"
    for path in (young, old):
        path.write_bytes(b"sealed")
    long_ago = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
    for path in (old, path_of(sealed)):
        os.utime(path, (long_ago, long_ago))
    before = datetime.now(UTC) - timedelta(hours=1)
    assert sweeping.orphans(older_than=before) == [old]
    assert sweeping.sweep(older_than=before) == 1
    assert files() == sorted([young.name, sealed.file_name])


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
