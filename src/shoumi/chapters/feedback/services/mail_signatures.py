"""Whether a mail bears a signature of its sender's own domain (DKIM, RFC 6376), which the house
checks itself with the key that the domain publishes in the DNS.

Only good news comes of it.  Where the DNS says nothing, where no signature is of the sender's
domain, or one broke on its way, the sender is as little known as without any (RFC 6376 6.1).  What
other servers wrote into the mail of their own checks is not looked at.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

# The text that the DNS has under a name; None: nothing, or nobody answered.
Lookup = Callable[[str], bytes | None]
# More signatures, or more of a mail, are nobody's who only wants to ask something.
MOST_SIGNATURES = 5
MOST_BYTES = 10 * 2**20
MOST_HEAD = 256 * 2**10
LEAST_KEY = 1024  # bits, RFC 8301 3.2
_SECONDS = 5
_MOST_NAME = 253  # RFC 1035 2.3.4
_ALGORITHM = b"rsa-sha256"  # SHA-1 signs nothing any more (RFC 8301 3.1)
# The library would write heads of the mail into the log.
_SILENT = logging.Logger("dkim", level=logging.CRITICAL + 1)


def from_dns(name: str) -> bytes | None:
    """The first text under ``name``, as the resolver of this machine has it."""
    import dns.exception
    import dns.resolver

    try:
        found = dns.resolver.resolve(name, "TXT", lifetime=_SECONDS, search=False)
    except (dns.exception.DNSException, OSError, UnicodeError):
        return None
    return next((b"".join(one.strings) for one in found), None)


def is_signed(content: bytes, sender: str, lookup: Lookup = from_dns) -> bool:
    """Whether the domain of ``sender``, the one address the mail gives, signed it whole."""
    domain = sender.rpartition("@")[2].lower()
    head = content[:MOST_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")
    if not (domain and domain.isascii() and len(content) <= MOST_BYTES and head[1]):
        return False
    return any(_holds(content, sender, at, lookup) for at in _of_domain(content, domain))


def _of_domain(content: bytes, domain: str) -> Iterator[int]:
    """The places of signatures that speak for that domain, and for all of the mail."""
    import dkim

    for at in range(MOST_SIGNATURES):
        try:
            told = dkim.DKIM(content, logger=_SILENT).verify_headerprep(at)
        except (dkim.DKIMException, ValueError, IndexError):
            continue
        if not told:
            return
        tags, signed, _ = told
        by = tags[b"d"].decode("ascii", "replace").lower()
        is_own = by == domain or (domain.endswith(f".{by}") and "." in by)
        # ``l`` leaves room for words of somebody else below the signed ones.
        if is_own and tags[b"a"] == _ALGORITHM and b"from" in signed and b"l" not in tags:
            yield at


def _holds(content: bytes, sender: str, at: int, lookup: Lookup) -> bool:
    import dkim

    def asked(name: bytes | str, timeout: int = _SECONDS) -> bytes | None:
        told = name.decode("ascii") if isinstance(name, bytes) else name
        if len(told) > _MOST_NAME:
            return None
        found = lookup(told)
        # A key that its domain only tries out says nothing (RFC 6376 3.6.1).
        return None if found is None or _is_trial(found) else found

    try:
        mail = dkim.DKIM(content, logger=_SILENT, minkey=LEAST_KEY)
        given = [value.lower() for name, value in mail.headers if name.lower() == b"from"]
        if len(given) != 1 or sender.encode() not in given[0]:
            return False
        return bool(mail.verify(at, dnsfunc=asked))
    except (dkim.DKIMException, ValueError, IndexError, KeyError):
        return False


def _is_trial(record: bytes) -> bool:
    tags = dict(part.strip().split(b"=", 1) for part in record.split(b";") if b"=" in part)
    flags = {name.strip(): value for name, value in tags.items()}.get(b"t", b"")
    return b"y" in [one.strip() for one in flags.split(b":")]
