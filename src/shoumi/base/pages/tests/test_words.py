"""A pair of sentences over several lines, and one pair on one line, say the same."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe

from shoumi.base.pages.tests.page_requests import asked

LONG = """
{% words n=count who=person %}
    {n} 人还没有答复，
    “{who}”最后。
    {% en %}
    {n} have not answered,
    {who} last.
{% endwords %}"""


def told(text, lang="zh", **more):
    return Template("{% load pages %}" + text).render(Context({"request": asked(lang), **more}))


def test_english_lines_are_joined_by_a_space_and_chinese_ones_by_none():
    facts = {"count": 3, "person": "云岚"}
    assert told(LONG, "zh", **facts).strip() == "3 人还没有答复，“云岚”最后。"
    assert told(LONG, "en", **facts).strip() == "3 have not answered, 云岚 last."


def test_they_say_what_a_pair_on_one_line_says():
    short = '{% say "{n} 人" "{n} people" n=count %}'
    long = "{% words n=count %} {n} 人 {% en %} {n} people {% endwords %}"
    for lang in ("zh", "en"):
        assert told(long, lang, count=21407) == told(short, lang, count=21407)


def test_a_space_between_chinese_and_other_letters_stays():
    assert told("{% words %}\n用 PIN 登录\n{% en %}\nx\n{% endwords %}") == "用 PIN 登录"


def test_a_fact_is_escaped_and_a_part_of_a_page_is_not():
    text = "{% words a=a b=b %}{a}{b}{% en %}{a}{b}{% endwords %}"
    assert told(text, a="<i>", b=mark_safe("<b>")) == "&lt;i&gt;<b>"


def test_an_attribute_takes_them_from_a_variable():
    text = '{% words as failed %}没有成功{% en %}It "failed"{% endwords %}<p title="{{ failed }}">'
    assert told(text) == '<p title="没有成功">'
    assert told("{% words n=1 as x %}{n}{% en %}{n}{% endwords %}[{{ x }}]") == "[1]"


@pytest.mark.parametrize(
    "text",
    [
        "{% words %}甲{% endwords %}",
        "{% words %}甲{% en %}{{ x }}{% endwords %}",
        "{% words x %}甲{% en %}a{% endwords %}",
    ],
    ids=["no-english", "a-variable-inside", "no-fact"],
)
def test_what_is_no_pair_stops_the_template(text):
    with pytest.raises(TemplateSyntaxError):
        told(text)


def test_a_command_in_a_refusal_is_set_apart_and_nothing_else_is():
    words = "在“密钥”页，或 `shoumi keys rotate --what exit`；\n`SHOUMI_HOME=某处 shoumi demo`"
    assert told("{{ words|commands }}", words=words) == (
        "在“密钥”页，或 <code>shoumi keys rotate --what exit</code>；<br>"
        "<code>SHOUMI_HOME=某处 shoumi demo</code>"
    )
    names = "`<b>` of `somebody`, `shoumi <i>`"
    assert told("{{ words|commands }}", words=names) == (
        "`&lt;b&gt;` of `somebody`, <code>shoumi &lt;i&gt;</code>"
    )
