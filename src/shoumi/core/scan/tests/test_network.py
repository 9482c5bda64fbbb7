from __future__ import annotations

import pytest

from shoumi.core.scan.tests.spans import of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("合同请发到zhang@corp.example.com谢谢", ["zhang@corp.example.com"]),
        ("a.b+c_d%e-f@x.example", ["a.b+c_d%e-f@x.example"]),
        ("zhang＠corp.example.com", ["zhang＠corp.example.com"]),
        ("发给a@x.example、b@y.example。", ["a@x.example", "b@y.example"]),
        ("..zhang@corp.example.com.", ["zhang@corp.example.com"]),
        ("a..b@corp.example.com", ["b@corp.example.com"]),
        ("photo@2x.png", []),
        ("@corp.example.com", []),
        ("zhang@corp", []),
        ("zhang@-corp.example", []),
        ("zhang@corp.example-", []),
        ("mail@mail.example", ["mail@mail.example"]),
        ("订单号 zhang@corp.example.com", ["zhang@corp.example.com"]),
    ],
)
def test_mail(text, expected):
    assert [value for value, _ in of("EMAIL", text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("主机192.0.2.7已上线", ["192.0.2.7"]),
        ("IP:192.0.2.7:8080", ["192.0.2.7"]),
        ("192.0.2.7/24", ["192.0.2.7"]),
        ("192.0.2.1-192.0.2.9", ["192.0.2.1", "192.0.2.9"]),
        ("地址是192.0.2.7.", ["192.0.2.7"]),
        ("192.0.2.256", []),
        ("192.0.02.7", []),
        ("1.192.0.2.7", []),
        ("v192.0.2.7", []),
        ("版本1.2.3.4", []),
        ("version 1.2.3.4", []),
        ("2001:db8::1", ["2001:db8::1"]),
        ("连到fe80::1：失败", ["fe80::1"]),
        ("fe80::1: lost", ["fe80::1"]),
        ("::ffff:192.0.2.7", ["::ffff:192.0.2.7"]),
        ("2001:db8:1:2:3:4:5:6:7", []),
        ("12:30:45", []),
        ("std::string a::b 1", []),
        ("2001:db8::", ["2001:db8::"]),
    ],
)
def test_internet_addresses(text, expected):
    assert [value for value, _ in of("IP", text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("网卡00:00:5e:00:53:01。", ["00:00:5e:00:53:01"]),
        ("00-00-5E-00-53-01", ["00-00-5E-00-53-01"]),
        ("0000.5e00.5301", ["0000.5e00.5301"]),
        ("00:00-5e:00:53:01", []),
        ("00:00:5e:00:53:01:02", []),
        ("a:b:c:d:e:f:0", []),
    ],
)
def test_hardware_addresses(text, expected):
    assert [value for value, _ in of("MAC", text)] == expected
