"""The data is handed over: a key of the buyer's own, a package, opened in a second browser."""

from __future__ import annotations

from tests.web import package_journey
from tests.web.first_deal import campaign
from tests.web.first_deal.member import CodeMember
from tests.web.first_deal.walk import FirstDeal
from tests.web.package_journey import Walk
from tests.web.story import closing, customers
from tests.web.story.browser_user import Reader
from tests.web.story.cast import BUYER, DPO

_PHONE = 390
# The buyer is in the variants' deals as well.
_NUMBER = "D-2026-001"


def comes_near(walk: FirstDeal) -> None:
    """Up to the evening before: a copy counts for a day."""
    closing.registers(walk)
    closing.reports_changes(walk)
    walk.go(11, 5, 20)


def tell(walk: FirstDeal) -> None:
    package = Walk(walk.served, walk.closing, walk.downloads, walk.chromium)
    package_journey.makes_key(package, walk.by(BUYER), _NUMBER)
    given, _ = campaign.answered()
    closing.seals(walk, package.recipient, given)
    closing.releases(walk)
    package.package = walk.found["package"]
    buyer = _second_browser(walk)
    package_journey.opens(package, buyer)
    package_journey.signs(package, buyer)
    done = walk.finishes(DPO, "data_handover")
    walk.stage("资料与客户数据交接完成", done, "里程碑已完成")
    _withdraws(walk)


def _second_browser(walk: FirstDeal) -> Reader:
    """The buyer at another computer, by password and code: the passkey stayed at the first."""
    second = CodeMember(walk.members[BUYER], walk.opens_window())
    walk.readers[f"{BUYER}，另一台电脑"] = second
    second.comes_in()
    walk.stage("受让方在另一台电脑用密码登录", second, "我的登录")
    return second


def _withdraws(walk: FirstDeal) -> None:
    """One takes the yes back although the data is with the buyer by now."""
    one = walk.customer("反悔的客户", width=_PHONE)
    button = "form[action$='notice/withdraw'] button"
    customers.follows(one, walk.found["withdraws 0"], button)
    one.presses(button)
    walk.stage("交接之后一位客户撤回", one, "您撤回了同意")
