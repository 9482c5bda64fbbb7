"""What cannot be done again after a restore blocks whom it concerns, until two settle it."""

from __future__ import annotations

import pytest
import time_machine

from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.errors import NotAsked
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import Overlay
from shoumi.base.ledger import reader
from shoumi.base.restore import replay, services, settlement
from shoumi.base.restore.errors import NotBlocked
from shoumi.base.subjects.events import Tag as PeopleTag
from shoumi.base.subjects.models import State, Subject
from shoumi.base.subjects.services import stop_marketing
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast
from shoumi.doors.tests.put_back_home import Copy, open_by_two
from shoumi.doors.tests.visitors import signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    pytest.mark.both,
]


def test_what_cannot_be_done_again_freezes_whom_it_names_until_two_settle_it(
    house, found, tmp_path, monkeypatch
):
    copy = Copy(tmp_path)
    stop_marketing(deal=house.deal, subjects=found[:1], actor=house.dpo, at=house.at)
    plain = replay.effects()
    unable = {**plain, PeopleTag.MARKETING_OFF.value: lambda told: False}
    monkeypatch.setattr(replay, "effects", lambda: unable)
    copy.put_back()
    report = copy.catch_up(house.at)
    assert report.replayed.tags["blocked"] == {PeopleTag.MARKETING_OFF.value: 1}
    states = dict(Subject.objects.values_list("ref", "state"))
    assert [states[ref] for ref in found] == [State.FROZEN, State.ACTIVE, State.ACTIVE]
    assert Deal.objects.get(ref=house.deal).overlay == Overlay.NONE
    open_by_two(house)
    with pytest.raises(NotBlocked):
        settlement.settle(subject=found[1], actor=house[cast.HEAD], at=house.at)
    with pytest.raises(NotAsked) as needed:
        settlement.settle(subject=found[0], actor=house[cast.HEAD], at=house.at)
    asked = approvals.ask(change=needed.value.change, actor=house[cast.HEAD], at=house.at)
    approvals.approve(approval=Ref(asked.ref), actor=house.dpo, at=house.at)
    settlement.settle(subject=found[0], actor=house[cast.HEAD], at=house.at)
    assert Subject.objects.get(ref=found[0]).state == State.ACTIVE


def test_an_event_that_no_card_speaks_of_blocks(house, found, tmp_path, monkeypatch):
    copy = Copy(tmp_path)
    stop_marketing(deal=house.deal, subjects=found[:1], actor=house.dpo, at=house.at)
    unspoken = {tag: how for tag, how in replay.effects().items() if tag != PeopleTag.MARKETING_OFF}
    monkeypatch.setattr(replay, "effects", lambda: unspoken)
    copy.put_back()
    assert copy.catch_up(house.at).replayed.blocked == 1
    assert Subject.objects.get(ref=found[0]).state == State.FROZEN


def test_whoever_is_frozen_is_named_until_two_let_the_person_be_read_by_page(
    house, found, tmp_path, monkeypatch
):
    copy = Copy(tmp_path)
    stop_marketing(deal=house.deal, subjects=found[:1], actor=house.dpo, at=house.at)
    position = reader.size() - 1
    unable = {**replay.effects(), PeopleTag.MARKETING_OFF.value: lambda told: False}
    monkeypatch.setattr(replay, "effects", lambda: unable)
    copy.put_back()
    copy.catch_up(house.at)
    (waits,) = settlement.waiting()
    assert (waits.subject, waits.because) == (found[0], [(position, PeopleTag.MARKETING_OFF)])
    with time_machine.travel(house.at):
        head = signed_in(house[cast.HEAD], lang="en")
        assert found[0] in head.get("/restore").content.decode()
        open_by_two(house)
        assert found[0] in head.get("/restore").content.decode()
        act = f"/customers/{found[0]}/do/restore-settle"
        assert act in head.get(f"/customers/{found[0]}").content.decode()
        assert "restore-settle" not in head.get(f"/customers/{found[1]}").content.decode()
        head.post(act, {})
        asked = Ref(Approval.objects.get(deal=house.deal, action=Action.RESTORE).ref)
        assert Subject.objects.get(ref=found[0]).state == State.FROZEN
        signed_in(house.dpo).post(f"/approvals/{asked}/do/approve-change", {})
        head.post(act, {})
        assert Subject.objects.get(ref=found[0]).state == State.ACTIVE
        assert settlement.waiting() == []
        assert found[0] not in head.get("/restore").content.decode()


def test_a_deal_that_waits_is_named_until_it_goes_on(house, found, tmp_path, monkeypatch):
    copy = Copy(tmp_path)
    copy.put_back()
    services.catch_up(services.Source(None), at=house.at, without=True)
    (waits,) = settlement.waiting()
    assert (waits.deal, waits.subject, waits.because) == (house.deal, "", ())
    page = signed_in(house[cast.HEAD], lang="en").get("/restore").content.decode()
    assert f'href="/deals/{house.deal}"' in page
