"""A vendor from its registration to its revoked token, all of it at 390 px, in two languages.

``python -m tests.web.vendor_journey [--lang zh] [HOME]`` prints every stage and ``stages=N
failed=0``; a picture of each lies in the folder that ``SHOTS`` names, if it names one.  HOME is a
demo home to copy instead of telling one.  Two people of the vendor answer by the same link, without
an account: what one keeps another hands in.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from tests.web import browser, told_journey
from tests.web.story.browser_user import Reader
from tests.web.story.cast import DPO, HEAD, LEGAL, PURCHASING, SECURITY
from tests.web.story.walk import Tale

_PHONE = 390
_SIGNER = "许虚设"
_VENDOR = "虚桥样板短信服务有限公司"
_CODE = "91990000MA0DEM075L"
# What is chosen, and what each page has to say, by language.
_WORDS: Mapping[str, Mapping[str, Any]] = {
    "zh": {
        "service": "短信",
        "ways": ["短信"],
        "purposes": ["告知"],
        "fields": ["手机号"],
        "registered": "还缺 3 样，数据到不了它那里",
        "approved": "先办：问卷没有答",
        "kept": "都答了，可以交",
        "handed in": "已经交了",
        "judged": "先办：没有生效的委托处理协议",
        "signed": "生效中",
        "issued": "令牌有效",
        "account": "令牌",
        "revoked": "数据到不了它那里",
        "why": "有事件没有处理完",
        "link over": "链接",
        "kind": "外部人员",
    },
    "en": {
        "service": "text messages",
        "ways": ["text messages"],
        "purposes": ["telling customers"],
        "fields": ["mobile number"],
        "registered": "3 things lack, so no data reach it",
        "approved": "First: the questionnaire is not answered",
        "kept": "All answered: hand it in",
        "handed in": "handed in",
        "judged": "First: no agreement",
        "signed": "in force",
        "issued": "its token stands",
        "account": "token",
        "revoked": "so no data reach it",
        "why": "an incident",
        "link over": "link",
        "kind": "outside the house",
    },
}


class PhoneTale(Tale):
    """Everybody has a phone, and reads one language; ``walk`` is what pictures are called by."""

    lang, walk = "zh", "vendor"

    @property
    def words(self) -> Mapping[str, Any]:
        return _WORDS[self.lang]

    def by(self, name: str) -> Reader:
        if name not in self.readers:
            made = self._opened(name, self.served.link)
            made.comes_in()
        return self.readers[name]

    def stranger(self, name: str) -> Reader:
        return self._opened(name, "")

    def sees(self, name: str, reader: Reader, word: str) -> None:
        wanted = self.words[word]
        assert wanted.lower() in reader.reads().lower(), (
            f"{name}: {wanted!r}: {reader.reads()[:900]}"
        )
        self.stage(f"{self.lang} {name}", reader, "")
        if self.shots:
            self.shots.mkdir(parents=True, exist_ok=True)
            place = f"{self.walk}-{self.lang}-{self.stages:02}-{name}.png"
            browser.picture(reader.page, self.shots / place)

    def _opened(self, name: str, way_in: str) -> Reader:
        window = browser.window(self.chromium, self.served.site, width=_PHONE, lang=self.lang)
        made = Reader(name, self.closing.enter_context(window), way_in)
        self.readers[name] = made
        return made


def go(tale: PhoneTale) -> None:
    words = tale.words
    made = tale.act(
        PURCHASING,
        "/vendors",
        "vendor-register",
        name=_VENDOR,
        code=_CODE,
        mail="privacy@bridge.example",
        service=words["service"],
        place="示例省虚构市云机房",
        ways=words["ways"],
        purposes=words["purposes"],
        fields=words["fields"],
    )
    vendor = tale.here(made)
    tale.sees("registered-and-what-lacks", made, "registered")
    tale.act(DPO, vendor, "vendor-assess", **_ASSESSMENT)
    tale.sees("assessed-and-approved", tale.act(LEGAL, vendor, "vendor-approve"), "approved")
    link = _asks(tale, vendor)
    _keeps(tale, link)
    _hands_in(tale, link)
    tale.sees("judged", tale.act(SECURITY, vendor, "vendor-judge"), "judged")
    tale.act(DPO, "/people", "enrol", name=_SIGNER, kind=words["kind"])
    drafted = tale.act(LEGAL, vendor, "vendor-draft", persons=[HEAD, _SIGNER], **_TERMS)
    agreement = tale.here(drafted)
    for name in (HEAD, _SIGNER):
        signed = tale.act(name, agreement, "processing-sign")
    tale.sees("both-sides-signed", signed, "signed")
    issued = tale.act(DPO, vendor, "vendor-token", way=words["ways"][0])
    tale.sees("its-token-stands", issued, "issued")
    over = tale.act(SECURITY, vendor, "vendor-incident", known_at="2026-11-06T08:00")
    tale.sees("an-incident-revokes-it", over, "revoked")
    tale.sees("and-the-page-says-why", over, "why")
    _link_is_spent(tale, link)


# As the form keeps them.
_MEDIUM, _LOW = "中", "低"
_ASSESSMENT = {
    "purpose": "依法告知每一位客户；本公司没有通道。",
    "little": "只给手机号。",
    "rights": "收到一条短信，可以答复、拒绝或撤回。",
    "protection": "加密传输，发完即删。",
    "what_1": "号码发错人",
    "impact_1": _MEDIUM,
    "likely_1": _MEDIUM,
    "measure_1": "逐条核对回执码",
    "after_1": _MEDIUM,
    "likely_after_1": _LOW,
}
_TERMS = {
    "purpose": "把转让的告知和提醒逐条发给客户",
    "method": "按接口逐条发送，发完即删",
    "protection": "传输和存储加密，专人专号，操作留痕",
    "until": "2027-08-25",
}


def _asks(tale: PhoneTale, vendor: str) -> str:
    asks = tale.by(PURCHASING)
    asks.goes(vendor)
    asks.follows(asks.link("do/vendor-ask"))
    asks.presses()
    return asks.page.inner_text("main pre.bytes").strip()


def _opens(tale: PhoneTale, name: str, link: str) -> Reader:
    one = tale.stranger(name)
    one.page.goto(link if "://" in link else f"{one.window.site}{link}")
    return one


def _keeps(tale: PhoneTale, link: str) -> None:
    """The first of the vendor answers everything, and hands nothing in."""
    one = _opens(tale, "vendor-first", link)
    one.page.wait_for_selector("[name=hand_in]")
    assert "#" not in one.page.url, one.page.url
    for box in one.page.locator("input[type=radio][value=yes]").all():
        box.check()
    for box in one.page.locator("textarea").all():
        box.fill("有，见附件。")
    for box in one.page.locator("input[type=file]").all():
        box.set_input_files(tale.paper("vendor-evidence"))
    for box in one.page.locator("input[type=date]").all():
        box.fill("2028-01-01")
    one.presses("button[name=keep]")
    tale.sees("the-first-of-them-keeps-answers", one, "kept")


def _hands_in(tale: PhoneTale, link: str) -> None:
    """The second finds what the first one kept."""
    other = _opens(tale, "vendor-second", link)
    other.page.wait_for_selector("[name=hand_in]")
    assert other.page.locator("input[type=radio][value=yes]:checked").count() > 10
    other.presses("button[name=hand_in]")
    tale.sees("the-second-hands-them-in", other, "handed in")


def _link_is_spent(tale: PhoneTale, link: str) -> None:
    late = _opens(tale, "vendor-late", link)
    late.page.wait_for_load_state()
    assert not late.has("[name=hand_in]"), "the link still lets somebody answer"
    tale.sees("the-link-is-spent", late, "link over")


if __name__ == "__main__":
    sys.exit(told_journey.main("vendor_journey", PhoneTale, go))
