"""Requests to vendors of text messages, signed as each publishes it.

Aliyun: request structure and signature V3, ``ACS3-HMAC-SHA256``
(https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature).
Tencent Cloud: API 3.0 signature V3, ``TC3-HMAC-SHA256``
(https://cloud.tencent.com/document/api/382/52071).

Both sign the digest of a canonical request; what is signed is made of the same bytes that are
sent, so it is made once, here.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote

_JSON = "application/json"
_ACS, _TC = "ACS3-HMAC-SHA256", "TC3-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class Keys:
    """What a vendor knows a customer by; the second part is never shown."""

    name: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Signed:
    """A POST request, whole.  ``query`` has its ``?``, or is empty."""

    host: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def url(self) -> str:
        return f"https://{self.host}/{self.query}"


def aliyun(
    keys: Keys,
    *,
    host: str,
    action: str,
    version: str,
    parameters: Mapping[str, str],
    at: datetime,
    nonce: str,
) -> Signed:
    """A call of an RPC-style operation of Aliyun: its parameters stand in the query.

    ``nonce``  never twice; the vendor refuses a repetition
    """
    pairs = sorted((_quoted(name), _quoted(value)) for name, value in parameters.items())
    query = "&".join(f"{name}={value}" for name, value in pairs)
    body = b""
    headers = {
        "host": host,
        "x-acs-action": action,
        "x-acs-content-sha256": _digest(body),
        "x-acs-date": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "x-acs-signature-nonce": nonce,
        "x-acs-version": version,
    }
    names = ";".join(headers)  # they stand in order
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    canonical = f"POST\n/\n{query}\n{lines}\n{names}\n{_digest(body)}"
    told = f"{_ACS}\n{_digest(canonical.encode())}"
    signature = _mac(keys.secret.encode(), told).hex()
    sent = {name: value for name, value in headers.items() if name != "host"}
    sent["authorization"] = (
        f"{_ACS} Credential={keys.name},SignedHeaders={names},Signature={signature}"
    )
    return Signed(host, f"?{query}" if query else "", sent, body)


def tencent(
    keys: Keys,
    *,
    host: str,
    action: str,
    version: str,
    region: str,
    parameters: Mapping[str, object],
    at: datetime,
) -> Signed:
    """A call of Tencent Cloud: its parameters are a JSON document."""
    service = host.partition(".")[0]
    body = json.dumps(parameters).encode()
    seconds, day = int(at.timestamp()), f"{at.astimezone(UTC):%Y-%m-%d}"
    scope = f"{day}/{service}/tc3_request"
    names = "content-type;host"
    lines = f"content-type:{_JSON}\nhost:{host}\n"
    canonical = f"POST\n/\n\n{lines}\n{names}\n{_digest(body)}"
    told = f"{_TC}\n{seconds}\n{scope}\n{_digest(canonical.encode())}"
    key = f"TC3{keys.secret}".encode()
    for part in (day, service, "tc3_request"):
        key = _mac(key, part)
    signature = _mac(key, told).hex()
    headers = {
        "content-type": _JSON,
        "x-tc-action": action,
        "x-tc-version": version,
        "x-tc-timestamp": str(seconds),
        "x-tc-region": region,
        "authorization": (
            f"{_TC} Credential={keys.name}/{scope}, SignedHeaders={names}, Signature={signature}"
        ),
    }
    return Signed(host, "", headers, body)


def _quoted(text: str) -> str:
    """As RFC 3986: all but letters, digits and ``-_.~``."""
    return quote(text, safe="-_.~")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _mac(key: bytes, told: str) -> bytes:
    return hmac.new(key, told.encode(), hashlib.sha256).digest()
