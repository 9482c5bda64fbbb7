from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.egress import addresses
from shoumi.core.egress.addresses import is_this_machine, judge, public, read, site

NEVER = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1
127.1.2.3 127.255.255.255 168.63.129.16 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255
192.0.0.1 192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.1 192.168.255.255
192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255
240.0.0.1 255.255.255.255 :: ::1 ::2 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1
::ffff:169.254.169.254 ::ffff:0.0.0.0 ::ffff:0:127.0.0.1 ::127.0.0.1 ::7f00:1 64:ff9b::7f00:1
64:ff9b::127.0.0.1 64:ff9b::a00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 64:ff9b:1::808:808 100::1
2001::1 2001:0:7f00:1::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1
2001:db8::1 2002:7f00:1:: 2002:a00:1:: 2002:808:808::1 2620:4f:8000::1 3fff::1 5f00::1 4000::1
fc00::1 fd00:ec2::254 fdff::1 fe80::1 fe80::1%eth0 febf::1 fec0::1 feff::1 ff02::1 ff0e::1
2606:4700::1%1 2606:4700::5efe:7f00:1 2606:4700::200:5efe:a00:1
""".split()  # noqa: SIM905
NO_ADDRESS = """
127.1 127.0.1 2130706433 0x7f000001 017700000001 0177.0.0.1 0x7f.0.0.1 0x7f.1 0 00 1 127.0.0.1.
127.0.0.01 127.0.0.1:443 [::1] ::1/128 ①②⑦.⓪.⓪.① １２７.０.０.１ localhost 127.0.0.1%00 ::ffff:127.1
1.1.1 256.1.1.1 1.1.1.1.1 :::1 ::g +1.1.1.1 1e1.1.1.1
""".split()  # noqa: SIM905
EVER = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1
168.63.129.15 169.253.255.255 172.15.255.255 172.32.0.1 192.167.1.1 192.169.0.1 198.17.255.255
198.20.0.1 223.255.255.255 2001:200::1 2001:4860:4860::8888 2400:3200::1 240e::1 2606:4700::1111
2a00:1450::1 3ffe::1
""".split()  # noqa: SIM905


def test_the_table_is_as_long_as_it_is_nasty():
    assert len(NEVER) + len(NO_ADDRESS) >= 100


@pytest.mark.parametrize("text", [*NEVER, *NO_ADDRESS, "", " ", " 1.1.1.1", "1.1.1.1\n"])
def test_what_is_not_of_the_public_internet_is_not_called(text):
    assert public(text) is None
    assert judge([text]) is None


@pytest.mark.parametrize("text", EVER)
def test_what_is_of_the_public_internet_may_be(text):
    assert public(text) == ip_address(text)


def test_an_address_inside_another_is_judged_by_itself():
    assert public("::ffff:8.8.8.8") == IPv4Address("8.8.8.8")
    assert public("64:ff9b::808:808") == IPv6Address("64:ff9b::808:808")


def test_one_bad_answer_among_good_ones_refuses_them_all():
    assert judge(["1.1.1.1", "8.8.8.8"]) == IPv4Address("1.1.1.1")
    for bad in ("127.0.0.1", "::1", "10.0.0.5", "nonsense"):
        assert judge(["1.1.1.1", bad]) is None
        assert judge([bad, "1.1.1.1"]) is None
    assert judge([]) is None


@pytest.mark.parametrize("text", ["10.0.0.5", "172.16.1.1", "192.168.7.7", "fd12:3456::1"])
def test_an_address_of_an_office_is_called_where_this_name_was_allowed_it(text):
    assert judge([text]) is None
    assert judge([text], inside=[text]) == ip_address(text)
    assert judge([f"::ffff:{text}" if "." in text else text], inside=[text]) == ip_address(text)
    assert judge([text, "192.168.9.9"], inside=[text]) is None


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1",
        "::1",
        "169.254.169.254",
        "fe80::1",
        "0.0.0.0",
        "fd00:ec2::254",
        "100.100.100.200",
    ],
)
def test_nobody_can_be_allowed_this_machine_a_link_or_a_clouds_metadata(text):
    assert site(text) is None
    assert judge([text], inside=[text]) is None


@given(st.integers(0, 2**32 - 1))
def test_what_is_public_here_is_so_for_python_too_in_ipv4(number):
    found = public(str(IPv4Address(number)))
    if found is not None:
        assert found.is_global
        assert not found.is_multicast


@given(st.integers(0, 2**128 - 1) | st.integers(0, 2**125 - 1).map(lambda low: low | 1 << 125))
def test_what_is_public_here_is_so_for_python_too_in_ipv6(number):
    found = public(str(IPv6Address(number)))
    if isinstance(found, IPv6Address):
        assert found.is_global
        assert found.sixtofour is None
        assert found.teredo is None


@given(st.integers(0, 2**32 - 1), st.sampled_from(["::ffff:{}", "64:ff9b::{}"]))
def test_wrapping_an_address_never_makes_it_public(number, wrapped):
    inner = str(IPv4Address(number))
    assert (public(wrapped.format(inner)) is None) == (public(inner) is None)


@given(st.text(max_size=40))
def test_whatever_is_written_is_read_or_refused(text):
    found = read(text)
    assert found is None or isinstance(found, IPv4Address | IPv6Address)
    assert public(text) is None or found is not None


def test_no_range_is_written_twice():
    for networks in (addresses._NOT_PUBLIC_4, addresses._NOT_PUBLIC_6):
        assert not [(a, b) for a in networks for b in networks if a is not b and a.overlaps(b)]


@pytest.mark.parametrize(
    ("host", "is_here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("0.0.0.0", False),  # noqa: S104
        ("192.168.0.1", False),
        ("relay.example", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_what_is_this_machine_itself(host, is_here):
    assert is_this_machine(host) is is_here


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("fe80::1%eth0", "fe80::"),
        ("64:ff9b::c000:207", "64:ff9b::c000:207"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("192.0.2.7", "192.0.2.7"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_one_subscriber_counts_as_one(text, whose):
    assert addresses.holder(text) == whose


@pytest.mark.parametrize(
    ("told", "written"),
    [
        (" 203.0.113.9 ", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:0db8::0001", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("203.0.113.0/24", ""),
        ("localhost", ""),
        ("", ""),
    ],
)
def test_a_single_address_has_one_writing(told, written):
    assert addresses.single(told) == written
