from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.egress.urls import HostUnfit, UrlUnfit, host_name, target

ODD_HOSTS = [
    *("localhost", "db", "hooks.example.", ".hooks.example", "hooks..example", "Hooks.example"),
    *("hooks.example:443", "hooks_1.example", "-hooks.example", "hooks-.example", "hooks.example-"),
    *(
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "0",
    ),
    *("[::1]", "::1", "1.1.1.1", "hooks.1", "hooks.0x1", "hooks.c0m", "①②⑦.⓪.⓪.①", "１２７.0.0.1"),
    *("hооks.example", "守密.example", "hooks.例子", "hooks。example", "hooks\u200b.example"),
    *("hooks.example\n", " hooks.example", "hooks.example\x00", "hooks%2eexample", "", "."),
    *(
        "a" * 64 + ".example",
        "a." * 124 + "example",
        "hooks.xn--",
        "ſhooks.example",
        "hooks.exampKe",
    ),
]
ODD_URLS = [
    *(
        "http://hooks.example/",
        "HTTPS://hooks.example/",
        "ftp://hooks.example/",
        "//hooks.example/",
    ),
    *("https:/hooks.example/", "https:hooks.example/", "https:///hooks.example/", "hooks.example"),
    *("https://hooks.example:80/", "https://hooks.example:8443/", "https://hooks.example:/"),
    *("https://hooks.example:0443/", "https://hooks.example:443@evil.example/"),
    *("https://user@hooks.example/", "https://user:pw@hooks.example/", "https://@hooks.example/"),
    *("https://hooks.example\\@evil.example/", "https://hooks.example\\.evil.example/"),
    *("https://hooks.example/#part", "https://hooks.example#@evil.example/"),
    *("https://hooks.example?x=1", "https://hooks.example/a b", "https://hooks.example/\ta"),
    *(
        "https://hooks.example/\r\nHost: evil",
        "https://hooks.example/\n",
        "\thttps://hooks.example/",
    ),
    *("https://hooks.example/é", "https://hooks.example/\x7f", "https://hooks.example/\x00"),
    *("https://hooks.example/a\\b", "https://[::ffff:127.0.0.1]/", "https://[fe80::1%25eth0]/"),
    *("javascript:alert(1)", "file:///etc/passwd", "gopher://hooks.example/", "data:,", ""),
    "https://hooks.example/" + "a" * 2000,
    *(f"https://{host}/" for host in ODD_HOSTS if host != "hooks.example:443"),
]


@pytest.mark.parametrize("text", ODD_HOSTS)
def test_an_odd_host_is_refused_and_never_mended(text):
    with pytest.raises(HostUnfit):
        host_name(text)


@pytest.mark.parametrize("url", ODD_URLS)
def test_an_odd_address_is_refused_and_never_mended(url):
    with pytest.raises(UrlUnfit):
        target(url)


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://hooks.example", "hooks.example", "/"),
        ("https://hooks.example/", "hooks.example", "/"),
        ("https://hooks.example:443/in?x=1&y=%2F", "hooks.example", "/in?x=1&y=%2F"),
        ("https://a-1.b2.xn--fiqs8s/x", "a-1.b2.xn--fiqs8s", "/x"),
        ("https://xn--hks-7cda.example/", "xn--hks-7cda.example", "/"),
        ("https://hooks.example/@x;y!$&'()*+,=:~", "hooks.example", "/@x;y!$&'()*+,=:~"),
    ],
)
def test_a_plain_address_is_taken_apart(url, host, path):
    found = target(url)
    assert (found.host, found.path) == (host, path)
    assert found.url == f"https://{host}{path}"


def test_a_look_alike_is_another_name():
    assert host_name("xn--hks-7cda.example") != host_name("hooks.example")


@given(st.from_regex(re.compile(r"https?://[!-~]{0,40}", re.ASCII), fullmatch=True) | st.text())
def test_what_is_taken_means_the_same_to_another_parser(url):
    try:
        found = target(url)
    except UrlUnfit:
        return
    other = urlsplit(url)
    assert (other.scheme, other.hostname, other.port or 443) == ("https", found.host, 443)
    assert (other.username, other.password, other.fragment) == (None, None, "")
