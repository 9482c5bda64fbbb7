"""Who may change the list of hosts, and what may stand on it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from shoumi.base.egress.errors import AuthorityUnfit, HostIsHere, InsideUnfit
from shoumi.core.egress import addresses, urls
from shoumi.core.terms import Role

ASKERS = frozenset({Role.SEC})
APPROVERS = frozenset({Role.HEAD, Role.DPO, Role.SEC})

MAX_INSIDE = 8
MAX_AUTHORITY = 16_000  # characters
_MOST_CERTIFICATES = 4
_LINES = re.compile(r"[\s,;]+")


def host(text: str) -> str:
    """A name, or one exact address of the office's own network, in the one form it is listed by.

    No https call goes to an address (``core/egress/urls``); one may be named for what is reached
    otherwise: a server of copies, a relay.

    Raises:
        HostIsHere: this machine by any of its names.
        HostUnfit
    """
    if addresses.is_this_machine(text):
        raise HostIsHere
    found = addresses.site(text)
    return str(found) if found is not None else urls.host_name(text)


def inside(text: str) -> str:
    """The addresses of an office's own network in ``text``, one a line, in their plain form.

    Raises:
        InsideUnfit
    """
    found = [addresses.site(one) for one in _LINES.split(text.strip()) if one]
    if len(found) > MAX_INSIDE or None in found:
        raise InsideUnfit(most=MAX_INSIDE)
    return "\n".join(sorted({str(one) for one in found}))


def authority(text: str) -> str:
    """The certificates in ``text`` and nothing else that stood there.

    Raises:
        AuthorityUnfit: among others a certificate that may not sign others, or a private key.
    """
    if not text.strip():
        return ""
    if len(text) > MAX_AUTHORITY or "PRIVATE KEY" in text:
        raise AuthorityUnfit
    try:
        found = x509.load_pem_x509_certificates(text.encode())
    except ValueError:
        raise AuthorityUnfit from None
    if len(found) > _MOST_CERTIFICATES or not all(_signs(found)):
        raise AuthorityUnfit
    return "".join(one.public_bytes(Encoding.PEM).decode() for one in found)


def fingerprints(authority: str) -> list[str]:
    """SHA-256 of each certificate, as its owner can read it out."""
    found = x509.load_pem_x509_certificates(authority.encode()) if authority else []
    return [one.fingerprint(SHA256()).hex() for one in found]


def _signs(found: Iterable[x509.Certificate]) -> Iterable[bool]:
    for one in found:
        try:
            yield one.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        except (x509.ExtensionNotFound, ValueError):
            yield False
