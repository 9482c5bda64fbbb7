"""How people write numbers in Chinese prose: ``⟦LABEL|value⟧`` marks what has to be found.

13123456789 is the example number of libphonenumber; foreign numbers are those of its examples or
of ranges set aside for fiction.
"""

from __future__ import annotations

import re

import pytest

from shoumi.core.scan.tests.spans import found
from shoumi.core.scan.text import plain

MARK = re.compile(r"⟦(?P<label>[A-Z_]+)\|(?P<value>[^⟧]*)⟧")

FOUND = """\
加我微信⟦MOBILE|13123456789⟧（微信同号）
V信 ⟦WECHAT|lmn_2021⟧
微信/QQ：⟦WECHAT|lmn_2021⟧
QQ/微信：⟦QQ|345678901⟧
加q：⟦QQ|445566778⟧
Q Q：⟦QQ|445566778⟧
MAC：⟦MAC|001A2B3C4D5E⟧
设备MAC:⟦MAC|00:1A:2B:3C:4D:5E⟧
网卡⟦MAC|00-1a-2b-3c-4d-5e⟧上线
服务器IP⟦IP|192.0.2.7⟧端口8080
IP：⟦IP|2001:db8:85a3:0:0:8a2e:370:7334⟧。
地址是⟦IP|fe80::1ff:fe23:4567:890a⟧
IP：⟦IP|::1⟧
IMEI⟦IMEI|490154203237518⟧
passport no. ⟦PASSPORT|AB1234567⟧
Tel. ⟦LANDLINE|010-12345678⟧
美国护照⟦PASSPORT|512345678⟧
证件号码：⟦HK_MACAU_PERMIT|H12345678⟧
护照号码：⟦PASSPORT|H12345678⟧
车牌号⟦PLATE|京a12345⟧
⟦PLATE|京A.12345⟧的车
手机：⟦MOBILE|131.2345.6789⟧
手机：⟦MOBILE|131-23456789⟧
手机：⟦MOBILE|131 234 56789⟧
手机：⟦MOBILE|1312 345 6789⟧
手机：⟦MOBILE|013123456789⟧
电话⟦LANDLINE|+86 (0)10 6234 5678⟧
⟦LANDLINE|86-010-62345678⟧
传真：⟦LANDLINE|021-62345678分机801⟧
传真：⟦LANDLINE|021-62345678*801⟧
香港⟦MOBILE|+852 5123 4567⟧
香港⟦LANDLINE|+852 2123 4567⟧
香港电话：⟦MOBILE|852-51234567⟧
香港电话：⟦MOBILE|(852) 5123 4567⟧
澳门电话：⟦MOBILE|00853 6612 3456⟧
台湾手机⟦MOBILE|+886 912 345 678⟧
台湾手机⟦MOBILE|0912-345-678⟧
台北电话⟦LANDLINE|(02) 2123-4567⟧
⟦MOBILE|(+1) 212 555 0123⟧
⟦MOBILE|+1-212-555-0123⟧，⟦MOBILE|+12125550123⟧
英国⟦LANDLINE|+44 (0)20 7946 0123⟧
⟦MOBILE|+44 7700 900123⟧ 2026
生日：⟦DATE_OF_BIRTH|1月2日⟧
出生：⟦DATE_OF_BIRTH|90年1月2日⟧
date of birth ⟦DATE_OF_BIRTH|31/01/1990⟧
born on ⟦DATE_OF_BIRTH|January 2, 1990⟧
born ⟦DATE_OF_BIRTH|2 Jan 1990⟧
"""

NOT_FOUND = """\
131.2345.6789
001A2B3C4D5E
共计13123456789元
￥13123456789
编号：13123456789
会员号：13123456789
00852 5123 4567
852-51234567
+999 1234 5678
+86 12
1+852 5123 4567
0912-345-678
1月2日
版本IP6.1
航班CA1234567
12:34:56:78
"""


@pytest.mark.parametrize("line", FOUND.splitlines())
def test_a_written_form_is_found_from_end_to_end(line):
    wanted = [(mark["value"], mark["label"]) for mark in MARK.finditer(line)]
    text = MARK.sub(lambda mark: mark["value"], line)
    assert [(value, label) for value, label, _ in found(text)] == wanted


@pytest.mark.parametrize("text", NOT_FOUND.splitlines())
def test_what_only_looks_like_it_is_left_alone(text):
    assert found(text) == []


def test_the_blank_after_a_glued_word_is_no_place_of_the_text():
    reading = plain("\u200bip192.0.2.7和tel13123456789")
    assert reading.text == "ip 192.0.2.7和tel 13123456789"
    assert reading.back(3, 12) == (3, 12)
    assert reading.back(17, 28) == (16, 27)
