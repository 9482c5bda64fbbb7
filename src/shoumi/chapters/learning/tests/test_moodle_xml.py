"""Moodle's XML: what goes out comes back, what others wrote is read, what is hostile is not."""

from __future__ import annotations

import random
from xml.etree import ElementTree

import pytest

from shoumi.chapters.learning.models import Question
from shoumi.chapters.learning.rules import Topic, gift, moodle_xml
from shoumi.chapters.learning.rules.moodle_xml import MoodleUnreadable
from shoumi.chapters.learning.services import bank, errors, starters
from shoumi.chapters.learning.tests.academy import FIRST
from shoumi.core.terms import Role

# As Moodle 4.5 exports it: HTML in CDATA, shares by seven digits.
OF_MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category">
    <category><text>$course$/top/Default for Kurs/MEASURES</text></category>
    <info format="moodle_auto_format"><text></text></info>
  </question>
<!-- question: 12  -->
  <question type="multichoice">
    <name><text>mail &amp; more</text></name>
    <questiontext format="html">
      <text><![CDATA[<p dir="ltr">来信要看 <b>身份证</b>&nbsp;怎么办？<br></p>]]></text>
    </questiontext>
    <generalfeedback format="html">
      <text><![CDATA[<p>个人信息保护法第九条</p>]]></text>
    </generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <single>false</single>
    <answer fraction="50" format="html"><text><![CDATA[<p>先核实</p>]]></text></answer>
    <answer fraction="50" format="html"><text><![CDATA[<p>报告 &lt;负责人&gt;</p>]]></text></answer>
    <answer fraction="-100" format="html"><text><![CDATA[<p>照发</p>]]></text></answer>
  </question>
</quiz>
"""


def drawn(number: int) -> gift.Question:
    """Texts with every sign that means something to XML, HTML or GIFT."""
    chance = random.Random(number)
    signs = "<>&'\"]]><![CDATA[ {}=~#:\\%$ 甲乙丙 é 𠮷 "

    def words(at: int) -> str:
        return f"{at}" + "".join(chance.choices(signs, k=chance.randint(1, 20))).strip()

    count = chance.randint(2, 8)
    options = tuple((words(at), words(at) if chance.random() < 0.5 else "") for at in range(count))
    right = frozenset(chance.sample(range(count), chance.randint(1, count - 1)))
    stem = (words(100), words(101) if chance.random() < 0.5 else "")
    return gift.Question(f"q{number}", chance.choice(list(Topic)), stem, options, right, words(102))


def test_two_hundred_drawn_questions_come_back_as_they_went():
    asked = sorted((drawn(number) for number in range(200)), key=lambda one: one.topic)
    assert moodle_xml.read(moodle_xml.write(asked).encode()) == asked


def test_what_moodle_wrote_is_read_as_its_words():
    [one] = moodle_xml.read(OF_MOODLE.encode())
    assert one == gift.Question(
        "mail & more",
        Topic.MEASURES,
        ("来信要看 身份证 怎么办？", ""),
        (("先核实", ""), ("报告 <负责人>", ""), ("照发", "")),
        frozenset({0, 1}),
        "个人信息保护法第九条",
    )


def test_another_reader_of_xml_finds_shares_that_moodle_takes():
    asked = [drawn(number) for number in range(60)]
    quiz = ElementTree.fromstring(moodle_xml.write(asked))
    for question in quiz.findall("question[@type='multichoice']"):
        shares = [float(one.get("fraction")) for one in question.findall("answer")]
        assert abs(sum(one for one in shares if one > 0) - 100) < 0.001
        is_one = sum(one > 0 for one in shares) == 1
        assert question.findtext("single") == str(is_one).lower()


@pytest.mark.parametrize(
    ("change", "number"),
    [
        (("multichoice", "essay"), 1),
        (('fraction="50"', 'fraction="much"'), 1),
        (('fraction="-100"', 'fraction="50"'), 1),
        (("<p>照发</p>", ""), 1),
        (("</questiontext>", '<file name="a.png" encoding="base64">AA</file></questiontext>'), 1),
        (("<quiz>", "<quizzes>"), 0),
        (("</quiz>", ""), 0),
        (("<quiz>", '<!DOCTYPE q [<!ENTITY a "aaaa">]><quiz>'), 0),
        (("<quiz>", '<!DOCTYPE q SYSTEM "file:///etc/passwd"><quiz>'), 0),
        (('encoding="UTF-8"', 'encoding="none-such"'), 0),
    ],
)
def test_what_is_no_question_of_choice_or_hostile_is_named_and_not_read(change, number):
    text = OF_MOODLE.replace(*change)
    assert text != OF_MOODLE
    with pytest.raises(MoodleUnreadable) as refused:
        moodle_xml.read(text.encode())
    assert refused.value.number == number


def test_a_file_of_two_million_bytes_is_not_looked_at():
    with pytest.raises(MoodleUnreadable):
        moodle_xml.read(OF_MOODLE.encode() + b" " * 2_000_000)


@pytest.mark.django_db(databases=("default", "keyring"))
def test_the_whole_library_goes_out_and_comes_back_the_same(academy):
    for name in (one.name for one in starters.library()):
        starters.take(name=name, policy=FIRST, roles=[Role.CS], actor=academy.hr, at=academy.at)
    count = Question.objects.count()
    assert count
    told = bank.as_moodle(list(Question.objects.all()))
    as_gift = unnamed(bank.as_gift(list(Question.objects.all())))
    Question.objects.all().delete()
    made = bank.add_file(content=told.encode(), actor=academy.hr, at=academy.at)
    assert len(made) == count
    assert unnamed(bank.as_gift(list(Question.objects.all()))) == as_gift


@pytest.mark.django_db(databases=("default", "keyring"))
def test_of_a_file_that_cannot_be_read_nothing_is_taken(academy):
    broken = OF_MOODLE.replace("</quiz>", '<question type="essay"></question></quiz>')
    with pytest.raises(errors.NoMoodle) as refused:
        bank.add_file(content=broken.encode(), actor=academy.hr, at=academy.at)
    assert refused.value.facts == {"number": 2}
    assert not Question.objects.exists()


def unnamed(text):
    """Each question without its reference, which is a new one."""
    return [line.rpartition("::")[2] for line in text.splitlines()]
