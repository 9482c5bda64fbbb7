from __future__ import annotations

import pytest

from shoumi.base.intake.parsers import heading

DATA = ["张虚一", "15400001001", "2026-08-24"]


@pytest.mark.parametrize(
    ("sample", "first", "names"),
    [
        ([["姓名", "手机", "日期"], DATA], 0, ("姓名", "手机", "日期")),
        ([["客户名单", "", ""], ["姓名", "手机", "日期"], DATA], 1, ("姓名", "手机", "日期")),
        ([["客户名单"], ["导出：", "2026-08-24"], ["姓名", "手机", "日期", "备注"]], 2,
         ("姓名", "手机", "日期", "备注")),
        # two rows: a gap on top, its names below
        ([["姓名", "联系", "", "日期"], ["", "手机", "邮箱", ""]], 0,
         ("姓名", "联系/手机", "联系/邮箱", "日期")),
        # groups over a full row of names
        ([["客户", "", "其他"], ["姓名", "手机", "日期"], DATA], 1, ("姓名", "手机", "日期")),
        ([["客户", "", "家长", ""], ["姓名", "电话", "姓名", "电话"],
          ["张", "15400001001", "李", "15400001002"]], 0,
         ("客户/姓名", "客户/电话", "家长/姓名", "家长/电话")),
        ([["客户", "", "", "家长", "", ""], ["姓名", "电话", "年", "姓名", "电话", "年"],
          ["张", "15400001001", "1", "李", "15400001002", "2"]], 0,
         ("客户/姓名", "客户/电话", "客户/年", "家长/姓名", "家长/电话", "家长/年")),
        # a heading with a gap over rows of data stays one row
        ([["姓名", "", "手机"], ["张虚一", "女", "15400001001"]], 0, ("姓名", "", "手机")),
        ([["姓名", "", "城市"], ["张虚一", "女", "虚构市"]], 0, ("姓名", "", "城市")),
        ([["姓名"], ["张虚一"]], 0, ("姓名",)),
        ([["手机号码（11位）", "金额(元)"], ["15400001001", "12"]], 0,
         ("手机号码（11位）", "金额(元)")),
    ],
)  # fmt: skip
def test_the_heading_is_found(sample, first, names):
    found = heading.find(sample)
    assert (found.first, found.names) == (first, names)
    assert found.after == found.first + found.rows


@pytest.mark.parametrize(
    "sample",
    [
        [],
        [DATA, DATA],
        [["1", "2"], ["3", "4"]],
        [["a@example.com", "x"]],
        [["标题"], DATA, DATA],
        [["￥1,200.00", "2026年8月24日"], ["x", "y"]],
    ],
)
def test_values_are_no_heading(sample):
    assert not heading.find(sample).is_found
