"""A time-stamp of RFC 3161 over a file: granted, of this file, and by whom.

The imprint is checked with the standard library alone; the signature where ``cryptography`` is
there; the signer where the trust file holds the authority's certificate or the root above it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from shoumi.core.verify.certificates import Signed, has_x509, judged
from shoumi.core.verify.report import Bad, Report

_OCTETS, _SEQUENCE, _SET, _CONTEXT = 0x04, 0x30, 0x31, 0xA0
_PKCS9 = bytes.fromhex("2a864886f70d0109")
_SIGNED_DATA, _TST_INFO = bytes.fromhex("2a864886f70d010702"), _PKCS9 + b"\x10\x01\x04"
_CONTENT_TYPE, _DIGEST = _PKCS9 + b"\x03", _PKCS9 + b"\x04"
# signingCertificate (SHA-1) and signingCertificateV2 (RFC 5816): which certificate it must be.
_SIGNER_1, _SIGNER_2 = _PKCS9 + b"\x10\x02\x0c", _PKCS9 + b"\x10\x02\x2f"
_HASHES = {
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}


class Der(NamedTuple):
    """One element of DER: its tag, what is in it, and all its bytes."""

    tag: int
    content: bytes
    whole: bytes

    def parts(self) -> list[Der]:
        found, rest = [], self.content
        while rest:
            found.append(der(rest))
            rest = rest[len(found[-1].whole) :]
        return found


def der(data: bytes, tag: int | None = None) -> Der:
    """The first element of ``data``; with ``tag`` it is of that kind and nothing follows it."""
    head, length = 2, data[1]
    if length >= 0x80:
        head = 2 + (length & 0x7F)
        length = int.from_bytes(data[2:head], "big")
    if head > 6 or len(data) < head + length or tag not in (None, data[0]):
        raise ValueError
    if tag is not None and len(data) != head + length:
        raise ValueError
    return Der(data[0], data[head : head + length], data[: head + length])


def check_stamp(
    report: Report, data: bytes, *, of: bytes, roots: Sequence[bytes], place: str
) -> None:
    """Check an authority's answer ``data`` over the file ``of``; ``roots`` are PEM."""
    try:
        moment, signed = _read(data, of)
    except (IndexError, ValueError, KeyError) as error:
        raise Bad("the time-stamp is damaged") from error
    if not has_x509():
        report.skip("timestamp", place, "no library to check the time-stamp's signature with")
        return
    doubt = judged(signed, roots, moment)
    if doubt:
        report.skip("timestamp", place, doubt)
    else:
        report.confirm("timestamp", f"{place}, {moment:%Y-%m-%d %H:%M:%S} UTC")


def _read(data: bytes, of: bytes) -> tuple[datetime, Signed]:
    status, *token = der(data, _SEQUENCE).parts()
    if status.parts()[0].content not in (b"\0", b"\1") or not token:
        raise Bad("the time-stamp was refused by its authority")
    kind, wrapped = token[0].parts()
    _, _, content, *rest, signers = der(wrapped.content, _SEQUENCE).parts()
    inner, octets = content.parts()
    if (kind.content, inner.content) != (_SIGNED_DATA, _TST_INFO):
        raise ValueError
    info = der(octets.content, _OCTETS).content
    _, _, imprint, _, time, *_ = der(info, _SEQUENCE).parts()
    algorithm, digest = imprint.parts()
    if hashlib.new(_hash(algorithm), of).digest() != digest.content:
        raise Bad("the time-stamp is not of this checkpoint")
    certificates = [one.whole for part in rest if part.tag == _CONTEXT for one in part.parts()]
    (signer,) = signers.parts()
    return _moment(time), _signed(signer.parts(), info, certificates)


def _signed(signer: list[Der], info: bytes, certificates: list[bytes]) -> Signed:
    """What the signer put its key to; the token's content stands in it by its hash."""
    _, _, algorithm, attributes, kind, signature, *_ = signer
    hashed = _hash(algorithm)
    held = {}
    for part in attributes.parts():
        name, values = part.parts()
        held[name.content] = values.parts()[0]
    stated = held[_CONTENT_TYPE].content, held[_DIGEST].content
    if attributes.tag != _CONTEXT or stated != (_TST_INFO, hashlib.new(hashed, info).digest()):
        raise Bad("the time-stamp's signature is wrong")
    return Signed(
        text=bytes([_SET]) + attributes.whole[1:],
        signature=signature.content,
        kind=kind.parts()[0].content,
        hashed=hashed,
        certificates=certificates,
        signer=_named(held),
    )


def _named(held: dict[bytes, Der]) -> tuple[str, bytes]:
    """Hash and digest of the certificate that must have signed."""
    second = _SIGNER_2 in held
    first = held[_SIGNER_2 if second else _SIGNER_1].parts()[0].parts()[0].parts()
    if not second:
        return "sha1", first[0].content
    if first[0].tag == _SEQUENCE:
        return _hash(first[0]), first[1].content
    return "sha256", first[0].content


def _hash(algorithm: Der) -> str:
    return _HASHES[algorithm.parts()[0].content]


def _moment(time: Der) -> datetime:
    text = time.content.decode("ascii").removesuffix("Z").partition(".")[0]
    return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
