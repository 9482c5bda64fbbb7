"""The seller hands in the notice by which its customers' data were collected; the house judges."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base import clock
from shoumi.base.collection_notices import services
from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.collection_notices.rules import NoNotice
from shoumi.base.collection_notices.tests.handed_in import TEXT, WHOLE, filed
from shoumi.base.deals import services as deal_services
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty, NewSet
from shoumi.base.documents.events import Kind
from shoumi.base.documents.models import Document
from shoumi.base.inbox import queries as inbox
from shoumi.base.ledger import reader
from shoumi.core.instruments import Recipient
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
GIVEN = {"used_from": "2021-11-01", "shown": "form"}
MISSING = "数据集没有收集时的告知：交来，或说明没有"
JUDGE = "判断收集时的告知写了什么"


def words(answer):
    return answer.content.decode()


def a_set(house, deal=None):
    """Data that go to the buyer, named by the consultant; nobody said how it was collected."""
    deal = deal or house.deal
    told = {"deal": deal, "at": house.at}
    to = NewParty(PartyRole.TE, "海棠虚构科技", person=house.buyer)
    party = deal_services.add_party(party=to, actor=house[people.CONSULTANT], **told)
    new = NewSet("customers", "客户档案", Ref(party.ref), Ref(party.ref), Recipient.OTHER)
    return deal_services.add_dataset(dataset=new, actor=house.dpo, **told)


def hands_in(visitor, made, text=TEXT):
    file = SimpleUploadedFile("notice.txt", text.encode())
    return visitor.act(f"/datasets/{made.ref}/do/dataset-notice", notice=file, **GIVEN)


def waiting(house, who):
    return [one.what[0] for one in inbox.items(inbox.asker(who, clock.now()))]


@pytest.fixture
def seller(house):
    house.at = clock.now()
    return signed_in(house[people.SELLER])


def test_the_seller_goes_from_its_deal_to_the_set_and_hands_the_notice_in(house, seller):
    made = a_set(house)
    page = words(seller.get(f"/deals/{house.deal}"))
    assert "收集这些数据时怎样告知" in page
    assert f'href="/datasets/{made.ref}"' in page
    page = words(seller.get(f"/datasets/{made.ref}"))
    assert f"/datasets/{made.ref}/do/dataset-notice" in page
    assert "dataset-judge" not in page
    assert "海棠虚构科技" not in page, "who receives the data is not the seller's to read here"
    answer = words(hands_in(seller, made))
    assert "收集时的告知还没有人判断写了什么" in answer
    notice = CollectionNotice.objects.get()
    assert (notice.filed_by, notice.judged_at) == (house[people.SELLER], None)
    assert reader.entry(notice.position).line().actor == house[people.SELLER]
    assert Document.objects.get(ref=notice.document).kind == Kind.NOTICE
    file = seller.get(f"/collection-notices/{notice.ref}/file")
    assert file.content == TEXT.encode()


def test_officer_and_legal_are_told_to_judge_what_the_seller_handed_in(house, seller):
    made = a_set(house)
    hands_in(seller, made)
    assert JUDGE in waiting(house, house.dpo)
    assert JUDGE in waiting(house, house.legal)
    assert JUDGE not in waiting(house, house[people.SELLER])
    assert JUDGE not in waiting(house, house[people.CONSULTANT])
    said = {"purposes": "whole", "categories": "part", "handing_on": "not"}
    notice = CollectionNotice.objects.get().ref
    address = f"/datasets/{made.ref}/do/dataset-judge"
    assert seller.act(address, notice=notice, **said, missing="没有写号码").status_code == 404
    legal = signed_in(house.legal)
    assert "没有写号码" in words(legal.act(address, notice=notice, **said, missing="没有写号码"))
    assert JUDGE not in waiting(house, house.dpo)
    assert "没有写号码" in words(seller.get(f"/datasets/{made.ref}")), "the seller reads what lacks"


def test_the_seller_of_people_who_are_held_is_told_what_lacks(house, seller):
    made = a_set(house)
    notice = filed(made, actor=house.dpo, at=house.at)
    services.judge(notice=Ref(notice.ref), judgement=WHOLE, actor=house.dpo, at=house.at)
    house.dataset = Ref(made.ref)
    house.keep(person(1))
    assert MISSING not in waiting(house, house[people.SELLER])
    told = {"deal": house.deal, "dataset": Ref(made.ref), "actor": house.dpo, "at": house.at}
    services.state_none(reason=NoNotice.LOST, **told)
    mend = "数据集收集时没有告知：补充告知，或销毁这些人的资料"
    assert mend in waiting(house, house[people.SELLER])
    assert mend not in waiting(house, house.buyer)
    assert "数据集是没有告知就收集的" in words(seller.get(f"/datasets/{made.ref}"))


def test_the_seller_says_that_there_is_none(house, seller):
    made = a_set(house)
    answer = seller.act(f"/datasets/{made.ref}/do/dataset-no-notice", no_notice="never")
    assert "从来没有告知" in words(answer)
    assert CollectionNotice.objects.get().filed_by == house[people.SELLER]


def test_the_buyer_of_the_deal_and_strangers_hand_nothing_in(house):
    house.at = clock.now()
    made = a_set(house)
    for who in (house.buyer, house[people.HOLDER]):
        visitor = signed_in(who)
        assert visitor.get(f"/datasets/{made.ref}").status_code == 404
        assert hands_in(visitor, made).status_code in (403, 404)
    assert f"/datasets/{made.ref}" not in words(signed_in(house.buyer).get(f"/deals/{house.deal}"))
    assert not CollectionNotice.objects.exists()


def test_who_sells_in_another_deal_and_buys_in_this_one_finds_no_such_set(house):
    """Such a person is past the door by the role, which is of the other deal."""
    house.at = clock.now()
    other = house.new_deal()
    made = a_set(house)
    people.give(house.cast.people, people.BUYER, Role.TR, other, house.at)
    visitor = signed_in(house.buyer)
    assert visitor.get(f"/deals/{other}").status_code == 200
    form = f"/datasets/{made.ref}/do/dataset-notice"
    assert visitor.get(form).status_code == 404
    assert hands_in(visitor, made).status_code == 404
    assert not CollectionNotice.objects.exists()


def test_the_seller_of_one_deal_finds_no_set_of_another(house, seller):
    other = deal_services.create(
        deal_type=DealType.EQUITY,
        title="别家转让",
        parties=[
            NewParty(PartyRole.TARGET, "别家虚构服务有限公司", "91990000MA0DEM0299"),
            NewParty(PartyRole.TR, "别家虚构股东"),
        ],
        actor=house[people.CONSULTANT],
        at=house.at,
    )
    made = a_set(house, Ref(other.ref))
    assert seller.get(f"/datasets/{made.ref}").status_code == 404
    assert hands_in(seller, made).status_code == 404
    assert not CollectionNotice.objects.exists()
