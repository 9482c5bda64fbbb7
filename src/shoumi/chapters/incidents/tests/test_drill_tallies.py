"""A drill is scored by what came in it, whom it reached and the tasks of its playbook as well, each
by the plan's own clock; strangers count the same from its file."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.outside import drill_score as outside

from shoumi.chapters.incidents.documents import drill_export
from shoumi.chapters.incidents.models import Breach, DrillInject, DutyContact, PlanChange
from shoumi.chapters.incidents.queries import drill_scores
from shoumi.chapters.incidents.rules import drill_score, playbooks
from shoumi.chapters.incidents.rules.drill_score import Expected, Part, Tally
from shoumi.chapters.incidents.rules.words import Addressee, Kind, Post
from shoumi.chapters.incidents.services import injects, measures, outcome, texts
from shoumi.chapters.incidents.services.errors import NotADrill, NothingToAnswer, StepOver
from shoumi.chapters.incidents.tests.test_doors import PAGES, request_of
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
AT = datetime(2026, 8, 26, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TASKS = playbooks.of(Kind.VENDOR)


@pytest.mark.parametrize(
    ("due", "done", "is_met"),
    [
        (AT, AT - MINUTE, True),
        (AT, AT, False),
        (AT, None, False),
        (None, AT, True),
        (None, None, False),
    ],
)
def test_what_is_done_at_its_due_moment_is_too_late(due, done, is_met):
    assert Expected(Part.TASKS, "x", due, done).is_met is is_met


def test_a_post_has_to_be_reached_before_its_first_task_is_due():
    first = {}
    for task in TASKS:
        first.setdefault(task.post, task.within)
    found = drill_score.of_posts(TASKS, AT, {Post.EVIDENCE: AT})
    assert {one.key: one.due - AT for one in found} == {post.value: x for post, x in first.items()}
    assert [one.key for one in found if one.is_met] == ["EVIDENCE"]
    assert drill_score.of_posts([], AT, {}) == []


def test_of_a_part_of_which_nothing_was_expected_nothing_is_counted():
    one = Expected(Part.POSTS, "x", None, AT)
    assert drill_score.tallies([one]) == [Tally(Part.POSTS, 1, 1)]


def answer(desk, drill, inject, **other):
    given = {"words": "已转技术组。", "actor": desk.officer, "at": desk.at, **other}
    return measures.answer(breach=drill, inject=Ref(inject.ref), **given)


def come(desk, drill):
    """What is due by now has come."""
    while (one := injects.next_one()) is not None and one.due_at <= desk.at:
        assert injects.fire(inject=Ref(one.ref), at=desk.at)
    return list(DrillInject.objects.filter(breach=drill).order_by("number"))


def score(drill):
    found = drill_scores.expected(Breach.objects.get(ref=drill))
    return {one.part.value: (one.met, one.expected) for one in drill_score.tallies(found)}


def test_what_came_is_answered_once_and_in_time_within_fifteen_minutes(desk):
    lines = ("0 | 邮件 | 客户来信", "0 | 电话 | 媒体来电", "0 | 页面 | 大量读取", "9 | 监测 | 外传")
    drill = desk.drill("\n".join(lines))
    mail, phone, page, sensor = come(desk, drill)
    for none, refused in ((page, NothingToAnswer), (sensor, NothingToAnswer)):
        with pytest.raises(refused):
            answer(desk, drill, none)
    with pytest.raises(NotADrill):
        answer(desk, desk.report(), mail)
    desk.at += timedelta(minutes=14, seconds=59)
    answer(desk, drill, mail)
    with pytest.raises(StepOver):
        answer(desk, drill, mail)
    desk.at += timedelta(seconds=1)
    answer(desk, drill, phone)
    come(desk, drill)
    assert score(drill)["INJECTS"] == (1, 3)


def ended(desk, drill):
    desk.contain(drill)
    desk.tell(drill, Addressee.AUTHORITY, proof=b"")
    desk.tell(drill, Addressee.PERSONS, proof=b"")
    desk.cause(drill)
    desk.decide(desk.asked(drill))
    desk.ask_close(drill)
    desk.end(drill)
    return Breach.objects.get(ref=drill)


def ticked(desk, drill, tasks):
    for task in tasks:
        given = {"task": task.ref, "words": "已办。", "actor": desk.security, "at": desk.at}
        measures.tick(breach=drill, **given)


@pytest.fixture
def played(desk):
    """All tasks but one in time, all posts reached; of two that came one is answered."""
    desk.on_duty()
    drill = desk.drill("0 | 邮件 | 客户来信\n1 | 电话 | 媒体来电")
    desk.reached()
    ticked(desk, drill, TASKS[:-1])
    desk.go(minutes=1)
    mail, _ = come(desk, drill)
    answer(desk, drill, mail)
    one = ended(desk, drill)
    desk.go(minutes=3)
    desk.reached()
    return one


def test_the_score_is_of_the_drill_until_its_end(desk, played):
    posts = len({task.post for task in TASKS})
    assert score(played.ref) == {
        "MILESTONES": (3, 3),
        "NOTICES": (2, 2),
        "INJECTS": (1, 2),
        "POSTS": (posts, posts),
        "TASKS": (len(TASKS) - 1, len(TASKS)),
    }
    assert played.missed == ["inject-2", TASKS[-1].ref]
    assert list(PlanChange.objects.values_list("missed", flat=True)) == played.missed
    for lang, words in (("zh", "来的消息有人答复"), ("en", "what came was answered")):
        by = request_of(desk, desk.officer, Role.DPO, lang=lang)
        assert words in PAGES["incident"](by, breach=played.ref).content.decode()


def test_who_was_called_before_it_began_or_did_not_answer_was_not_reached_in_it(desk):
    desk.on_duty()
    desk.reached()
    desk.go(minutes=1)
    drill = desk.drill("0 | 来电")
    assert score(drill)["POSTS"][0] == 0
    contact = desk.contact(desk.wang)
    desk.call(contact, is_reached=False)
    assert score(drill)["POSTS"][0] == 0
    desk.call(contact)
    posts = {task.post for task in TASKS} - {Post.COMMAND}
    assert score(drill)["POSTS"][0] == len(posts)


def test_a_post_is_reached_while_somebody_holds_it_and_not_before_or_after(desk):
    desk.on_duty()
    desk.reached()
    desk.go(minutes=1)
    drill = desk.drill("0 | 来电")
    desk.go(minutes=1)
    wang = Ref(DutyContact.objects.get(person=desk.wang).ref)
    desk.name(Post.EVIDENCE, desk.legal, desk.head)
    desk.go(minutes=1)
    desk.call(wang)
    desk.go(minutes=1)
    desk.name(Post.COMMAND, desk.wang, desk.head)
    posts = {task.post for task in TASKS}
    reached = set(drill_scores.reached(Breach.objects.get(ref=drill)))
    assert reached == set(Post) - {Post.EVIDENCE, Post.COMMAND}
    assert score(drill)["POSTS"] == (len(posts & reached), len(posts))


def test_what_is_done_after_its_end_changes_no_score(desk):
    drill = desk.drill("0 | 页面 | 来电")
    come(desk, drill)
    desk.contain(drill)
    desk.tell(drill, Addressee.PERSONS, proof=b"")
    desk.cause(drill)
    asked = desk.asked(drill)
    desk.ask_close(drill)
    desk.end(drill)
    before = score(drill)
    desk.go(minutes=5)
    desk.tell(drill, Addressee.AUTHORITY, proof=b"")
    desk.decide(asked)
    one = Breach.objects.get(ref=drill)
    assert one.missed[:2] == ["AUTHORITY_TOLD", "RESPONSIBILITY"]
    assert score(drill) == before
    assert list(outside.faults(json.loads(drill_export.of(one)))) == []


def test_when_something_came_is_what_the_ledger_says_whatever_its_row_says(desk):
    drill = desk.drill("0 | 邮件 | 客户来信")
    [mail] = come(desk, drill)
    desk.go(minutes=60)
    answer(desk, drill, mail)
    DrillInject.objects.filter(pk=mail.pk).update(fired_at=desk.at - MINUTE)
    assert score(drill)["INJECTS"] == (0, 1)
    [told] = drill_export.told(Breach.objects.get(ref=drill))["injects"]
    assert told["happened"] == AT.isoformat()
    DrillInject.objects.all().delete()
    assert score(drill)["INJECTS"] == (0, 1)


@pytest.mark.parametrize("does_tell", [False, True])
def test_a_drill_ends_however_long_its_lesson_is(desk, does_tell):
    drill = desk.drill("0 | 邮件 | 客户来信")
    come(desk, drill)
    desk.contain(drill)
    if does_tell:
        desk.tell_all(drill, proof=b"")
    desk.cause(drill)
    desk.decide(desk.asked(drill))
    given = {"lesson": "教" * texts.MOST, "actor": desk.officer, "at": desk.at}
    outcome.ask_close(breach=drill, **given)
    desk.end(drill)
    change = PlanChange.objects.order_by("number")[0]
    assert len(change.what) == texts.MOST
    assert "教…\n" in change.what
    assert change.what.endswith("number 1))" if does_tell else "authority told)")


def test_strangers_count_the_same_and_see_one_that_was_made_better(played):
    told = json.loads(drill_export.of(played))
    assert list(outside.faults(told)) == []
    assert told["score"]["INJECTS"] == {"expected": 2, "met": 1}
    refs = DrillInject.objects.order_by("number").values_list("ref", flat=True)
    assert [one["ref"] for one in told["injects"]] == list(refs), "a program answers by it"
    better = told | {"score": told["score"] | {"INJECTS": {"expected": 2, "met": 2}}}
    late = [one | {"done": told["ended"]} for one in told["playbook"]]
    late = [one | {"within": 0} for one in late]
    unheard = told | {"reached": {}}
    never = told | {"injects": [one | {"answered": None} for one in told["injects"]]}
    for false in (better, told | {"playbook": late}, unheard, never):
        assert any("but the house says" in one for one in outside.faults(false))
    before = {key: value for key, value in told.items() if key != "score"}
    of_clocks = {"form": "shoumi drill 1", "missed": []}
    assert list(outside.faults(before | of_clocks)) == []


def test_its_page_offers_what_came_and_takes_the_answer(desk):
    drill = desk.drill("0 | 邮件 | 客户来信\n9 | 电话 | 还没有来")
    mail, _ = come(desk, drill)
    act, by = PAGES["act-exercise-answer"], (desk, desk.officer, Role.DPO)
    form = act(request_of(*by), breach=drill).content.decode()
    assert "客户来信" in form
    assert "还没有来" not in form
    sent = {"inject": mail.ref, "words": "已转技术组。"}
    act(request_of(*by, sent=sent), breach=drill)
    assert score(drill)["INJECTS"] == (1, 1)
