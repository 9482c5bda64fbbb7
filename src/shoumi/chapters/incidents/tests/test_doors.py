"""The same by page, by command, over the API and in the inbox; in both languages."""

from __future__ import annotations

import json

import pytest
import time_machine
from click.testing import CliRunner

from shoumi.base.accounts.tests.cast import asker
from shoumi.base.pages.tests.page_requests import asked
from shoumi.base.tests.believed_names import believe
from shoumi.base.tests.memories import forget
from shoumi.chapters.incidents import inbox_items
from shoumi.chapters.incidents.commands import GROUPS
from shoumi.chapters.incidents.models import ContingencyPlan, DutyContact, DutyPost, PlanChange
from shoumi.chapters.incidents.pages.urls import console
from shoumi.chapters.incidents.rules.words import Post, Scope, Section
from shoumi.chapters.incidents.tests.incident_house import TEXT
from shoumi.core.terms import Role
from shoumi.doors.api.tests.programs import program

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
PAGES = {one.name: one.callback for one in console}


def request_of(desk, person, *roles, **more):
    request = asked(roles=frozenset(roles), **more)
    request.actor, request.at = person, desk.at
    request.actor_name, request.reach = "某人", frozenset({""})
    return request


def shown(desk, name, person, *roles, lang="zh", **place):
    forget()
    return PAGES[name](request_of(desk, person, *roles, lang=lang), **place).content.decode()


def does(desk, slug, person, *roles, sent=None, **place):
    answer = PAGES[f"act-{slug}"](request_of(desk, person, *roles, sent=sent or {}), **place)
    assert answer.status_code in (302, 303), answer.content.decode()[-2000:]
    return answer


def waits(desk, person):
    forget()
    return [one.what[0] for one in inbox_items.items(asker(person, desk.at))]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_house_says_what_to_do_next(desk, lang):
    first = {
        "plans": ("先定应急值守", "Name who is on duty"),
        "on-duty": ("5 个岗位没有人", "Posts without anybody: 5"),
        "plan-changes": ("没有修订意见", "None. Call for one"),
    }
    for name, words in first.items():
        text = shown(desk, name, desk.officer, Role.DPO, lang=lang)
        assert words[lang == "en"] in text, name


def test_a_house_without_anything_comes_to_a_plan_in_force_by_page(desk):
    for post in Post:
        sent = {"post": post.value, "person": desk.wang, "deputy": desk.security}
        does(desk, "onduty-name", desk.officer, Role.DPO, sent=sent)
    for person in (desk.wang, desk.security):
        sent = {"person": person, "way": "154 0000 0111"}
        does(desk, "onduty-contact", desk.officer, Role.DPO, sent=sent)
        contact = DutyContact.objects.get(person=person).ref
        sent = {"reached": "on"}
        does(desk, "onduty-try", desk.officer, Role.DPO, sent=sent, dutycontact=contact)
    form = shown(desk, "act-plan-draft", desk.officer, Role.DPO)
    assert "【公司全称】" in form
    sent = {section.value.lower(): TEXT for section in Section} | {"cause": "YEARLY"}
    does(desk, "plan-draft", desk.officer, Role.DPO, sent=sent)
    place = {"contingencyplan": ContingencyPlan.objects.get().ref}
    assert "plan-approve" in shown(desk, "plan", desk.head, Role.HEAD, **place)
    does(desk, "plan-approve", desk.head, Role.HEAD, sent={"is_sure": "on"}, **place)
    text = shown(desk, "plan", desk.head, Role.HEAD, **place)
    assert "施行中" in text
    assert text.count("<h3>") >= len(Section)
    assert desk.state("20.1") == ("PASS", "")


def test_how_somebody_is_reached_is_for_those_on_duty(desk):
    desk.planned()
    place = {"dutycontact": DutyContact.objects.get(person=desk.wang).ref}
    assert "154 0000 0111" in shown(desk, "duty-contact", desk.wang, Role.CS, **place)
    assert "154 0000 0111" in shown(desk, "duty-contact", desk.officer, Role.DPO, **place)
    assert "154 0000 0111" not in shown(desk, "duty-contact", desk.legal, Role.LEG, **place)


def test_a_change_is_called_for_and_declined_by_page(desk):
    desk.planned()
    sent = {"cause": "LAW", "what": "报告时限改了"}
    does(desk, "planchange-raise", desk.legal, Role.LEG, sent=sent)
    one = PlanChange.objects.get()
    place = {"planchange": one.ref}
    assert "决定预案的修订意见" in waits(desk, desk.head)
    text = shown(desk, "plan-change", desk.head, Role.HEAD, **place)
    assert "planchange-decline" in text
    assert "planchange-decline" not in shown(desk, "plan-change", desk.legal, Role.LEG, **place)
    does(desk, "planchange-decline", desk.head, Role.HEAD, sent={"reasons": "已写明"}, **place)
    assert "已写明" in shown(desk, "plan-change", desk.legal, Role.LEG, lang="en", **place)


def test_what_waits_is_told_to_who_can_do_it(desk):
    desk.on_duty()
    desk.reached()
    plan = desk.draft()
    assert waits(desk, desk.head) == ["批准应急预案"]
    desk.approve(plan)
    assert waits(desk, desk.head) == []
    desk.go(days=80)
    assert waits(desk, desk.head) == ["做应急联络测试，还有 4 人"]
    assert waits(desk, desk.chen) == []
    desk.go(days=280)
    assert "复审应急预案" in waits(desk, desk.legal)


def shoumi(*words):
    group, *rest = words
    answer = CliRunner().invoke(GROUPS[group], rest, catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def test_a_command_names_who_is_on_duty_and_lists_plans(desk, monkeypatch):
    believe(monkeypatch)
    with time_machine.travel(desk.at, tick=False):
        words = ("--post", "COMMAND", "--person", desk.wang, "--deputy", desk.chen)
        shoumi("onduty", "name", *words, "--as", desk.officer, "--json")
        desk.planned()
        rows = json.loads(shoumi("plan", "list", "--json"))["plans"]
    assert [row["state"] for row in rows] == ["IN_FORCE"]
    assert DutyPost.objects.filter(left_at=None).count() == len(Post)


@pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
def test_the_api_calls_for_a_change_and_tells_it(desk):
    with time_machine.travel(desk.at, tick=False):
        caller = program(desk.legal, Scope.READ, Scope.WRITE)
        made = caller.done("/plan-changes", {"cause": "LAW", "what": "报告时限改了"})
        listed = caller.told("/plan-changes")["items"]
    assert [one["ref"] for one in listed] == [made["ref"]]
