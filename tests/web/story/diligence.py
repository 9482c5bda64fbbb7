"""26 August to 10 September: assessed, listed, agreed, and two rooms opened to the buyer."""

from __future__ import annotations

from collections.abc import Sequence

from tests.web.story import vendor
from tests.web.story.browser_user import Reader
from tests.web.story.cast import BUYER, CONSULTANT, DPO, HOLDER, LEGAL, MARKETING, SELLER
from tests.web.story.walk import Tale
from tests.web.story.written_assessment import risk, writes

# Days that a room of counts or rows is open; the deal takes no longer to be signed.
_DAYS = 55
_REIDENTIFIED = risk(
    "同业拿自己的名单和明细比对，认出其中的人。",
    hazard="被重新识别",
    impact="影响中",
    likelihood="可能性中",
    measures=["假名化"],
    left_impact="影响中",
    left_likelihood="可能性低",
)
_LEAKED = risk(
    "发送告知的供应商拿到手机号码，可能泄露。",
    hazard="供应商泄露",
    impact="影响高",
    likelihood="可能性中",
    measures=["与供应商签"],
    left_impact="影响高",
    left_likelihood="可能性低",
)
# Estimated loss in yuan, damages that are too much for it, and those that were agreed.
_LOSS, _TOO_MUCH, _AGREED = 120_000, 200_000, 150_000


def tell(tale: Tale) -> None:
    assesses(tale)
    vendor.tell(tale)
    lists(tale)
    looks_too_early(tale)
    agrees(tale)
    counts(tale)
    shows_rows(tale)


def assesses(tale: Tale) -> None:
    tale.go(8, 26)
    tale.opens(DPO, "pipia")
    made = tale.act(DPO, tale.deal, "assessment-begin", scope="尽职调查", **_REIDENTIFIED)
    assessment = tale.here(made)
    tale.act(DPO, assessment, "assessment-risk", **_LEAKED)
    early = tale.by(LEGAL)
    early.goes(f"{assessment}/do/assessment-approve")
    tale.does(early, "assessment-approve", {}, refused="评估还没写完")
    tale.stage("影响评估没写完，批准不了，逐处指出", early, "没有写结论")
    writes(tale, assessment)
    done = tale.act(LEGAL, assessment, "assessment-approve")
    tale.stage("影响评估 PIPIA-001：两项风险，有措施，批准", done, "评估已批准，有效十二个月")
    done = tale.finishes(DPO, "pipia")
    tale.stage("影响评估完成", done, "里程碑已完成")


def lists(tale: Tale) -> None:
    tale.go(8, 28)
    _summary(tale)
    tale.file(CONSULTANT, "listing_approved")
    tale.opens(MARKETING, "listed")
    done = tale.finishes(MARKETING, "listed")
    tale.stage("公开摘要扫描为零，挂牌", done, "里程碑已完成")
    tale.go(8, 31)
    done = tale.file(CONSULTANT, "rofr_notice", party=HOLDER)
    tale.stage("优先购买权通知送达", done, "优先购买权")


def _summary(tale: Tale) -> None:
    """Refused where it names the company or a number, at the very field; then clean."""
    told = {"headline": f"{tale.companies.target}转让", "region": "东部某市"}
    told["contact"] = "电话 15400001000"
    writer = tale.act(MARKETING, tale.deal, "room-teaser", refused="公开摘要里发现", **told)
    complaints = "；".join(writer.complaints())
    assert "目标公司" in complaints or "的名称" in complaints, complaints
    assert "手机号" in complaints, complaints
    tale.stage("公开摘要写了名称与手机号：逐处指出", writer, "第 4 到 14 个字是手机号")
    tale.does(
        writer,
        "room-teaser",
        {"headline": f"{tale.companies.trade}公司转让", "contact": "平台顾问"},
    )
    tale.stage("公开摘要扫描为零", writer, "可以挂牌")


def prepares(tale: Tale, level: str, persons: list[str]) -> str:
    """The consultant gets a room ready; where its page is."""
    made = tale.act(CONSULTANT, tale.deal, "room-prepare", level=level, persons=persons)
    tale.stage(f"备好数据室 {level}", made, "数据室备好了，等批准")
    made.goes_on()
    room = made.page.url.removeprefix(tale.served.site).partition("?")[0]
    tale.found[level] = room
    return room


def opened(tale: Tale, level: str, hours: int, approvers: tuple[str, ...]) -> None:
    room = tale.found[level]
    for who in approvers:
        tale.act(who, room, "room-approve")
    persons = [tale.companies.buyer_person]
    done = tale.act(CONSULTANT, room, "room-open", persons=persons, hours=hours)
    tale.stage(f"开放数据室 {level}", done, "数据室开着", f"{hours} h")


