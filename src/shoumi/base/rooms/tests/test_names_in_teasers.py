from __future__ import annotations

import pytest

from shoumi.base.rooms import teasers
from shoumi.core.scan import Label

TARGET, SELLER = "云岚虚构家政服务有限公司", "赵虚甲"


@pytest.mark.parametrize(
    "text",
    [
        "云岚虚构家政服务有限公司转让",
        "云岚虚构家政服务转让",
        "云 岚 虚 构 家 政 服 务",
        "云岚\n虚构家政服务",
        "云岚\u200b虚构\u2060家政服务",
        "云·岚-虚构（家政）服务",
        "「云岚虚构家政服务」股份有限公司",
        "赵虚甲名下的公司",
        "赵　虚　甲",
    ],
)
def test_a_name_is_found_however_it_is_written(text):
    assert teasers.named(text, (TARGET, SELLER)) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [("ＹＵＮＬＡＮ Co., Ltd.", "a firm called yunlan"), ("Yunlan Inc", "Y u n l a n")],
)
def test_letters_are_compared_whatever_their_width_and_case(name, text):
    assert teasers.named(text, (name,)) == 1


@pytest.mark.parametrize(
    "text", ["某家政公司转让", "家政服务有限公司", "云岚", "虚构家政", "虚甲", ""]
)
def test_a_summary_that_names_nobody_passes(text):
    assert teasers.named(text, (TARGET, SELLER, "", " ")) == 0


def test_each_name_counts_once_however_often_it_is_given():
    assert teasers.named(f"{TARGET}{TARGET}", (TARGET, TARGET, "云岚虚构家政服务")) == 1


@pytest.mark.parametrize(("count", "shown"), [(0, None), (9, None), (10, 10), (120, 120)])
def test_cells_under_ten_are_kept_back(count, shown):
    assert teasers.suppress({"a": count}) == ({"a": shown}, int(shown is None))


@pytest.mark.parametrize(
    "text",
    [
        "15400000101",
        "家政公司转让，洽谈 15400000101",
        "154 0000 0101",
        "154-0000-0101",
        "\uff11\uff15\uff1400000101",
    ],
)
def test_a_bare_number_that_looks_like_a_mobile_is_found_whatever_its_range(text):
    (found,) = teasers.findings(text, ())
    assert (found.what, found.is_sure) == (Label.MOBILE, False)


@pytest.mark.parametrize("text", ["13123456789", "+86 131 2345 6789"])
def test_a_number_of_an_assigned_range_is_surely_one(text):
    (found,) = teasers.findings(text, ())
    assert (found.what, found.is_sure) == (Label.MOBILE, True)


@pytest.mark.parametrize(
    "text",
    [
        "注册资本 15400000000 元",
        "年营业额 15400000000 人民币",
        "15,400,000,101",
        "15400000000.00",
        "约 154 亿元",
        "2020-2024 年连年盈利",
        "成立于 2014年3月5日，20140305 领证",
        "转让编号 JADE-2026-0412",
        "挂牌编号 15400000101",
        "许可证编号：15400000101",
        "注册号 110108012345678",
        "约 850 名客户，占 63.5%",
    ],
)
def test_amounts_days_years_and_references_may_stand_in_it(text):
    assert teasers.findings(text, ()) == []
