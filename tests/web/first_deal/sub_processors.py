"""A vendor that gets data takes a vendor of its own: nothing reaches it until that is looked at.

Whoever lists it does not agree to it, and the answers of before say nothing of it.  It is all done
by page, in a house that never saw the demo.
"""

from __future__ import annotations

from tests.web.first_deal import house
from tests.web.first_deal.walk import FirstDeal
from tests.web.story import vendor
from tests.web.story.cast import DPO, LEGAL, PURCHASING

_SUB = "弦歌虚构云机房"
_LINE = f"{_SUB} | 存放待发的短信 | 示例省虚构市"
_SHOWN = f"{_SUB}（存放待发的短信，示例省虚构市）"
_BY_ONESELF = "不能自己同意"


def tell(walk: FirstDeal) -> None:
    vendor.entrusts(walk, lambda name: house.admits(walk, name, "外部人员", "lyre-0"), walk.own)
    officer = walk.by(DPO)
    officer.goes("/vendors")
    officer.follows("main table a[href*='/vendors/vendor-']")
    place = walk.here(officer)
    walk.act(PURCHASING, place, "vendor-subs", subs="只有名称", refused="第 1 行不全")
    listed = walk.act(DPO, place, "vendor-subs", subs=_LINE)
    walk.stage("列了新的下级受托人，数据马上到不了", listed, "还缺 2 样，数据到不了它那里")
    walk.act(DPO, place, "vendor-agree", names=[_SHOWN], refused=_BY_ONESELF)
    agreed = walk.act(LEGAL, place, "vendor-agree", names=[_SHOWN])
    walk.stage("另一位同意了，还要重新复查", agreed, "下级受托人变了，还没有重新复查")
    buyer = walk.by(PURCHASING)
    buyer.goes("/inbox")
    walk.stage("采购在待办里看到", buyer, "下级受托人变了，发问卷重新复查")
    vendor.looks_again(walk, place, walk.own)
    officer.goes(place)
    walk.stage("复查审过，数据又能到", officer, "令牌有效")
    officer.goes("/duties/5.3")
    said = officer.page.locator("main .lead .tag").first.inner_text()
    assert said.strip() == "成立", said
    walk.stage("5.3 由系统自己检查，成立", officer, "成立")
