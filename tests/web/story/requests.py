"""Customers ask the house: channels that work, six questions, and one who asks to be deleted.

All of it is done by page; the vendor confirms by the link it is handed, without an account.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.web.story.browser_user import Reader
from tests.web.story.cast import DPO, OPERATIONS, SECURITY, SERVICE
from tests.web.story.walk import Tale

CHANNELS = {"电话": "154 0000 9900", "邮件": "privacy@anzhuan.example", "网上表单": "/ask"}
_WORKS = "有人答，答得对"
_PHONE = 390
_FORM = "网上表单"
# What is asked, how it came, and what is answered by the same way.
_QUESTIONS: Sequence[tuple[Mapping[str, Any], str]] = (
    (
        {"kind": "咨询", "way": "电话", "text": "收到一条短信，是真的吗？", "name": "何虚拟"},
        "是真的，可以在核对页核对。",
    ),
    (
        {"kind": "了解处理规则", "way": "邮件", "text": "你们按什么规则处理？"},
        "规则在网站的“处理规则”一页。",
    ),
    (
        {"kind": "咨询", "way": "电话", "text": "同意以后能反悔吗？", "name": "林示意"},
        "可以，凭回执码随时撤回。",
    ),
    (
        {"kind": "投诉", "way": "信件", "text": "上周的保洁迟到了一个小时。"},
        "已转服务部门，资料不因此改动。",
    ),
    ({"kind": "咨询", "way": "柜台", "text": "合同要重签吗？"}, "不用，现有合同不变。"),
)
_DELETE = "我不同意转让，也不再用你们的服务了，请把我的全部信息删掉。"


def lists_channels(tale: Tale) -> None:
    """Before the policy is published, as it prints them."""
    for way, contact in CHANNELS.items():
        listed = tale.act(DPO, "/contacts", "contact-add", way=way, contact=contact)
        place = tale.here(listed)
        done = tale.act(SERVICE, place, "contact-try", back=_WORKS)
    tale.stage("公布三种渠道，各试一次", done, _WORKS)


def tries_channels(tale: Tale) -> None:
    """A trial counts for a month."""
    for place in listed(tale.by(SERVICE), "/contacts", "/contacts/channel-"):
        done = tale.act(SERVICE, place, "contact-try", back=_WORKS)
    tale.stage("每月再试一次渠道", done, _WORKS)


def listed(reader: Reader, page: str, to: str) -> list[str]:
    """Where the links of a page lead whose address has ``to`` in it, each once."""
    reader.goes(page)
    links = reader.page.locator(reader.link(to))
    once = "links => [...new Set(links.map(one => one.getAttribute('href').split('?')[0]))]"
    found: list[str] = links.evaluate_all(once)
    return found


def answers_questions(tale: Tale) -> None:
    """Five that customer service writes down and one on line: all are closed on the next day."""
    places = [_receives(tale, asked) for asked, _ in _QUESTIONS]
    person = _asks(tale, "咨询", "不答复的话，资料会交出去吗？")
    tale.stage("六位客户来问", person, "最迟答复")
    places.append(_newest(tale, "没有人负责"))
    for place, (asked, said) in zip(
        places, [*_QUESTIONS, ({"way": _FORM}, "不会，没有同意的一律不交。")], strict=True
    ):
        tale.act(SERVICE, place, "request-take")
        tale.act(SERVICE, place, "request-reply", text=said, way=asked["way"])
        done = tale.act(SERVICE, place, "request-close", outcome="已答复")
    tale.stage("六件都答复、办结", done, "已办结")


def _receives(tale: Tale, asked: Mapping[str, Any]) -> str:
    """The receipt is shown once; where the page of the request is."""
    service = tale.by(SERVICE)
    service.goes("/requests")
    service.follows(service.link("do/request-receive"))
    service.fills(asked)
    service.presses()
    assert not (said := service.complaints()), said
    assert service.page.inner_text("main pre.bytes").strip()
    service.follows(service.link("/requests/request-"))
    return tale.here(service)


def _asks(tale: Tale, kind: str, text: str, **more: str) -> Reader:
    """On a phone, without an account; the receipt is shown once."""
    person = tale.customer(f"{kind}的客户", width=_PHONE)
    person.goes("/ask")
    person.fills({"kind": kind, "text": text, **more})
    person.presses()
    assert person.page.inner_text("main pre.bytes").strip()
    return person


def _newest(tale: Tale, words: str) -> str:
    """The page of the newest request whose row says that."""
    officer = tale.by(DPO)
    officer.goes("/requests")
    officer.follows(f"main table tr:has-text('{words}') a[href*='/requests/request-']")
    return tale.here(officer)


def asks_deletion(tale: Tale) -> None:
    """One who refused, by the code of the own notice, which proves who that is."""
    tale.go(9, 24)
    code = tale.found["refuses"]
    person = _asks(tale, "删除", _DELETE, notice_code=code)
    tale.stage("不同意的客户请求删除：DSR-0007", person, "10-22")
    tale.act(DPO, _newest(tale, "删除"), "request-assign", to=SERVICE)


def deletes(tale: Tale) -> None:
    """On its last day: ordered, witnessed by two, carried out, certified, confirmed, closed."""
    tale.go(10, 22)
    place = _newest(tale, "删除")
    done = tale.act(DPO, place, "request-erase")
    tale.stage("列入销毁，告知接收方", done, "已列入销毁")
    order = _ordered(tale)
    for witness in (OPERATIONS, SECURITY):
        tale.act(witness, order, "destroy-witness")
    done = tale.act(OPERATIONS, order, "destroy-run")
    tale.stage("两人见证，销毁这位客户的密钥和记录", done, "1 把钥匙")
    tale.act(DPO, order, "destroy-certify")
    _confirms(tale, place)
    tale.act(SERVICE, place, "request-reply", text="您的全部信息已经删除。", way=_FORM)
    done = tale.act(SERVICE, place, "request-close", outcome="已满足")
    tale.stage("DSR-0007 在最后一天办结", done, "已办结")


def _ordered(tale: Tale) -> str:
    """The page of the order: the newest, which nobody has witnessed yet."""
    officer = tale.by(DPO)
    officer.goes("/destruction")
    officer.follows("main table tr:has-text('本人请求删除') a[href*='/destruction/dest-']")
    return tale.here(officer)


def _confirms(tale: Tale, place: str) -> None:
    """The vendor that sent the letters says by its link that nothing is left with it."""
    service = tale.by(SERVICE)
    service.goes(place)
    service.follows(service.link("do/request-link"))
    service.fills({"recipient": tale.companies.vendor})
    service.presses()
    link = service.page.inner_text("main pre.bytes").strip()
    one = tale.customer("受托的供应商", width=_PHONE)
    one.page.goto(f"{one.window.site}/ask/recipient#{link.partition('#')[2]}")
    one.page.wait_for_selector("[name=answer]")
    one.page.locator("input[name=answer][value=DONE]").check()
    one.presses()
    tale.stage("供应商凭链接确认已删除", one, "已记录，谢谢")
