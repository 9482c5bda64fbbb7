"""A deal none of whose customers answered goes on by page to its end; its dossier is verified."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import MilestoneState
from shoumi.base.handover.models import Package
from shoumi.base.subjects.models import State as SubjectState
from shoumi.base.subjects.models import Subject
from shoumi.base.tests import authenticated
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign
from shoumi.core.milestones import Standing
from shoumi.core.terms import DealStage, Instrument
from shoumi.core.tests.archives import one_byte_changed
from shoumi.doors.demo import cast as people
from shoumi.doors.portal.tests.public import checked
from shoumi.doors.tests import stated
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.second_day import house
from shoumi.doors.tests.side_pages import paper
from shoumi.doors.tests.visitors import signed_in, worked

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

# What came before customers were asked; how that comes about is other tests' matter.
_BEFORE = (
    DealStage.INTAKE,
    DealStage.MANDATE,
    DealStage.INVENTORY,
    DealStage.PIPIA,
    DealStage.LISTED,
    DealStage.MATCHED,
    DealStage.NDA,
    DealStage.DD_L1,
    DealStage.INTERNAL_APPROVAL,
    DealStage.SIGNED,
)
# Who files what, before a milestone opens and before it is done.
_REST = (
    (DealStage.TAX, people.FINANCE, (), ("tax_report", "iit_certificate", "stamp_duty")),
    (
        DealStage.REGISTERED,
        people.CONSULTANT,
        ("shareholder_register", "resolution"),
        ("samr_application", "new_licence"),
    ),
    (
        DealStage.POST_REGISTRATION,
        people.CONSULTANT,
        (),
        ("bank_change", "tax_change", "social_insurance_change", "beneficial_owner"),
    ),
    (DealStage.SETTLED, people.FINANCE, (), ("escrow_release",)),
)


@pytest.fixture
def silent(house):
    """Eight people were asked by a deal that was signed; none of them says anything."""
    house.at = clock.now()
    made = Handing(house)
    before = MilestoneState.objects.filter(deal=house.deal, code__in=_BEFORE)
    authenticated.change(before, state=Standing.DONE, opened_at=house.at, done_at=house.at)
    made.ask(rules.Purpose.PROVISION, Instrument.ART23_SEPARATE_CONSENT)
    with time_machine.travel(Campaign.objects.get().window_ends_at + timedelta(hours=1)):
        house.at = clock.now()
        stated.attest(house.cast, house.at)
        yield made


def does(house, name, slug, **given):
    answer = signed_in(house[name]).act(f"/deals/{house.deal}/do/{slug}", **given)
    assert answer.status_code == 200, (slug, given, answer.content.decode())
    return answer.content.decode()


def file(house, name, kinds):
    for kind in kinds:
        fen = {"fen": "1000"} if kind in ("iit_certificate", "stamp_duty", "escrow_release") else {}
        does(house, name, "deal-file", kind=kind, document=paper(kind), **fen)


def ends_without_handover(house):
    does(house, people.DPO, "campaign-close", campaign=Campaign.objects.get().ref, is_sure="on")
    does(house, people.DPO, "deal-finish", stage=DealStage.NOTICE_CAMPAIGN)
    waived = {"stage": DealStage.DATA_HANDOVER, "reason": "nobody_agreed"}
    does(house, people.DPO, "deal-waive", **waived)


def comes_to_settlement(house):
    for stage, name, opens, finishes in _REST:
        file(house, name, opens)
        does(house, name, "deal-advance", stage=stage)
        file(house, name, finishes)
        does(house, name, "deal-finish", stage=stage)


def closes(house):
    does(house, people.DPO, "deal-advance", stage=DealStage.CLOSED)
    does(house, people.DPO, "rooms-shut", is_sure="on")
    return does(house, people.DPO, "deal-finish", stage=DealStage.CLOSED)


def dossier(house):
    officer = signed_in(house.dpo)
    asked = officer.post(f"/deals/{house.deal}/do/dossier-export", {}, secure=True)
    worked()
    return officer.get(f"{asked.headers['Location']}/file").content


def test_it_comes_to_its_end_by_pages_and_its_dossier_is_verified(house, silent):
    ends_without_handover(house)
    comes_to_settlement(house)
    assert "里程碑已完成" in closes(house)
    found = {code: row.state for code, row in deals.milestones(house.deal).items()}
    assert found[DealStage.CLOSED] == Standing.DONE
    assert found[DealStage.DATA_HANDOVER] == Standing.WAIVED
    assert not Package.objects.exists()
    packed = dossier(house)
    assert "相符：" in checked("dossier.zip", packed)
    assert "相符：" not in checked("dossier.zip", one_byte_changed(packed))


def test_nobody_of_them_left_or_was_destroyed_by_it(house, silent):
    ends_without_handover(house)
    comes_to_settlement(house)
    closes(house)
    kept = Subject.objects.filter(deal=house.deal)
    assert {one.state for one in kept} == {SubjectState.ACTIVE}
    assert kept.count() == len(silent.people)
