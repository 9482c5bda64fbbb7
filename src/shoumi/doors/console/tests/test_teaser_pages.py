"""The public summary from the deal's page: what it names is told where, and it is not listed."""

from __future__ import annotations

import pytest

from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.documents.models import Document
from shoumi.base.rooms import queries
from shoumi.base.rooms.models import Teaser
from shoumi.core.terms import ControlState
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import Handing
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
CLEAN = {"headline": "家政服务公司转让", "region": "东部某市", "contact": "平台顾问"}
MOBILE = "15400001000"


def write(house, who=people.MARKETING, lang="zh", **given):
    visitor = signed_in(house[who], lang=lang)
    return visitor.post(f"/deals/{house.deal}/do/room-teaser", {**CLEAN, **given})


def test_a_clean_summary_may_be_listed(house):
    assert queries.listing_clean(house.deal, house.at).state is ControlState.FAIL
    assert write(house).status_code == 303
    assert queries.listing_clean(house.deal, house.at).state is ControlState.PASS
    kept = Teaser.objects.get()
    assert (kept.hits, Document.objects.get(ref=kept.document).kind) == (0, "teaser")


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "第 4 到 14 个字是手机号"), ("en", "Characters 4 to 14: mobile")]
)
def test_what_was_found_is_told_at_its_field_and_its_place(house, lang, words):
    answer = write(house, lang=lang, contact=f"电话 {MOBILE}")
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors.keys() == {"contact"}
    assert words in errors["contact"][0]
    assert MOBILE not in str(errors), "what was found is not repeated"
    assert queries.listing_clean(house.deal, house.at).state is ControlState.FAIL


@pytest.mark.parametrize(
    ("lang", "mend"), [("zh", "若是金额或编号，写明是什么"), ("en", "an amount or a reference")]
)
def test_a_bare_number_is_refused_at_its_field_with_what_else_it_may_be(house, lang, mend):
    answer = write(house, lang=lang, headline=f"家政服务公司转让 {MOBILE}")
    assert answer.status_code == 422
    (told,) = answer.context["form"].errors["headline"]
    assert mend in told
    assert Teaser.objects.get().hits == 1
    said = write(house, headline=f"家政服务公司转让，编号 {MOBILE}")
    assert said.status_code == 303


def test_a_place_is_counted_as_it_was_typed(house):
    answer = write(house, region=f"东部，电话 {MOBILE}")
    assert "第 7 到 17 个字" in answer.context["form"].errors["region"][0]


def test_a_name_is_told_by_whose_it_is(house):
    Handing(house)
    (taker,) = deals.parties(house.deal, PartyRole.TE)
    answer = write(house, region=f"接手的是 {taker.name[:2]} {taker.name[2:]}")
    assert answer.context["form"].errors.keys() == {"region"}
    apart = write(house, headline=taker.name[:3], contact=taker.name[3:])
    assert "连起来" in str(apart.context["form"].errors["headline"])


def test_a_try_that_was_refused_is_kept_whole(house):
    write(house, headline=f"电话 {MOBILE}")
    tried = Teaser.objects.get()
    assert tried.hits == 1
    assert Document.objects.filter(ref=tried.document).exists()
    shown = signed_in(house[people.MARKETING]).get(f"/deals/{house.deal}/do/room-teaser")
    assert "发现 1 处" in shown.content.decode()


def test_only_marketing_and_the_consultant_write_it(house):
    assert write(house, people.SERVICE).status_code == 403
    assert write(house, people.CONSULTANT).status_code == 303
