"""Papers, marks, statistics and codes, against numbers worked out by hand or by other means."""

from __future__ import annotations

import random
import statistics
from datetime import UTC, datetime, timedelta

import pytest

from shoumi.chapters.learning.rules import (
    Topic,
    attendance_codes,
    gift,
    item_statistics,
    papers,
    quarters,
)
from shoumi.chapters.learning.rules.gift import GiftUnreadable, Question
from shoumi.chapters.learning.rules.papers import Asked

AT = datetime(2026, 9, 1, 2, tzinfo=UTC)
TOPICS = (Topic.LAW, Topic.POLICY, Topic.MEASURES)
BANK = [
    Asked(f"question-{topic.lower()}{n}", topic, 4, frozenset({n % 4}))
    for topic in TOPICS
    for n in range(10)
]
KEYS = {one.ref: one.right for one in BANK}


def test_the_same_seed_draws_the_same_paper_and_another_another():
    first = papers.draw("a", BANK, 9)
    assert first == papers.draw("a", list(reversed(BANK)), 9)
    assert first != papers.draw("b", BANK, 9)


def test_topics_take_turns_and_no_question_comes_twice():
    drawn = papers.draw("a", BANK, 9)
    asked = [KEYS[one.ref] and one.ref for one in drawn]
    assert len(set(asked)) == 9
    for topic in TOPICS:
        assert sum(topic.lower() in ref for ref in asked) == 3


def test_every_question_is_drawn_about_as_often_as_every_other():
    seen = dict.fromkeys(KEYS, 0)
    for seed in range(1_000):
        for one in papers.draw(str(seed), BANK, 9):
            seen[one.ref] += 1
    # 300 times each by chance, with a standard deviation of 14.5.
    assert min(seen.values()) > 230
    assert max(seen.values()) < 370


def answered(paper, right):
    """``right`` of the questions are answered right, the others with every option."""
    told = {}
    for place, one in enumerate(paper):
        shown = {one.order.index(key) for key in KEYS[one.ref]}
        told[one.ref] = shown if place < right else set(range(4))
    return told


@pytest.mark.parametrize(("right", "passes"), [(8, True), (7, False), (10, True), (0, False)])
def test_eight_of_ten_pass_and_seven_do_not(right, passes):
    paper = papers.draw("a", BANK, 10)
    found = papers.mark(paper, KEYS, answered(paper, right))
    assert (found.score, found.passes) == (right, passes)


def test_what_is_left_out_is_wrong_and_an_empty_paper_passes_nobody():
    paper = papers.draw("a", BANK, 5)
    assert papers.mark(paper, KEYS, {}).score == 0
    assert not papers.mark([], KEYS, {}).passes


def test_a_place_that_was_not_shown_is_no_answer():
    paper = papers.draw("a", BANK, 1)
    assert papers.mark(paper, KEYS, {paper[0].ref: [-1, 4, 99]}).score == 0


def made_up(seed, people=120, asked=8):
    """Answers of people who know more or less; the last question is a coin toss."""
    chance = random.Random(seed)
    found = []
    for _ in range(people):
        knows = chance.random()
        paper = {f"q{n}": chance.random() < 0.2 + 0.7 * knows for n in range(asked - 1)}
        found.append({**paper, "coin": chance.random() < 0.5})
    return found


def test_discrimination_is_the_correlation_with_the_rest_as_the_library_has_it():
    found = made_up(1)
    for ref in found[0]:
        own = [float(paper[ref]) for paper in found]
        rest = [statistics.fmean(v for k, v in paper.items() if k != ref) for paper in found]
        told = item_statistics.of_question(ref, found)
        assert told.discrimination == pytest.approx(statistics.correlation(own, rest), abs=1e-9)
        assert told.facility == pytest.approx(sum(own) / len(own), abs=1e-9)


def test_kr20_is_the_printed_formula_where_everybody_had_the_same_paper():
    # Worked by hand: k = 3, p = .75, .5, .25, sum pq = .625, scores 3, 2, 1, 0, variance 1.25.
    rows = [(1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)]
    found = [dict(zip("abc", map(bool, row), strict=True)) for row in rows]
    assert item_statistics.kr20(found) == pytest.approx(1.5 * (1 - 0.625 / 1.25), abs=1e-12)


