"""A house prepares for an incident, has one, and drills another: all of it by its pages.

The plan is written from the text to begin with, posts are held and called, a mail goes to the wrong
address, is contained, told, explained and closed by two; a drill is scored and what it missed is
decided.  At the end the house checks all six demands itself.
"""

from __future__ import annotations

import re

from tests.web.first_deal.walk import FirstDeal
from tests.web.story.cast import CONSULTANT, DPO, HEAD, LEGAL, PERSONNEL, SECURITY, SERVICE

# Who holds each post, and the deputy.
_POSTS = {
    "总指挥": (DPO, HEAD),
    "技术处置": (SECURITY, DPO),
    "取证": (LEGAL, SECURITY),
    "监管报告": (LEGAL, DPO),
    "客户告知": (SERVICE, CONSULTANT),
}
_GAP = re.compile("【[^】]*】")
_FILLED = "见本公司通讯录，0990-5550100"
_CHECKED = ("9.1", "9.2", "9.3", "20.1", "20.2", "20.3")
_LESSON = "寄出前由第二个人核对收件人。"
_TOLD = {
    "happened": "报名表里的姓名和手机号误发给一家无关公司，可能接到推销电话。",
    "remedies": "已要求对方删除并回函；请留意陌生来电。",
    "contact": "0990-5550100",
}


def tell(walk: FirstDeal) -> None:
    _is_called(walk)
    _has_a_plan(walk)
    place = _is_reported(walk)
    _is_contained(walk, place)
    _is_told(walk, place)
    _is_answered_for(walk, place)
    _is_closed(walk, place)
    _is_decided(walk)
    _is_drilled(walk)
    _is_checked(walk)


def _is_called(walk: FirstDeal) -> None:
    for post, (held, deputy) in _POSTS.items():
        walk.act(DPO, "/on-duty", "onduty-name", post=post, person=held, deputy=deputy)
    people = sorted({one for pair in _POSTS.values() for one in pair})
    for number, one in enumerate(people):
        way = f"0990-55501{number:02d}"
        walk.act(DPO, "/on-duty", "onduty-contact", person=one, way=way)
    keeper = walk.by(DPO)
    keeper.goes("/on-duty")
    places = keeper.page.locator("main a[href*='/on-duty/dutycontact-']").evaluate_all(
        "all => [...new Set(all.map(one => new URL(one.href).pathname))]"
    )
    places = [one for one in places if "/do/" not in one]
    assert len(places) == len(people), places
    for place in places:
        keeper.goes(place)
        caller = HEAD if DPO in keeper.page.inner_text("main h1") else DPO
        tried = walk.act(caller, place, "onduty-try", reached=True)
    walk.stage("五个岗位各一人一替补，逐个打通", tried, "已记录", f"{len(people)} 人")


def _has_a_plan(walk: FirstDeal) -> None:
    writer = walk.by(SECURITY)
    writer.goes("/plans")
    writer.follows(writer.link("do/plan-draft"))
    walk.does(writer, "plan-draft", {}, refused="【")
    for area in writer.page.locator("main textarea").all():
        area.fill(_GAP.sub(_FILLED, area.input_value()))
    walk.does(writer, "plan-draft", {})
    place = walk.here(writer)
    walk.stage("预案从起始文本写起，空着的不收", writer, "草稿")
    approved = walk.act(HEAD, place, "plan-approve")
    walk.stage("主要负责人批准，即日施行", approved, "施行中")


def _is_reported(walk: FirstDeal) -> str:
    """By whoever sees it, on a phone; the deal stops by itself."""
    seen = walk.act(
        SERVICE,
        "/incidents",
        "incident-report",
        kind="误发",
        source="员工发现",
        found_at=f"{walk.now:%Y-%m-%dT%H:%M}",
        account="报名表误发到一家无关公司的邮箱，对方来电告知。",
        deals=["D-2026-001"],
        persons=3,
        leak=True,
        severity="中",
    )
    place = walk.here(seen)
    walk.stage("员工发现误发，当即报告", seen, "第 1 号安全事件")
    officer = walk.by(DPO)
    officer.goes(walk.deal)
    walk.stage("涉及的转让自己中止", officer, "已中止")
    return place


def _is_contained(walk: FirstDeal, place: str) -> None:
    officer = walk.by(DPO)
    officer.goes(place)
    assert not officer.has(officer.link("do/incident-contain")), "no measure was taken yet"
    walk.act(SECURITY, place, "incident-lock-out", person=SERVICE)
    walk.act(
        LEGAL,
        place,
        "incident-note",
        words="书面要求对方删除，对方已回函。",
        measure=True,
    )
    walk.act(LEGAL, place, "incident-evidence", words="对方的回函", paper=walk.paper("reply"))
    contained = walk.act(DPO, place, "incident-contain")
    walk.stage("请出有关的人、要求删除、留证，确认止损", contained, "已确认")


