"""Customers ask for their own data: one gets a copy, one has the use stopped, one is an impostor.

Channels are listed and tried, the form on line is used on a phone, and all else is done by page.
"""

from __future__ import annotations

import zipfile

from tests.web.first_deal import students
from tests.web.first_deal.walk import FirstDeal
from tests.web.story.browser_user import Reader
from tests.web.story.cast import DPO, SERVICE

_PHONE = 390
_CHANNELS = {
    "电话": "0990-5550100",
    "邮件": "privacy@rules.example",
    "网上表单": "https://rules.example/ask",
}
_DEMANDS = ("10.1", "10.2", "10.3")


def tell(walk: FirstDeal) -> None:
    _lists_channels(walk)
    task = _may_find(walk)
    _gets_a_copy(walk)
    _has_the_use_stopped(walk, task)
    _knows_no_receipt(walk)
    _is_kept_whole(walk)


def _lists_channels(walk: FirstDeal) -> None:
    for way, contact in _CHANNELS.items():
        listed = walk.act(DPO, "/contacts", "contact-add", way=way, contact=contact)
        place = walk.here(listed)
        tried = walk.act(SERVICE, place, "contact-try", back="有人答，答得对")
    walk.stage("公布三种渠道，各试一次", tried, "有人答，答得对")


def _may_find(walk: FirstDeal) -> str:
    """Customer service may look for a person by a number, for the requests of persons alone."""
    walk.act(
        DPO,
        walk.deal,
        "open-task",
        purpose="日常服务",
        actors=[SERVICE],
        acts=["列出遮盖后的行"],
        until=f"{walk.now.replace(hour=23):%Y-%m-%dT%H:%M}",
    )
    service = walk.by(SERVICE)
    service.goes(f"/customers?deal={walk.deal.rpartition('/')[2]}")
    found: str = service.page.locator("#search-task option").first.get_attribute("value") or ""
    assert found, "no task to search by"
    return found


def _finds(walk: FirstDeal, task: str, number: str) -> str:
    """The reference of whoever has that number."""
    service = walk.by(SERVICE)
    service.goes(f"/customers?deal={walk.deal.rpartition('/')[2]}")
    field = service.page.locator("#search-field option", has_text="手机号").first
    service.fills({"task": task, "field": field.inner_text().strip(), "value": number})
    service.presses("form.picker button.btn-main")
    service.follows(service.link("/customers/sub-"))
    return walk.here(service).rpartition("/")[2]


def _asks(walk: FirstDeal, kind: str, text: str) -> tuple[Reader, str]:
    """On a phone, without an account; the receipt is shown once."""
    person = walk.customer(f"{kind}的客户", width=_PHONE)
    person.goes("/ask")
    person.fills({"kind": kind, "text": text, "name": "样客", "contact": students.mobile(1)})
    person.presses()
    code = person.page.inner_text("main pre.bytes").strip()
    return person, code


def _is_taken_on(walk: FirstDeal, kind: str) -> str:
    """The officer assigns the newest of that kind; where its page is."""
    officer = walk.by(DPO)
    officer.goes("/requests")
    officer.follows(f"main table tr:has-text('{kind}') a[href*='/requests/request-']")
    place = walk.here(officer)
    walk.act(DPO, place, "request-assign", to=SERVICE)
    return place


def _gets_a_copy(walk: FirstDeal) -> None:
    person, code = _asks(walk, "复制", "请把你们有的我的全部信息给我一份。")
    walk.stage("客户在手机上提出请求，拿到回执和期限", person, "最迟答复")
    place = _is_taken_on(walk, "复制")
    said = {"first_field": "手机号", "first": students.mobile(1), "second_field": "姓名"}
    other = {**said, "second": students.name(2)}
    walk.act(SERVICE, place, "request-match", refused="没有核对上", **other)
    proven = walk.act(SERVICE, place, "request-match", **said, second=students.name(1))
    walk.stage("核对两项登记过的信息，找到是哪位客户", proven, "身份已核实")
    # What the form is answered with is the passphrase itself.
    service = walk.by(SERVICE)
    service.goes(place)
    service.follows(service.link("do/request-pack"))
    service.presses()
    word = service.page.inner_text("main pre.bytes").strip()
    walk.stage("做好副本，口令只显示一次", service, "只显示这一次")
    walk.act(
        SERVICE, place, "request-reply", text="副本已经做好，请凭回执和口令取。", way="网上表单"
    )
    closed = walk.act(SERVICE, place, "request-close", outcome="已满足")
    walk.stage("答复、办结", closed, "已办结")
    _shows(person, code)
    person.fills({"passphrase": "not the passphrase"})
    person.presses("form[action$='/ask/copy'] button")
    walk.stage("口令不对，取不走", person, "口令不对")
    person.fills({"passphrase": word})
    saved = person.takes("form[action$='/ask/copy'] button", walk.downloads)
    with zipfile.ZipFile(saved) as copy:
        names = copy.namelist()
    assert names, "the copy is empty"
    walk.stage("凭回执和口令取走副本", person, "您的个人信息副本", f"{len(names)} 个文件")


def _shows(person: Reader, code: str) -> None:
    person.goes("/ask/receipt")
    person.page.fill("#code", code)
    person.presses("form[action$='/ask/receipt'] button")


def _has_the_use_stopped(walk: FirstDeal, task: str) -> None:
    """From the proof on nobody reads anything of the person, until the officer lifts it."""
    person, code = _asks(walk, "拒绝处理", "不要再用我的信息。")
    place = _is_taken_on(walk, "拒绝处理")
    subject = _finds(walk, task, students.mobile(2))
    walk.act(SERVICE, place, "request-prove", proof="本人到场", subject=subject)
    service = walk.by(SERVICE)
    service.goes(f"/customers/{subject}")
    walk.stage("核对之后马上停用，客户页上写着", service, "除了答复本人")
    walk.act(SERVICE, place, "request-reply", text="已经停用，不会再用于转让。", way="网上表单")
    walk.act(SERVICE, place, "request-close", outcome="已满足")
    _shows(person, code)
    walk.stage("客户凭回执读到答复", person, "已经停用")
    lifted = walk.act(DPO, place, "request-lift", ending="本人同意恢复")
    walk.stage("本人同意恢复，限制解除", lifted, "已解除")


def _knows_no_receipt(walk: FirstDeal) -> None:
    """Somebody who has no receipt is told the same whatever is entered."""
    stranger = walk.customer("冒名的人", width=_PHONE)
    _shows(stranger, "k3j5h2n8m4p6q7r9")
    walk.stage("没有回执的人什么也看不到", stranger, "没有找到这张回执")


def _is_kept_whole(walk: FirstDeal) -> None:
    """The house checks these demands itself now, and nobody states them any more."""
    officer = walk.by(DPO)
    for duty in _DEMANDS:
        officer.goes(f"/duties/{duty}")
        said = officer.reads()
        assert "成立" in said, f"{duty}: {said[:600]}"
        assert "不成立" not in said, f"{duty}: {said[:600]}"
    walk.stage("第 10 条三项要求由系统自己检查，都成立", officer, "10.3")
