"""Each thing that the score of a drill knows calls for a change of the plan where it was missed;
data are not handed over until each is decided."""

from __future__ import annotations

import json

import pytest
from tests.outside import drill_score as outside

from shoumi.chapters.incidents.documents import drill_export
from shoumi.chapters.incidents.models import Breach, DrillInject, PlanChange
from shoumi.chapters.incidents.queries import drill_scores
from shoumi.chapters.incidents.rules import playbooks
from shoumi.chapters.incidents.rules.drill_score import Part
from shoumi.chapters.incidents.rules.words import Addressee, Kind, Milestone, Post
from shoumi.chapters.incidents.services import drills, injects, measures, plans
from shoumi.chapters.incidents.tests.test_doors import PAGES, request_of
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
TASKS = playbooks.of(Kind.VENDOR)
CAME = "0 | 邮件 | 客户来信\n0 | 电话 | 媒体来电\n0 | 监测 | 外传\n0 | 页面 | 供应商来电"
# What is left out of a drill in which all else is done in time, and the word that is kept of it.
LEFT_OUT = {
    Part.MILESTONES: "RESPONSIBILITY",
    Part.NOTICES: "PERSONS_TOLD",
    Part.INJECTS: "inject-2",
    Part.POSTS: "post-evidence",
    Part.TASKS: TASKS[-1].ref,
}
UNDECIDED = ("FAIL", "incidents.drill_undecided_then")


def begun(desk):
    """Nobody was called yet; who holds the evidence is called by nobody."""
    desk.on_duty()
    drill = desk.drill(CAME)
    while (one := injects.next_one()) is not None:
        assert injects.fire(inject=Ref(one.ref), at=desk.at)
    return drill


def answer(desk, drill, *numbers):
    for one in DrillInject.objects.filter(breach=drill, number__in=numbers):
        given = {"words": "已转技术组。", "actor": desk.officer, "at": desk.at}
        measures.answer(breach=drill, inject=Ref(one.ref), **given)


def played(desk, without=None):
    """All in time, but one thing of a part."""
    drill = begun(desk)
    if without is Part.POSTS:
        desk.name(Post.EVIDENCE, desk.legal, desk.head)
        desk.go(seconds=1)
    for person in (desk.officer, desk.wang):
        desk.call(desk.contact(person))
    desk.tick(drill, *(TASKS[:-1] if without is Part.TASKS else TASKS))
    answer(desk, drill, 1, 3, *(() if without is Part.INJECTS else (2,)))
    desk.contain(drill)
    desk.tell(drill, Addressee.AUTHORITY, proof=b"")
    if without is not Part.NOTICES:
        desk.tell(drill, Addressee.PERSONS, count=37, proof=b"")
    desk.cause(drill)
    asked = desk.asked(drill)
    if without is not Part.MILESTONES:
        desk.decide(asked)
    return ended(desk, drill)


def ended(desk, drill):
    desk.ask_close(drill)
    desk.end(drill)
    return Breach.objects.get(ref=drill)


def decided(desk, change):
    given = {"reasons": "岗位卡片上已写明。", "actor": desk.officer, "at": desk.at}
    plans.decline(change=Ref(change.ref), **given)


def test_a_drill_in_which_all_was_in_time_leaves_its_lesson_and_shuts_nothing(desk):
    one = played(desk)
    assert one.missed == []
    change = PlanChange.objects.get()
    assert (change.missed, change.what) == ("", "名单改用加密文件。")
    assert desk.state("20.2") == ("PASS", "")


@pytest.mark.parametrize("part", Part)
def test_one_thing_of_any_kind_that_was_missed_shuts_until_it_is_decided(desk, part):
    one = played(desk, without=part)
    assert one.missed == [LEFT_OUT[part]]
    change = PlanChange.objects.get()
    assert (change.missed, change.of) == (LEFT_OUT[part], one.ref)
    zh, en = drill_scores.named(change.missed)
    assert change.what.startswith(f"演练第 {one.number} 号没有按时做到：{zh}。名单改用加密文件。")
    assert change.what.endswith(f"(drill {one.number} missed: {en})")
    assert desk.state("20.2") == UNDECIDED
    decided(desk, change)
    assert desk.state("20.2") == ("PASS", "")


