"""The vendor that delivers the letters: registered, assessed, asked, agreed with, given its token.

It answers the questionnaire by the link it is handed, on a phone and without an account.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.web.story import house
from tests.web.story.cast import DPO, HEAD, LEGAL, PURCHASING, SECURITY
from tests.web.story.walk import Tale

SIGNER = "许虚设"
_PHONE = 390
_FIELDS = ["手机号", "电子邮箱", "姓名", "监护人姓名", "监护人手机"]
_RISK = {
    "what_1": "号码发错人，他人看到谁是客户",
    "impact_1": "中",
    "likely_1": "中",
    "measure_1": "逐条核对回执码，短信不写姓名和服务内容",
    "after_1": "中",
    "likely_after_1": "低",
}
_WRITTEN = {
    "purpose": "依法告知每一位客户；本公司没有通道，须请有许可的公司代发。",
    "little": "只给姓名和联系方式，未成年人给监护人的。",
    "rights": "收到一条短信或一封邮件，可以答复、拒绝或撤回。",
    "protection": "加密传输，发完即删，每半年复查一次。",
}
_TERMS = {
    "purpose": "把转让的告知和提醒逐条发给客户",
    "method": "按接口或加密文件逐条发送，发完即删",
    "protection": "传输和存储加密，专人专号，操作留痕",
    "until": "2027-08-25",
}


def tell(tale: Tale) -> None:
    """A demo home does not know its company's data, and everybody comes in by its link."""
    tale.act(
        HEAD,
        "/settings",
        "settings-company",
        name="示例安转企业服务有限公司",
        code="91990000MA0000001B",
        address="示例市虚构区样板路 990 号",
        contact="privacy@anzhuan.example",
        officer=DPO,
        officer_contact="dpo@anzhuan.example",
    )
    entrusts(tale, lambda name: house.enrols(tale, name, "外部人员"), lambda link: link)


def entrusts(tale: Tale, admits: Callable[[str], None], own: Callable[[str], str]) -> None:
    """``admits(name)`` lets somebody of the vendor in, who signs; ``own(link)`` is the link as the
    browser gets there."""
    made = tale.act(
        PURCHASING,
        "/vendors",
        "vendor-register",
        name=tale.companies.vendor,
        code=tale.companies.vendor_code,
        mail="privacy@vendor.example",
        service="短信",
        place="示例省虚构市云机房",
        ways=["短信", "邮件", "文件"],
        purposes=["告知"],
        fields=_FIELDS,
        high_risk=True,
    )
    vendor = tale.here(made)
    tale.stage("登记供应商，还缺几样写得清楚", made, "还缺 3 样，数据到不了它那里")
    tale.act(DPO, vendor, "vendor-assess", **_WRITTEN, **_RISK)
    done = tale.act(LEGAL, vendor, "vendor-approve")
    tale.stage("委托处理的影响评估，另一位批准", done, "先办：问卷没有答")
    _answers(tale, vendor, own)
    done = tale.act(SECURITY, vendor, "vendor-judge")
    tale.stage("问卷审过，满分", done, "先办：没有生效的委托处理协议")
    admits(SIGNER)
    drafted = tale.act(LEGAL, vendor, "vendor-draft", persons=[HEAD, SIGNER], **_TERMS)
    agreement = tale.here(drafted)
    for name in (HEAD, SIGNER):
        signed = tale.act(name, agreement, "processing-sign")
    tale.stage("双方签了委托处理协议", signed, "生效中")
    _gives_tokens(tale, vendor)


def _gives_tokens(tale: Tale, vendor: str) -> None:
    for way in ("短信", "邮件", "文件"):
        done = tale.act(DPO, vendor, "vendor-token", way=way)
    tale.stage("条件齐全，发了令牌", done, "令牌有效")


def looks_again(tale: Tale, vendor: str, own: Callable[[str], str] = lambda link: link) -> None:
    """It answers another questionnaire before it gets its tokens anew."""
    _answers(tale, vendor, own)
    tale.stage("问卷审过，满分", tale.act(SECURITY, vendor, "vendor-judge"), "100")
    _gives_tokens(tale, vendor)


def _answers(tale: Tale, vendor: str, own: Callable[[str], str]) -> None:
    """By the link that is shown once; what the first one keeps another hands in."""
    asks = tale.by(PURCHASING)
    asks.goes(vendor)
    asks.follows(asks.link("do/vendor-ask"))
    asks.presses()
    link = own(asks.page.inner_text("main pre.bytes"))
    one = tale.customer("供应商的人", width=_PHONE)
    one.page.goto(link if "://" in link else f"{one.window.site}{link}")
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
    tale.stage("供应商在手机上填问卷，先保存", one, "都答了，可以交")
    one.presses("button[name=hand_in]")
    tale.stage("供应商交了问卷", one, "已经交了")
