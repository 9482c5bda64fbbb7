"""How values are written for people."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import Enum

import pytest

from shoumi.base.messages import reader
from shoumi.base.messages.text import (
    DASH,
    TERMINAL,
    fill,
    full_day,
    moment,
    number,
    reading_at,
    say,
    short,
    shown,
    tongue,
)
from shoumi.core.refs import Ref

TUESDAY = date(2026, 10, 20)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (None, "—", "—"),
        ("", "—", "—"),
        (True, "是", "yes"),
        (False, "否", "no"),
        (988, "988", "988"),
        (21407, "21\u202f407", "21\u202f407"),
        (TUESDAY, "2026-10-20 周二", "20 Oct 2026, Tue"),
        (
            datetime(2026, 10, 20, 1, 5, tzinfo=UTC),
            "2026-10-20 周二 09:05",
            "20 Oct 2026, Tue 09:05",
        ),
        (("甲", "乙"), "甲、乙", "甲, 乙"),
        (frozenset({"b", "a"}), "a、b", "a, b"),
        (Ref("deal-0123456789abcdef"), "deal-01234567", "deal-01234567"),
        ("云岚", "云岚", "云岚"),
    ],
)
def test_a_value_is_written_as_its_reader_writes_it(value, zh, en):
    assert (shown(value, "zh"), shown(value, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("year", "zh", "en"),
    [
        (2026, "10-20 周二", "20 Oct, Tue"),
        (2025, "2026-10-20 周二", "20 Oct 2026, Tue"),
        (2027, "2026-10-20 周二", "20 Oct 2026, Tue"),
    ],
)
def test_a_day_of_another_year_than_the_readers_shows_its_year(year, zh, en):
    reading_at(datetime(year, 6, 1, tzinfo=UTC))
    try:
        assert (shown(TUESDAY, "zh"), shown(TUESDAY, "en")) == (zh, en)
        at = datetime(2026, 10, 20, 1, 5, tzinfo=UTC)
        assert shown(at, "zh") == f"{zh} 09:05"
    finally:
        reading_at(None)


@pytest.mark.parametrize("year", [2024, 2026])
def test_a_day_that_is_read_later_shows_its_year_whatever_it_is(year):
    assert shown(date(year, 10, 20), "zh").startswith(f"{year}-10-20")
    assert shown(date(year, 10, 20), "en").startswith(f"20 Oct {year}")


def test_the_readers_year_is_that_of_china():
    reading_at(datetime(2025, 12, 31, 17, tzinfo=UTC))
    try:
        assert shown(TUESDAY, "zh") == "10-20 周二"
    finally:
        reading_at(None)


class Grade(Enum):
    HIGH = "high"


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (None, "—", "—"),
        ("", "—", "—"),
        (True, "是", "yes"),
        (21407, "21407", "21407"),
        (TUESDAY, "2026-10-20", "2026-10-20"),
        (datetime(2026, 10, 20, 1, 5, tzinfo=UTC), "2026-10-20 09:05", "2026-10-20 09:05"),
        (("甲", "乙"), "甲、乙", "甲, 乙"),
        ((), "—", "—"),
        ({20, 3}, "3、20", "3, 20"),
        (b"\x0f", "0f", "0f"),
        (Grade.HIGH, "high", "high"),
        (Ref("deal-0123456789abcdef"), "deal-0123456789abcdef", "deal-0123456789abcdef"),
    ],
)
def test_a_terminal_shows_all_of_a_value(value, zh, en):
    assert (shown(value, "zh", TERMINAL), shown(value, "en", TERMINAL)) == (zh, en)


def test_a_program_that_speaks_for_another_speaks_the_others_language(monkeypatch):
    monkeypatch.setenv("SHOUMI_LANG", "zh")
    with reader.speaking("en"):
        assert reader.say(("剩 {n} 天", "{n} days left"), n=3) == "3 days left"
    assert reader.language() == "zh"
    assert reader.shown(TUESDAY) == "2026-10-20"


def test_places_are_filled_in_the_readers_language():
    both = ("剩 {n} 天，到 {day}", "{n} days left, until {day}")
    assert say(both, "zh", n=3, day=TUESDAY) == "剩 3 天，到 2026-10-20 周二"
    assert say(both, "en", n=3, day=TUESDAY) == "3 days left, until 20 Oct 2026, Tue"


def test_a_place_without_a_fact_is_a_bug():
    with pytest.raises(KeyError):
        say(("{n}", "{n}"), "zh", m=1)


@pytest.mark.parametrize(
    "hostile", ["{n}", "{n.__class__}", "{0}", "{{", "}", "%s", "%(n)s", "{{ n }}", "{% debug %}"]
)
def test_what_a_fact_says_is_no_place_and_no_template(hostile):
    assert say(("{n}，{m}", "{n}, {m}"), "zh", n=hostile, m=1) == f"{hostile}，1"
    assert tongue(hostile, "en") == html.escape(hostile)


def test_a_place_reaches_nothing_of_its_fact():
    with pytest.raises(AttributeError):
        say(("{n.tzinfo}", "{n.tzinfo}"), "zh", n=datetime(2026, 8, 1, tzinfo=UTC))


def test_a_style_may_have_something_in_place_of_a_fact():
    assert fill("{{{n}，{m}", {"m": 1}, "zh", replace(TERMINAL, missing=DASH)) == "{—，1"


def test_braces_without_facts_stay():
    assert say(("{", "{"), "zh") == "{"


def test_the_year_is_said_where_it_is_not_said_elsewhere():
    assert full_day(TUESDAY, "zh") == "2026 年 10 月 20 日 周二"
    assert full_day(TUESDAY, "en") == "Tue, 20 Oct 2026"


def test_a_time_is_that_of_china():
    assert moment(datetime(2026, 12, 31, 17, 0, tzinfo=UTC), "zh") == "2027-01-01 周五 01:00"


def test_small_numbers_are_not_cut():
    assert [number(n) for n in (0, 999, 9999, 10000)] == ["0", "999", "9999", "10\u202f000"]


def test_a_reference_is_short_and_still_says_its_kind():
    assert short("sub-abcdefghijk") == "sub-abcdefgh"


def test_chinese_inside_another_language_is_marked_and_everything_is_escaped():
    assert tongue("冯示例 (staff)", "en") == '<span lang="zh">冯示例</span> (staff)'
    assert tongue("D-1 云岚 2 号店 <b>", "en") == (
        'D-1 <span lang="zh">云岚 2 号店</span> &lt;b&gt;'
    )
    assert tongue("冯示例 <b>", "zh") == "冯示例 &lt;b&gt;"
