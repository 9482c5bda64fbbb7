"""12 to 16 October: the vendor mails a list of 37 customers to a wrong address.  It is reported,
contained, counted, told and closed by page, and the vendor gets its tokens back after a review.
"""

from __future__ import annotations

import time

import pypdfium2
from tests.web.story import vendor
from tests.web.story.browser_user import Reader
from tests.web.story.cast import DPO, HEAD, LEGAL, PURCHASING, SECURITY, SERVICE
from tests.web.story.walk import Tale

from shoumi.core import constants

EXPOSED = 37
# So many one by one in ten minutes, and then another person has to say yes to more (1.5).
_AT_ONCE = constants.get("reading.single_in_window").number
_PATIENCE = 60
_FOUND = "2026-10-12T21:40"
_CONTENTS = {
    "happened": "姓名和手机号被供应商发到了错误的地址；可能接到陌生来电。",
    "remedies": "收件人已删除并书面确认；请不要向来电的人提供验证码。",
    "contact": "154 0000 9900",
}


def tell(tale: Tale) -> None:
    """From the list to the notices of the next morning."""
    tale.go(10, 12, 20, 30)
    _hands_list(tale)
    tale.go(10, 12, 22, 5)
    place = _reports(tale)
    tale.go(10, 12, 23, 30)
    _contains(tale, place)
    _replaces_keys(tale)
    tale.go(10, 13, 10)
    _tells(tale, place)
    tale.found["incident"] = place


def ends(tale: Tale) -> None:
    """The vendor is looked at anew, the cause is found, two close it."""
    tale.go(10, 15, 10)
    _settles(tale)
    tale.go(10, 16, 10)
    place = tale.found["incident"]
    tale.act(
        SECURITY, place, "incident-cause", root="第三方", words="收件地址手工填写，没有人核对。"
    )
    tale.act(SECURITY, place, "incident-blame", account="错误发生在供应商处。")
    head = tale.by(HEAD)
    head.goes(place)
    head.follows(head.link("/liabilities/"))
    head.follows(head.link("do/liability-decide"))
    tale.does(head, "liability-decide", {"finding": "不负责任", "reasons": "已按流程交付。"})
    lesson = "交供应商的名单一律加密，发出前由另一位核对收件地址。"
    tale.act(SECURITY, place, "incident-wind-up", lesson=lesson)
    done = tale.act(HEAD, place, "incident-close")
    tale.stage("查明原因，两人结案", done, "已结案")
    officer = tale.by(DPO)
    officer.goes(tale.deal)
    tale.stage("转让恢复", officer, "告知")
    assert "已中止" not in officer.page.inner_text("main"), "the deal stands still"


def _hands_list(tale: Tale) -> None:
    """Numbers that the messages did not reach are looked at again, one by one, for a task."""
    tale.act(
        DPO,
        tale.deal,
        "open-task",
        purpose="告知客户",
        actors=[SERVICE],
        acts=["查看明文"],
        fields=["姓名", "手机号"],
        until="2026-10-13T18:00",
    )
    service = tale.by(SERVICE)
    links = _customers(service, tale.deal)[:EXPOSED]
    for link in links[:_AT_ONCE]:
        _reveals(service, link)
    _reads_more(tale, links[_AT_ONCE], EXPOSED - _AT_ONCE)
    for link in links[_AT_ONCE:]:
        _reveals(service, link)
    tale.stage("重新核对号码，逐人过闸门", service, "离开任务，全部遮回", f"{EXPOSED} 人")


def _reads_more(tale: Tale, customer: str, count: int) -> None:
    """Whom the limit of single reads stops asks a second person, and goes on (1.5)."""
    stopped = tale.by(SERVICE)
    _asks(stopped, customer)
    tale.stage("逐个查看到了上限", stopped, "一个也看不了")
    tale.act(SERVICE, "/tasks", "read-more", reads=str(count))
    _approves_change(tale)
    tale.act(SERVICE, "/tasks", "read-more", reads=str(count))


def _approves_change(tale: Tale) -> None:
    officer = tale.by(DPO)
    officer.goes("/approvals")
    officer.follows("main table a[href*='/approvals/']")
    officer.follows(officer.link("do/approve-change"))
    tale.does(officer, "approve-change", {})


def _customers(service: Reader, deal: str) -> list[str]:
    """The pages of grown-up customers, as the list has them."""
    service.goes(f"/customers?deal={deal.rpartition('/')[2]}&kind=INDIVIDUAL")
    once = "links => [...new Set(links.map(one => one.getAttribute('href').split('?')[0]))]"
    found: list[str] = []
    while len(found) < EXPOSED:
        found += service.page.locator("main table a[href*='/customers/']").evaluate_all(once)
        if len(found) < EXPOSED:
            service.follows("main a[href*='after=']")
    return found


