from __future__ import annotations

import pytest

from shoumi.core.scan.tests.spans import found, of


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("IMEI", "490154203237518", ["SHAPE"]),
        ("IMEI", "IMEI:490154203237518", ["VALID"]),
        ("IMEI", "49-015420-323751-8", ["SHAPE"]),
        ("IMEI", "490154203237519", []),
        ("IMEI", "串号490154203237519", ["SUSPECT"]),
        ("IMEI", "378282246310005", []),  # a card of that length
        ("BANK_CARD", "IMEI 378282246310005", []),  # unless a word says otherwise
        ("PLATE", "车牌京A12345", ["VALID"]),
        ("PLATE", "停着京A·12345和沪B-1234学", ["VALID", "VALID"]),
        ("PLATE", "粤BD12345", ["VALID"]),
        ("PLATE", "粤B12345D", ["VALID"]),
        ("PLATE", "粤Z1234港", ["VALID"]),
        ("PLATE", "京ABCDE1", []),
        ("PLATE", "京I12345", []),
        ("PLATE", "京A123456", []),
        ("PLATE", "运单号京A12345", []),
        ("PASSPORT", "E12345678", ["SHAPE"]),
        ("PASSPORT", "EA1234567", ["SHAPE"]),
        ("PASSPORT", "护照号：E12345678", ["VALID"]),
        ("PASSPORT", "护照号：H12345678", ["VALID"]),
        ("PASSPORT", "passport no C1234567", ["SUSPECT"]),
        ("PASSPORT", "C1234567", []),
        ("HK_MACAU_PERMIT", "H12345678", []),
        ("HK_MACAU_PERMIT", "回乡证H12345678", ["VALID"]),
        ("HK_MACAU_PERMIT", "回乡证H1234567801", ["VALID"]),
        ("HK_MACAU_PERMIT", "往来港澳通行证CA1234567", ["VALID"]),
        ("HK_MACAU_PERMIT", "往来港澳通行证HA1234567", ["SUSPECT"]),
        ("TAIWAN_PERMIT", "12345678", []),
        ("TAIWAN_PERMIT", "台胞证号12345678", ["VALID"]),
        ("TAIWAN_PERMIT", "往来台湾通行证T12345678", ["VALID"]),
        ("TAIWAN_PERMIT", "台胞证0123456789(B)", ["VALID"]),
        ("WECHAT", "wxid_abc12345", ["VALID"]),
        ("WECHAT", "微信号：yl_sample01", ["VALID"]),
        ("WECHAT", "vx yl-sample01", ["VALID"]),
        ("WECHAT", "WeChat: sample", ["VALID"]),
        ("WECHAT", "wechat payment", []),
        ("WECHAT", "yl_sample01", []),
        ("WECHAT", "微信支付成功", []),
        ("WECHAT", "微信sample@corp.example.com", []),
        ("QQ", "QQ：12345678", ["VALID"]),
        ("QQ", "qq12345678", ["VALID"]),
        ("QQ", "扣扣号 12345678", ["VALID"]),
        ("QQ", "QQ群12345678", []),
        ("QQ", "QQ 1234", []),
        ("QQ", "12345678", []),
        ("QQ", "QQ12345678@qq.example", []),
        ("DATE_OF_BIRTH", "出生日期：1990年1月1日", ["VALID"]),
        ("DATE_OF_BIRTH", "1990-01-01出生", ["VALID"]),
        ("DATE_OF_BIRTH", "生日19900101", ["VALID"]),
        ("DATE_OF_BIRTH", "出生年月 1990.01", ["VALID"]),
        ("DATE_OF_BIRTH", "出生年月1990年1月", ["VALID"]),
        ("DATE_OF_BIRTH", "生日1990/13/01", ["SUSPECT"]),
        ("DATE_OF_BIRTH", "1990年5月生，汉族", ["VALID"]),
        ("DATE_OF_BIRTH", "1990年5月生产", []),
        ("DATE_OF_BIRTH", "1990-01-01", []),
        ("DATE_OF_BIRTH", "成立日期1990-01-01", []),
        ("DATE_OF_BIRTH", "dob: 1990-01-01", ["VALID"]),
    ],
)
def test_documents_and_accounts(label, text, expected):
    assert [grade for _, grade in of(label, text)] == expected


def test_the_words_decide_between_labels_of_one_shape():
    assert found("IMEI 378282246310005") == [("378282246310005", "IMEI", "VALID")]
    assert found("信用卡378282246310005") == [("378282246310005", "BANK_CARD", "VALID")]
    assert found("护照H12345678") == [("H12345678", "PASSPORT", "VALID")]
    assert found("通行证H12345678") == [("H12345678", "HK_MACAU_PERMIT", "VALID")]