def visits(tale: Tale, level: str, sees: str) -> Reader:
    """The buyer finds the room in the list and goes in; the visit is told to the seller's side."""
    buyer = tale.by(tale.companies.buyer_person)
    buyer.goes("/rooms")
    buyer.follows(buyer.link(tale.found[level]))
    buyer.presses("main form[action$='/inside'] button")
    tale.stage(f"受让方进入 {level}", buyer, sees)
    return buyer


def looks_too_early(tale: Tale) -> None:
    """The first room is ready, and the consultant looks before anybody has signed."""
    tale.go(9, 1)
    room = prepares(tale, "L1", [BUYER, CONSULTANT])
    curious = tale.by(CONSULTANT)
    curious.goes(room)
    tale.stage("签协议之前数据室进不去", curious, "现在关着")
    curious.presses("form[action$='/inside'] button")
    assert "保密协议" in curious.refusal(), curious.refusal()
    tale.stage("硬要进去，闸门说出所有原因", curious, "保密协议")


def agrees(tale: Tale) -> None:
    tale.go(9, 2)
    matches(tale)
    tale.opens(LEGAL, "nda")
    done = _draft(tale, _TOO_MUCH)
    tale.stage("违约金超过损失 1.3 倍：提示签署人", done, "法院可能酌减")
    done = _draft(tale, 10_000, kind="员工保密协议", refused="员工")
    tale.stage("员工协议写违约金被拒", done, "员工")
    binds(tale)


def matches(tale: Tale) -> None:
    """The buyer is told how it is dealt with, and is checked."""
    tale.file(CONSULTANT, "buyer_notice")
    tale.opens(CONSULTANT, "matched")
    tale.file(CONSULTANT, "buyer_kyc")
    done = tale.finishes(CONSULTANT, "matched")
    tale.stage("受让方核验", done, "里程碑已完成")


def binds(tale: Tale) -> None:
    """An agreement with damages that stand: both sides sign it, and its milestone is done."""
    done = _draft(tale, _AGREED)
    assert "法院可能酌减" not in done.reads(), "damages within 1.3 times the loss are warned of"
    agreement = tale.here(done)
    for who in (SELLER, tale.companies.buyer_person):
        done = _signs(tale, who, agreement)
    tale.stage("双方用自己的钥匙签署", done, "签好了")
    done = tale.finishes(LEGAL, "nda")
    tale.stage("保密协议生效", done, "里程碑已完成")


def _draft(tale: Tale, damages: int, kind: str = "双方保密协议", refused: str = "") -> Reader:
    return tale.act(
        LEGAL,
        tale.deal,
        "agreement-draft",
        refused=refused,
        kind=kind,
        persons=[SELLER, tale.companies.buyer_person],
        until=f"{tale.now.year + 2}-{tale.now:%m-%d}",
        damages=damages,
        loss=_LOSS,
    )


def _signs(tale: Tale, who: str, agreement: str) -> Reader:
    """A side of the deal finds the paper among those that wait for its signature."""
    side = tale.by(who)
    side.goes("/agreements")
    side.follows(side.link(agreement))
    side.follows(side.link("do/agreement-sign"))
    return tale.does(side, "agreement-sign", {})


def counts(tale: Tale) -> None:
    tale.go(9, 4)
    tale.opens(CONSULTANT, "dd_l1")
    opened(tale, "L1", _DAYS * 24, (DPO,))
    visits(tale, "L1", "少于下限")
    tale.go(9, 5)
    buyer = tale.by(BUYER)
    buyer.goes(tale.found["L1"])
    buyer.presses("form[action$='/out'] button")
    assert "导出" in buyer.refusal(), buyer.refusal()
    owner = tale.by(DPO)
    owner.goes(tale.found["L1"])
    tale.stage("想导出被拒，留下证据", owner, "导出")


def shows_rows(tale: Tale, sees: str = "只显示前", papers: Sequence[str] = ()) -> None:
    """``papers``  what the house lays out itself before the room is approved, by title."""
    tale.go(9, 7)
    tale.opens(CONSULTANT, "dd_l2")
    room = prepares(tale, "L2", [BUYER])
    for title in papers:
        tale.act(CONSULTANT, room, "room-paper", section="4", title=title, source="own")
    opened(tale, "L2", _DAYS * 24, (DPO,))
    buyer = visits(tale, "L2", sees)
    tale.picture(buyer, "room")
    tale.go(9, 10)
    tale.finishes(CONSULTANT, "dd_l1")
    tale.opens(CONSULTANT, "term_sheet")
    tale.file(CONSULTANT, "loi")
    done = tale.finishes(CONSULTANT, "term_sheet")
    tale.stage("一级尽调结束，意向书", done, "里程碑已完成")
