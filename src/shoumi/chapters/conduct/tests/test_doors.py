"""The same by page, by command, over the API and in the inbox; in both languages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner

from shoumi.base.accounts.tests.cast import asker
from shoumi.base.pages.tests.page_requests import asked
from shoumi.base.tests.believed_names import believe
from shoumi.base.tests.memories import forget
from shoumi.chapters.conduct import inbox_items
from shoumi.chapters.conduct.commands import GROUPS
from shoumi.chapters.conduct.models import RuleBook, Sample, StaffCase, StaffCheck
from shoumi.chapters.conduct.pages.urls import console
from shoumi.chapters.conduct.queries import NoSuchCase, NoSuchReward, draw_export
from shoumi.chapters.conduct.rules import months
from shoumi.chapters.conduct.rules.words import Danger, For, Scope, Thanks
from shoumi.chapters.conduct.services import cases, people
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.api.tests.programs import program

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
PAGES = {one.name: one.callback for one in console}
REDRAW = Path(__file__).resolve().parents[5] / "tests/outside/redraw.py"


def request_of(desk, person, *roles, **more):
    request = asked(roles=frozenset(roles), **more)
    request.actor, request.at = person, desk.at
    request.actor_name, request.reach = "某人", frozenset({""})
    return request


def shown(desk, name, person, *roles, lang="zh", **place):
    forget()
    return PAGES[name](request_of(desk, person, *roles, lang=lang), **place).content.decode()


def does(desk, slug, person, *roles, sent=None, **place):
    return PAGES[f"act-{slug}"](request_of(desk, person, *roles, sent=sent or {}), **place)


def waits(desk, person):
    forget()
    return [one.what[0] for one in inbox_items.items(asker(person, desk.at))]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_house_says_what_to_do_next(desk, lang):
    first = {
        "rule-books": ("先与员工商议", "Talk the rules over"),
        "staff-checks": ("先定下种子", "Commit to the seeds first"),
        "staff-cases": ("处分只能经立案", "A sanction takes a case"),
        "rewards": ("就在这里感谢他", "Thank whoever told"),
        "suspensions": ("即刻停用", "stopped at once"),
        "staff-signals": ("不作比较", "fewer than five peers"),
    }
    for name, words in first.items():
        text = shown(desk, name, desk.officer, Role.DPO, lang=lang)
        assert words[lang == "en"] in text, name


def test_a_month_goes_by_page_from_one_access_to_the_next_until_it_is_closed(desk):
    check = desk.drawn()
    place = {"staffcheck": check.ref}
    assert "还有 15 条没有看" in shown(desk, "staff-check", desk.sup, Role.SUP, **place)
    waiting = Sample.objects.filter(judged_at=None)
    for person, role in ((desk.sup, Role.SUP), (desk.officer, Role.DPO)):
        while one := waiting.filter(checker=person).order_by("position").first():
            sent = {"finding": "FITS", "ground": "OWN_TASK"}
            answer = does(desk, "sample-judge", person, role, sent=sent, sample=one.ref)
            following = waiting.filter(checker=person).order_by("position").first()
            on = f"/samples/{following.ref}/do/" if following else f"/staff-checks/{check.ref}"
            assert answer["Location"].startswith(on)
    assert "staffcheck-close" in shown(desk, "staff-check", desk.sup, Role.SUP, **place)
    does(desk, "staffcheck-close", desk.sup, Role.SUP, **place)
    assert StaffCheck.objects.get(ref=check.ref).closed_at
    english = shown(desk, "staff-check", desk.sup, Role.SUP, lang="en", **place)
    assert "breaches: 0" in english


def test_a_month_in_which_nobody_looked_at_anything_is_drawn_and_can_be_closed(desk):
    check = desk.committed()
    place = {"staffcheck": check.ref}
    assert "还没有抽样" in shown(desk, "staff-check", desk.sup, Role.SUP, **place)
    desk.draw(check)
    drawn = shown(desk, "staff-check", desk.sup, Role.SUP, **place)
    assert "这个月没有要查的访问" in drawn
    assert "都看过了，可以办结" in drawn
    assert "还没有抽样" not in drawn


def test_a_case_is_seen_by_its_person_and_those_who_handle_it_and_nobody_else(desk):
    desk.published()
    case = desk.told()
    place = {"staffcase": case.ref}
    own = shown(desk, "staff-case", desk.chen, Role.CON, **place)
    assert "没有任务打开了客户资料" in own
    assert "staffcase-reply" in own
    assert "staffcase-decide" not in own
    handled = shown(desk, "staff-case", desk.head, Role.HEAD, lang="en", **place)
    assert "can reply until" in handled
    with pytest.raises(NoSuchCase):
        shown(desk, "staff-case", desk.legal, Role.LEG, **place)
    assert case.ref not in shown(desk, "staff-cases", desk.legal, Role.LEG)
    assert case.ref in shown(desk, "staff-cases", desk.chen, Role.CON)


def test_a_case_is_answered_and_decided_by_page(desk):
    desk.published()
    case = desk.told()
    place = {"staffcase": case.ref}
    does(desk, "staffcase-reply", desk.chen, Role.CON, sent={"text": "有电话"}, **place)
    sent = {"rule": "7", "sanction": "WARNING", "reasons": "核实", "is_sure": "on"}
    sent |= dict.fromkeys(("loss", "asked", "wage", "minimum"), "0")
    does(desk, "staffcase-decide", desk.head, Role.HEAD, sent=sent, **place)
    assert StaffCase.objects.get().sanction == "WARNING"
    assert "staffcase-appeal" in shown(desk, "staff-case", desk.chen, Role.CON, **place)


def test_the_rule_book_is_read_and_acknowledged_by_page(desk):
    book = desk.published()
    place = {"rulebook": book.ref}
    assert "没有任务不打开客户资料" in shown(desk, "rule-book", desk.chen, Role.CON, **place)
    does(desk, "rulebook-accept", desk.chen, Role.CON, **place)
    assert "您已确认读过" in shown(desk, "rule-book", desk.chen, Role.CON, **place)


def test_a_reward_is_for_its_person_alone_until_it_is_shown(desk):
    given = {"person": desk.chen, "actor": desk.hr, "at": desk.at, "words": "谢谢。"}
    one = people.thank(thanks=Thanks.PRAISE, reason=For.REPORTED, **given)
    with pytest.raises(NoSuchReward):
        shown(desk, "reward", desk.legal, Role.LEG, reward=one.ref)
    assert waits(desk, desk.chen) == ["您受到奖励：决定是否公开"]
    does(desk, "reward-show", desk.chen, Role.CON, sent={"shown": "on"}, reward=one.ref)
    assert "谢谢。" in shown(desk, "reward", desk.legal, Role.LEG, reward=one.ref)


def test_a_suspension_is_lifted_by_page(desk):
    given = {"person": desk.chen, "actor": desk.officer, "at": desk.at}
    one = people.suspend(why=Danger.SIGNALS, **given)
    place = {"suspension": one.ref}
    assert "账号停用中" in shown(desk, "suspension", desk.head, Role.HEAD, **place)
    does(desk, "suspension-lift", desk.head, Role.HEAD, **place)
    assert "账号已恢复" in shown(desk, "suspension", desk.head, Role.HEAD, **place)


def test_what_waits_is_told_to_who_can_do_it(desk):
    book = desk.draft()
    assert waits(desk, desk.legal) == ["说明守则草案是否征求过您的意见", "批准员工守则"]
    assert waits(desk, desk.hr) == []
    RuleBook.objects.filter(ref=book).delete()
    check = desk.committed()
    desk.read()
    desk.at = months.ends(check.month)
    assert waits(desk, desk.sup) == ["抽出上月的样本"]
    desk.draw(check)
    [one] = Sample.objects.all()
    assert waits(desk, Ref(one.checker)) == ["查看抽中的访问，还有 1 条"]
    desk.judge(one)
    assert waits(desk, desk.head) == ["办结抽查"]
    assert waits(desk, desk.chen) == []


def test_a_case_waits_for_its_person_then_for_another_who_decides(desk):
    desk.published()
    case = Ref(desk.told().ref)
    about = "有人就您的行为立了案，请申辩"
    assert about in waits(desk, desk.chen)
    assert "对案件作出处理" not in waits(desk, desk.head)
    cases.reply(case=case, text="有电话", actor=desk.chen, at=desk.at)
    assert about not in waits(desk, desk.chen)
    assert "对案件作出处理" in waits(desk, desk.head)
    assert "对案件作出处理" not in waits(desk, desk.sup)


def test_a_signal_is_told_to_a_checker_with_what_it_rests_on_and_not_to_its_person(desk):
    peers = [desk.house.enrol(f"同岗{number}", at=desk.at) for number in range(5)]
    for one in peers:
        desk.house.give(one, Role.CON, at=desk.at)
        desk.read(one)
    assert "不作比较" in shown(desk, "staff-signals", desk.sup, Role.SUP)
    first, second = desk.emergency()[0], desk.emergency()[0]
    text = shown(desk, "staff-signals", desk.sup, Role.SUP)
    assert "紧急开启比同岗多" in text
    assert f"/evidence/{second}" in text
    assert f"/evidence/{first}" not in text, "one alone would be no signal"
    assert "陈示例" not in shown(desk, "staff-signals", desk.chen, Role.SUP)


def shoumi(*words):
    group, *rest = words
    answer = CliRunner().invoke(GROUPS[group], rest, catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def test_commands_commit_list_draw_and_export(desk, monkeypatch, tmp_path):
    believe(monkeypatch)
    with time_machine.travel(desk.at, tick=False):
        shoumi("staffcheck", "commit", "--as", desk.sup, "--json")
    check = StaffCheck.objects.get(month=months.month_of(desk.at))
    desk.read()
    desk.at = months.ends(check.month)
    with time_machine.travel(desk.at, tick=False):
        told = shoumi("staffcheck", "draw", check.ref, "--as", desk.sup, "--json")
        assert json.loads(told)["drawn"] == 1
        rows = json.loads(shoumi("staffcheck", "list", "--json"))["staffchecks"]
    assert [row["state"] for row in rows] == ["COMMITTED", "DRAWN"]
    shoumi("staffcheck", "export", check.ref, str(tmp_path / "draw.json"))
    assert json.loads((tmp_path / "draw.json").read_text("utf-8"))["sample"]


def redrawn(path, told):
    path.write_text(json.dumps(told), "utf-8")
    ran = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-I", str(REDRAW), str(path)], capture_output=True, text=True, check=False
    )
    return ran.returncode, ran.stdout.strip()


def test_a_script_that_shares_no_code_draws_the_sample_again(desk, tmp_path):
    told = draw_export.of(desk.drawn(reads=400))
    path = tmp_path / "draw.json"
    drawn = len(told["sample"])
    assert redrawn(path, told) == (0, f"the sample is drawn again: {drawn} of 405")
    less = {**told, "sample": told["sample"][1:]}
    assert redrawn(path, less)[0] == 1
    fewer = {**told, "entries": told["entries"][1:]}
    assert redrawn(path, fewer)[0] == 1
    other = told["commitment"]["body"].replace('"commitment":"', '"commitment":"0')
    assert redrawn(path, {**told, "commitment": {**told["commitment"], "body": other}})[0] == 1


@pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
def test_the_api_commits_and_tells_checks(desk):
    with time_machine.travel(desk.at, tick=False):
        caller = program(desk.sup, Scope.READ, Scope.WRITE)
        caller.done("/staff-checks/commit")
        listed = caller.told("/staff-checks")["items"]
    assert [one["state"] for one in listed] == ["COMMITTED", "COMMITTED"]
    assert {one["seed"] for one in listed} == {""}
