"""Confidentiality agreements in the browser: drawn up, signed, seen by whom they concern."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.documents import store, validation
from shoumi.base.documents.signatures import known_roots
from shoumi.base.pages import acts
from shoumi.base.pages.tests.page_requests import asked
from shoumi.chapters.agreements import queries
from shoumi.chapters.agreements import rules as clauses
from shoumi.chapters.agreements.documents import nda
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import Clause
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import carried_proofs
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
_USUAL = [one.value for one in clauses.MANDATORY | {Clause.NO_REIDENTIFICATION}]


@pytest.fixture
def two_sides(house):
    """The house with both sides in the deal, so that a paper can name them."""
    deals.add_party(
        deal=house.deal,
        party=NewParty(PartyRole.TE, "海棠虚构科技有限公司", person=house.buyer),
        actor=house[people.CONSULTANT],
        at=house.at,
    )
    return house


def draw_up(house, who=None, **more):
    given = {
        "kind": "MUTUAL",
        "persons": [house[people.SELLER], house.buyer],
        "until": "2028-12-31",
        "damages": "150000",
        "loss": "120000",
        "levels": ["L1", "L2"],
        "clauses": _USUAL,
        **more,
    }
    return signed_in(who or house.legal).post(f"/deals/{house.deal}/do/agreement-draft", given)


def sign(one, who, **more):
    visitor = signed_in(who, **more)
    return visitor.post(f"/agreements/{one.ref}/do/agreement-sign", {"is_sure": "on"})


def text(answer):
    return answer.content.decode()


def test_an_agreement_is_drawn_up_signed_by_both_and_then_in_force(two_sides):
    house = two_sides
    answer = draw_up(house)
    one = Agreement.objects.get()
    assert answer.status_code == 303
    assert answer["Location"].startswith(f"/agreements/{one.ref}?")
    page = text(signed_in(house.legal).get(f"/agreements/{one.ref}"))
    assert f"还差 2 人签署：{people.SELLER}、{people.BUYER}。" in page

    assert sign(one, house[people.SELLER]).status_code == 303
    page = text(signed_in(house.legal).get(f"/agreements/{one.ref}"))
    assert f"还差 1 人签署：{people.BUYER}。" in page
    assert page.count('class="tag tag-pass"') == 1
    assert not queries.effective(house.deal, house.at).holds
    where = f"/agreements/{one.ref}/paper"
    one.refresh_from_db()
    assert signed_in(house.legal).get(where).content == store.get(Ref(one.document))

    assert sign(one, house.buyer).status_code == 303
    page = text(signed_in(house.legal).get(f"/agreements/{one.ref}"))
    assert "生效中，到 2028 年 12 月 31 日 周日。凭它可以进 L1、L2 级数据室。" in page
    assert page.count('class="tag tag-pass"') == 2
    paper = signed_in(house.legal).get(where).content
    one.refresh_from_db()
    assert carried_proofs.stored(paper) == store.get(Ref(one.document))
    assert validation.validate(paper, known_roots()).ok


def test_each_signature_lies_in_the_field_that_bears_the_signers_name(two_sides, monkeypatch):
    """Whatever order the references have: the paper names the signers as they were chosen."""
    house, written = two_sides, []
    make = nda.make
    monkeypatch.setattr(
        nda, "make", lambda *one, **more: written.extend(one[3]) or make(*one, **more)
    )
    names = {house[people.SELLER]: people.SELLER, house.buyer: people.BUYER}
    backwards = sorted(names, reverse=True)
    draw_up(house, persons=backwards)
    one = Agreement.objects.get()
    for ref in backwards:
        assert sign(one, ref).status_code == 303
    one.refresh_from_db()
    made = validation.validate(store.get(Ref(one.document)), []).signatures
    signed = [(each.field, names[Ref(each.ref)]) for each in made]
    assert signed == [(field, name) for field, name, *_ in written]


def test_who_signs_has_to_show_the_key_again(two_sides):
    house = two_sides
    draw_up(house)
    one = Agreement.objects.get()
    answer = sign(one, house.buyer, is_fresh=False)
    assert answer.status_code == 303
    assert answer["Location"].startswith("/step-up")
    one.refresh_from_db()
    assert one.signed == []


def test_an_employees_agreement_with_damages_is_refused_with_the_way_on(two_sides):
    house = two_sides
    answer = draw_up(house, kind="EMPLOYEE", persons=[house[people.SERVICE]], damages="5000")
    assert answer.status_code == 422
    page = text(answer)
    assert "员工保密协议不得约定违约金（劳动合同法第二十五条）。" in page
    assert "竞业限制" in page
    assert "panel-closed" in page
    assert not Agreement.objects.exists()


def test_damages_over_the_ratio_are_said_with_the_ceiling(two_sides):
    house = two_sides
    draw_up(house, damages="200000")
    one = Agreement.objects.get()
    page = text(signed_in(house.legal).get(f"/agreements/{one.ref}"))
    assert "超过预计损失的 1.3 倍（156\u202f000 元）" in page


def test_nobody_can_sign_for_another(two_sides):
    house = two_sides
    draw_up(house, persons=[house.legal, house.buyer])
    one = Agreement.objects.get()
    assert sign(one, house[people.SELLER]).status_code == 404
    assert sign(one, house.dpo).status_code == 422
    one.refresh_from_db()
    assert one.signed == []


def test_a_side_sees_the_agreements_it_signs_and_no_other(two_sides):
    house = two_sides
    draw_up(house)
    draw_up(house, kind="REVIEWER", persons=[house[people.SELLER]])
    theirs, other = Agreement.objects.order_by("id")
    visitor = signed_in(house.buyer)
    listed = text(visitor.get("/agreements"))
    assert theirs.ref in listed
    assert other.ref not in listed
    assert visitor.get(f"/agreements/{other.ref}").status_code == 404
    assert visitor.get(f"/agreements/{other.ref}/paper").status_code == 404
    assert visitor.get(f"/agreements/{theirs.ref}/paper").content.startswith(b"%PDF-")


def test_a_stranger_of_the_staff_sees_none(two_sides, stranger):
    draw_up(two_sides)
    one = Agreement.objects.get()
    assert one.ref not in text(signed_in(stranger).get("/agreements"))
    assert signed_in(stranger).get(f"/agreements/{one.ref}").status_code == 404


def test_a_breach_shuts_and_the_page_says_so(two_sides):
    house = two_sides
    draw_up(house)
    one = Agreement.objects.get()
    for ref in one.persons:
        sign(one, Ref(ref))
    act = f"/agreements/{one.ref}/do/agreement-breach"
    assert signed_in(house[people.CONSULTANT]).post(act, {"is_sure": "on"}).status_code == 403
    assert signed_in(house.dpo).post(act, {"is_sure": "on"}).status_code == 303
    page = text(signed_in(house.dpo).get(f"/agreements/{one.ref}"))
    assert "记为违约，签署人的数据室当时就关上了" in page
    assert not queries.effective(house.deal, house.at).holds


def test_renewing_begins_with_what_the_earlier_one_said(two_sides):
    house = two_sides
    draw_up(house, damages="77000")
    one = Agreement.objects.get()
    form = text(signed_in(house.legal).get(f"/agreements/{one.ref}/do/agreement-renew"))
    assert 'value="77000"' in form
    for ref in one.persons:
        assert f'value="{ref}" id=' in form or f'value="{ref}"' in form
    assert form.count("checked") == len(one.persons) + len(one.levels) + len(one.clauses)


def test_what_lapsed_is_found_under_its_own_filter(two_sides):
    house = two_sides
    draw_up(house)
    one = Agreement.objects.get()
    for ref in one.persons:
        sign(one, Ref(ref))
    running = text(signed_in(house.legal).get("/agreements?phase=IN_FORCE"))
    assert one.ref in running
    assert "没有这样的协议" in text(signed_in(house.legal).get("/agreements?phase=LAPSED"))
    with time_machine.travel(one.until):
        assert one.ref in text(signed_in(house.legal).get("/agreements?phase=LAPSED"))
        page = text(signed_in(house.legal).get(f"/agreements/{one.ref}"))
    assert "已到期，凭它进的数据室已经关上" in page


def test_a_filter_keeps_the_deal_that_was_chosen(two_sides):
    house = two_sides
    draw_up(house)
    page = text(signed_in(house.legal).get(f"/agreements?deal={house.deal}"))
    assert f'href="?deal={house.deal}&amp;phase=WAITING"' in page
    assert f'href="/deals/{house.deal}/do/agreement-draft"' in page
    assert f'href="/agreements?deal={house.deal}"' in text(
        signed_in(house.legal).get(f"/deals/{house.deal}")
    )


def test_a_draft_is_taken_back_with_a_second_thought(two_sides):
    house = two_sides
    draw_up(house)
    one = Agreement.objects.get()
    address = f"/agreements/{one.ref}/do/agreement-withdraw"
    assert f'href="{address}"' in text(signed_in(house.legal).get(f"/agreements/{one.ref}"))
    assert f'href="{address}"' not in text(signed_in(house.buyer).get(f"/agreements/{one.ref}"))
    assert signed_in(house.buyer).post(address, {"is_sure": "on"}).status_code == 404
    assert signed_in(house.legal).post(address, {}).status_code == 422
    assert Agreement.objects.get().state == "DRAFT"
    assert signed_in(house.legal).post(address, {"is_sure": "on"}).status_code == 303
    page = text(signed_in(house.buyer).get(f"/agreements/{one.ref}"))
    assert "已撤回，没有生效过" in page
    assert "agreement-sign" not in page
    assert sign(one, house.buyer).status_code == 422
    assert one.ref in text(signed_in(house.legal).get("/agreements?phase=WITHDRAWN"))
    assert one.ref not in text(signed_in(house.legal).get("/agreements?phase=WAITING"))


def test_a_missing_agreement_leads_to_its_act_in_one_click(two_sides):
    house = two_sides
    lawyer = asked(roles=frozenset({Role.LEG}))
    lawyer.actor = house.legal
    found = [href for _, href, _ in acts.mending(lawyer, "nda.effective", deal=house.deal)]
    assert found == [f"/deals/{house.deal}/do/agreement-draft"]
    draw_up(house)
    one = Agreement.objects.get()
    buyer = asked(roles=frozenset({Role.TE}))
    buyer.actor = house.buyer
    found = [href for _, href, _ in acts.mending(buyer, "nda.effective", deal=house.deal)]
    assert found == [f"/agreements/{one.ref}/do/agreement-sign"]
    sign(one, house.buyer)
    assert acts.mending(buyer, "nda.effective", deal=house.deal) == []


def test_the_list_asks_as_often_for_twenty_as_for_one(two_sides):
    house = two_sides
    draw_up(house)
    visitor = signed_in(house.legal)
    visitor.get("/agreements")
    with CaptureQueriesContext(
        connection,
    ) as first:
        visitor.get("/agreements")
    one = Agreement.objects.get()
    for n in range(20):
        one.pk, one.ref = None, f"nda-{n:032x}"
        one.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        assert text(visitor.get("/agreements")).count("<tr>") == 22
    assert len(many) == len(first)


def test_the_pages_speak_english(two_sides):
    house = two_sides
    draw_up(house, damages="200000")
    one = Agreement.objects.get()
    visitor = signed_in(house.legal, lang="en")
    page = text(visitor.get(f"/agreements/{one.ref}"))
    assert "2 still to sign" in page
    assert "a court may reduce them" in page
    assert "to be signed and none in force" in text(visitor.get("/agreements"))
