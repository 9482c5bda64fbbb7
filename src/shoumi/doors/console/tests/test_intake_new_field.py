"""A column that the register does not have becomes a field of it on the way, and one comes back."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.registry import cards
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import datasets
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

_FIELD = {
    "code": "pass_word", "zh": "暗号", "en": "password", "grade": "L3", "purposes": ["service"],
    "basis": "CONTRACT", "retention_days": "180",
}  # fmt: skip


def _brought(house, who, heading="暗号"):
    made = datasets.customers(house)
    visitor = signed_in(who)
    text = f"姓名,手机号,{heading}\n虚构甲,15400001111,芝麻\n"
    answer = visitor.post(
        f"/deals/{house.deal}/do/intake-bring",
        {"dataset": made.ref, "files": SimpleUploadedFile("a.csv", text.encode())},
        secure=True,
    )
    address = answer.headers["Location"].partition("?")[0]
    return visitor, address, _read(visitor, address)


def _read(visitor, address, choices=None):
    assert visitor.post(address, choices or {}, secure=True).status_code == 303
    worked()
    return visitor.get(address).content.decode()


def _links(text):
    return [unescape(one) for one in re.findall(r'href="([^"]*do/policy-add[^"]*)"', text)]


def test_who_may_write_the_policy_registers_it_and_comes_back(house):
    visitor, address, text = _brought(house, house.dpo)
    of_column, of_table = _links(text)
    assert parse_qs(urlsplit(of_column).query) == {"back": [address], "zh": ["暗号"]}
    assert parse_qs(urlsplit(of_table).query) == {"back": [address]}
    form = visitor.get(of_column).content.decode()
    assert re.search(
        r'<input[^>]*name="zh"[^>]*value="暗号"|<input[^>]*value="暗号"[^>]*name="zh"', form
    )
    assert f'href="{address}"' in form
    answer = visitor.post(of_column, _FIELD, secure=True)
    assert answer.status_code == 303, answer.content.decode()
    assert answer.headers["Location"].startswith(f"{address}?done=policy-add")
    assert "新的草稿已起草" in visitor.get(answer.headers["Location"]).content.decode()
    # What waits in the draft is kept by the next one that is added to it.
    (again, _) = _links(_read(visitor, address))
    assert urlsplit(again).path != urlsplit(of_column).path


def test_after_something_was_chosen_for_the_column_it_can_still_be_registered(house):
    visitor, address, text = _brought(house, house.dpo)
    keys = re.findall(r'name="(key-\d+)"\s+value="([^"]*)"', text)
    told = {"columns": str(len(keys)), **{name: unescape(key) for name, key in keys}}
    (number,) = [name.removeprefix("key-") for name, key in keys if key.endswith("暗号")]
    text = _read(visitor, address, told | {f"to-{number}": "remark"})
    assert "先对列：都认出来了" in text
    assert any("zh=" in link for link in _links(text))


def test_who_may_not_write_the_policy_reads_whom_to_ask(house):
    visitor, _, text = _brought(house, house[people.CONSULTANT])
    assert _links(text) == []
    assert "要登记新字段，请告诉" in text
    told = text.partition("要登记新字段，请告诉")[2].partition("：")[0]
    assert "保护负责人" in told
    assert visitor.get(f"{_policy()}?back=/").status_code in (403, 404)


def _policy():
    slug, place = next(card.new_field for card in cards() if card.new_field)()
    return f"/policies/{place['version']}/do/{slug}"


def test_a_heading_that_is_somebodys_number_goes_into_no_address(house):
    _, _, text = _brought(house, house.dpo, heading="暗号15400001111")
    links = _links(text)
    assert links
    assert [one for one in links if "15400001111" in one or "zh=" in one] == []


@pytest.mark.parametrize("back", ["https://other.example/", "//other.example/", "javascript:x"])
def test_nobody_is_led_to_another_site(house, back):
    visitor = signed_in(house.dpo)
    address = f"{_policy()}?back={back}"
    text = visitor.get(address).content.decode()
    assert f'href="{back}' not in text
    answer = visitor.post(address, _FIELD, secure=True)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/policies/")
