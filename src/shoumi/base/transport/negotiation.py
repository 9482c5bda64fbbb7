"""Try one path: is it encrypted, by which version of TLS, and how long is the certificate good?

TLS 1.2 or newer, and a certificate that the system trusts for that name (RFC 8446, RFC 9325).
"""

from __future__ import annotations

import contextlib
import http.client
import smtplib
import socket
import ssl
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from django.db import DatabaseError, connections

from shoumi.base.egress import http_client
from shoumi.base.registry import NetworkPath, PathKind

SECONDS = 5.0
_HTTP = 80
_REDIRECTS = (301, 302, 307, 308)
_UPGRADE = 426
# The one mode of libpq that holds the certificate against authority and name.
_JUDGED = "verify-full"
# Length and code (PostgreSQL, Message Formats: SSLRequest); the answer is one letter.
_SSL_REQUEST = struct.pack("!II", 8, 80_877_103)
_ALIAS = {PathKind.DATA: "default", PathKind.KEYRING: "keyring"}


class Found(StrEnum):
    ENCRYPTED = "encrypted"
    IN_CLEAR = "in_clear"
    UNTRUSTED = "untrusted"  # a certificate of another name or authority, or one that is over
    FAILED = "failed"  # nobody answers, or not by TLS 1.2


@dataclass(frozen=True, slots=True)
class Negotiated:
    """``version`` as the other side agreed to it (``TLSv1.3``), ``until`` the end of its
    certificate; neither where there is none or it is not told."""

    found: Found
    version: str = ""
    until: datetime | None = None


def attempt(path: NetworkPath) -> Negotiated:
    """Connect once, five seconds at most for each step."""
    try:
        return _attempted(path)
    except ssl.SSLCertVerificationError:
        return Negotiated(Found.UNTRUSTED)
    except smtplib.SMTPNotSupportedError:
        return Negotiated(Found.IN_CLEAR)
    except (OSError, smtplib.SMTPException, http.client.HTTPException, DatabaseError):
        return Negotiated(Found.FAILED)


def _attempted(path: NetworkPath) -> Negotiated:
    if path.kind in _ALIAS:
        return _database(_ALIAS[path.kind])
    if path.starts_in_clear:
        return _upgraded(path)
    if path.is_plain or (path.kind is PathKind.WEB and _answers_in_clear(path.host)):
        return Negotiated(Found.IN_CLEAR)
    with (
        socket.create_connection((path.host, path.port), SECONDS) as plain,
        http_client.trusted(path.authority).wrap_socket(plain, server_hostname=path.host) as spoken,
    ):
        return _told(spoken)


def _told(spoken: ssl.SSLSocket) -> Negotiated:
    certificate: dict[str, Any] = spoken.getpeercert() or {}
    ends = certificate.get("notAfter")
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if ends else None
    return Negotiated(Found.ENCRYPTED, spoken.version() or "", until)


def _upgraded(path: NetworkPath) -> Negotiated:
    """A mail relay: STARTTLS (RFC 3207)."""
    with smtplib.SMTP(path.host, path.port, timeout=SECONDS) as relay:
        relay.starttls(context=http_client.trusted())
        assert isinstance(relay.sock, ssl.SSLSocket)
        return _told(relay.sock)


def _database(alias: str) -> Negotiated:
    """What the connection that stands has agreed to; and since its certificate is not told, that
    of the same server, asked once more."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        found = cursor.fetchone()
        at_work = cursor.connection.pgconn
    if not found or not found[0]:
        return Negotiated(Found.IN_CLEAR)
    options = {one.keyword.decode(): (one.val or b"").decode() for one in at_work.info}
    if options["sslmode"] != _JUDGED:
        return Negotiated(Found.UNTRUSTED, str(found[1]))
    address = at_work.hostaddr.decode(), int(at_work.port)
    with socket.create_connection(address, SECONDS) as plain:
        plain.sendall(_SSL_REQUEST)
        if plain.recv(1) != b"S":
            return Negotiated(Found.IN_CLEAR)
        with _authorities(options["sslrootcert"]).wrap_socket(
            plain, server_hostname=at_work.host.decode()
        ) as spoken:
            return _told(spoken)


def _authorities(file: str) -> ssl.SSLContext:
    """As libpq was told; without a file, or with its word ``system``, those of this machine."""
    is_file = file and file != "system"
    context = ssl.create_default_context(cafile=file if is_file else None)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _answers_in_clear(host: str) -> bool:
    """Whether the name gives pages without TLS.  Pointing to https, and no answer, are none."""
    asked = http.client.HTTPConnection(host, _HTTP, timeout=SECONDS)
    with contextlib.closing(asked):
        try:
            asked.request("GET", "/")
            answer = asked.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        points = answer.getheader("Location", "").startswith("https://")
        return not (answer.status == _UPGRADE or (answer.status in _REDIRECTS and points))
