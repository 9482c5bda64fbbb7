"""Each corner of the kernel that few texts reach, beside the reference."""

from __future__ import annotations

from collections import Counter
from importlib import import_module

import pyarrow as pa
import pytest

from shoumi.core.scan import Label
from shoumi.core.scan.columns import _scan_column
from shoumi.core.scan.headers import NO_HINT, Hint
from shoumi.core.scan.tests.comparison import TODAY, agree, both_ways

CORNERS = {
    "QQ": [
        *("QQ号码12345678", "QQ号12345678", "QQ 账号 12345678", "QQ帐号12345678", "QQ账12345678"),
        *("qq number 12345678", "qq numeral 12345678", "QQ no.12345678", "QQ No 12345678"),
        *("qq is 12345678", "qq it 12345678", "QQ12345678-a", "QQ12345678@a", "QQ12345678.5"),
        *("扣扣扣12345678", "QQ/微信12345678", "QQ和微信号12345678", "QQ、微信同号12345678"),
        *("QQ或微信号码12345678", "QQ及微12345678", "我的q：12345678", "加q q12345678", "加q群"),
        *("企鹅号12345678", "腾讯号12345678", "企业号12345678", "QQ012345", "QQ1234", "QQ12345a"),
    ],
    "dates of birth": [
        *("出生于1990年", "生日1990年 123月", "生日1990年5日", "生日1990年5月", "1990年5月3日生"),
        *("生日1990年5月3", "生日1990年5月9x", "生日1990年 5 月 3 日", "生日1990年5月3号1"),
        *("生日1990.5", "生日1990-5-3", "生日1990/05/123", "生日1990-x", "生日1990.5.3.4"),
        *("生日19900503", "生日19900503.1", "生日90年5月3日", "生日5月3日", "生日5月33日"),
        *("生日03/05/1990", "生日03/05/2190", "生日03/05-1990", "生日90年13月3日", "生日-5月3日"),
    ],
    "persons and firms": [
        *("身份证号 9900 0019 9001 0112 34", "身份证号 9900 0019 9001 0112 3X"),
        *("身份证号 9900 0019 9001 0112 3", "身份证号 9900 0019 9001 0112 345"),
        *("身份证号 9900 0019 9001 01", "身份证号 990000-19900101-123-4", "990000 1990 0101 12 34"),
        *("税号91990000MA0000000X-5", "税号91990000MA0000000X.5", "税号91990000MA0000000X"),
        *("串号86-123456-123456-1", "串号86-123456-123456-12", "串号86-123456-12345"),
    ],
    "plates and documents": [
        *("粤Z1234港", "粤Z1234港1", "粤Z1234万", "粤Z1234", "粤Z1234\U00020000", "粤Z123"),
        *("京A12345", "京·12345", "京A·D12345", "京A12345D", "京A123456", "京AABC12", "京I12345"),
        *("护照MA1234567", "护照MC1234567", "护照KJ1234567", "护照M12345678", "护照EA1234567"),
        *("护照EI1234567", "护照DE1234567", "护照AB123456", "护照X1234567", "护照ABC123456"),
        *(
            "回乡证H12345678",
            "通行证CA1234567",
            "通行证HI1234567",
            "台胞证T12345678",
            "1.T12345678",
        ),
    ],
    "machines and mailboxes": [
        *("MAC aB1234567890", "MAC ab1234567890", "网卡AABBCCDDEEFF", "aa:bb:cc:dd:ee:ff"),
        *("地址aa-bb-cc-dd-ee-ff", "aabb.ccdd.eeff", "aabb.ccdd.eef", "aa:bb:cc-dd:ee:ff"),
        *("2001:db8::1", "::1", ":::1", "1::2::3", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7", "fe80::"),
        *("::ffff:192.0.2.1", "a::b", "1:2:3:", "1::2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "x:1::2"),
        *("a@b.abcdefghijklmn", "a@b.png", "a@b.example", "a.@b.example", "a..b@c.example"),
        *("192.0.2.256", "1.192.0.2.1", "192.0.2.1.5", "192.0.02.1", "192.0.2"),
    ],
    "mobile numbers": [
        *("手机154-000-01234", "手机154 00001234", "手机154.0000.1234", "手机1540-000-1234"),
        *("手机015400001234", "手机154-0000-1234", "手机154-0000 1234", "手机(+86)15400001234"),
        *("手机(86)154 0000 1234", "手机(87)15400001234", "+86-15400001234", "008615400001234"),
        *("8615400001234", "86 15400001234", "手机154-000-0123", "手机1540-000-123"),
    ],
    "fixed numbers": [
        *("010-61234567转12", "010-61234567 转 12", "010-61234567分机12", "010-61234567 分机号 12"),
        *("010-61234567-12", "010-61234567*12", "010-61234567 ext. 12", "010-61234567EXT12"),
        *("010-61234567Ext12", "010-61234567eXt12", "010-61234567转", "010-61234567ext 5, 7"),
        *("010-61234567 ext. 5。", "400-123-4567转8", "4001234567", "400-1234-567", "400-12-34567"),
        *("+86(0)10-61234567", "+86 (0) 1061234567", "+86(010)61234567", "0086-10-61234567"),
        *("86-10-61234567", "86 (10) 61234567", "8610-61234567", "+87 10 61234567", "0087106123"),
        *("(010) 61234567", "(10)61234567", "(0931)6123456", "010-1001234", "010-11234567"),
        *("+86 0 61234567", "+86 1 61234567", "+86 931 612345", "电话61234567", "电话6123-4567"),
    ],
    "numbers abroad": [
        *("电话(02) 1234-5678", "电话(02 12345678", "电话02-12345678", "电话02-1234567x"),
        *("电话02-123-45678", "电话02-123-4567", "电话02 12345678", "电话09-12345678"),
        *("电话02-1234567.5", "电话0912-345-678", "电话0912 345-678", "电话0912345678", "0912-34"),
        *("+852 6123 4567", "(852)61234567", "(00852)61234567", "852-61234567", "00852 61234567"),
        *("+44 (0)20 7946 0000", "+1 202 555 0100", "++1 202 555 0100", "+ 81 90 1234 5678"),
        *("电话886-2-12345678", "电话(886)212345678", "电话(886 212345678", "电话850-61234567"),
    ],
    "words near by": [
        *("手\U0002000015400001234", "电话号码：6123 4567 15400001234", "手机 、15400001234"),
        *("15400001234手机：", "15400001234手机号码：", "15400001234手机号 1", '15400001234手机"1'),
        *("15400001234，手机", "15400001234手机", "15400001234 手机号码 ", "15400001234的手机"),
        *("手机15400001234和15400001235", "手机15400001234 15400001235", "手机123 和 15400001234"),
        *(f"手机{sign} 15400001234" for sign in ("RMB", "CNY", "USD", "HKD", "RMX", "CNX", "HKX")),
        *(f"手机{sign}15400001234" for sign in "¥￥$€£#"),
        *(f"手机15400001234{word}" for word in ("元", "万", "亿", "美元", "港元", "欧元", "日元")),
        *(
            f"手机15400001234 {word}"
            for word in ("港币", "块钱", "人民币", "港", "块", "人民", "RMB")
        ),
        *("手机：154-00001234.", "No. 15400001234", "tel. 15400001234", "il. 15400001234"),
    ],
    "overlaps": [
        "192.0.2.1@a.example@somewhere.example",
        *("abc-15400001234@corp.example.com", "微信wxid_abcdefgh", "微信：wxid_abcdefgh1 手机"),
        *("微信qq_15400001234", "账号15400001234 1234 5678", "电话+8615400001234转8"),
        "卡号、身份证、手机、电话：0086 154 0000 1234-0000 1234",
    ],
    "WeChat": [
        *("微信zhang_1234", "微信zhangsan", "微信：zhangsan", "微 信号zhangsan", "薇信zhang1234"),
        *(
            "威信号zhang1234",
            "加微zhang1234",
            "v信zhang1234",
            "vx zhang1234",
            "wechat_id: zhangsan",
        ),
        *("微信/qq号zhang1234", "微信同号zhang1234", "微信账号 zhang1234", "微信帐号是zhangsan"),
        *("微信zhang1234@a", "微信id zhang1234", "微信号“zhang1234”", "我的weixin：zhang1234"),
        *("wxid_abcdef", "wxid_abcde", "wxid_abcdefG", "a-wxid_abcdef", "wxid-abcdef", "wxab1234"),
    ],
}


@pytest.mark.parametrize("area", CORNERS)
def test_corners_are_read_alike(kernel, area):
    agree(CORNERS[area])


CELLS = [
    *(
        "示例省虚构市样本路3号",
        "地址示例省虚构市样本路3号",
        "地址在示例市虚构路3号",
        "住址 示例市虚构路3号",
    ),
    *(
        "北京市朝阳区示范大街5号",
        "新的北京市朝阳区示范大街",
        "示例市虚构路甲",
        "示例市虚构路123456789",
    ),
    *(
        "示例市，虚构路3号",
        "路的示例市虚构街",
        "市示例路3号",
        "示例市甲乙丙丁戊己庚辛壬癸子丑路3号",
    ),
    *(
        "甲乙丙丁戊己庚辛壬癸子丑市路3号",
        "示例市样本路",
        "示例市样本路12-3",
        "示例市样本路A座 5",
        "示例市样本路3号。",
    ),
]


def test_corners_of_cells_are_counted_alike(kernel):
    table = pa.table(dict.fromkeys(("住址", "随便", "备注"), CELLS))
    told, meant = both_ways(table)
    assert told == meant


MAILBOXES = [
    *("zhang@corp.example.com", " zhang@corp.example.com ", "zhang@corp.example.png"),
    *("tel123@corp.example", "tel.a@corp.example", "12telephone3@corp.example", "a b@corp.example"),
    *("qq12345678@corp.example", "wxid_abcdef@corp.example", "zhang@corp.example.com,", "@corp"),
    *("zhang@corp.example@b.example", "may.zhang@corp.example", "ｚhang＠corp.example", "zhang@1"),
]


@pytest.mark.parametrize(
    "heading", [NO_HINT, Hint(against=frozenset({Label.EMAIL})), Hint(frozenset({Label.PERSON}))]
)
def test_mailboxes_are_counted_alike(kernel, heading):
    column = pa.chunked_array([MAILBOXES])
    told = [_scan_column(column, heading, TODAY, by_kernel) for by_kernel in (True, False)]
    assert told[0] == told[1]


@pytest.mark.parametrize("heading", ["x", "手机", "QQ号", "账号"])
def test_numbers_of_any_length_are_counted_alike(kernel, heading):
    edges = [
        sign * (10**power + more) for power in range(16) for more in (-1, 0) for sign in (1, -1)
    ]
    for kind in (pa.int64(), pa.float64()):
        for numbers in (edges, [n for n in edges if abs(n) < 10**7], [13123456789.0, 0.5, 1e15]):
            column = pa.array(numbers, pa.float64()).cast(kind, safe=False)
            told, meant = both_ways(pa.table({heading: column}))
            assert told == meant


def folded(values):
    """How often each value is told to stand in the column."""
    package = "shoumi.core.scan.kernel"
    (part,) = import_module(f"{package}.columns").texts(pa.chunked_array([values]))
    weights = import_module(f"{package}.repeats").folded(part)
    told = Counter()
    for one, weight in enumerate(weights):
        told[part.text(one)] += int(weight)
    return told, int((weights == 0).sum())


def test_cells_that_repeat_are_read_once(kernel):
    values = ["是", "否", "", "是", "长" * 20, "长" * 20, "也"] * 3
    told, unread = folded(values)
    assert told == Counter(values)
    assert unread == 3 * 7 - 4 - 6


def test_cells_in_one_slot_are_told_apart(kernel):
    # 31 times the first character and the second: the same sum.
    told, unread = folded(["ab", "bC", "ab", "bC"])
    assert told == {"ab": 2, "bC": 2}
    assert unread == 0


def test_a_column_that_hardly_repeats_is_not_compared_to_its_end(kernel):
    sample = import_module("shoumi.core.scan.kernel.repeats").SAMPLE
    values = [str(number) for number in range(sample)]
    assert folded([*values, "0", "0"])[1] == 0
    assert folded([*values[:10], *values[:10] * 500])[1] == 5000
