"""What a policy says, without a database: tied items, gaps, Markdown, starters, comparison."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.chapters.policies import rules, story, texts
from shoumi.chapters.policies.rules import FULL, SHORT, Item
from shoumi.chapters.policies.texts import (
    HandlerFact,
    Passage,
    PolicyText,
    TextUnreadable,
    comparison,
    markdown,
    starters,
)
from shoumi.core.terms import HandlerTier

RIGHTS = Passage("rights", ("您的权利", "Your rights"), ("查阅。", "See it."), (Item.RIGHTS,))
GOOD = """
[handler]
name = "虚构公司"

[[passage]]
code = "rights"
items = ["rights", "complaints"]
title_zh = "您的权利"
title_en = "Your rights"
zh = '''
查阅。

- 更正
'''
en = "See it."
"""


@pytest.mark.parametrize(
    "part", [("", "See it."), ("查阅。", ""), (" \n", "See it."), ("查阅。", "\n")]
)
def test_an_empty_passage_says_nothing_in_whichever_language_it_is_empty(part):
    whole = PolicyText({}, (RIGHTS,))
    assert texts.unstated(whole, SHORT) == SHORT - {Item.RIGHTS}
    empty = PolicyText({}, (replace(RIGHTS, body=part),))
    assert texts.unstated(empty, SHORT) == SHORT


def test_a_passage_without_a_title_says_nothing():
    assert texts.unstated(PolicyText({}, (replace(RIGHTS, title=("", "x")),)), SHORT) == SHORT


def test_one_passage_may_say_several_items_and_an_item_is_said_once():
    text = texts.read(GOOD)
    assert text.passages[0].items == (Item.RIGHTS, Item.COMPLAINTS)
    assert text.saying(Item.COMPLAINTS) is text.passages[0]
    twice = GOOD + GOOD.partition("\n\n")[2].replace('code = "rights"', 'code = "other"')
    with pytest.raises(TextUnreadable) as caught:
        texts.read(twice)
    assert caught.value.facts["problem"] == "items"


def test_a_text_written_is_read_back_the_same():
    for text in (texts.read(GOOD), story.text(), *map(starters.starter, HandlerTier)):
        assert texts.read(texts.write(text)) == text


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_is_read_back_the_same(zh, en):
    one = replace(RIGHTS, body=(texts.written(zh), texts.written(en)))
    assert texts.read(texts.write(PolicyText({}, (one,)))).passages == (one,)


@pytest.mark.parametrize(
    "broken",
    [
        "passage = 3",
        "[[passage]]\ncode = 3",
        "handler = 3",
        "[handler]\nname = 3",
        '[handler]\nnickname = "x"',
        GOOD.replace('en = "See it."', ""),
        GOOD.replace("title_zh", "title_fr"),
        GOOD.replace('code = "rights"', 'code = "Rights!"'),
        GOOD.replace('"complaints"', '"gossip"'),
        GOOD.replace('["rights", "complaints"]', '"rights"'),
        GOOD.replace('en = "See it."', "en = 3"),
        GOOD.replace("See it.", "x" * (texts.MOST_CHARACTERS + 1)),
        GOOD.replace("您的权利", "长" * (texts.MOST_IN_LINE + 1)),
        GOOD.replace("虚构公司", "长" * (texts.MOST_IN_LINE + 1)),
        GOOD + GOOD.partition("\n\n")[2].replace('["rights", "complaints"]', "[]"),
        "= nonsense",
    ],
)
def test_what_is_no_text_is_refused_and_says_where(broken):
    with pytest.raises(TextUnreadable) as caught:
        texts.read(broken)
    assert caught.value.facts["part"]


def test_what_stands_in_braces_is_a_fact_or_a_gap():
    body = ("{{name}}，{{投诉机关}}和{{ 投诉机关 }}", "{{authority}}")
    one = replace(RIGHTS, body=body)
    assert texts.gaps(one) == ["投诉机关", "authority"]
    text = PolicyText({HandlerFact.NAME: "虚构公司"}, (one,))
    assert texts.filled(body[0], text, "zh").startswith("虚构公司，{{投诉机关}}")


def test_a_handler_tells_its_name_address_and_contact_and_from_the_full_form_its_officer():
    text = PolicyText({HandlerFact.NAME: "虚构公司", HandlerFact.ADDRESS: " "}, (RIGHTS,))
    assert texts.lacking_facts(text, HandlerTier.SMALL) == ("address", "contact")
    full = ("address", "contact", "officer", "officer_contact")
    assert texts.lacking_facts(text, HandlerTier.GE_1M) == full
    names_him = replace(RIGHTS, body=("{{officer}}", "x"))
    used = replace(text, passages=(names_him,))
    assert "officer" in texts.lacking_facts(used, HandlerTier.SMALL)


def test_english_readers_get_the_chinese_fact_where_there_is_no_other():
    text = PolicyText({HandlerFact.NAME: "虚构公司", HandlerFact.OFFICER: "林示范"}, ())
    assert text.fact(HandlerFact.NAME, "en") == "虚构公司"
    english = replace(text, handler={**text.handler, HandlerFact.NAME_EN: "Sample Ltd"})
    assert english.fact(HandlerFact.NAME, "en") == "Sample Ltd"
    assert english.fact(HandlerFact.NAME, "zh") == "虚构公司"


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


MARKS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "h4"}
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
ALLOWED = MARKS | TABLE


def tags(source):
    shown = markdown.html(source, texts.NOTHING, "zh")
    reader = _Tags()
    reader.feed(shown)
    for tag, attrs in reader.found:
        assert tag in ALLOWED, (source, shown)
        assert attrs.keys() <= {"href", "rel", "start"}, (source, shown)
        assert attrs.get("href", "https://").lower().startswith(("http", "mailto:", "tel:"))
    return reader.found, shown


def test_the_marks_people_use_are_shown():
    found, shown = tags(
        "# 标题\n\n**重点** 和 *次要*\n\n- 一\n- 二\n\n1. 甲\n\n[链接](https://a.example)"
    )
    assert {tag for tag, _ in found} == MARKS - {"br"}
    assert 'rel="nofollow noreferrer"' in shown


def test_a_table_is_a_table_and_a_line_ends_where_its_author_ended_it():
    found, shown = tags("| 资料 | 用途 |\n| :-: | --- |\n| 手机 | <b>联系</b> |")
    assert {tag for tag, _ in found} == TABLE
    assert "<td>手机</td>\n<td>&lt;b&gt;联系&lt;/b&gt;</td>" in shown
    assert tags("第一行\n第二行\n\n另一段")[1] == "<p>第一行<br>\n第二行</p>\n<p>另一段</p>\n"


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://a.example/x.png)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&#58;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        '[x](https://a.example "onmouseover=alert(1)")',
        "<a href='javascript:alert(1)'>x</a>",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n[x]",
        "&lt;script&gt;",
        "<style>*{}</style>",
        "<!-- x -->",
        "```html\n<script>\n```",
    ],
)
def test_nothing_that_runs_or_fetches_comes_through(source):
    found, shown = tags(source)
    assert "<script" not in shown
    assert "<img" not in shown
    assert all("javascript" not in attrs.get("href", "").lower() for _, attrs in found)


@given(st.text(alphabet="<>&\"'()[]!*_#-`:/\\ ajscript\n{}|", max_size=80))
def test_nor_does_anything_else_that_is_typed(source):
    tags(source)


def test_a_fact_of_the_handler_is_never_markdown():
    text = PolicyText({HandlerFact.NAME: "*甲* [乙](https://a.example) <b>"}, ())
    shown = markdown.html("{{name}}", text, "zh")
    assert shown == "<p>*甲* [乙](https://a.example) &lt;b&gt;</p>\n"


@pytest.mark.parametrize("tier", HandlerTier)
def test_a_starter_has_a_passage_for_each_item_of_its_size_and_gaps_for_the_company(tier):
    text = starters.starter(tier)
    assert texts.unstated(text, rules.required(tier)) == frozenset()
    assert not text.handler
    assert {HandlerFact.NAME, HandlerFact.CONTACT} <= set(texts.lacking_facts(text, tier))
    left = [gap for one in text.passages for gap in texts.gaps(one)]
    assert any("投诉受理机关" in gap for gap in left)
    for one in text.passages:
        zh, en = (len(texts.gaps(replace(one, body=(part, part)))) for part in one.body)
        assert zh == en, one.code


def test_larger_handlers_say_all_that_smaller_ones_say_and_more():
    sizes = [len(starters.starter(tier).passages) for tier in HandlerTier]
    assert sizes == sorted(set(sizes))


def test_a_text_is_completed_with_what_it_lacks_alone():
    text = starters.completed(PolicyText({}, (RIGHTS,)), FULL, HandlerTier.ORDINARY)
    assert texts.unstated(text, FULL) == frozenset()
    assert text.passages[0] == RIGHTS
    assert starters.completed(text, FULL, HandlerTier.ORDINARY) == text
    taken = replace(RIGHTS, code="handler")
    codes = [
        one.code
        for one in starters.completed(PolicyText({}, (taken,)), SHORT, HandlerTier.SMALL).passages
    ]
    assert len(set(codes)) == len(codes)


def test_the_story_says_all_and_leaves_no_gap():
    text = story.text()
    assert texts.unstated(text, FULL) == frozenset()
    assert [gap for one in text.passages for gap in texts.gaps(one)] == []
    assert texts.lacking_facts(text, HandlerTier.GE_10M) == ()


def test_two_texts_are_compared_passage_by_passage_and_sentence_by_sentence():
    before = PolicyText({}, (replace(RIGHTS, body=("查阅。更正。", "")), replace(RIGHTS, code="b")))
    after = PolicyText({}, (replace(RIGHTS, code="c"), replace(RIGHTS, body=("查阅。删除。", ""))))
    told = {one.code: one for one in comparison.compared(before, after, 0)}
    assert list(told) == ["c", "rights", "b"]
    assert [one.text for one in told["rights"].before if one.is_other] == ["更正。"]
    assert [one.text for one in told["rights"].after if one.is_other] == ["删除。"]
    assert not told["c"].before
    assert not told["b"].after
    assert not any(one.is_other for one in comparison.compared(after, after, 1))
