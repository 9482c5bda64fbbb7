from __future__ import annotations

import pytest

from shoumi.base.outbox import rules
from shoumi.base.outbox.errors import AddressUnfit, BodyUnfit, CarriesIdentifier, SubjectUnfit


@pytest.mark.parametrize(
    "text", ["变更告知", "Your receipt", "关于“云岚虚构家政”的通知", "x" * 120]
)
def test_subject_lines_that_are_taken(text):
    assert rules.subject_line(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "通知\r\nBcc: everyone@customers.example",
        "通知\nBcc: everyone@customers.example",
        "通知\rX: y",
        "通知\x00",
        "通知\x0b",
        "通知\x85X: y",
        "通知\u2028Bcc: y",
        "通知\u2029",
        "通知\u202egnp.exe",
        "通知\ud800",
        "x" * 121,
    ],
)
def test_subject_lines_that_are_refused(text):
    with pytest.raises(SubjectUnfit):
        rules.subject_line(text)


@pytest.mark.parametrize("text", ["", " \n", "a\x00b", "a\x1bb", "a\ud800b", "字" * 40_000])
def test_bodies_that_are_refused(text):
    with pytest.raises(BodyUnfit):
        rules.body(text)


def test_a_body_has_lines_and_tabs():
    assert rules.body("您好：\n\t请查看链接。\n") == "您好：\n\t请查看链接。\n"


@pytest.mark.parametrize(
    "text", ["anna@customers.example", "a.b+c@x-y.example", "o'neil@mail.customers.example"]
)
def test_addresses_that_are_taken(text):
    assert rules.address(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "anna@",
        "@customers.example",
        "anna@localhost",
        "anna@customers.example,bert@customers.example",
        "anna@customers.example; bert@customers.example",
        "anna@customers.example bert@customers.example",
        "Anna <anna@customers.example>",
        "<anna@customers.example>",
        "anna@customers.example\r\nBcc: bert@customers.example",
        "anna@customers.example\n",
        '"anna bert"@customers.example',
        "@relay.example:anna@customers.example",
        "anna@@customers.example",
        "anna..b@customers.example",
        ".anna@customers.example",
        "anna@-customers.example",
        "anna@[127.0.0.1]",
        "安娜@customers.example",
        "anna@客户.example",
        "a" * 65 + "@customers.example",
        "a@" + "b" * 250 + ".example",
    ],
)
def test_addresses_that_are_refused(text):
    with pytest.raises(AddressUnfit):
        rules.address(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("身份证号 990000199001011116", "RESIDENT_ID"),
        ("编号 990000199001011116 已收到", "RESIDENT_ID"),
        ("手机号 154 0000 0111", "MOBILE"),
        ("请回复 anna@customers.example", "EMAIL"),
        ("银行卡号 9999990000000014", "BANK_CARD"),
    ],
)
def test_a_text_that_names_someone_is_refused(text, label):
    with pytest.raises(CarriesIdentifier) as caught:
        rules.without_identifiers(text)
    assert label in caught.value.facts["labels"]
    assert not any(digit in str(caught.value) for digit in "0123456789")


@pytest.mark.parametrize(
    "text",
    [
        "回执码 7K3F-9QXA-22MM，请于 2026-10-19 前答复：https://platform.example/r/7k3f9qxa22mm",
        "示范港公司转让平台（91990000MA0DEM0138）",
        "云岚虚构家政服务有限公司的股东将于 2026 年 9 月变更。",
    ],
)
def test_a_text_with_links_codes_and_dates_goes_out(text):
    rules.without_identifiers(text)


def test_the_houses_own_contacts_go_out():
    text = "个人信息保护负责人：林示范，手机号 154-0000-0001，privacy@platform.example"
    rules.without_identifiers(text, ["154 0000 0001", "Privacy@platform.example"])
    with pytest.raises(CarriesIdentifier) as caught:
        rules.without_identifiers(text, ["154 0000 0001"])
    assert caught.value.facts == {"labels": ("EMAIL",)}
