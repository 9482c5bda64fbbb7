"""26 August to 10 September: assessed, listed, agreed, and two rooms opened to the buyer."""

from __future__ import annotations

from tests.web.story import commands
from tests.web.story.cast import BUYER, CONSULTANT, DPO, HOLDER, LEGAL, MARKETING, SELLER
from tests.web.story.reader import Reader
from tests.web.story.tale import Tale

# Days that a room of counts or rows is open; the deal takes no longer to be signed.
_DAYS = 55


def tell(tale: Tale) -> None:
    _assess(tale)
    _list(tale)
    _curious(tale)
    _agree(tale)
    _counts(tale)
    _rows(tale)


def _assess(tale: Tale) -> None:
    tale.go(8, 26)
    tale.opens(DPO, "pipia")
    commands.assess(
        tale,
        "due_diligence",
        "reidentification:medium:medium:pseudonyms_k5:medium:low",
        "vendor_leak:high:medium:vendor_dpa:high:low",
    )
    commands.approve_assessment(tale, "1")
    done = tale.finishes(DPO, "pipia")
    tale.stage("影响评估 PIPIA-001 批准", done, "里程碑已完成", "by command")


def _list(tale: Tale) -> None:
    tale.go(8, 28)
    commands.teaser(tale)
    tale.file(CONSULTANT, "listing_approved")
    tale.opens(MARKETING, "listed")
    done = tale.finishes(MARKETING, "listed")
    tale.stage("公开摘要扫描为零，挂牌", done, "里程碑已完成", "by command")
    tale.go(8, 31)
    done = tale.file(CONSULTANT, "rofr_notice", party=HOLDER)
    tale.stage("优先购买权通知送达", done, "优先购买权")


def prepares(tale: Tale, level: str, persons: list[str]) -> str:
    """The consultant gets a room ready; where its page is."""
    made = tale.act(CONSULTANT, tale.deal, "room-prepare", level=level, persons=persons)
    tale.stage(f"备好数据室 {level}", made, "数据室备好了，等批准")
    room = made.page.url.removeprefix(tale.served.site).partition("?")[0]
    tale.found[level] = room
    return room


def opened(tale: Tale, level: str, hours: int, approvers: tuple[str, ...]) -> None:
    room = tale.found[level]
    for who in approvers:
        tale.act(who, room, "room-approve")
    done = tale.act(CONSULTANT, room, "room-open", persons=[BUYER], hours=hours)
    tale.stage(f"开放数据室 {level}", done, "数据室开着", f"{hours} h")


def visits(tale: Tale, level: str, sees: str) -> Reader:
    """The buyer finds the room in the list and goes in; the visit is told to the seller's side."""
    buyer = tale.by(BUYER)
    buyer.goes("/rooms")
    buyer.follows(buyer.link(tale.found[level]))
    buyer.presses("main form[action$='/inside'] button")
    tale.stage(f"受让方进入 {level}", buyer, sees)
    return buyer


def _curious(tale: Tale) -> None:
    """The first room is ready, and the consultant looks before anybody has signed."""
    tale.go(9, 1)
    room = prepares(tale, "L1", [BUYER, CONSULTANT])
    curious = tale.by(CONSULTANT)
    curious.goes(room)
    tale.stage("签协议之前数据室进不去", curious, "现在关着")
    commands.attempt(tale, "enter", "L1", CONSULTANT, refused="保密协议")


def _agree(tale: Tale) -> None:
    tale.go(9, 2)
    tale.file(CONSULTANT, "buyer_notice")
    tale.opens(CONSULTANT, "matched")
    tale.file(CONSULTANT, "buyer_kyc")
    done = tale.finishes(CONSULTANT, "matched")
    tale.stage("受让方核验", done, "里程碑已完成")
    warned = commands.draft(tale, 200_000)
    assert warned["warnings"], "damages of 1.67 times the loss went without a warning"
    commands.draft(tale, 10_000, kind="employee", refused="员工")
    drafted = commands.draft(tale, 150_000)
    assert not drafted["warnings"], drafted["warnings"]
    tale.opens(LEGAL, "nda")
    for who in (SELLER, BUYER):
        commands.sign(tale, drafted["ref"], who)
    done = tale.finishes(LEGAL, "nda")
    tale.stage("保密协议：提示、员工违约金被拒、双方签署", done, "里程碑已完成", "by command")


def _counts(tale: Tale) -> None:
    tale.go(9, 4)
    tale.opens(CONSULTANT, "dd_l1")
    opened(tale, "L1", _DAYS * 24, (DPO,))
    visits(tale, "L1", "少于下限")
    tale.go(9, 5)
    commands.attempt(tale, "export", "L1", BUYER, refused="导出")
    owner = tale.by(DPO)
    owner.goes(tale.found["L1"])
    tale.stage("想导出被拒，留下证据", owner, "导出", "by command")


def _rows(tale: Tale) -> None:
    tale.go(9, 7)
    tale.opens(CONSULTANT, "dd_l2")
    prepares(tale, "L2", [BUYER])
    opened(tale, "L2", _DAYS * 24, (DPO,))
    buyer = visits(tale, "L2", "只显示前")
    tale.picture(buyer, "room")
    tale.go(9, 10)
    tale.finishes(CONSULTANT, "dd_l1")
    tale.opens(CONSULTANT, "term_sheet")
    tale.file(CONSULTANT, "loi")
    done = tale.finishes(CONSULTANT, "term_sheet")
    tale.stage("一级尽调结束，意向书", done, "里程碑已完成")
