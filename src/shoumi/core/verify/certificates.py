"""X.509, as far as a time-stamp needs it.  Needs ``cryptography``."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from shoumi.core.verify.report import Bad

_DEPTH = 4  # certificates between signer and root
_PSS = bytes.fromhex("2a864886f70d01010a")


class Signed(NamedTuple):
    """``signature`` over ``text``, by the certificate whose digest is ``signer`` (hash, bytes)."""

    text: bytes
    signature: bytes
    kind: bytes
    hashed: str
    certificates: Sequence[bytes]
    signer: tuple[str, bytes]


def has_x509() -> bool:
    try:
        import cryptography.x509
    except ImportError:
        return False
    return bool(cryptography.x509)


def judged(signed: Signed, roots: Sequence[bytes], moment: datetime) -> str:
    """Nothing where all is good at ``moment``, else what could not be checked.

    Raises:
        Bad: the signature is wrong, or its key is not one for time-stamps.
    """
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        trusted = [x509.load_pem_x509_certificate(root) for root in roots]
        held = [x509.load_der_x509_certificate(one) for one in signed.certificates]
        return _judged(signed, trusted, held, moment)
    except (ValueError, TypeError, x509.InvalidVersion, UnsupportedAlgorithm) as error:
        raise Bad("the time-stamp is damaged") from error


def _judged(signed: Signed, trusted: Sequence[Any], held: Sequence[Any], moment: datetime) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding

    name, digest = signed.signer
    named = [
        one
        for one in [*held, *trusted]
        if hashlib.new(name, one.public_bytes(Encoding.DER)).digest() == digest
    ]
    if not named:
        return "no certificate of the time-stamp's signer"
    good = _is_good(named[0], signed)
    if good is None:
        return "a kind of signature this verifier does not know"
    if not good or not _may_stamp(named[0]):
        raise Bad("the time-stamp's signature is wrong")
    if not _leads(named[0], trusted, held, moment):
        return "the time-stamp's signer leads to no root you trust"
    return ""


def _is_good(certificate: Any, signed: Signed) -> bool | None:
    """None: of a kind that is not known here."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    key, hashed = certificate.public_key(), getattr(hashes, signed.hashed.upper())()
    try:
        if isinstance(key, rsa.RSAPublicKey) and signed.kind != _PSS:
            key.verify(signed.signature, signed.text, padding.PKCS1v15(), hashed)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signed.signature, signed.text, ec.ECDSA(hashed))
        else:
            return None
    except InvalidSignature:
        return False
    return True


def _may_stamp(certificate: Any) -> bool:
    """Is it made for time-stamps and nothing else (RFC 3161 section 2.3)?"""
    from cryptography import x509

    use = _extension(certificate, x509.ExtendedKeyUsage)
    return bool(
        use and use.critical and list(use.value) == [x509.oid.ExtendedKeyUsageOID.TIME_STAMPING]
    )


def _leads(
    certificate: Any, trusted: Sequence[Any], between: Sequence[Any], moment: datetime
) -> bool:
    """To a trusted certificate, through at most four authorities, all in date at ``moment``?"""
    from cryptography import x509

    for _ in range(_DEPTH + 1):
        if not certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc:
            return False
        if certificate in trusted or any(_issued(certificate, one) for one in trusted):
            return True
        above = [one for one in between if _issued(certificate, one)]
        basic = _extension(above[0], x509.BasicConstraints) if above else None
        if basic is None or not basic.value.ca:
            return False
        certificate = above[0]
    return False


def _issued(certificate: Any, issuer: Any) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _extension(certificate: Any, kind: Any) -> Any:
    from cryptography import x509

    try:
        return certificate.extensions.get_extension_for_class(kind)
    except (x509.ExtensionNotFound, ValueError):
        return None
