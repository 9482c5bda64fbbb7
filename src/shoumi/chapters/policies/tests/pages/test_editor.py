"""Where the text is written: help with its marks, the register beside it, passages put in order."""

from __future__ import annotations

from html import unescape

import pytest

from shoumi.chapters.policies import rules, story, texts
from shoumi.chapters.policies.tests.pages.editor_form import form
from shoumi.chapters.policies.tests.pages.test_text_pages import drafted, newest, page, sent

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def order(one):
    return [passage.code for passage in texts.of(one).passages]


@pytest.mark.parametrize(
    ("lang", "words", "data"),
    [
        ("zh", "正文怎么写（Markdown）", "手机号"),
        ("en", "The text is Markdown", "mobile"),
    ],
)
def test_the_editor_says_how_text_is_written_and_shows_what_is_registered(house, lang, words, data):
    one = drafted(house, story.text())
    told = page(house.dpo, f"/policies/{one.ref}/text", lang)
    assert words in told
    assert "| --- | --- |" in told
    beside = unescape(told.partition("editor-beside")[2].partition("<details")[2])
    names = [
        rule.zh if lang == "zh" else rule.en for rule in rules.read_register(one.register).values()
    ]
    assert [name for name in names if name not in beside] == []


@pytest.mark.parametrize(
    ("place", "goes_to"),
    [("1", 0), ("2", 1), ("99", -1)],
)
def test_a_passage_is_moved_to_the_place_that_is_asked_for(house, place, goes_to):
    one = drafted(house, story.text())
    before = order(one)
    moved = before[3]
    assert sent(house, one, {**form(one), f"{moved}-place": place}).status_code == 303
    rest = [code for code in before if code != moved]
    after = order(newest())
    assert after[goes_to] == moved
    assert [code for code in after if code != moved] == rest


def test_a_passage_moved_down_stands_in_the_place_that_is_asked_for(house):
    one = drafted(house, story.text())
    first, *rest = order(one)
    sent(house, one, {**form(one), f"{first}-place": "3"})
    assert order(newest()) == [*rest[:2], first, *rest[2:]]


def test_a_new_passage_is_put_between(house):
    one = drafted(house, story.text())
    before = order(one)
    new = {"new-title_zh": "新", "new-title_en": "New", "new-zh": "新的", "new-en": "New"}
    sent(house, one, {**form(one), **new, "new-place": "2"})
    after = order(newest())
    assert [*after[:1], *after[2:]] == before
    assert after[1] not in before


def test_each_passage_says_its_place_and_saving_it_as_it_is_moves_nothing(house):
    one = drafted(house, story.text())
    told = page(house.dpo, f"/policies/{one.ref}/text")
    places = {f"{code}-place": str(n) for n, code in enumerate(order(one), 1)}
    for name, place in places.items():
        field = told.partition(f'name="{name}"')
        assert f'value="{place}"' in field[0].rpartition("<input")[2] + field[2].partition(">")[0]
    sent(house, one, {**form(one), **places})
    assert newest().text_sha256 == one.text_sha256


def test_a_place_that_is_no_number_is_refused_at_its_field(house):
    one = drafted(house, story.text())
    code = order(one)[0]
    answer = sent(house, one, {**form(one), f"{code}-place": "首段"})
    assert answer.status_code == 422
    assert newest().text_sha256 == one.text_sha256
