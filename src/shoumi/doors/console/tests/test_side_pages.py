"""A side of a deal sees which papers it owes for which milestone, and hands them in itself."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base import clock
from shoumi.base.accounts.models import Grant
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import MilestoneState, Party
from shoumi.base.documents import store, upload_rules
from shoumi.base.documents.models import Document
from shoumi.base.tests import authenticated
from shoumi.core.milestones import FilingKind, Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import made_up_papers
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

SELLERS = {"service_agreement", "terms_accepted", "kyc_consent", "listing_approved"}
BUYERS = {"buyer_notice", "buyer_kyc", "loi", "tax_report", "beneficial_owner"}
CONTENT = made_up_papers.pdf("Made up", "Company: 91990000MA0DEM0213")


def paper(content=CONTENT):
    return SimpleUploadedFile("paper.pdf", content)


def address(deal):
    return f"/papers/{deal}/do/paper-file"


def kinds(visitor, deal) -> set[str]:
    form = visitor.get(address(deal)).content.decode()
    listed = form[form.index('name="kind"') : form.index("</select>")]
    return set(re.findall(r'<option value="(\w+)"', listed))


def test_of_several_deals_the_page_shows_the_one_whose_papers_wait(house):
    """The newest only where none waits; the address still chooses."""
    newest = house.new_deal()
    seller = signed_in(house[people.SELLER])

    def shown(more=""):
        return re.findall(
            r'href="/papers/([\w-]+)/do/', seller.get(f"/papers{more}").content.decode()
        )

    assert set(shown()) == {newest}
    given = {"kind": "terms_accepted", "document": paper()}
    signed_in(house[people.CONSULTANT]).act(f"/deals/{house.deal}/do/deal-file", **given)
    assert set(shown()) == {house.deal}
    assert set(shown(f"?deal={newest}")) == {newest}
    (one,) = deals.waiting(house.deal, {Role.TR})
    seller.act(f"/papers/{house.deal}/do/paper-confirm", filing=one.ref)
    assert set(shown()) == {newest}


def test_each_side_sees_its_own_papers_and_not_the_others(house):
    seller, buyer = (signed_in(house[name]) for name in (people.SELLER, people.BUYER))
    assert kinds(seller, house.deal) >= SELLERS
    assert kinds(buyer, house.deal) == BUYERS
    text = buyer.get("/papers").content.decode()
    assert "意向书" in text
    assert "完成“" in text
    assert "服务协议" not in text
    assert "委托签约" not in text  # a milestone that waits for the others
    english = signed_in(house.buyer, lang="en").get("/papers").content.decode()
    assert "Papers to hand in" in english


def test_a_paper_is_kept_sealed_counted_and_entered(house):
    visitor = signed_in(house[people.SELLER])
    before = len(told("deal.filed"))
    answer = visitor.act(
        f"{address(house.deal)}?kind=service_agreement",
        kind="service_agreement",
        document=paper(),
        on="2026-08-20",
    )
    assert answer.redirect_chain[0][0].startswith(f"/papers?deal={house.deal}&done=paper-file")
    text = answer.content.decode()
    digest = hashlib.sha256(CONTENT).hexdigest()
    assert digest in text
    assert "已交" in text
    (row,) = deals.filings(house.deal, kind=FilingKind.SERVICE_AGREEMENT).items
    assert bytes(row.sha256).hex() == digest
    assert store.get(Ref(row.document)) == CONTENT
    line = told("deal.filed")[-1]
    assert len(told("deal.filed")) == before + 1
    assert (line.actor, line.facts["kind"]) == (house[people.SELLER], "service_agreement")
    seller = next(one for one in deals.parties(house.deal) if one.person == house[people.SELLER])
    assert row.party == seller.ref
    # A side may not open the ledger, so the position is words and no way.
    assert f'href="/evidence/{row.position}"' not in text
    assert f"账本位置 {row.position}" in text


def test_what_a_milestone_waits_for_is_handed_in_by_the_side_itself(house):
    """The condition that the milestone asks for is the one this page supplies."""
    wanted = "filing:service_agreement"
    stage = DealStage.MANDATE
    lacking = {need.condition for need in deals.to_open(house.deal, stage, clock.now())}
    assert wanted in lacking
    signed_in(house[people.SELLER]).act(
        address(house.deal), kind="service_agreement", document=paper()
    )
    left = {need.condition for need in deals.to_open(house.deal, stage, clock.now())}
    assert lacking - left == {wanted}


def test_what_the_other_side_owes_cannot_be_handed_in(house):
    answer = signed_in(house.buyer).act(
        address(house.deal), kind="service_agreement", document=paper()
    )
    assert answer.status_code == 422
    assert not Document.objects.exclude(deal="").exists()
    assert not deals.filings(house.deal).items


def test_a_file_that_is_no_paper_or_too_large_is_refused_and_not_kept(house, monkeypatch):
    visitor = signed_in(house.buyer)
    for content in (b"PK\x03\x04 zip", b"%PDF-1.7 made up", b"a text"):
        answer = visitor.act(address(house.deal), kind="loi", document=paper(content))
        assert answer.status_code == 422
    monkeypatch.setattr(upload_rules, "MOST_BYTES", 4)
    answer = visitor.act(address(house.deal), kind="loi", document=paper())
    assert answer.status_code == 422
    assert "超过" in answer.content.decode()
    assert not Document.objects.exclude(deal="").exists()


def test_the_same_document_twice_is_one(house):
    visitor = signed_in(house.buyer)
    visitor.act(address(house.deal), kind="loi", document=paper())
    again = visitor.act(address(house.deal), kind="loi", document=paper())
    assert again.status_code == 422
    assert Document.objects.exclude(deal="").count() == 1
    assert len(deals.filings(house.deal).items) == 1


def test_a_paper_of_a_passed_milestone_is_not_asked_for(house):
    rows = MilestoneState.objects.filter(deal=house.deal, code="mandate")
    visitor = signed_in(house[people.SELLER])
    assert "不用交了" not in visitor.get("/papers").content.decode()
    authenticated.change(rows, state=Standing.WAIVED, done_at=clock.now())
    text = visitor.get("/papers").content.decode()
    assert text.count("不用交了") == 3
    assert "?kind=service_agreement" not in text


def test_nobody_hands_in_for_a_deal_of_others(house):
    other = house_of_others(house)
    visitor = signed_in(house.buyer)
    assert visitor.get(address(other)).status_code == 404
    assert visitor.post(address(other), {"kind": "loi", "document": paper()}).status_code == 404
    assert visitor.get(f"/papers?deal={other}").status_code == 404


def house_of_others(house):
    house.at = clock.now()
    return house.new_deal()


def test_a_role_in_one_deal_owes_nothing_in_another(house):
    """The seller of the first deal takes part in the second without standing for a side of it."""
    other = house_of_others(house)
    # There he is another holder, and no side names him.
    authenticated.change(Party.objects.filter(deal=other, role="TR"), role="other_holder")
    visitor = signed_in(house[people.SELLER])
    assert visitor.get(f"/papers?deal={other}").status_code == 200
    assert kinds(visitor, other) - {""} == set()
    people.give(house.cast.people, people.SELLER, Role.TR, other, clock.now())
    assert kinds(visitor, other) >= SELLERS


def test_the_house_has_its_own_way(house, stranger):
    assert signed_in(house.dpo).get("/papers").status_code == 403
    assert signed_in(stranger).get(address(house.deal)).status_code == 403
    assert "/papers" not in signed_in(house.dpo).get("/rooms").content.decode()


def test_the_page_asks_the_database_the_same_however_much_is_on_file(house):
    visitor = signed_in(house[people.SELLER])

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert visitor.get("/papers").status_code == 200
        return len(seen)

    visitor.get("/papers")
    first = count()
    for kind in sorted(SELLERS):
        visitor.act(address(house.deal), kind=kind, document=paper())
    assert count() <= first <= 33


def filed_for(house, kind="terms_accepted"):
    """By the consultant, on behalf of the seller."""
    signed_in(house[people.CONSULTANT]).act(
        f"/deals/{house.deal}/do/deal-file", kind=kind, document=paper()
    )
    (row,) = deals.filings(house.deal, kind=FilingKind(kind)).items
    return row


def test_what_the_house_files_for_a_side_counts_once_that_side_confirms_it(house):
    row = filed_for(house)
    lacking = {need.condition for need in deals.to_open(house.deal, DealStage.MANDATE, clock.now())}
    assert "filing:terms_accepted" in lacking
    of_deal = signed_in(house[people.CONSULTANT]).get(f"/deals/{house.deal}").content.decode()
    assert "等转让方确认" in of_deal
    seller = signed_in(house[people.SELLER])
    text = seller.get("/papers").content.decode()
    assert "等你确认" in text
    assert f"/papers/{house.deal}/do/paper-confirm?filing={row.ref}" in text
    assert seller.get(f"/filings/{row.ref}/paper").content == CONTENT
    done = seller.act(f"/papers/{house.deal}/do/paper-confirm", filing=row.ref)
    assert "等你确认" not in done.content.decode()
    lacking = {need.condition for need in deals.to_open(house.deal, DealStage.MANDATE, clock.now())}
    assert "filing:terms_accepted" not in lacking
    assert told("deal.paper_confirmed")[-1].actor == house[people.SELLER]


def test_the_other_side_is_not_asked_and_cannot_confirm_or_open_it(house):
    row = filed_for(house)
    buyer = signed_in(house.buyer)
    address_of_it = f"/papers/{house.deal}/do/paper-confirm"
    assert buyer.act(address_of_it, filing=row.ref).status_code in (404, 422)
    assert buyer.get(f"/filings/{row.ref}/paper").status_code == 404
    row.refresh_from_db()
    assert not row.counts


def test_a_person_whom_a_party_names_needs_no_role_to_file_and_confirm(house):
    Grant.objects.filter(person=house[people.SELLER]).delete()
    row = filed_for(house, "kyc_consent")
    seller = signed_in(house[people.SELLER])
    assert "等你确认" in seller.get("/papers").content.decode()
    seller.act(f"/papers/{house.deal}/do/paper-confirm", filing=row.ref)
    row.refresh_from_db()
    assert row.counts
    seller.act(address(house.deal), kind="service_agreement", document=paper())
    assert deals.filings(house.deal, kind=FilingKind.SERVICE_AGREEMENT).items[0].counts


def test_a_paper_of_another_company_is_refused_in_words(house):
    other = made_up_papers.pdf("Made up", "Company: 91990000MA0DEM048T")
    answer = signed_in(house.buyer).act(address(house.deal), kind="loi", document=paper(other))
    assert answer.status_code == 422
    assert "信用代码" in answer.content.decode()
    assert not Document.objects.exclude(deal="").exists()


def test_a_paper_dated_ahead_is_refused(house):
    ahead = (house.at + timedelta(days=2)).date().isoformat()
    answer = signed_in(house.buyer).act(address(house.deal), kind="loi", document=paper(), on=ahead)
    assert answer.status_code == 422
    assert not Document.objects.exclude(deal="").exists()
