"""At two in the morning, all of it at 390 px, in two languages: a vendor reports by its link, who
is on duty reads it on a phone, stops it and says that it is contained; a public note is written,
approved by two others and read by somebody without a log-in.

``python -m tests.web.incident_journey [--lang zh] [HOME]`` prints every stage and ``stages=N
failed=0``; a picture of each lies in the folder that ``SHOTS`` names, if it names one.  HOME is a
demo home to copy instead of telling one.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from tests.web import told_journey
from tests.web.story.browser_user import Reader
from tests.web.story.cast import HEAD, LEGAL, PURCHASING, SECURITY
from tests.web.vendor_journey import PhoneTale

_NIGHT = (11, 8, 2)
_KNOWN, _NEXT = "2026-11-08T01:30", "2026-11-08T06:00"
_SAID = "名单寄错了地址，约 37 人，已要求删除。"
_WORDS: Mapping[str, Mapping[str, Any]] = {
    "zh": {
        "asked": "发生了什么",
        "handed in": "已经收到",
        "found": "还有 24 小时",
        "measured": "其他措施",
        "contained": "下一步：查明原因",
        "written": "等两位批准",
        "public": "公开着，任何人都看得到",
        "read": "已经召回",
    },
    "en": {
        "asked": "What happened",
        "handed in": "It is received",
        "found": "24 h",
        "measured": "another measure",
        "contained": "Next: cause found",
        "written": "Waits for two",
        "public": "everybody sees it",
        "read": "was recalled",
    },
}
_NOTE = {
    "zh": "一家供应商把部分客户的名单发到了错误的地址，已经召回。",
    "en": "A vendor sent a list of some customers to a wrong address; it was recalled.",
    "contact": "154 0000 9900",
    "next_at": _NEXT,
}


class NightTale(PhoneTale):
    walk = "incident"

    @property
    def words(self) -> Mapping[str, Any]:
        return _WORDS[self.lang]


def go(tale: NightTale) -> None:
    link = _link(tale)
    tale.go(*_NIGHT)
    _reports(tale, link)
    place = _finds(tale)
    done = tale.act(SECURITY, place, "incident-note", words="供应商的令牌已停。", measure=True)
    tale.sees("what-was-done-is-in-the-timeline", done, "measured")
    tale.sees("it-is-contained", tale.act(SECURITY, place, "incident-contain"), "contained")
    written = tale.act(SECURITY, place, "incident-status", **_NOTE)
    note = tale.here(written)
    tale.sees("a-public-note-waits-for-two", written, "written")
    for name in (HEAD, LEGAL):
        approved = tale.act(name, note, "status-approve")
    tale.sees("two-approved-it", approved, "public")
    reader = tale.stranger("reader")
    reader.page.goto(f"{reader.window.site}/incident-status")
    tale.sees("anybody-reads-it", reader, "read")


def _link(tale: NightTale) -> str:
    """The buyer makes the vendor's link by day."""
    buyer = tale.by(PURCHASING)
    buyer.goes("/vendors")
    buyer.follows(buyer.link("/vendors/vendor-"))
    buyer.follows(buyer.link("do/vendor-report-link"))
    buyer.presses()
    return buyer.page.inner_text("main pre.bytes").strip()


def _reports(tale: NightTale, link: str) -> None:
    one = tale.stranger("vendor")
    one.page.goto(link if "://" in link else f"{one.window.site}{link}")
    one.page.wait_for_selector("[name=known_at]")
    assert "#" not in one.page.url, one.page.url
    tale.sees("the-link-opens-the-form", one, "asked")
    one.page.fill("[name=known_at]", _KNOWN)
    one.page.fill("[name=words]", _SAID)
    one.presses("main form button.btn-main")
    tale.sees("the-vendor-reported-at-night", one, "handed in")


def _finds(tale: NightTale) -> str:
    """Who is on duty opens the newest, with its clock."""
    on_call: Reader = tale.by(SECURITY)
    on_call.goes("/incidents")
    on_call.follows(on_call.link("/incidents/breach-"))
    tale.sees("on-call-reads-what-is-owed-by-when", on_call, "found")
    assert _SAID in on_call.reads()
    return tale.here(on_call)


if __name__ == "__main__":
    sys.exit(told_journey.main("incident_journey", NightTale, go))
