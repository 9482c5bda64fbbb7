"""A deal is begun, named and moved from its pages, and a refusal says all that is missing."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Deal, MilestoneState
from shoumi.base.deals.rules import Overlay, PartyRole
from shoumi.base.documents.models import Document
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.core.milestones import FilingKind, Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import made_up_papers
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

ACTS = ("advance", "finish", "waive", "turn-down", "suspend", "resume", "terminate")
PARTS = ("party", "dataset", "file")


PAPER = made_up_papers.pdf("Made up")


def paper(content=PAPER):
    return SimpleUploadedFile("paper.pdf", content)


def address(house, act):
    return f"/deals/{house.deal}/do/deal-{act}"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("act", [*ACTS, *PARTS])
def test_the_page_of_an_act_opens(house, act, lang):
    answer = signed_in(house.dpo, lang=lang).get(address(house, act))
    assert answer.status_code == 200
    assert deals.deal(house.deal).number in answer.content.decode()


def test_a_deal_is_begun_with_its_sides(house):
    consultant = signed_in(house[people.CONSULTANT])
    answer = consultant.act(
        "/deals/do/deal-create",
        deal_type="asset",
        title="星河转让",
        target="星河虚构商贸有限公司",
        target_code="91990000ma0dem0213",
        seller="钱虚乙",
        seller_person=house[people.SELLER],
        buyer="孙虚丙",
    )
    made = Deal.objects.get(title="星河转让")
    assert answer.redirect_chain[0][0].startswith(f"/deals/{made.ref}?done=deal-create")
    sides = {(one.role, one.name, one.uscc, one.person) for one in deals.parties(Ref(made.ref))}
    assert sides == {
        (PartyRole.TARGET, "星河虚构商贸有限公司", "91990000MA0DEM0213", ""),
        (PartyRole.TR, "钱虚乙", "", house[people.SELLER]),
        (PartyRole.TE, "孙虚丙", "", ""),
    }
    assert told("deal.created")[-1].actor == house[people.CONSULTANT]


def test_a_malformed_credit_code_is_refused_on_the_form(house):
    answer = signed_in(house.dpo).act(
        "/deals/do/deal-create",
        deal_type="equity",
        title="坏代码",
        target="某虚构公司",
        target_code="123",
        seller="钱虚乙",
    )
    assert answer.status_code == 422
    assert "panel-closed" in answer.content.decode()
    assert not Deal.objects.filter(title="坏代码").exists()


def test_a_refused_milestone_lists_all_that_is_missing(house):
    answer = signed_in(house.dpo).act(f"{address(house, 'advance')}?stage=mandate", stage="mandate")
    assert answer.status_code == 422
    rows = answer.content.decode()
    lacking = deals.to_open(house.deal, DealStage.MANDATE, house.at)
    assert len(lacking) > 3
    assert rows.count('data-label="还缺"') == len(lacking)
    assert told("deal.refused")[-1].facts["missing"] == len(lacking)


def test_a_milestone_is_filed_for_opened_and_finished(house):
    visitor = signed_in(house[people.CONSULTANT])
    filed = visitor.act(
        f"{address(house, 'file')}?kind=notice_17",
        kind="notice_17",
        document=paper(),
        on="2026-08-24",
        fen="12.34",
    )
    assert filed.status_code == 200
    row = deals.filings(house.deal, kind=FilingKind.NOTICE_17).items[0]
    assert bytes(row.sha256) == hashlib.sha256(PAPER).digest()
    assert row.facts == {"fen": 1234, "format": "pdf", "company": "none_named"}
    assert Document.objects.get(ref=row.document).kind == "evidence"
    assert reader.entry(row.position)
    visitor.act(address(house, "advance"), stage="intake")
    assert deals.milestones(house.deal)[DealStage.INTAKE].state == Standing.OPEN
    done = visitor.act(address(house, "finish"), stage="intake")
    assert deals.milestones(house.deal)[DealStage.INTAKE].state == Standing.DONE
    assert "里程碑已完成" in done.content.decode()


def test_what_is_missing_leads_to_the_paper_that_supplies_it(house):
    text = signed_in(house[people.CONSULTANT]).get(f"/deals/{house.deal}").content.decode()
    wanted = f"{address(house, 'file')}?kind=notice_17"
    assert f'href="{wanted}"' in text
    form = signed_in(house[people.CONSULTANT]).get(wanted).content.decode()
    assert re.search(r'value="notice_17" selected', form)


def test_only_papers_that_one_may_file_are_offered(house):
    def kinds(who):
        return signed_in(who).get(address(house, "file")).content.decode()

    assert 'value="opinion_22"' in kinds(house.legal)
    assert 'value="opinion_22"' not in kinds(house.dpo)
    assert 'value="rooms_shut"' not in kinds(house.legal)


def test_a_paper_that_one_may_not_file_is_not_kept_either(house):
    answer = signed_in(house.dpo).act(
        address(house, "file"), kind="opinion_22", document=paper(made_up_papers.pdf("Opinion"))
    )
    assert answer.status_code == 422
    assert not Document.objects.exclude(deal="").exists()


def test_a_milestone_is_waived_for_a_reason(house):
    signed_in(house.dpo).act(address(house, "waive"), stage="listed", reason="private_sale")
    assert deals.milestones(house.deal)[DealStage.LISTED].state == Standing.WAIVED


def test_a_deal_is_suspended_and_goes_on(house):
    visitor = signed_in(house.dpo)
    visitor.act(address(house, "suspend"), reason="legal_hold", note="等待法院的答复")
    assert deals.deal(house.deal).overlay == Overlay.SUSPENDED
    again = visitor.act(address(house, "suspend"), reason="legal_hold", note="")
    assert again.status_code == 422
    visitor.act(address(house, "resume"))
    assert deals.deal(house.deal).overlay == Overlay.NONE
    assert told("deal.resumed")


def test_what_cannot_be_done_now_says_why_instead_of_leading_to_a_refusal(house):
    visitor, here = signed_in(house.dpo), f"/deals/{house.deal}"

    def leads(act):
        return f'href="{address(house, act)}"' in visitor.get(here).content.decode()

    assert not leads("resume")
    assert "转让没有中止" in visitor.get(here).content.decode()
    assert leads("suspend")
    visitor.act(address(house, "suspend"), reason="legal_hold", note="")
    assert leads("resume")
    assert leads("terminate")
    assert not any(map(leads, ("suspend", "advance", "finish", "waive", "turn-down")))
    assert f'href="{here}/do/intake-bring"' not in visitor.get(here).content.decode()
    visitor.act(address(house, "terminate"), reason="unlawful", is_sure="on")
    assert not any(map(leads, (*ACTS, "party", "dataset")))
    assert leads("file")  # evidence is taken whatever lies over the deal


def test_each_act_that_a_deal_offers_can_be_sent_and_each_that_it_does_not_is_refused(house):
    """The page's word is held against the services': with a deal as it begins, none is wrong."""
    rows = MilestoneState.objects.filter(deal=house.deal)
    authenticated.change(rows, state=Standing.WAITING, opened_at=None)
    visitor, here = signed_in(house.dpo), f"/deals/{house.deal}"
    text = visitor.get(here).content.decode()
    for act, given in (
        ("deal-resume", {}),
        ("destroy-propose", {"basis": "expired"}),
        ("handover-seal", {"recipient": "x", "task": "y", "key": "z"}),
        ("campaign-prepare", {"notice": "x"}),
        ("campaign-dispatch", {"campaign": "x"}),
        ("campaign-close", {"campaign": "x", "is_sure": "on"}),
        ("recipient-proved", {"party": "x"}),
        ("deal-finish", {"stage": "intake"}),
    ):
        assert f'href="{here}/do/{act}"' not in text, act
        assert visitor.post(f"{here}/do/{act}", given).status_code in (409, 422), act


def test_the_end_of_a_deal_asks_twice_and_for_the_key(house):
    stale = signed_in(house.dpo, is_fresh=False).post(
        address(house, "terminate"), {"reason": "unlawful", "is_sure": "on"}
    )
    assert stale.headers["Location"].startswith("/step-up")
    visitor = signed_in(house.dpo)
    unsure = visitor.act(address(house, "terminate"), reason="unlawful")
    assert unsure.status_code == 422
    assert deals.deal(house.deal).overlay == Overlay.NONE
    visitor.act(address(house, "terminate"), reason="unlawful", is_sure="on")
    assert deals.deal(house.deal).overlay == Overlay.TERMINATED


def test_a_set_of_data_is_named_and_its_instruments_are_shown(house):
    visitor = signed_in(house.dpo)
    visitor.act(address(house, "party"), role="TE", name="孙虚丙", person=house.buyer)
    buyer = deals.parties(house.deal, PartyRole.TE)[0]
    target = deals.parties(house.deal, PartyRole.TARGET)[0]
    form = visitor.get(address(house, "dataset")).content.decode()
    assert f'value="{buyer.ref}" selected' in form
    assert "再提供给别人" in form  # what is new with the recipient is ticked, not typed as a code
    answer = visitor.act(
        address(house, "dataset"),
        code="customers",
        name="客户档案",
        handler=target.ref,
        recipient=buyer.ref,
        recipient_kind="other",
        differs=["marketing", "sharing"],
        has_sensitive="on",
    )
    made = deals.datasets(house.deal)[0]
    assert made.instruments
    assert made.differs == "marketing sharing"
    assert "“客户档案”的法律手段" in answer.content.decode()
    assert told("deal.dataset_added")[-1].about == made.ref


def test_somebody_without_a_role_is_kept_out(house, stranger):
    answer = signed_in(stranger).get(address(house, "advance"))
    assert answer.status_code == 403
    assert signed_in(stranger).get("/deals/do/deal-create").status_code == 403


def test_a_side_of_a_deal_finds_no_console(house):
    assert signed_in(house.buyer).get(address(house, "advance")).status_code == 404
