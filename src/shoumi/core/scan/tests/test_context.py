from __future__ import annotations

import pytest

from shoumi.core.scan import Label
from shoumi.core.scan.context import Meaning, WordList, lexicon
from shoumi.core.scan.headers import hint, normal
from shoumi.core.scan.tests.spans import found, of


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("手机15400000101", True),
        ("手机：15400000101", True),
        ("手机，15400000101", False),
        ("手机\n15400000101", False),
        ("手机。15400000101", False),
        ("mobile. 15400000101", False),
        ("手机" + "的" * 50 + "15400000101", False),
        ("automobile 15400000101", False),
        ("mobiles 15400000101", False),
        ("MOBILE 15400000101", True),
        ("手机号还没有，15400000101", False),
        ("手机订单号15400000101", False),
        ("订单号手机15400000101", True),
        ("手机 20240101001 15400000101", False),
        ("手机 13123456789/15400000101", True),
        ("15400000101手机", True),
        ("15400000101手机13123456789", False),
        ("15400000101是他新换了以后一直在用的手机", False),
    ],
)
def test_the_nearest_word_of_the_clause_speaks(text, is_found):
    assert ("15400000101", "SUSPECT") in of("MOBILE", text) or not is_found
    assert (len([v for v, _ in of("MOBILE", text) if v == "15400000101"]) == 1) == is_found


def test_a_word_against_far_away_is_not_heard():
    assert found("订单已经全部发出并且都签收了请留意查收以后再联络我 13123456789")


def test_a_heading_speaks_where_the_text_is_silent():
    heading = hint("客户手机号")
    assert found("15400000101", heading) == [("15400000101", "MOBILE", "SUSPECT")]
    assert found("13123456789", hint("订单号")) == []
    assert found("订单号15400000101", heading) == []


@pytest.mark.parametrize(
    ("heading", "labels"),
    [
        ("手机号", {Label.MOBILE}),
        ("Mobile_No", {Label.MOBILE}),
        ("mobileNo", {Label.MOBILE}),
        ("ＳＪＨ", {Label.MOBILE}),
        ("手机号码（必填）", {Label.MOBILE}),
        ("订单联系电话", {Label.MOBILE, Label.LANDLINE}),
        ("sfzh", {Label.RESIDENT_ID}),
        ("客户/客户姓名", {Label.PERSON}),
        ("联系人", {Label.PERSON, Label.MOBILE, Label.LANDLINE}),
        ("服务地址", {Label.ADDRESS}),
        ("退费卡号", {Label.BANK_CARD}),
        ("邮箱地址", {Label.EMAIL}),
        ("姓　名", {Label.PERSON}),
        ("服务人员", {Label.PERSON}),
        ("xyz", set()),
    ],
)
def test_headings(heading, labels):
    assert hint(heading).labels == labels


def test_headings_against():
    assert Label.MOBILE in hint("手机订单号").against
    assert Label.PERSON in hint("公司名称").against
    assert Label.ADDRESS in hint("邮箱地址").against


def test_headings_are_compared_in_one_form():
    assert normal("Ｃustomer_ID / No.") == "customer id no"


def test_the_longest_word_at_a_place_wins_and_words_do_not_overlap():
    short, long = (Meaning(frozenset(), frozenset(), weight) for weight in (1.0, 2.0))
    words = WordList({"微信": short, "微信号码": long, "号码": short, "ab": short})
    assert [(w.start, w.end) for w in words.find("微信号码 ab abc 1ab ab1", 0, 20)] == [
        (0, 4),
        (5, 7),
        (16, 18),
    ]
    assert [(w.start, w.end) for w in words.find("微信号码", 0, 3)] == [(0, 2)]


def test_every_word_of_the_list_is_found_by_itself():
    words = lexicon()
    for word in words.meanings:
        assert [(w.start, w.end) for w in words.find(word, 0, len(word))] == [(0, len(word))]
