"""A deal that is broken off while a buyer, who has signed, is in its room."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

from tests.web.first_deal.walk import FirstDeal
from tests.web.story import diligence, mandate
from tests.web.story.browser_user import Reader
from tests.web.story.cast import BUYER, CONSULTANT, DPO, HEAD, LEGAL, SELLER

_SELLER_MAIL = "seller@sides.example"
_CODE = re.compile(r"^ {4}([A-Z]{4}-[A-Z]{4})\b", re.MULTILINE)
_PATIENCE = 120
_WORKDAYS = 10
_OWED = "交回或销毁从数据室取得的资料，并签署证明"
_ENDED = "转让已终止：数据室已关闭"


def breaks_off(walk: FirstDeal) -> int:
    """How many mails the relay had before it."""
    _gives_address(walk)
    mandate.creates(walk, "asset")
    mandate.admits_sides(walk)
    mandate.gives_mandate(walk)
    comes_to_agreement(walk)
    opens_room(walk)
    mails = len(walk.outside.inbox.mails)
    done = walk.act(HEAD, walk.deal, "deal-terminate", reason="双方商定终止")
    walk.stage("数据室开着的时候，双方商定终止", done, "已终止")
    _is_shut(walk)
    _is_owed(walk)
    return mails


def comes_to_agreement(walk: FirstDeal) -> None:
    """The buyer is known from the start, so the deal is not listed."""
    walk.act(DPO, walk.deal, "deal-waive", stage="listed", reason="受让方一开始就已确定")
    diligence.matches(walk)
    walk.opens(LEGAL, "nda")
    diligence.binds(walk)


def opens_room(walk: FirstDeal) -> None:
    """The buyer is in it."""
    walk.opens(CONSULTANT, "dd_l1")
    diligence.prepares(walk, "L1", [walk.companies.buyer_person])
    diligence.opened(walk, "L1", 72, (DPO,))
    diligence.visits(walk, "L1", "数据室")


def is_refused(walk: FirstDeal, who: str, told: str) -> None:
    """Nobody finds the room in the list any more, nor gets in by its address."""
    room, one = walk.found["L1"], walk.by(who)
    one.goes(room)
    walk.stage("数据室进不去了", one, told)
    assert not one.has("main form[action$='/inside'] button"), "a shut room offers its door"


def day_owed(walk: FirstDeal) -> str:
    """Ten working days on; none of them is a holiday, and no Saturday is worked."""
    day: date = walk.now.date()
    for _ in range(_WORKDAYS):
        day += timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
    return f"{day:%m-%d}"


def owes(walk: FirstDeal, who: str) -> None:
    """In that person's inbox, by the day, and as an act that is found from there."""
    one = walk.by(who)
    one.goes("/inbox")
    told = _row(one, _OWED)
    assert day_owed(walk) in told, told
    walk.stage("待办里有十个工作日的期限", one, _OWED, day_owed(walk))


def signs(walk: FirstDeal, who: str, party: str) -> None:
    done = walk.act(
        who,
        f"/papers?deal={walk.deal.rpartition('/')[2]}",
        "recipient-signs",
        party=party,
        items="数据室笔记与摘录",
        count="1",
        copies="1",
        method="OVERWRITTEN",
        destroyed_on=f"{walk.now:%Y-%m-%d}",
    )
    walk.stage("签署销毁证明", done, "已签署，密封保存")


def has_told_seller(walk: FirstDeal, mails: int) -> None:
    """The mail names nobody."""
    until = time.monotonic() + _PATIENCE
    while not (told := _mails(walk, mails)):
        assert time.monotonic() < until, "the relay has no mail for the seller"
        time.sleep(0.5)
    for name in (SELLER, BUYER, walk.companies.buyer):
        assert name not in told, told
    seller = walk.by(SELLER)
    seller.goes("/inbox")
    walk.stage("终止的邮件到了转让方信箱", seller, "待办", told.splitlines()[0])


def _mails(walk: FirstDeal, after: int) -> str:
    """What reached the seller's address about it."""
    for mail in walk.outside.inbox.mails[after:]:
        if mail["To"] == _SELLER_MAIL and _ENDED in str(mail["Subject"]):
            return f"{mail['Subject']}\n{mail.get_content()}"
    return ""


def _gives_address(walk: FirstDeal) -> None:
    """The seller's own, confirmed by the code that comes there."""
    before = len(_codes(walk))
    walk.act(SELLER, "/me", "inbox-address", address=_SELLER_MAIL)
    until = time.monotonic() + _PATIENCE
    while len(codes := _codes(walk)) == before:
        assert time.monotonic() < until, "the code did not arrive"
        time.sleep(0.5)
    done = walk.act(SELLER, "/me", "inbox-confirm", code=codes[-1])
    walk.stage("转让方确认自己的邮箱", done, "邮箱已确认")


def _codes(walk: FirstDeal) -> list[str]:
    mails = [one for one in walk.outside.inbox.mails if one["To"] == _SELLER_MAIL]
    return [found[1] for one in mails if (found := _CODE.search(one.get_content()))]


def _is_shut(walk: FirstDeal) -> None:
    is_refused(walk, BUYER, "转让已终止，数据室已关闭")
    for who in (SELLER, BUYER):
        one = walk.by(who)
        one.goes("/inbox")
        walk.stage("待办里说转让终止了", one, _ENDED)


def _is_owed(walk: FirstDeal) -> None:
    """Each side reads the day on its page of the deal; the seller no buyer's name."""
    for who in (SELLER, BUYER):
        one = walk.by(who)
        one.goes(walk.deal)
        table = one.page.inner_text("section:has(#recipients-name)")
        assert "等证明" in table, table
        assert day_owed(walk) in table, table
        assert (walk.companies.buyer in table) == (who == BUYER), table
        walk.stage("页上写着谁在哪天以前交回或销毁", one, "这笔转让已经终止", day_owed(walk))
    owes(walk, BUYER)
    for who in (DPO, CONSULTANT):
        one = walk.by(who)
        one.goes("/inbox")
        assert day_owed(walk) in (told := _row(one, "催收接收方的销毁证明")), told
    walk.stage("负责催收的人也有这一件", one, "催收接收方的销毁证明", day_owed(walk))


def is_returned(walk: FirstDeal) -> None:
    """After the mail: what nobody owes any more is told to nobody."""
    signs(walk, BUYER, walk.companies.buyer)
    seller = walk.by(SELLER)
    seller.goes(walk.deal)
    walk.stage("转让方看到接收方已经销毁", seller, "覆写删除，")


def _row(reader: Reader, what: str) -> str:
    """What stands in the line of the inbox with those words."""
    return str(reader.page.locator("main li, main tr", has_text=what).first.inner_text())