def _asks(service: Reader, customer: str) -> None:
    service.goes(customer)
    service.presses("#sheet form button")
    service.fills({"field": ["姓名", "手机号"]})
    service.presses("#sheet form button")


def _reveals(service: Reader, customer: str) -> None:
    _asks(service, customer)
    service.page.click("#sheet form[data-reveal] button")
    service.page.wait_for_selector("[data-plain]")


def _reports(tale: Tale) -> str:
    done = tale.act(
        SERVICE,
        "/incidents",
        "incident-report",
        kind="供应商",
        source="供应商通知",
        found_at=_FOUND,
        account="供应商来电：名单发到了错误的邮箱，收件的是一家无关的公司。",
        deals=["D-2026"],
        persons="0",
        leak=True,
        severity="低",
    )
    place = tale.here(done)
    tale.stated.pop("9.2", None)  # from now on it is checked
    tale.stage("报告安全事件", done, "10-12 周一 21:40")
    at_vendor = tale.act(PURCHASING, _vendor(tale), "vendor-incident", known_at=_FOUND)
    tale.stage("供应商的令牌收回", at_vendor, "令牌已收回")
    officer = tale.by(DPO)
    officer.goes(tale.deal)
    tale.stage("转让自动中止", officer, "已中止")
    return place


def _vendor(tale: Tale) -> str:
    buyer = tale.by(PURCHASING)
    buyer.goes("/vendors")
    buyer.follows(f"main table a:has-text('{tale.companies.vendor}')")
    return tale.here(buyer)


def _contains(tale: Tale, place: str) -> None:
    tale.act(SECURITY, place, "incident-close-tasks", deal="D-2026")
    words = "供应商的令牌已停；收件人书面确认已删除，没有转发。"
    tale.act(SECURITY, place, "incident-note", words=words, measure=True)
    done = tale.act(SECURITY, place, "incident-contain")
    tale.stage("确认止损", done, "10-12 周一 23:30")
    given = {"since": "2026-10-12T20:30", "until": _FOUND, "person": SERVICE}
    done = tale.act(SECURITY, place, "incident-count", **given)
    tale.stage("按账本数人数", done, f"{EXPOSED}")


def _replaces_keys(tale: Tale) -> None:
    """The deal's key and its data keys, by two persons, while the worker moves what is sealed."""
    for what in ("转让密钥", "数据密钥"):
        given = {"what": what, "deal": "D-2026"}
        tale.act(SECURITY, "/keys", "rotate-keys", **given)
        _approves_change(tale)
        asker = tale.act(SECURITY, "/keys", "rotate-keys", **given)
    tale.stage("更换这笔转让的密钥", asker, "后台在移动")


def _tells(tale: Tale, place: str) -> None:
    """The authority on line; everybody concerned by a letter that the house prints and posts, as
    the vendor gets no data and no mail address is known."""
    done = tale.act(
        LEGAL,
        place,
        "incident-tell",
        addressee="监管部门",
        way="网上报送",
        count="1",
        proof=tale.paper("authority-told"),
        **_CONTENTS,
    )
    tale.stage("通知监管部门", done, "网上报送")
    done = tale.act(LEGAL, place, "incident-write", **_CONTENTS)
    tale.stage("给每一位客户写信", done, f"{EXPOSED}")
    writer = _prints(tale.by(LEGAL), place)
    letters = pypdfium2.PdfDocument(writer.takes("[data-work] a.btn-main", tale.downloads))
    assert len(letters) >= EXPOSED, f"{len(letters)} pages"
    done = tale.act(LEGAL, place, "incident-posted")
    tale.stage("打印、交寄", done, "全部寄完", f"{EXPOSED} 封")


def _prints(writer: Reader, place: str) -> Reader:
    """Once the worker has opened the addresses."""
    until = time.monotonic() + _PATIENCE
    while True:
        writer.goes(f"{place}/do/incident-print")
        writer.presses()
        if not writer.refusal():
            assert not (said := writer.waits()), said
            return writer
        assert time.monotonic() < until, writer.refusal()
        time.sleep(0.5)


def _settles(tale: Tale) -> None:
    """The list is deleted, as a paper says; a new questionnaire is judged; tokens are issued."""
    place = _vendor(tale)
    officer = tale.by(DPO)
    officer.goes(place)
    officer.follows(officer.link("do/vendor-incident-settle"))
    tale.does(officer, "vendor-incident-settle", {"proof": tale.paper("list-deleted")})
    vendor.looks_again(tale, place)
