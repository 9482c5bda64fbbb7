"""Long work asks once more as of the newest entry: what is taken back after it began stops it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.queries import NotPermitted, roles
from shoumi.base.accounts.rules import Kind
from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.attestations.doors import DoorShut
from shoumi.base.commands import files
from shoumi.base.deals import services as deals
from shoumi.base.deals.errors import NotYet, Suspended
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.gate import decisions, disclosure, rounds
from shoumi.base.handover import fetches
from shoumi.base.handover import services as handover
from shoumi.base.ledger import writer
from shoumi.base.rooms import content, inquiries, page_views
from shoumi.base.rooms.models import Paper, Room
from shoumi.base.subjects import sealed_records, services, set_aside_rows
from shoumi.base.subjects.models import State, Subject
from shoumi.base.subjects.services import change_state
from shoumi.chapters.consent.models import Campaign, Invitation
from shoumi.chapters.consent.services import campaigns
from shoumi.core.gate import GateClosed
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, Role
from shoumi.doors.demo.cast import HEAD, SUPERVISOR
from shoumi.doors.tests.handover_house import prepared
from shoumi.doors.tests.house import person, told, values
from shoumi.doors.tests.office import ANNA, Office
from shoumi.doors.tests.room_steps import ROWS, prepare
from shoumi.doors.tests.viewer_papers import opened

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]


def taken_back_later(house, demand="19.3"):
    """Half a minute after the moment at which the work was asked for."""
    said = statements.newest(demand, None, house.at)
    later = house.at + timedelta(seconds=30)
    attestations.revoke(attestation=Ref(said.ref), actor=house.dpo, at=later)


def test_a_read_that_waited_for_its_place_sees_what_was_taken_back_before_it(house, task, found):
    """The question is older than the entry that it comes after."""
    asked = house.asked(task, found[0])
    taken_back_later(house)
    for act in (
        lambda: disclosure.open_asked(asked),
        lambda: decisions.enter(asked),
        lambda: disclosure.open_many(house.asked(task), found),
    ):
        with pytest.raises(GateClosed) as refused:
            act()
        assert refused.value.decision.demands == ("19.3",)
    assert told("gate.revealed") == []
    assert [line.facts["allowed"] for line in told("gate.decided")] == [False] * 3


def test_a_page_that_waited_for_its_place_is_not_shown(house):
    house.agree()
    house.assess()
    room = opened(house, ROWS, "框架合同")
    paper = Paper.objects.select_related("room").get(room_id=room.pk)
    taken_back_later(house, "12.1")
    with pytest.raises(GateClosed) as refused:
        page_views.look(paper=paper, page=1, actor=house.buyer, at=house.at)
    assert refused.value.decision.demands == ("12.1",)
    assert told("room.page_seen") == []


def test_a_question_that_is_weighed_for_long_is_not_put_into_a_room(house, monkeypatch):
    house.agree()
    house.assess()
    room = opened(house, ROWS, "框架合同")
    slowly(monkeypatch, inquiries, "weigh", house, "12.1")
    with pytest.raises(GateClosed) as refused:
        inquiries.ask(
            room=Ref(room.ref),
            text="服务费？",
            paper=None,
            page=None,
            actor=house.buyer,
            at=house.at,
        )
    assert refused.value.decision.demands == ("12.1",)
    assert told("room.asked") == []


def test_of_many_people_who_are_read_the_next_round_is_refused(house, task, found, monkeypatch):
    monkeypatch.setattr(rounds, "ROUND", 1)
    opened, _ = disclosure.open_many(house.asked(task), found)
    made, _ = disclosure.open_made(house.asked(task), found, lambda people, _: list(people))
    next(opened), next(made)
    taken_back_later(house)
    for rest in (opened, made):
        with pytest.raises(GateClosed):
            next(rest)


def test_few_people_who_are_read_into_a_file_leave_none(house, task, found, tmp_path):
    opened, _ = disclosure.open_many(house.asked(task), found)
    out, written = tmp_path / "letters.csv", []

    def write():
        with files.new(out) as file:
            for _, values in opened:
                written.append(file.write(values["name"]))
                if len(written) == len(found):
                    taken_back_later(house)

    with pytest.raises(GateClosed) as refused:
        write()
    assert len(written) == len(found)
    assert refused.value.decision.demands == ("19.3",)
    assert not out.exists()


def test_somebody_who_is_excluded_meanwhile_stops_nobody_else(house, task, found):
    opened, _ = disclosure.open_many(house.asked(task), found)
    next(opened)
    change_state(
        deal=house.deal,
        subjects=found[:1],
        to=State.EXCLUDED,
        duty="6.2",
        actor=house.dpo,
        at=house.at,
    )
    assert len(list(opened)) == len(found) - 1


def test_nobody_of_an_import_is_kept(house, monkeypatch):
    plain, before = writer.gather, Subject.objects.count()

    def slow(rows):
        gathered = plain(rows)
        taken_back_later(house)
        return gathered

    monkeypatch.setattr(writer, "gather", slow)
    with pytest.raises(DoorShut) as refused:
        house.keep(person(100))
    assert refused.value.facts["demands"] == ("19.3",)
    assert Subject.objects.count() == before


def slowly(monkeypatch, where, name, house, demand="19.3"):
    """What is long at it lasts until the promise is taken back."""
    plain = getattr(where, name)

    def slow(*given, **more):
        done = plain(*given, **more)
        taken_back_later(house, demand)
        return done

    monkeypatch.setattr(where, name, slow)


def test_nobody_is_changed_by_a_later_file(house, tmp_path, monkeypatch):
    office = Office(house, tmp_path)
    (ref,) = office.first(ANNA)
    path = office.write(ANNA | {"mobile": "15400001099"}, name="later.csv")
    made = office.later(path)
    with monkeypatch.context() as patched:
        slowly(patched, services, "_index", house)
        with pytest.raises(DoorShut) as refused:
            office.take_in(made, path)
    assert refused.value.facts["demands"] == ("19.3",)
    assert office.values(ref) == ANNA


def test_no_row_is_set_aside(house, monkeypatch):
    slowly(monkeypatch, sealed_records, "insert", house)
    until = house.at.date() + timedelta(days=9)
    with pytest.raises(DoorShut):
        set_aside_rows.set_aside(
            deal=house.deal, dataset=house.dataset, rows=[values(1)], until=until, at=house.at
        )
    assert not Subject.objects.filter(state=State.SET_ASIDE).exists()


def test_no_clock_of_a_campaign_starts(house, found, monkeypatch):
    campaign = prepared(house, Ref("party-x"))
    slowly(monkeypatch, writer, "gather", house)
    with pytest.raises(DoorShut):
        campaigns.open_window(campaign=campaign, actor=house.dpo, at=house.at)
    assert (Campaign.objects.get().opened_at, Invitation.objects.count()) == (None, 0)


def test_a_package_is_not_released(handing, sealed, monkeypatch):
    slowly(monkeypatch, handover, "digest_of", handing.house, "13.1")
    with pytest.raises(DoorShut) as refused:
        handing.release(sealed)
    assert refused.value.facts["demands"] == ("13.1",)
    assert told("package.released") == []


def test_a_package_is_not_released_by_whose_role_ends_while_it_is_hashed(
    handing, sealed, monkeypatch
):
    house, plain = handing.house, handover.digest_of

    def slow(path):
        held = Grant.objects.get(person=house[SUPERVISOR], role=Role.SUP)
        later = house.at + timedelta(seconds=30)
        accounts.revoke(grant=Ref(held.ref), actor=house.dpo, at=later)
        return plain(path)

    monkeypatch.setattr(handover, "digest_of", slow)
    with pytest.raises(NotPermitted):
        handing.release(sealed)
    assert told("package.released") == []


def test_a_package_is_not_handed_out(handing, sealed, monkeypatch):
    handing.release(sealed)
    house = handing.house
    slowly(monkeypatch, fetches, "digest_of", house, "13.1")
    with pytest.raises(DoorShut) as refused:
        fetches.hand_out(package=Ref(sealed.ref), actor=house.buyer, at=house.at)
    assert refused.value.facts["demands"] == ("13.1",)
    assert told("package.fetched") == []


def test_a_room_is_not_opened_by_a_clock_that_is_behind_the_ledger(house):
    house.agree()
    house.assess()
    taken_back_later(house, "12.1")
    with pytest.raises(DoorShut) as refused:
        opened(house, ROWS, "框架合同")
    assert refused.value.facts["demands"] == ("12.1",)


def test_no_room_is_prepared_in_a_deal_that_is_stopped_while_it_is_weighed(house, monkeypatch):
    plain = content.require_fit

    def slow(inside):
        plain(inside)
        deals.suspend(
            deal=house.deal, reason=SuspendReason.SUPERVISION, actor=house.dpo, at=house.at
        )

    monkeypatch.setattr(content, "require_fit", slow)
    with pytest.raises(Suspended):
        prepare(house, ROWS)
    assert not Room.objects.exists()


def test_a_milestone_is_not_opened_by_a_clock_that_is_behind_the_ledger(house):
    taken_back_later(house, "13.1")
    with pytest.raises(NotYet) as refused:
        deals.advance(deal=house.deal, stage=DealStage.DATA_HANDOVER, actor=house.dpo, at=house.at)
    assert "duty:13.1" in {one.condition for one in refused.value.missing}


def test_no_role_is_granted_by_a_clock_that_is_behind_the_ledger(house):
    hired = accounts.enrol(name="罗测试", kind=Kind.STAFF, actor=house.dpo, at=house.at)
    asked = accounts.request_grant(
        person=Ref(hired.ref), role=Role.MKT, actor=house.dpo, at=house.at
    )
    taken_back_later(house)
    with pytest.raises(DoorShut) as refused:
        accounts.grant(ask=Ref(asked.ref), actor=house[HEAD], at=house.at)
    assert refused.value.facts["demands"] == ("19.3",)
    assert not roles(Ref(hired.ref), house.at + timedelta(minutes=1))
