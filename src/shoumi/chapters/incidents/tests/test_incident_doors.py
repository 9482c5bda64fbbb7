"""Incidents and drills by page, by command, over the API and in the inbox; in both languages."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.tests.believed_names import believe
from shoumi.chapters.incidents.models import Breach, Liability, Lowering
from shoumi.chapters.incidents.queries import NoSuchIncident, NoSuchLiability
from shoumi.chapters.incidents.rules.words import Scope
from shoumi.chapters.incidents.tests.test_doors import PAGES, does, request_of, shoumi, shown, waits
from shoumi.core.calendar import CHINA
from shoumi.core.terms import Role
from shoumi.doors.api.tests.programs import program

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
SENT = {
    "kind": "MISDELIVERY",
    "source": "STAFF",
    "account": "名单发错了地址",
    "persons": "37",
    "loss": "0",
    "leak": "on",
    "severity": "medium",
    "level": "general",
    "operator": "incident.incident_report_general",
}


def paper():
    return SimpleUploadedFile("receipt.pdf", b"%PDF-1.7 made up", "application/pdf")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_house_says_what_to_do_next(desk, lang):
    first = {
        "incidents": ("发现疑似泄露就报告", "Whoever sees what may be a leak"),
        "exercises": ("每年至少一次", "At least one a year"),
    }
    for name, words in first.items():
        assert words[lang == "en"] in shown(desk, name, desk.officer, Role.DPO, lang=lang), name


def test_an_incident_goes_by_page_from_its_report_to_its_end(desk):
    found = f"{desk.at.astimezone(CHINA):%Y-%m-%dT%H:%M}"
    does(desk, "incident-report", desk.wang, Role.CS, sent=SENT | {"found_at": found})
    breach = Breach.objects.get().ref
    place = {"breach": breach}
    officer = (desk.officer, Role.DPO)
    text = shown(desk, "incident", *officer, **place)
    assert "还有 24 小时 0 分" in text
    assert "incident-note" in text
    words = {"words": "收件人已删除", "measure": "on"}
    does(desk, "incident-note", *officer, sent=words, **place)
    assert "incident-contain" in shown(desk, "incident", *officer, **place)
    does(desk, "incident-contain", *officer, **place)
    for addressee in ("AUTHORITY", "PERSONS"):
        told = {"happened": "姓名和号码", "remedies": "已召回", "contact": "154 0000 0111"}
        told |= {"addressee": addressee, "way": "HOTLINE", "count": "37", "proof": paper()}
        does(desk, "incident-tell", *officer, sent=told, **place)
    does(desk, "incident-cause", *officer, sent={"root": "HUMAN_ERROR", "words": "没核对"}, **place)
    does(desk, "incident-blame", *officer, sent={"person": desk.wang, "account": "没核对"}, **place)
    asked = {"liability": Liability.objects.get().ref}
    assert waits(desk, desk.wang) == ["就事件责任申辩"]
    does(desk, "liability-reply", desk.wang, Role.CS, sent={"text": "模板是旧的"}, **asked)
    assert "认定事件责任" in waits(desk, desk.head)
    decided = {"finding": "NEGLIGENT", "reasons": "核对过", "is_sure": "on"}
    does(desk, "liability-decide", desk.head, Role.HEAD, sent=decided, **asked)
    assert "incident-wind-up" in shown(desk, "incident", *officer, **place)
    does(desk, "incident-wind-up", *officer, sent={"lesson": "发出前复核"}, **place)
    assert "结案" in waits(desk, desk.head)
    does(desk, "incident-close", desk.head, Role.HEAD, sent={"is_sure": "on"}, **place)
    english = shown(desk, "incident", *officer, lang="en", **place)
    assert "Closed on" in english
    pdf = PAGES["incident-report"](request_of(desk, *officer), **place)
    assert pdf.content.startswith(b"%PDF-")


def test_who_reported_it_sees_it_and_nobody_else_who_does_not_handle_it(desk):
    breach = desk.report()
    place = {"breach": breach}
    own = shown(desk, "incident", desk.wang, Role.CS, **place)
    assert "名单发到了错误的地址" in own
    assert "incident-grade" not in own
    with pytest.raises(NoSuchIncident):
        shown(desk, "incident", desk.chen, Role.CON, **place)
    assert breach not in shown(desk, "incidents", desk.chen, Role.CON)
    asked = {"liability": desk.asked(breach, desk.wang)}
    assert "liability-reply" in shown(desk, "liability", desk.wang, Role.CS, **asked)
    with pytest.raises(NoSuchLiability):
        shown(desk, "liability", desk.chen, Role.CON, **asked)


def test_what_is_too_late_says_so(desk):
    place = {"breach": desk.report()}
    desk.go(days=2)
    assert "已过时限：止损" in shown(desk, "incident", desk.officer, Role.DPO, **place)


def test_it_is_graded_lower_by_page_by_two(desk):
    breach = desk.report()
    place = {"breach": breach}
    lower = {
        "persons": "0",
        "loss": "0",
        "severity": "low",
        "level": "general",
        "reasons": "没外传",
    }
    does(desk, "incident-lower", desk.officer, Role.DPO, sent=lower, **place)
    asked = {"lowering": Lowering.objects.get().ref}
    assert "决定事件降级" in waits(desk, desk.head)
    assert "lowering-decide" in shown(desk, "lowering", desk.head, Role.HEAD, **asked)
    does(desk, "lowering-decide", desk.head, Role.HEAD, sent={"agreed": "on"}, **asked)
    assert Breach.objects.get().severity == "low"


def test_a_drill_is_marked_and_shows_what_happens_when_its_time_has_come(desk):
    sent = SENT | {"injects": "0 | 供应商来电\n30 | 第二批名单"}
    does(desk, "exercise-begin", desk.security, Role.SEC, sent=sent)
    place = {"breach": Breach.objects.get().ref}
    text = shown(desk, "incident", desk.officer, Role.DPO, **place)
    assert "这是演练，不是真实事件" in text
    assert "供应商来电" in text
    assert "第二批名单" not in text
    assert "incident-lock-out" not in text
    desk.go(minutes=30)
    assert "第二批名单" in shown(desk, "incident", desk.officer, Role.DPO, **place)
    assert "参加应急演练" in waits(desk, desk.officer)
    english = shown(desk, "incident", desk.officer, Role.DPO, lang="en", **place)
    assert "DRILL" in english


def test_a_command_reports_and_lists(desk, monkeypatch):
    believe(monkeypatch)
    with time_machine.travel(desk.at, tick=False):
        found = (desk.at - timedelta(hours=1)).isoformat()
        words = ["--kind", "VENDOR", "--source", "VENDOR", "--found-at", found, "--leak"]
        words += ["--account", "名单发错", "--persons", "37", "--severity", "medium"]
        made = json.loads(shoumi("incident", "report", *words, "--as", desk.wang, "--json"))
        rows = json.loads(shoumi("incident", "list", "--json"))["incidents"]
    assert [row["ref"] for row in rows] == [made["ref"]]
    assert rows[0]["severity"] == "medium"


@pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
def test_a_program_reports_an_incident_and_adds_to_it(desk):
    with time_machine.travel(desk.at, tick=False):
        caller = program(desk.security, Scope.READ, Scope.WRITE)
        told = {"kind": "INTRUSION", "source": "MONITORING", "account": "登录异常"}
        told |= {"found_at": desk.at.isoformat(), "persons": 37, "leak": True, "severity": "high"}
        breach = caller.done("/incidents", told)["ref"]
        own = f"/incidents/{breach}"
        caller.done(f"{own}/notes", {"words": "已封锁来源地址", "measure": True})
        assert caller.done(f"{own}/contain")["state"] == "CONTAINED"
        listed = caller.told("/incidents")["items"]
    assert [one["ref"] for one in listed] == [breach]
