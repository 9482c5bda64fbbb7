"""The one form of an address that is called: ``https://host/path?query``, port 443, and no more.

Parsers disagree about what an odd address means, so an odd address is not read but refused: what
is left is read the same way by everybody.  A host is a name of two or more ASCII labels whose last
is a word, never a number: so ``127.1``, ``0x7f000001`` and ``2130706433`` are no hosts (WHATWG URL,
"ends in a number").  Names in other scripts are written in their ASCII form (RFC 5890, ``xn--``),
compared by it and shown in it, so a look-alike is another name to everybody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shoumi.core.errors import Invalid

MAX_URL, MAX_HOST = 2000, 253

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_LAST = r"(?:xn--[a-z0-9](?:[a-z0-9-]{0,57}[a-z0-9])?|[a-z]{2,63})"
_HOST = re.compile(rf"(?:{_LABEL}\.)+{_LAST}", re.ASCII)
# No userinfo, no other port, no fragment, no backslash, nothing outside printable ASCII.
_URL = re.compile(r"https://([a-z0-9.-]+)(?::443)?(/[!\"$-\[\]-~]*)?", re.ASCII)


class UrlUnfit(Invalid):
    """No ``https://host/path`` of the one form that is called."""

    code = "egress.url_unfit"


class HostUnfit(Invalid):
    """No host name in ASCII and lower case."""

    code = "egress.host_unfit"


@dataclass(frozen=True, slots=True)
class Target:
    """``path`` begins with ``/`` and has the query, if there is one."""

    host: str
    path: str

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.path}"


def target(url: str) -> Target:
    """
    Raises:
        UrlUnfit: among others userinfo, another scheme or port, an IP address in any notation.
    """
    found = _URL.fullmatch(url)
    if found is None or len(url) > MAX_URL:
        raise UrlUnfit
    try:
        return Target(host_name(found[1]), found[2] or "/")
    except HostUnfit:
        raise UrlUnfit from None


def host_name(text: str) -> str:
    """
    Raises:
        HostUnfit: capitals, a trailing dot, a port, a number, one label alone, or not ASCII.
    """
    if not _HOST.fullmatch(text) or len(text) > MAX_HOST:
        raise HostUnfit
    return text