def test_kr20_is_told_of_no_papers_of_different_lengths_and_no_equal_scores():
    assert item_statistics.kr20([{"a": True}]) is None
    assert item_statistics.kr20([{"a": True, "b": True}, {"a": True}]) is None
    assert item_statistics.kr20([{"a": True, "b": False}, {"a": False, "b": True}]) is None


def test_a_question_that_tells_nothing_is_weak_from_thirty_answers_on():
    found = made_up(3, people=400)
    told = {ref: item_statistics.of_question(ref, found) for ref in found[0]}
    assert [ref for ref, one in told.items() if one.is_weak] == ["coin"]
    alike = [{"easy": True, "other": n % 2 == 0} for n in range(30)]
    assert item_statistics.of_question("easy", alike).is_weak
    assert not item_statistics.of_question("easy", alike[:29]).is_weak
    assert item_statistics.of_question("never", alike) is None


def test_a_code_is_good_for_thirty_seconds_and_refused_at_thirty_one():
    code = attendance_codes.make(b"secret", "class-1", AT)
    for seconds, is_good in ((0, True), (30, True), (31, False), (-1, False), (3_600, False)):
        then = AT + timedelta(seconds=seconds)
        assert attendance_codes.is_good(code, b"secret", "class-1", then) is is_good


@pytest.mark.parametrize("code", ["", "-", "1-", "x-y", "999999999999999-a", "１２-a"])
def test_what_is_no_code_is_refused(code):
    assert not attendance_codes.is_good(code, b"secret", "class-1", AT)


def test_a_code_of_another_session_or_with_another_second_is_refused():
    code = attendance_codes.make(b"secret", "class-1", AT)
    assert not attendance_codes.is_good(code, b"secret", "class-2", AT)
    assert not attendance_codes.is_good(code, b"other", "class-1", AT)
    later = f"{int(AT.timestamp()) + 20}-{code.partition('-')[2]}"
    assert not attendance_codes.is_good(later, b"secret", "class-1", AT + timedelta(seconds=20))


def test_quarters_begin_by_the_day_in_china():
    assert quarters.of(datetime(2026, 9, 30, 15, 59, tzinfo=UTC)) == "2026Q3"
    assert quarters.of(datetime(2026, 9, 30, 16, tzinfo=UTC)) == "2026Q4"
    assert quarters.before("2026Q1") == "2025Q4"
    assert quarters.end("2026Q4") == quarters.begin("2027Q1")
    assert quarters.of(quarters.begin("2026Q2")) == "2026Q2"


def some_questions():
    odd = "a:b=c#d{e}~f\\g"
    return [
        Question(
            "one", Topic.LAW, ("问：一？", "One?"), (("甲", "A"), ("乙", "B")), frozenset({1}), ""
        ),
        Question(
            "two",
            Topic.POLICY,
            (odd, odd),
            ((odd, ""), ("x", "y"), ("z", "")),
            frozenset({0, 2}),
            odd,
        ),
        Question(
            "", Topic.LAW, ("只有中文", ""), (("对", ""), ("错", "")), frozenset({0}), "PIPL 6"
        ),
    ]


def test_questions_go_out_as_gift_and_come_back_as_they_were():
    assert gift.read(gift.write(some_questions())) == some_questions()


def test_gift_of_another_hand_is_read():
    text = (
        "// comment\n$CATEGORY: top/policy\n\n::Q1:: Who is buried in Grant's tomb? "
        "{=Grant ~no one#joke ~%0%Napoleon}\n"
    )
    found = gift.read(text)
    assert (found[0].name, found[0].topic, found[0].right) == ("Q1", Topic.POLICY, frozenset({0}))
    assert [zh for zh, _ in found[0].options] == ["Grant", "no one", "Napoleon"]


@pytest.mark.parametrize(
    "text",
    [
        "no braces",
        "open {=a",
        "short {=a}",
        "all right {=a =b}",
        "none {~a ~b}",
        "essay {}",
        "{=a ~b}",
    ],
)
def test_what_is_no_question_of_choice_names_its_line(text):
    with pytest.raises(GiftUnreadable) as refused:
        gift.read(f"\n\n{text}\n")
    assert refused.value.line == 3