def test_of_a_drill_in_which_nothing_was_done_each_expectation_is_a_change_of_its_own(desk):
    drill = begun(desk)
    desk.go(days=2)
    desk.contain(drill)
    one = ended(desk, drill)
    found = drill_scores.expected(one)
    assert {each.part for each in found} == set(Part), "a drill of every kind the score knows"
    changes = list(PlanChange.objects.order_by("number"))
    assert [each.missed for each in changes] == [each.word for each in found] == one.missed
    assert len({each.what for each in changes}) == len(found) == len(set(one.missed))
    assert "名单改用加密文件。" in changes[0].what
    for each in changes[:-1]:
        decided(desk, each)
        assert desk.state("20.2") == UNDECIDED, "until all are"
    decided(desk, changes[-1])
    assert desk.state("20.2") == ("PASS", "")


def test_an_answer_in_the_fifteenth_minute_is_too_late_and_calls_for_a_change(desk):
    drill = begun(desk)
    desk.go(minutes=14, seconds=59)
    answer(desk, drill, 1)
    desk.go(seconds=1)
    answer(desk, drill, 2)
    desk.contain(drill)
    ended(desk, drill)
    called = PlanChange.objects.filter(missed__startswith="inject-").values_list(
        "missed", flat=True
    )
    assert sorted(called) == ["inject-2", "inject-3"], "the third nobody answered"


def test_a_call_that_nobody_answered_and_a_post_nobody_holds_call_for_changes(desk):
    drill = desk.drill(CAME)
    for post in (Post.COMMAND, Post.TECHNICAL):
        desk.name(post, desk.wang, desk.chen)
    desk.call(desk.contact(desk.wang), is_reached=False)
    desk.call(desk.contact(desk.chen), is_reached=False)
    desk.contain(drill)
    ended(desk, drill)
    called = PlanChange.objects.filter(missed__startswith="post-").values_list("missed", flat=True)
    assert set(called) == {f"post-{post.lower()}" for post in {task.post for task in TASKS}}


def test_what_was_missed_fits_its_column_whatever_the_kind():
    words = [*Milestone, *(f"post-{post.lower()}" for post in Post), *playbooks.words()]
    most = PlanChange._meta.get_field("missed").max_length
    assert max(map(len, words)) <= most
    for each in [*words, "inject-1000"]:
        zh, en = drill_scores.named(each)
        assert zh
        assert en != zh


def test_its_page_names_each_that_was_missed_in_both_languages(desk):
    one = played(desk, without=Part.INJECTS)
    for lang, words in (("zh", "（第 2 条）"), ("en", "(number 2)")):
        by = request_of(desk, desk.officer, Role.DPO, lang=lang)
        assert words in PAGES["incident"](by, breach=one.ref).content.decode()


def test_strangers_count_each_kind_that_was_missed(desk):
    told = json.loads(drill_export.of(played(desk, without=Part.TASKS)))
    assert (told["form"], told["missed"]) == ("shoumi drill 3", [TASKS[-1].ref])
    assert list(outside.faults(told)) == []
    assert list(outside.faults(told | {"missed": []}))


def test_a_drill_that_ended_when_milestones_alone_were_missed_is_told_as_it_was(desk, monkeypatch):
    keep = drills.rows.keep

    def kept(one, tag, facts, *rest, **more):
        told = {name: value for name, value in facts.items() if name != "expected"}
        return keep(one, tag, told, *rest, **more)

    monkeypatch.setattr(drills.rows, "keep", kept)
    monkeypatch.setattr(drill_scores, "missed", lambda _: [])
    told = json.loads(drill_export.of(played(desk, without=Part.TASKS)))
    assert (told["form"], told["missed"]) == ("shoumi drill 2", [])
    assert list(outside.faults(told)) == []
