"""What is covered: all that the scan finds, long numbers, words that were asked for."""

from __future__ import annotations

import pytest

from shoumi.core.redact.cover import ASKED, NUMBER, covers, is_number
from shoumi.core.scan import Label


def told(text, **more):
    return [(text[one.start : one.end], one.what) for one in covers(text, **more)]


def test_what_the_scan_finds_is_covered_whole():
    text = "联系电话 154 0000 0302，账户 6217000000000000000。"
    assert told(text) == [
        ("154 0000 0302", Label.MOBILE),
        ("6217000000000000000", Label.BANK_ACCOUNT),
    ]


@pytest.mark.parametrize("text", ["联系电话 154 00\n00 0302", "联系电话 154 00\r\n00 0302"])
def test_a_number_that_breaks_at_the_end_of_a_line_is_covered_over_both(text):
    ((found, what),) = told(text)
    assert found.startswith("154")
    assert found.endswith("0302")
    assert what == Label.MOBILE


def test_a_name_set_with_blanks_between_its_characters_is_covered():
    text = "乙 方 指 派 领 班 郑 虚 卯 负 责 现 场"
    assert told(text, asked={"郑虚卯": "PERSON"}) == [("郑 虚 卯", "PERSON")]


def test_a_long_number_of_no_known_kind_is_covered():
    assert told("编号是 8830271") == [("8830271", NUMBER)]
    assert told("会员 883-027-1450") == [("883-027-1450", NUMBER)]


@pytest.mark.parametrize(
    "text",
    [
        "每月人民币 18,600 元",
        "自 2025-03-01 起",
        "2025.03.01",
        "第 12 条",
        "共 988 人，1,234,567.00 元",
    ],
)
def test_amounts_days_and_small_numbers_stay(text):
    assert covers(text) == []
    assert not is_number(text)


def test_where_two_meet_they_become_one_under_the_better_name():
    text = "联系电话 154 0000 0302"
    assert told(text, asked={"0302": ASKED}) == [("154 0000 0302", Label.MOBILE)]
    assert told("丙号方案第8830271号", asked={"第8830271号": ASKED}) == [("第8830271号", ASKED)]


def test_an_empty_word_covers_nothing():
    assert told("全文", asked={"": ASKED}) == []


def test_words_asked_for_are_covered_wherever_they_stand():
    assert told("丙号，又是丙号", asked={"丙号": ASKED}) == [("丙号", ASKED)] * 2
