"""The same by page, by command and over the API; in both languages."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner

from shoumi.base.messages import refusals
from shoumi.base.tests.believed_names import believe
from shoumi.base.tests.memories import forget
from shoumi.chapters.collaboration.commands import GROUPS
from shoumi.chapters.collaboration.duty_models import Absence, Interest
from shoumi.chapters.collaboration.models import ChapterDuty, SharedTask
from shoumi.chapters.collaboration.pages.urls import console
from shoumi.chapters.collaboration.queries.threads import NoSuchThread
from shoumi.chapters.collaboration.rules.words import Scope
from shoumi.chapters.collaboration.services.thread_errors import PersonalInformation
from shoumi.chapters.collaboration.thread_models import Mention, Thread, ThreadMessage
from shoumi.core.scan.labels import Label
from shoumi.core.terms import Role
from shoumi.doors.api.tests.programs import program

pytestmark = pytest.mark.django_db(databases=("default", "keyring"), transaction=True)
PAGES = {one.name: one.callback for one in console}


def shown(desk, name, person, *roles, lang="zh", **place):
    forget()
    request = desk.request(person, *roles, lang=lang)
    return PAGES[name](request, **place).content.decode()


def does(desk, slug, person, *roles, sent=None, **place):
    request = desk.request(person, *roles, sent=sent or {"is_sure": "on"})
    return PAGES[f"act-{slug}"](request, **place)


def opened(desk) -> SharedTask:
    sent = {
        "title": "核对客户名册",
        "purpose": "inventory",
        "deal": desk.deal,
        "departments": ["CON", "CS"],
        "accountable": desk.consultant,
        "workers": [desk.service],
        "until": f"{desk.at + timedelta(days=3):%Y-%m-%d}",
    }
    answer = does(desk, "sharing-open", desk.officer, Role.DPO, sent=sent)
    one = SharedTask.objects.latest("id")
    assert answer["Location"].startswith(f"/shared-tasks/{one.ref}")
    return one


def talked(desk, text="名册核对好了。") -> Thread:
    sent = {"kind": "DEAL", "deal": desk.deal, "topic": "名册的进度", "members": [desk.service]}
    does(desk, "thread-open", desk.officer, Role.DPO, sent=sent)
    thread = Thread.objects.latest("id")
    sent = {"text": text, "mentions": [desk.service]}
    does(desk, "thread-say", desk.officer, Role.DPO, sent=sent, thread=thread.ref)
    return thread


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_house_says_what_to_do_next(desk, lang):
    first = {
        "shared-tasks": ("写明负责人和期限", "begins with one"),
        "threads": ("可以开一个", "Open one about"),
        "responsibilities": ("凭声明成立", "rests on a statement"),
    }
    for name, words in first.items():
        text = shown(desk, name, desk.officer, Role.DPO, lang=lang)
        assert words[lang == "en"] in text, name


def test_a_shared_task_goes_by_page_from_its_opening_to_its_end(desk):
    one = opened(desk)
    place = {"sharedtask": one.ref}
    assert "核对客户名册" in shown(desk, "shared-tasks", desk.consultant, Role.CON)
    text = shown(desk, "shared-task", desk.consultant, Role.CON, **place)
    assert "陈示例" in text
    assert "do/sharing-grant" not in text
    assert "do/sharing-close" in text
    assert "do/sharing-close" not in shown(desk, "shared-task", desk.service, Role.CS, **place)
    does(desk, "sharing-grant", desk.head, Role.HEAD, sent={"acts": ["list"]}, **place)
    does(
        desk, "sharing-hand", desk.consultant, Role.CON, sent={"accountable": desk.service}, **place
    )
    assert SharedTask.objects.get().accountable == desk.service
    does(desk, "sharing-close", desk.service, Role.CS, **place)
    for lang, words in (("zh", "已结束：有人结束"), ("en", "It is over: somebody closed it")):
        assert words in shown(desk, "shared-task", desk.officer, Role.DPO, lang=lang, **place)


def test_a_thread_is_read_by_page_and_a_mention_goes_with_it(desk):
    thread = talked(desk)
    assert Mention.objects.filter(person=desk.service).count() == 1
    for lang in ("zh", "en"):
        text = shown(desk, "thread", desk.service, Role.CS, lang=lang, thread=thread.ref)
        assert "名册核对好了。" in text
    assert Mention.objects.count() == 0
    with pytest.raises(NoSuchThread):
        shown(desk, "thread", desk.consultant, Role.CON, thread=thread.ref)
    message = ThreadMessage.objects.get()
    does(desk, "message-remove", desk.officer, Role.DPO, threadmessage=message.ref)
    text = shown(desk, "thread", desk.service, Role.CS, thread=thread.ref)
    assert "名册核对好了。" not in text
    assert "已撤下" in text


def test_what_names_somebody_is_told_by_kind_and_place_and_not_by_value(desk):
    thread = talked(desk)
    sent = {"text": "电话 15400001111"}
    answer = does(desk, "thread-say", desk.officer, Role.DPO, sent=sent, thread=thread.ref)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "thread.personal_information" in text  # its words are the door's to find
    refused = PersonalInformation(labels=(Label.MOBILE,), places=("1",))
    assert "手机号" in refusals.tell(refused, "zh").what
    assert "mobile number, at 1" in refusals.tell(refused, "en").what
    assert ThreadMessage.objects.count() == 1


def test_responsibilities_go_by_page_and_tell_who_answered_at_a_moment(desk):
    does(desk, "raci-begin", desk.head, Role.HEAD)
    begun = desk.at
    desk.go(hours=3)
    duty = ChapterDuty.objects.get(number=12)
    sent = {"accountable": desk.legal, "responsible": ["SEC"]}
    does(desk, "raci-assign", desk.head, Role.HEAD, sent=sent, chapterduty=duty.ref)
    text = shown(desk, "chapter-duty", desk.officer, Role.DPO, chapterduty=duty.ref)
    assert "周模拟" in text
    request = desk.request(desk.officer, Role.DPO)
    request.GET = request.GET.copy()
    request.GET["moment"] = f"{begun + timedelta(hours=8, minutes=1):%Y-%m-%dT%H:%M}"
    assert "出自账本" in PAGES["responsibilities"](request).content.decode()


def test_absences_and_interests_go_by_page(desk):
    desk.begun()
    sent = {
        "person": desk.security,
        "deputy": desk.legal,
        "since": f"{desk.at:%Y-%m-%dT%H:%M}",
        "until": f"{desk.at + timedelta(days=9):%Y-%m-%d}",
    }
    does(desk, "raci-away", desk.security, Role.SEC, sent=sent)
    does(
        desk,
        "raci-declare",
        desk.consultant,
        Role.CON,
        sent={"person": desk.consultant, "deal": desk.deal, "why": "SHARES"},
    )
    text = shown(desk, "responsibilities", desk.officer, Role.DPO)
    assert "李测试" in text
    assert "持有股份" in text
    does(desk, "raci-back", desk.security, Role.SEC, absence=Absence.objects.get().ref)
    does(desk, "raci-clear", desk.officer, Role.DPO, interest=Interest.objects.get().ref)
    text = shown(desk, "responsibilities", desk.officer, Role.DPO)
    assert "没有人不在" in text
    assert "没有人申报" in text


def shoumi(noun, *words):
    result = CliRunner().invoke(GROUPS[noun], [*words, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_same_by_command(desk, monkeypatch):
    believe(monkeypatch)
    with time_machine.travel(desk.at, tick=False):
        by = ("--as", desk.head)
        shoumi("raci", "begin", *by)
        assert len(shoumi("raci", "list")["responsibilities"]) == 20
        told = shoumi(
            "sharing",
            *("open", "--title", "核对名册", "--purpose", "inventory", "--deal", desk.deal),
            *("--department", "con", "--accountable", desk.consultant),
            *("--until", f"{desk.at + timedelta(days=2):%Y-%m-%d}", *by),
        )
        assert told["number"] == 1
        assert shoumi("sharing", "list")["shared_tasks"][0]["accountable"] == desk.consultant
        opened_by = shoumi(
            "thread",
            *("open", "--kind", "deal", "--deal", desk.deal, "--topic", "名册的进度", *by),
        )
        said = shoumi("thread", "say", opened_by["ref"], "--text", "好了。", *by)
        assert said["place"] == 1
        assert shoumi("thread", "list")["threads"][0]["topic"] == "名册的进度"


def test_the_same_over_the_api(desk):
    one = opened(desk)
    thread = talked(desk)
    with time_machine.travel(desk.at, tick=False):
        caller = program(desk.officer, Scope.READ, Scope.WRITE)
        listed = caller.told("/shared-tasks")["items"]
        assert [each["ref"] for each in listed] == [one.ref]
        told = caller.read(f"/threads/{thread.ref}/messages")
        assert [each["place"] for each in told.json()["items"]] == [1]
        assert "名册核对好了" not in told.content.decode()
        refused = caller.act(f"/threads/{thread.ref}/say", {"text": "电话 15400001111"})
        assert refused.json()["code"] == "thread.personal_information"
        assert "15400001111" not in refused.content.decode()
