"""The bank: who adds and checks, files of other programs, questions that withdraw themselves."""

from __future__ import annotations

import re
from datetime import date

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.chapters.learning.models import Exam, Question
from shoumi.chapters.learning.rules import Topic, Withdrawal, gift
from shoumi.chapters.learning.services import bank, errors, starters
from shoumi.chapters.learning.tests.academy import FIRST, written
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def add(academy, *questions):
    return bank.add(questions=questions, actor=academy.hr, at=academy.at)


def check(academy, batch, actor):
    return bank.check(batch=Ref(batch), actor=actor, at=academy.at)


def test_nobody_checks_the_own_and_none_is_asked_before(academy):
    [made] = add(academy, written(Topic.LAW, 1))
    with pytest.raises(errors.OwnDraft):
        check(academy, made.batch, academy.hr)
    with pytest.raises(NotPermitted):
        check(academy, made.batch, academy.chen)
    with pytest.raises(errors.FewQuestions) as refused:
        academy.publish(academy.draft())
    assert refused.value.facts == {"there": 0, "wanted": 10}
    check(academy, made.batch, academy.officer)
    with pytest.raises(errors.AlreadyChecked):
        check(academy, made.batch, academy.legal)


@pytest.mark.parametrize(
    "change",
    [
        {"right": frozenset()},
        {"right": frozenset({0, 1, 2, 3})},
        {"right": frozenset({9})},
        {"options": (("一", ""),)},
        {"options": (("一", ""), ("一", ""))},
        {"basis": " "},
        {"stem": ("", "only English")},
    ],
)
def test_a_question_that_is_none_is_refused(academy, change):
    one = written(Topic.LAW, 1)
    told = {name: getattr(one, name) for name in one.__slots__}
    with pytest.raises(errors.QuestionUnfit):
        add(academy, gift.Question(**{**told, **change}))
    assert not Question.objects.exists()


def test_a_file_goes_out_and_comes_back_the_same(academy):
    academy.fill_bank()
    told = bank.as_gift(list(Question.objects.all()))
    Question.objects.all().delete()
    bank.add_gift(content=told.encode(), actor=academy.hr, at=academy.at)
    again = bank.as_gift(list(Question.objects.all()))

    def unnamed(text):
        return [line.rpartition("::")[2] for line in text.splitlines()]

    assert unnamed(again) == unnamed(told)


def test_of_a_file_that_cannot_be_read_nothing_is_taken(academy):
    content = "::a:: gut {=ja ~nein ####§ 1}\n\n::b:: schlecht {=ja}\n".encode()
    with pytest.raises(errors.NoGift) as refused:
        bank.add_gift(content=content, actor=academy.hr, at=academy.at)
    assert refused.value.facts == {"line": 3}
    with pytest.raises(errors.NoGift):
        bank.add_gift(content=b"\xff\xfe", actor=academy.hr, at=academy.at)
    assert not Question.objects.exists()


def answered(academy, question, person, knows, right):
    """As a row of an examination that was handed in."""
    ref = Ref.new("exam")
    others = {f"question-{n}": knows > n / 10 for n in range(9)}
    return Exam(
        ref=ref,
        person=person,
        course="course-x",
        seed="s",
        paper=[],
        started_at=academy.at,
        ends_at=academy.at,
        handed_in_at=academy.at,
        marks={**others, question: right},
    )


def fill(academy, question, right):
    """Thirty papers of people who know more and more; ``right(place)`` of the question."""
    from shoumi.chapters.learning.events import Tag
    from shoumi.chapters.learning.services import rows

    for place in range(30):
        made = answered(academy, question, academy.chen, place / 30, right(place))
        rows.keep(made, Tag.HANDED_IN, {}, ("14.3",), academy.chen, academy.at)


def test_a_question_that_tells_nothing_is_withdrawn_by_itself_with_its_figures(academy):
    good, weak = academy.fill_bank()[:2]
    fill(academy, weak.ref, lambda place: place % 2 == 0)
    assert bank.withdraw_weak(academy.at) == 1
    weak.refresh_from_db()
    good.refresh_from_db()
    assert (weak.reason, good.withdrawn_at) == (Withdrawal.WEAK, None)
    assert bank.withdraw_weak(academy.at) == 0