def _is_told(walk: FirstDeal, place: str) -> None:
    """The authority and the persons, with proof of each."""
    for addressee, way, count in (("监管部门", "网上报送", 1), ("个人", "电话", 3)):
        told = walk.act(
            LEGAL,
            place,
            "incident-tell",
            addressee=addressee,
            way=way,
            count=count,
            proof=walk.paper(f"told-{count}"),
            **_TOLD,
        )
    walk.stage("报监管、告知本人，各有证明", told, "已记录")


def _is_answered_for(walk: FirstDeal, place: str) -> None:
    walk.act(SECURITY, place, "incident-cause", root="人为失误", words="收件人没有核对。")
    walk.act(LEGAL, place, "incident-blame", person=SERVICE, account="发送前没有核对收件人。")
    person = walk.by(SERVICE)
    person.goes("/inbox")
    person.follows(person.link("/liabilities/"))
    asked = walk.here(person)
    walk.act(SERVICE, asked, "liability-reply", text="当天替同事值班，没有核对，愿意改。")
    walk.stage("当事人在待办里看到，申辩", person, "已记下您的申辩")
    decided = walk.act(
        PERSONNEL,
        asked,
        "liability-decide",
        finding="一般过失",
        reasons="核对流程没有写明，不追偿。",
    )
    walk.stage("听过申辩，由没有参与调查的人认定", decided, "已认定")


def _is_closed(walk: FirstDeal, place: str) -> None:
    walk.act(SECURITY, place, "incident-wind-up", lesson=_LESSON)
    closed = walk.act(HEAD, place, "incident-close")
    walk.stage("一人提请、另一人结案", closed, "因此中止的转让已恢复")
    officer = walk.by(DPO)
    officer.goes(walk.deal)
    said = officer.reads()
    assert "已中止" not in said, said[:800]
    walk.stage("转让自己恢复", officer, walk.companies.target)


def _is_decided(walk: FirstDeal) -> None:
    """The lesson calls for a change of the plan, which the next version takes in."""
    writer = walk.by(SECURITY)
    writer.goes("/plans")
    writer.follows(writer.link("do/plan-draft"))
    taken = {"cause": "事件的教训", "changes": ["第 1 条"]}
    walk.does(writer, "plan-draft", taken, refused="没有回应选上的修订意见")
    response = writer.page.locator("main [name=response]").input_value()
    walk.does(writer, "plan-draft", {**taken, "response": f"{response}{_LESSON}"})
    approved = walk.act(HEAD, walk.here(writer), "plan-approve")
    walk.stage("教训写进第二版", approved, "已批准")


def _is_drilled(walk: FirstDeal) -> None:
    began = walk.act(
        DPO,
        "/exercises",
        "exercise-begin",
        kind="勒索",
        source="系统告警",
        account="文件服务器上的文件打不开了。",
        injects="0 | 同事来电，文件打不开\n20 | 屏幕上出现勒索信",
        persons=900,
        severity="高",
    )
    place = walk.here(began)
    walk.stage("演练另一种情形，处处标明演练", began, "计时从现在起")
    walk.act(SECURITY, place, "incident-note", words="断开文件服务器的网络。", measure=True)
    walk.act(SECURITY, place, "incident-contain")
    walk.act(SECURITY, place, "incident-wind-up", lesson="断网的步骤要写到张贴的卡片上。")
    ended = walk.act(HEAD, place, "exercise-end")
    walk.stage("结束并打分", ended, "已打分")
    officer = walk.by(DPO)
    officer.goes("/plan-changes")
    while officer.has(officer.link("/plan-changes/planchange-")):
        waiting = officer.page.locator("main tr", has_text="等决定")
        if not waiting.count():
            break
        waiting.first.locator("a[href*='/plan-changes/']").first.click()
        officer.page.wait_for_load_state()
        change = walk.here(officer)
        walk.act(DPO, change, "planchange-decline", reasons="已在岗位卡片上写明，预案不必改。")
        officer.goes("/plan-changes")
    walk.stage("没有做到的逐条决定", officer, "不采纳")


def _is_checked(walk: FirstDeal) -> None:
    """The house checks these demands itself now, and nobody states them any more."""
    officer = walk.by(DPO)
    for duty in _CHECKED:
        officer.goes(f"/duties/{duty}")
        said = officer.reads()
        assert "成立" in said, f"{duty}: {said[:600]}"
        assert "不成立" not in said, f"{duty}: {said[:600]}"
    walk.stage("第 9 条、第 20 条由系统自己检查，都成立", officer, "20.3")
