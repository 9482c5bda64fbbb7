"""A text that waits for another person, on its page and where it is written anew."""

from __future__ import annotations

import html

import pytest

from shoumi.base.documents import store
from shoumi.base.documents.proof_in_pdf import proof_of
from shoumi.chapters.consent.models import Notice
from shoumi.chapters.consent.tests.pages.test_notices import ASKED, answered, written
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def test_its_page_offers_each_person_what_is_theirs(house):
    draft = written(house)
    for who, offered in (
        (house.legal, ["notice-return"]),
        (house.dpo, ["notice-approve", "notice-return"]),
        (house[people.HEAD], []),
        (house[people.CONSULTANT], []),
    ):
        page = signed_in(who).get(f"/notices/{draft.ref}").content.decode()
        found = [act for act in ("notice-approve", "notice-return") if f"do/{act}" in page]
        assert found == offered, who
    assert (
        "等另一人批准"
        in signed_in(house.dpo).get(f"/notices/drafts?deal={house.deal}").content.decode()
    )
    assert answered(house, draft, "return", house.legal).status_code == 303
    assert "退回了" in signed_in(house.dpo).get(f"/notices/{draft.ref}").content.decode()
    refused = answered(house, draft)
    assert refused.status_code == 422
    assert "不再等批准" in refused.content.decode()
    assert not Notice.objects.exists()


def test_a_returned_text_is_begun_with_where_it_is_written_anew(house):
    draft = written(house, purpose="退回的目的", words_contact="怎么找到您")
    visitor = signed_in(house.legal)
    assert "from=" not in visitor.get(f"/notices/{draft.ref}").content.decode(), "it waits still"
    answered(house, draft, "return")
    again = f"/deals/{house.deal}/notices/{ASKED.value}?from={draft.ref}"
    assert html.escape(again) in visitor.get(f"/notices/{draft.ref}").content.decode()
    form = visitor.get(again).context["form"]
    assert form["purpose"].value() == "退回的目的"
    assert form["fields_contact"].value() == ["mobile", "name"]
    assert form["words_contact"].value() == "怎么找到您"
    service = signed_in(house[people.SERVICE]).get(f"/notices/{draft.ref}").content.decode()
    assert "from=" not in service


def test_no_text_of_another_deal_is_begun_with(house):
    other = house.new_deal()
    draft = written(house, purpose="别处的目的")
    form = signed_in(house.legal).get(f"/deals/{other}/notices/{ASKED.value}?from={draft.ref}")
    assert "别处的目的" not in form.content.decode()


def test_the_paper_of_an_approved_text_carries_its_proof(house):
    draft = written(house)
    assert answered(house, draft).status_code == 303
    paper = signed_in(house.dpo).get(f"/notices/{draft.ref}/paper").content
    stored = store.get(Ref(Notice.objects.get().document))
    assert paper.startswith(stored)
    assert proof_of(paper).original == stored


def test_what_customers_read_is_marked_as_chinese_on_an_english_page(house):
    visitor = signed_in(house.legal)
    visitor.cookies["lang"] = "en"
    form = visitor.get(f"/deals/{house.deal}/notices/{ASKED.value}").content.decode()
    for name in ("purpose", "words_contact"):
        tag = form.partition(f'name="{name}"')[2].partition(">")[0]
        assert 'lang="zh"' in tag, name
