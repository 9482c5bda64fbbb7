"""A side of a deal sees how far it is and what is its own to do, and nothing of anybody else's."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Party
from shoumi.base.tests import authenticated
from shoumi.core.milestones import FilingKind
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.side_pages import BOTH, another_buyer, handed_in, paper, taken_in, text_of
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def test_a_side_lists_its_own_deals_and_no_other(house):
    house.at = clock.now()
    other = house.new_deal()
    buyer = signed_in(house.buyer).get("/deals").content.decode()
    assert f'href="/deals/{house.deal}"' in buyer
    assert "受让方" in buyer
    assert str(other) not in buyer
    assert "deal-create" not in buyer
    assert deals.deal(other).number not in buyer
    seller = signed_in(house[people.SELLER]).get("/deals").content.decode()
    assert f'href="/deals/{other}"' in seller  # who sells in both


def test_who_stands_for_no_side_is_told_what_to_wait_for(house):
    visitor = signed_in(house[people.HOLDER])
    assert "还没有你参加的转让" in visitor.get("/deals").content.decode()
    english = signed_in(house[people.HOLDER], lang="en").get("/deals").content.decode()
    assert "No deal of yours yet" in english


def test_a_deal_of_others_is_not_there_for_a_side(house):
    house.at = clock.now()
    other = house.new_deal()
    nothing = "deal-0000000000000000"
    visitor = signed_in(house.buyer)
    answers = [visitor.get(f"/deals/{one}") for one in (other, nothing)]
    assert [one.status_code for one in answers] == [404, 404]
    assert signed_in(house[people.HOLDER]).get(f"/deals/{house.deal}").status_code == 404


def test_who_is_only_another_holder_of_the_deal_has_no_page_of_it(house):
    house.at = clock.now()
    other = house.new_deal()
    authenticated.change(Party.objects.filter(deal=other, role="TR"), role="other_holder")
    assert signed_in(house[people.SELLER]).get(f"/deals/{other}").status_code == 404
    assert str(other) not in signed_in(house[people.SELLER]).get("/deals").content.decode()


def test_a_side_whose_role_ended_has_no_page_any_more(house):
    Grant.objects.filter(person=house.buyer).delete()
    assert signed_in(house.buyer).get(f"/deals/{house.deal}").status_code == 404


@pytest.mark.parametrize("name", BOTH)
def test_each_side_sees_the_line_what_comes_next_and_whom_to_ask(house, name):
    text = text_of(house, name)
    assert "20 个阶段" in text
    assert "尽职调查" in text
    assert "接下来" in text
    assert "个人信息盘点" in text
    assert people.CONSULTANT in text
    english = text_of(house, name, lang="en")
    assert "What comes next" in english
    assert "Whom to ask" in english


@pytest.mark.parametrize("name", BOTH)
def test_nothing_that_is_for_staff_is_on_the_page_of_a_side(house, name):
    handed_in(house, people.SELLER, "service_agreement")
    text = text_of(house, name)
    assert f"/deals/{house.deal}/do/" not in text
    for staff_only in ("可以办的", "当事方", "每份数据走什么依据", "证据", "这笔转让的全部门"):
        assert staff_only not in text
    for href in ('href="/evidence', 'href="/duties', 'href="/doors', 'href="/people'):
        assert href not in text
    others = [one for one in (*people.STAFF, people.HEAD, people.DPO) if one != people.CONSULTANT]
    assert [one for one in others if one in text] == []


def test_what_the_milestones_lack_is_told_by_whose_turn_it_is_and_never_by_name(house):
    """The identity check waits for the seller and for legal; the buyer reads only that."""
    taken_in(house)
    buyer = text_of(house, people.BUYER)
    coming = buyer[buyer.index("接下来") : buyer.index("你这一方已交的文件")]
    assert "对方" in coming
    assert "机构" in coming
    assert "你这一方" not in coming
    for owed in ("服务协议", "隐私条款", "身份证件", "授权证明"):
        assert owed not in buyer
    seller = text_of(house, people.SELLER)
    coming = seller[seller.index("接下来") : seller.index("你这一方已交的文件")]
    assert "你这一方" in coming
    assert "签约授权证明" not in seller  # that is legal's to file


def test_what_this_side_owes_leads_to_where_it_is_handed_in(house):
    taken_in(house)
    text = text_of(house, people.SELLER)
    owed = text[text.index("要你办的") : text.index("接下来")]
    assert f"/papers?deal={house.deal}" in owed
    assert "归档服务协议" in owed
    handed_in(house, people.SELLER, "service_agreement")
    text = text_of(house, people.SELLER)
    assert "归档服务协议" not in text
    filed = text[text.index("你这一方已交的文件") :]
    assert "服务协议" in filed


def test_what_one_side_handed_in_is_on_its_own_page_alone(house):
    handed_in(house, people.SELLER, "service_agreement")
    handed_in(house, people.BUYER, "loi")
    (sold,) = deals.filings(house.deal, kind=FilingKind.SERVICE_AGREEMENT).items
    (bought,) = deals.filings(house.deal, kind=FilingKind.LOI).items
    seller, buyer = (text_of(house, name) for name in BOTH)
    assert f"/filings/{sold.ref}/paper" in seller
    assert f"/filings/{bought.ref}/paper" in buyer
    assert bought.ref not in seller
    assert "意向书" not in seller[seller.index("你这一方已交的文件") :]
    assert sold.ref not in buyer
    assert "服务协议" not in buyer


def test_a_buyer_in_anothers_place_sees_none_of_that_ones_papers(house):
    handed_in(house, people.BUYER, "loi")
    (row,) = deals.filings(house.deal, kind=FilingKind.LOI).items
    another_buyer(house)
    text = text_of(house, people.HOLDER)
    assert "你是" in text
    assert row.ref not in text
    assert "意向书" not in text[text.index("你这一方已交的文件") :]
    assert row.ref in text_of(house, people.BUYER)


def test_a_paper_that_waits_for_this_sides_word_says_so(house):
    signed_in(house[people.CONSULTANT]).act(
        f"/deals/{house.deal}/do/deal-file", kind="terms_accepted", document=paper()
    )
    assert "等你确认" in text_of(house, people.SELLER)
    assert "等你确认" not in text_of(house, people.BUYER)


def test_the_seller_knows_how_many_customers_there_are_and_the_buyer_does_not(house):
    house.keep_many(7)
    assert "<b>7</b>" in text_of(house, people.SELLER)
    buyer = text_of(house, people.BUYER)
    assert "<b>7</b>" not in buyer
    assert "在用" not in buyer


def test_the_page_asks_the_database_the_same_however_much_is_on_file(house):
    def count(visitor, address: str) -> int:
        visitor.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert visitor.get(address).status_code == 200
        return len(seen)

    seller = signed_in(house[people.SELLER])
    address = f"/papers/{house.deal}/do/paper-file"
    seller.act(address, kind="service_agreement", document=paper())
    first, listed = count(seller, f"/deals/{house.deal}"), count(seller, "/deals")
    for kind in ("terms_accepted", "kyc_consent"):
        seller.act(address, kind=kind, document=paper(kind))
    assert len(deals.filings(house.deal).items) == 3
    assert count(seller, f"/deals/{house.deal}") <= first <= 90
    # Each deal's own milestones are weighed for the inbox.
    assert listed <= 64


def test_staff_keep_their_own_page(house):
    text = signed_in(house.dpo).get(f"/deals/{house.deal}").content.decode()
    assert "可以办的" in text
    assert accounts.person(house.dpo).name in text


def test_the_list_of_a_side_paginates_and_is_a_file(house):
    visitor = signed_in(house.buyer)
    number = deals.deal(house.deal).number
    later = visitor.get(f"/deals?after={number}").content.decode()
    assert f'href="/deals/{house.deal}"' not in later
    told = visitor.get("/deals?format=csv")
    assert number in told.content.decode()
    assert told.headers["Content-Type"].startswith("text/csv")
