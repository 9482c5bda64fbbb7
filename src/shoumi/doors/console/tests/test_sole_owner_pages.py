"""A company with one shareholder goes from its first page to the approval of the transfer."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base import clock
from shoumi.base.deals import queries as deals
from shoumi.base.deals import services
from shoumi.base.deals.errors import NotYet
from shoumi.base.deals.models import MilestoneState
from shoumi.base.deals.rules import PartyRole
from shoumi.base.messages import refusals
from shoumi.base.tests import authenticated
from shoumi.core.milestones import Standing
from shoumi.core.terms import DealStage
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import made_up_papers
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

OF_THE_SELLER = ("service_agreement", "terms_accepted", "kyc_consent")


def paper(name):
    content = made_up_papers.pdf(name, "Company: 91990000MA0DEM0213")
    return SimpleUploadedFile("paper.pdf", content)


@pytest.fixture
def seller(house):
    """Of a deal in which nothing was done yet."""
    waiting = MilestoneState.objects.filter(deal=house.deal)
    authenticated.change(waiting, state=Standing.WAITING, opened_at=None, done_at=None)
    return signed_in(house[people.SELLER])


def hand_in(house, seller, kind):
    answer = seller.act(f"/papers/{house.deal}/do/paper-file", kind=kind, document=paper(kind))
    assert answer.status_code == 200, answer.content.decode()


def file(house, visitor, kind):
    address = f"/deals/{house.deal}/do/deal-file"
    assert visitor.act(address, kind=kind, document=paper(kind)).status_code == 200


def move(house, visitor, stage):
    for act in ("advance", "finish"):
        answer = visitor.act(f"/deals/{house.deal}/do/deal-{act}", stage=stage)
        assert answer.status_code == 200, answer.content.decode()


def test_one_shareholder_comes_to_the_approval_by_pages(house, seller):
    assert PartyRole.OTHER_HOLDER not in {one.role for one in deals.parties(house.deal)}
    consultant, legal = signed_in(house[people.CONSULTANT]), signed_in(house.legal)
    file(house, consultant, "notice_17")
    move(house, consultant, "intake")
    for kind in OF_THE_SELLER:
        hand_in(house, seller, kind)
    file(house, legal, "authority")
    move(house, consultant, "mandate")
    shown = seller.get("/papers").content.decode()
    assert "一人公司股东书面决定" in shown
    assert "优先购买权通知" not in shown
    hand_in(house, seller, "sole_owner_decision")
    move(house, consultant, "internal_approval")
    done = deals.milestones(house.deal)[DealStage.INTERNAL_APPROVAL]
    assert done.state == Standing.DONE


def test_what_is_missing_leads_to_the_decision(house, seller):
    address = f"/deals/{house.deal}/do/deal-advance?stage=internal_approval"
    answer = signed_in(house[people.CONSULTANT]).act(address, stage="internal_approval")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert f"/deals/{house.deal}/do/deal-file?kind=sole_owner_decision" in text
    assert "一人公司股东书面决定" in text.partition("还差：")[2].partition("</")[0]
    assert "优先购买权通知" not in text


def test_the_deal_itself_names_the_decision_that_is_missing(house, seller):
    text = signed_in(house[people.CONSULTANT]).get(f"/deals/{house.deal}").content.decode()
    assert "优先购买权通知" not in text


def test_a_refusal_that_was_kept_is_told_with_the_decision_too(house, seller):
    with pytest.raises(NotYet) as refused:
        services.advance(
            deal=house.deal, stage=DealStage.INTERNAL_APPROVAL, actor=house.legal, at=clock.now()
        )
    assert "一人公司股东书面决定" in refusals.tell(refused.value).what
    kept = refusals.kept(refused.value)
    assert refusals.tell_kept(kept).what == refusals.tell(refused.value).what
    # Kept by an earlier version, without reasons.
    del kept["missing_reasons"]
    assert "优先购买权通知" in refusals.tell_kept(kept).what


def test_in_english_the_decision_has_its_name(house, seller):
    text = signed_in(house[people.SELLER], lang="en").get("/papers").content.decode()
    assert "written decision of the sole shareholder" in text.lower()
    address = f"/deals/{house.deal}/do/deal-advance?stage=internal_approval"
    consultant = signed_in(house[people.CONSULTANT], lang="en")
    refused = consultant.act(address, stage="internal_approval").content.decode().lower()
    assert "written decision of the sole shareholder" in refused.partition("missing:")[2]