def test_one_that_tells_who_knows_stays(academy):
    one = academy.fill_bank()[0]
    fill(academy, one.ref, lambda place: place > 14)
    assert bank.withdraw_weak(academy.at) == 0


def test_every_course_of_the_library_is_whole_and_can_be_taken(academy):
    found = starters.library()
    assert len(found) >= 6
    assert sum(len(one.questions) for one in found) >= 200
    for one in found:
        made = starters.take(
            name=one.name, policy=FIRST, roles={Role.CON}, actor=academy.hr, at=academy.at
        )
        assert (made.title_zh, made.title_en) == one.title
        assert len(one.questions) >= 2 * one.asked
    assert Question.objects.count() == sum(len(one.questions) for one in found)
    assert not Question.objects.filter(basis="").exists()
    with pytest.raises(errors.StarterUnknown):
        starters.take(name="none", policy=FIRST, roles={Role.CON}, actor=academy.hr, at=academy.at)


def test_no_question_of_the_library_stands_twice_and_both_languages_say_as_much():
    stems = [one.stem for starter in starters.library() for one in starter.questions]
    assert len({zh for zh, _ in stems}) == len({en for _, en in stems}) == len(stems)
    for starter in starters.library():
        for one in starter.questions:
            assert all(zh and en for zh, en in (one.stem, *one.options))


def test_every_answer_of_the_library_has_a_basis_that_names_an_article_or_a_clause():
    for starter in starters.library():
        for one in starter.questions:
            assert len(one.options) == 4
            assert 0 < len(one.right) < 4
            assert len({zh for zh, _ in one.options}) == len({en for _, en in one.options}) == 4
            assert re.search(r"第[一二三四五六七八九十百零]+条|GB/T \d+-\d+ \d+\.\d+", one.basis)


def test_each_course_of_the_library_has_questions_enough_of_its_own_topics():
    for starter in starters.library():
        assert {one.topic for one in starter.questions} <= starter.topics
    assert set().union(*(one.topics for one in starters.library())) == set(Topic)


def test_the_library_has_forty_cases_each_whole_in_both_languages_with_its_basis():
    found = starters.cases()
    assert len(found) >= 40
    for titles in zip(*(one.title for one in found), strict=True):
        assert len(set(titles)) == len(found)
    for one in found:
        assert one.basis in one.text[0]
        assert [text.count("\n## ") for text in one.text] == [2, 2]
        assert re.search("[一-鿿]", one.text[0])


@pytest.mark.parametrize("place", [0, 17, 39])
def test_a_case_of_the_library_is_what_everybody_reads_once_another_published_it(academy, place):
    one = starters.cases()[place]
    made = starters.take_case(name=one.name, quarter="2026Q3", actor=academy.hr, at=academy.at)
    assert (made.title_zh, made.title_en) == one.title
    assert made.published_at is None
    with pytest.raises(errors.StarterUnknown):
        starters.take_case(name="0", quarter="2026Q3", actor=academy.hr, at=academy.at)


def test_what_the_library_rests_on_was_all_compared_when_it_was_read_a_second_time():
    read = [
        *((one.reread, question.basis) for one in starters.library() for question in one.questions),
        *((starters.cases_reread(), one.basis) for one in starters.cases()),
    ]
    for reread, basis in read:
        laws = tuple(zh for zh, _ in reread.against)
        assert all(part.startswith((*laws, "公司规则")) for part in basis.split("；")), basis


def test_the_second_reading_of_several_parts_is_told_by_its_first_day_and_each_text_once():
    one = starters.Reread(date(2026, 12, 1), (("民法典", "Civil Code"),))
    other = starters.Reread(
        date(2026, 11, 30), (("民法典", "Civil Code"), ("刑法", "Criminal Law"))
    )
    zh, en = starters.reread_in_words(one, other)
    assert "2026-11-30 复读" in zh
    assert "对照的是民法典、刑法的条文，个别条文据公开引文；没有经过律师审核" in zh
    assert "Reread on 2026-11-30" in en
    assert (
        "the articles of Civil Code, Criminal Law, a few as public sources quote them. No lawyer"
        in en
    )
