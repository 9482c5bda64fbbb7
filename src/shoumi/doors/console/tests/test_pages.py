"""The console's pages open, say what there is, and let nobody see what is not theirs."""

from __future__ import annotations

import html
import re

import pytest

from shoumi.base import clock
from shoumi.base.accounts.models import Person
from shoumi.base.attestations import controls
from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import SuspendReason
from shoumi.base.deals.services import overlays
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.messages.conditions import lacking
from shoumi.core.terms import ControlState, DealStage
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

_HAN = re.compile("[\u4e00-\u9fff]")
_QUOTED = re.compile(r'<(\w+)[^>]*\blang="zh"[^>]*>.*?</\1>', re.DOTALL)
PAGES = ("/", "/deals", "/duties", "/duties/13.2", "/evidence", "/evidence/0", "/me", "/find")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_in_both_languages(house, address, lang):
    answer = signed_in(house.dpo, lang=lang).get(address)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "style=" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    if lang == "zh":
        assert _HAN.search(text)


def test_today_counts_what_holds_and_names_the_doors(house):
    text = signed_in(house.dpo).get("/").content.decode()
    assert "完全成立" in text
    assert text.count("door-item") >= 13


def test_a_milestone_lists_all_that_is_missing_and_who_can_mend_it(house):
    text = signed_in(house.dpo).get(f"/deals/{house.deal}").content.decode()
    assert "还缺" in text
    assert "谁能补" in text


def test_the_line_of_milestones_draws_what_blocks_it_and_who_can_help(house):
    text = signed_in(house.dpo).get(f"/deals/{house.deal}").content.decode()
    line = re.search(r'<svg class="fig stages".*?</svg>', text, re.DOTALL)
    assert line is not None
    missing = deals.to_open(house.deal, DealStage.INTAKE, house.at)
    assert missing
    assert f"{names.station(DealStage.INTAKE, 'zh')}还缺 {len(missing)} 项" in line[0]
    assert f"条件，还缺 {len(missing)}" in text
    for need in missing[:4]:
        assert lacking(need.condition)[0] in line[0]
        assert names.of(need.who, "zh") in line[0]


def test_the_ledger_says_by_name_who_was_given_what(house, stranger):
    signed_in(house.dpo).act(f"/people/{stranger}/do/request-role", role="CS")
    text = signed_in(house.dpo).get("/evidence").content.decode()
    name = Person.objects.get(ref=stranger).name
    assert f"为 {name} 申请客服岗位" in text
    assert stranger[:15] not in re.sub(r"<select.*?</select>", "", text, flags=re.DOTALL)


def test_an_entry_shows_its_bytes_and_a_proof_that_holds(house):
    position = reader.size() - 1
    text = signed_in(house.dpo).get(f"/evidence/{position}").content.decode()
    assert "成立" in text
    assert reader.entry(position).leaf_hash.hex() in text
    words = re.sub(r"<pre.*?</pre>", "", text, flags=re.DOTALL)
    assert reader.entry(position).line().tag not in words  # its code stands in its bytes alone


def test_an_entry_that_is_not_there_is_missing(house):
    assert signed_in(house.dpo).get("/evidence/999999").status_code == 404


def test_a_demand_that_the_handbook_has_not_is_missing(house):
    assert signed_in(house.dpo).get("/duties/99.9").status_code == 404


def test_the_demands_can_be_narrowed_to_a_door_or_a_state(house):
    visitor = signed_in(house.dpo)
    every = visitor.get("/duties").content.count(b"<tr>")
    attested = visitor.get("/duties?state=ATTESTED").content.count(b"<tr>")
    assert 1 < attested < every
    assert visitor.get("/duties?state=nonsense").content.count(b"<tr>") == every


def test_one_hit_leads_straight_to_its_page(house):
    answer = signed_in(house.dpo).post("/find", {"q": "13.2"})
    assert answer.headers["Location"] == "/duties/13.2"


def test_a_deal_of_others_is_not_found(house, stranger):
    number = deals.deal(house.deal).number
    found = signed_in(house.dpo).post("/find", {"q": number}, follow=True)
    assert number in found.content.decode()
    assert (
        f"/deals/{house.deal}"
        not in signed_in(stranger).post("/find", {"q": number}).content.decode()
    )


def test_a_read_of_a_page_writes_nothing(house):
    visitor = signed_in(house.dpo)
    before = reader.size()
    for address in PAGES:
        visitor.get(address)
    assert reader.size() == before


def test_a_line_of_a_deal_of_others_says_nothing_and_opens_nothing(house, stranger):
    position = next(
        entry.position for entry in reader.latest(50, deal=house.deal) if entry.line().deal
    )
    visitor = signed_in(stranger)
    text = visitor.get(f"/evidence?deal={house.deal}").content.decode()
    assert "没有" in text
    assert "你不参与的一宗转让" in visitor.get("/evidence").content.decode()
    assert visitor.get(f"/evidence/{position}").status_code == 404


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_of_demands_says_what_those_lack_that_hold_in_part(house, lang):
    held = {one.id: held for one, held in controls.survey(house.at)}
    partly = [one for one, said in held.items() if said.state is ControlState.PARTIAL]
    page = signed_in(house.dpo, lang=lang).get("/duties").content.decode()
    text = html.unescape(re.sub("<[^>]+>", "", page))
    assert partly
    for one in partly:
        assert controls.missing_text(held[one], lang) in text


def test_the_page_of_a_demand_that_is_checked_says_where_it_is_mended(house):
    text = signed_in(house.dpo).get("/duties/7.3").content.decode()
    assert '<a href="/assessments">影响评估</a>' in text
    # Who reads a page is at a page; commands stand in the reference.
    assert "<code>shoumi" not in text


def test_a_page_on_paper_says_who_printed_it_and_when(house):
    shown = signed_in(house.dpo).get("/duties").content.decode()
    told = shown.partition('class="printed"')[2].partition("</p>")[0]
    assert "林示范" in told
    assert f"{house.at:%Y}-" in told


def test_what_the_page_of_a_deal_asks_several_times_over_is_read_once(
    house, django_assert_max_num_queries
):
    visitor, address = signed_in(house.dpo), f"/deals/{house.deal}"
    with django_assert_max_num_queries(250):
        assert visitor.get(address).status_code == 200
    with django_assert_max_num_queries(120):
        assert visitor.get(address).status_code == 200


def test_the_page_of_a_deal_shows_what_was_done_since_it_was_shown(house):
    visitor, address = signed_in(house.dpo), f"/deals/{house.deal}"
    assert "已中止" not in visitor.get(address).content.decode()
    overlays.suspend(
        deal=house.deal, reason=SuspendReason.LEGAL_HOLD, actor=house.dpo, at=clock.now()
    )
    assert "已中止" in visitor.get(address).content.decode()
