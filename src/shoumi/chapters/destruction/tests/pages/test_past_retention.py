"""Who is past retention: counted on the deal's page, listed in pages, an order a step away."""

from __future__ import annotations

from datetime import date

import pytest

from shoumi.base.pages import tables
from shoumi.base.subjects.models import Subject
from shoumi.chapters.destruction.models import Order, OrderItem
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

OVER = date(2020, 1, 1)


def test_where_nobody_is_past_it_the_list_says_what_happens_and_the_deal_says_nothing(house):
    house.keep_many(1)
    dpo = signed_in(house.dpo)
    page = dpo.get(f"/deals/{house.deal}/past-retention").content.decode()
    assert "每天自动列入销毁单" in page
    assert "past-retention" not in dpo.get(f"/deals/{house.deal}").content.decode()


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "提出销毁这 2 人"), ("en", "Propose to destroy these 2")]
)
def test_the_deals_page_counts_them_and_leads_to_the_order(house, lang, said):
    kept = house.keep_many(3)
    Subject.objects.filter(ref__in=kept[:2]).update(retention_until=OVER)
    dpo = signed_in(house.dpo, lang=lang)
    page = dpo.get(f"/deals/{house.deal}").content.decode()
    assert said in " ".join(page.split())
    address = f"/deals/{house.deal}/do/destroy-propose?basis=EXPIRED"
    assert address in page
    form = dpo.get(address).content.decode()
    assert 'value="EXPIRED" selected' in form or 'value="EXPIRED" checked' in form
    dpo.act(f"/deals/{house.deal}/do/destroy-propose", basis="EXPIRED")
    order = Order.objects.get()
    assert {one.subject for one in OrderItem.objects.all()} == set(kept[:2])
    listed = dpo.get(f"/deals/{house.deal}/past-retention").content.decode()
    assert listed.count(f"/destruction/{order.ref}") == 2
    assert address not in listed
    assert kept[2] not in listed


def test_the_list_comes_in_pages(house, monkeypatch):
    monkeypatch.setattr(tables, "PAGE", 2)
    kept = house.keep_many(3)
    Subject.objects.update(retention_until=OVER)
    dpo = signed_in(house.dpo)
    first = dpo.get(f"/deals/{house.deal}/past-retention").content.decode()
    assert [ref in first for ref in kept] == [False, True, True]
    after = Subject.objects.get(ref=kept[1]).pk
    second = dpo.get(f"/deals/{house.deal}/past-retention?after={after}").content.decode()
    assert [ref in second for ref in kept] == [True, False, False]


def test_who_may_not_propose_is_shown_the_list_alone(house):
    house.keep_many(1)
    Subject.objects.update(retention_until=OVER)
    other = signed_in(house[people.MARKETING])
    page = other.get(f"/deals/{house.deal}/past-retention").content.decode()
    assert "destroy-propose" not in page
