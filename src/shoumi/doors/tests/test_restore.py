"""A home that is put back from a copy: nothing that narrowed is revived, and two open it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts import services as grants
from shoumi.base.accounts.models import Grant, Person
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.errors import (
    AnsweredTooLate,
    NotAsked,
    Over,
    Pending,
    TwoPeopleNeeded,
)
from shoumi.base.deals import services as deals
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import Overlay, SuspendReason
from shoumi.base.gate.tasks import close_task
from shoumi.base.ledger import home_seal, reader
from shoumi.base.ledger.errors import (
    HomeSealed,
    MarkMissing,
)
from shoumi.base.registry import Agreed
from shoumi.base.restore import services
from shoumi.base.restore.errors import LedgerMissing, NotCaughtUp, NotSealed
from shoumi.base.subjects.models import State, Subject
from shoumi.base.vault import keys
from shoumi.chapters.consent import rules as consent
from shoumi.chapters.consent.models import Consent
from shoumi.core.gate import GateClosed
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, Instrument, Role
from shoumi.doors import homes
from shoumi.doors.demo import cast
from shoumi.doors.tests.gate_reveals import reveal
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.house import person, told
from shoumi.doors.tests.put_back_home import Copy, ask, destroy, is_whole, open_by_two

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    pytest.mark.both,
]


@pytest.fixture
def copy(house, tmp_path):
    """Of the house as it stands; an hour goes by."""
    made = Copy(tmp_path)
    house.go(hours=1)
    return made


@pytest.fixture
def asking(house):
    """People were asked, and their window is open."""
    made = Handing(house)
    made.ask(consent.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT)
    return made


def given():
    return Consent.objects.filter(state=ConsentState.GIVEN).count()


def test_nothing_that_narrowed_is_revived(handing, tmp_path):
    house = handing.house
    copy = Copy(tmp_path)
    house.go(hours=1)
    handing.withdraw(handing.people[0])
    destroy(house, [handing.people[6]])
    [grant] = Grant.objects.filter(person=house[cast.SERVICE], role=Role.CS)
    grants.revoke(grant=Ref(grant.ref), actor=house.dpo, at=house.at)
    house.go(hours=1)
    before, entries = given(), reader.size()

    copy.put_back()
    assert (given(), len(keys.existing([handing.people[6]]))) == (before + 1, 1)
    report = copy.catch_up(house.at)
    assert reader.size() > entries
    assert (given(), len(keys.existing([handing.people[6]]))) == (before, 0)
    assert Subject.objects.get(ref=handing.people[6]).state == State.DESTROYED
    assert Role.CS not in accounts.roles(house[cast.SERVICE], house.at)
    assert (report.replayed.missing, report.replayed.blocked) == (0, 0)
    assert report.replayed.tags["done"]["consent.withdrawn"] == 1
    assert is_whole()


def test_what_goes_on_after_the_opening_is_what_two_persons_saw(handing, tmp_path):
    """409 of 412: who withdrew after the copy is not in the package that is sealed after it."""
    house = handing.house
    copy = Copy(tmp_path)
    house.go(hours=1)
    handing.withdraw(handing.people[0])
    copy.put_back()
    copy.catch_up(house.at)
    house.go(minutes=5)
    open_by_two(house)
    assert not home_seal.is_sealed()
    assert [line.about for line in told("restore.opened")] == [told("restore.replayed")[0].about]
    package = handing.seal(Agreed(5, 1))
    assert package.rows == 4


def test_a_yes_that_was_given_and_taken_back_after_the_copy_is_a_no(asking, tmp_path):
    handing = asking
    copy = Copy(tmp_path)
    handing.answer(consent.Answer.GIVEN, handing.people[:3])
    handing.answer(consent.Answer.REFUSED, handing.people[3:4])
    handing.withdraw(handing.people[0])
    copy.put_back()
    report = copy.catch_up(handing.house.at)
    said = dict(Consent.objects.values_list("subject", "state"))
    assert said == {
        handing.people[0]: ConsentState.WITHDRAWN,
        handing.people[3]: ConsentState.REFUSED,
    }
    assert report.replayed.tags["done"]["consent.withdrawn"] == 1
    assert is_whole()


def test_until_two_persons_open_it_nothing_is_read_or_written(
    house, found, task, tmp_path, monkeypatch
):
    monkeypatch.setattr(homes, "require", lambda: None)
    copy = Copy(tmp_path)
    copy.put_back()
    with pytest.raises(HomeSealed):
        house.keep(person(9))
    with pytest.raises(HomeSealed):
        reveal(house, task, found[0])
    with pytest.raises(HomeSealed):
        grants.enrol(name="林示范", kind="STAFF", actor=house.dpo, at=house.at)
    with pytest.raises(HomeSealed):
        homes.start()
    copy.catch_up(house.at)
    with pytest.raises(HomeSealed):
        house.keep(person(9))
    with pytest.raises(HomeSealed):
        reveal(house, task, found[0])
    open_by_two(house)
    assert len(house.keep(person(9))) == 1


def test_a_home_that_was_put_back_without_a_seal_has_no_mark_and_does_nothing(house, copy):
    copy.put_back(sealed=False)
    with pytest.raises(MarkMissing):
        house.keep(person(9))


def test_whoever_asked_does_not_approve(house, copy):
    copy.put_back()
    copy.catch_up(house.at)
    asked = ask(house, cast.DPO)
    with pytest.raises(TwoPeopleNeeded):
        approvals.approve(approval=asked, actor=house.dpo, at=house.at)
    with pytest.raises(Pending):
        services.open_home(actor=house.dpo, at=house.at)
    assert home_seal.is_sealed()


def test_one_alone_does_not_open_it(house, copy):
    copy.put_back()
    copy.catch_up(house.at)
    with pytest.raises(NotAsked):
        services.open_home(actor=house[cast.SECURITY], at=house.at)
    assert home_seal.is_sealed()


def test_the_first_signature_is_over_after_an_hour(house, copy):
    copy.put_back()
    copy.catch_up(house.at)
    asked = ask(house)
    house.go(minutes=60)
    with pytest.raises(AnsweredTooLate):
        approvals.approve(approval=asked, actor=house.dpo, at=house.at)
    asked = ask(house)
    house.go(minutes=30)
    approvals.approve(approval=asked, actor=house.dpo, at=house.at)
    house.go(minutes=30)
    with pytest.raises(Over):
        services.open_home(actor=house[cast.SECURITY], at=house.at)
    assert home_seal.is_sealed()


def test_who_has_no_role_for_it_neither_asks_nor_approves(house, copy):
    copy.put_back()
    copy.catch_up(house.at)
    with pytest.raises(accounts.NotPermitted):
        ask(house, cast.SERVICE)
    asked = ask(house)
    with pytest.raises(accounts.NotPermitted):
        approvals.approve(approval=asked, actor=house[cast.OPERATIONS], at=house.at)


def test_it_opens_only_once_it_is_caught_up(house, copy):
    copy.put_back()
    with pytest.raises(NotCaughtUp):
        services.change(home_seal.read())
    with pytest.raises(NotCaughtUp):
        services.open_home(actor=house.dpo, at=house.at)
    with pytest.raises(LedgerMissing):
        services.catch_up(services.Source(None), at=house.at)
    assert home_seal.read().stage is home_seal.Stage.PUT_BACK


def test_an_open_home_has_nothing_to_restore(house, copy):
    with pytest.raises(NotSealed):
        copy.catch_up(house.at)
    with pytest.raises(NotSealed):
        services.open_home(actor=house.dpo, at=house.at)


def test_where_nobody_has_the_newer_ledger_every_deal_waits_for_two(house, copy):
    house.keep(person(1))
    copy.put_back()
    report = services.catch_up(services.Source(None), at=house.at, without=True)
    assert report.replayed.missing == 1
    found = Deal.objects.get(ref=house.deal)
    assert (found.overlay, found.overlay_reason) == (Overlay.SUSPENDED, SuspendReason.RESTORED)
    open_by_two(house)
    with pytest.raises(NotAsked) as refused:
        deals.resume(deal=house.deal, actor=house.dpo, at=house.at)
    asked = approvals.ask(change=refused.value.change, actor=house.dpo, at=house.at)
    approvals.approve(approval=Ref(asked.ref), actor=house[cast.HEAD], at=house.at)
    assert deals.resume(deal=house.deal, actor=house.dpo, at=house.at).overlay == Overlay.NONE


def test_a_mark_that_outlived_the_data_tells_how_much_is_missing(house, copy, home):
    house.keep(person(1))
    mark, size = (home / "ledger.highwater").read_bytes(), reader.size()
    copy.put_back()
    (home / "ledger.highwater").write_bytes(mark)
    with pytest.raises(LedgerMissing) as refused:
        services.catch_up(services.Source(None), at=house.at)
    assert refused.value.facts["missing"] == size - reader.size()


def test_it_may_be_asked_again_and_is_done_once(house, copy):
    house.keep(person(1))
    copy.put_back()
    copy.catch_up(house.at)
    size = reader.size()
    again = copy.catch_up(house.at + timedelta(minutes=1))
    assert (reader.size(), len(told("restore.replayed"))) == (size, 1)
    assert again.stage == home_seal.Stage.CAUGHT_UP


def test_who_left_after_the_copy_has_left(house, copy):
    leaving = house[cast.SERVICE]
    grants.retire(person=leaving, actor=house.dpo, at=house.at)
    copy.put_back()
    copy.catch_up(house.at)
    assert not Person.objects.get(ref=leaving).is_active
    assert not accounts.roles(leaving, house.at)
    assert is_whole()


def test_a_deal_that_was_stopped_after_the_copy_is_stopped(house, copy):
    deals.suspend(deal=house.deal, reason=SuspendReason.INCIDENT, actor=house.dpo, at=house.at)
    copy.put_back()
    copy.catch_up(house.at)
    assert Deal.objects.get(ref=house.deal).overlay_reason == SuspendReason.INCIDENT
    assert is_whole()


def test_a_deal_that_was_made_after_the_copy_is_lost_and_said_to_be(house, copy):
    made = house.new_deal()
    copy.put_back()
    report = copy.catch_up(house.at)
    assert report.replayed.tags["lost"]["deal.created"] == 1
    assert made in [line.about for line in told("ledger.row_lost")]
    assert is_whole()


def test_a_task_that_was_closed_after_the_copy_opens_nothing(house, found, tmp_path):
    task = house.task()
    copy = Copy(tmp_path)
    house.go(hours=1)
    close_task(task=task, actor=house.dpo, at=house.at)
    copy.put_back()
    copy.catch_up(house.at)
    open_by_two(house)
    with pytest.raises(GateClosed) as closed:
        reveal(house, task, found[0])
    assert Code.TASK_CLOSED in closed.value.facts["reasons"]
