from __future__ import annotations

import pytest

from shoumi.core.scan.addresses import is_address
from shoumi.core.scan.names import is_headed_name, is_name
from shoumi.core.scan.tests.spans import of


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("赵虚甲", True),
        ("李明", True),
        ("欧阳虚甲", True),
        ("欧阳", False),
        ("欧阳甲", True),
        ("赵虚甲乙", False),
        ("阿布都·虚构", True),
        ("日常保洁", False),
        ("赵", False),
        ("赵A", False),
        ("Zhao Xujia", False),
    ],
)
def test_names_in_cells(cell, expected):
    assert is_name(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("赵虚甲", True),
        ("赵 虚甲", True),
        ("𠮷虚甲", True),
        ("赵虚甲女士", True),
        ("赵先生", True),
        ("赵虚甲（Zhao Xujia）", True),
        ("陈赵虚甲", True),
        ("阿布都·虚构", True),
        ("Zhao Xujia", True),
        ("Zhao, Xujia", True),
        ("Zhao", False),
        ("先生", False),
        ("未知", False),
        ("合计", False),
        ("赵", False),
        ("赵虚甲等三人来", False),
    ],
)
def test_names_under_a_heading(cell, expected):
    assert is_headed_name(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("示例省虚构市样本路1号", True),
        ("东虚区样本路12号3单元101室", True),
        ("样本路", False),
        ("市市市市市市", False),
        ("日常保洁服务", False),
        ("示例省虚构市" * 20, False),
    ],
)
def test_addresses_in_cells(cell, expected):
    assert is_address(cell) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("联系人：赵虚甲，电话", ["赵虚甲"]),
        ("联系人赵虚甲电话13123456789", ["赵虚甲"]),
        ("姓名：李明 男", ["李明"]),
        ("收件人：欧阳虚甲", ["欧阳虚甲"]),
        ("收件人：阿布都·虚构", ["阿布都·虚构"]),
        ("客户李明先生来电", ["李明"]),
        ("请王小明经理签收", ["王小明"]),
        ("请欧阳虚甲女士签收", ["欧阳虚甲"]),
        ("联系人：日常保洁服务部", []),
        ("保洁师傅", []),
        ("高温先生", []),
        ("先生您好", []),
        ("负责人赵虚甲乙丙丁", []),
        ("经办人赵虚甲已核对", ["赵虚甲"]),
        ("经办人李明已核对", ["李明"]),
        ("客户和股东", []),
        ("甲方和乙方", []),
        ("乙方：赵虚甲", ["赵虚甲"]),
        ("联系人：Zhao Xujia，电话", ["Zhao Xujia"]),
        ("Mr. Zhao called", ["Zhao"]),
        ("name: xyz", []),
    ],
)
def test_names_in_text_need_a_role_or_a_title(text, expected):
    assert [value for value, _ in of("PERSON", text)] == expected
    assert all(grade == "SHAPE" for _, grade in of("PERSON", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("地址：示例省虚构市样本路1号", ["示例省虚构市样本路1号"]),
        ("他住在北京市朝阳区样本路1号3单元201室。", ["北京市朝阳区样本路1号3单元201室"]),
        ("寄到虚构市东虚区样本路12号", ["虚构市东虚区样本路12号"]),
        ("虚构市样本路12号有人", ["虚构市样本路12号"]),
        ("家住虚构市样本小区3栋501，谢谢", ["虚构市样本小区3栋501"]),
        ("我们城市的小区很多", []),
        ("样本路口", []),
        ("全市各区都好。某县很远很远很远很远很远很远很远的镇", []),
        ("路", []),
        ("地址：样本路。1号", []),
        ("address 1 road", []),
    ],
)
def test_addresses_in_text_need_a_beginning_or_a_number(text, expected):
    assert [value for value, _ in of("ADDRESS", text)] == expected
