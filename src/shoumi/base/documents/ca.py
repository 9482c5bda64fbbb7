"""The installation's own certificate authority (X.509, RFC 5280; EC P-256, SHA-256).

One self-signed root; under it one certificate for each signer and calendar year.  The subject of a
signer's certificate carries the person's name, and the reference as its ``serialNumber``
(X.520), so that two people of one name stay apart.  It vouches for who held the key here; it is
not the certificate of a licensed provider (电子签名法 Art. 13 asks that the signer alone controls
the key, Art. 16 speaks of third-party certification where the parties need it).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from shoumi.base.documents.certificate_names import spelt

ROOT_YEARS = 20
# NIST SP 800-57 gives a signature key one to three years; a year's key is valid for three, so that
# the last signature of the year outlives the three years its document is kept.
SIGNER_YEARS = 3
_YEAR = timedelta(days=365)
_EARLIER = timedelta(days=1)
_MAX_NAME = 64  # upper bound of an X.520 common name


def new_key() -> EllipticCurvePrivateKey:
    return generate_private_key(SECP256R1())


def self_signed(*, key: EllipticCurvePrivateKey, installation: str, at: datetime) -> bytes:
    """The root certificate, DER, valid from the day before ``at`` for ``ROOT_YEARS``."""
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "Shoumi document root"),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, installation),
        ]
    )
    builder = _builder(
        subject=name, issuer=name, public=key.public_key(), at=at, life=ROOT_YEARS * _YEAR
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(is_root=True), critical=True)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def issue(
    *,
    root_key: EllipticCurvePrivateKey,
    root: bytes,
    public: EllipticCurvePublicKey,
    name: str,
    ref: str,
    at: datetime,
) -> bytes:
    """A signer's certificate, DER, valid from the day before ``at`` for ``SIGNER_YEARS``."""
    issuer = x509.load_der_x509_certificate(root)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, _fitting(name)),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, ref),
        ]
    )
    builder = _builder(
        subject=subject, issuer=issuer.subject, public=public, at=at, life=SIGNER_YEARS * _YEAR
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
    builder = builder.add_extension(_usage(is_root=False), critical=True)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), False
    )
    return builder.sign(root_key, hashes.SHA256()).public_bytes(Encoding.DER)


def _fitting(name: str) -> str:
    """As many whole characters of ``name`` as the bound of X.520 takes once spelt."""
    taken = ""
    for character in name:
        if len(taken) + len(spelt(character)) > _MAX_NAME:
            break
        taken += spelt(character)
    return taken


def covers(certificate: bytes, at: datetime) -> bool:
    loaded = x509.load_der_x509_certificate(certificate)
    return loaded.not_valid_before_utc <= at <= loaded.not_valid_after_utc


def is_for(certificate: bytes, *, name: str, key: EllipticCurvePrivateKey, at: datetime) -> bool:
    """Does it name this person, hold this key and cover ``at``?"""
    subject = x509.load_der_x509_certificate(certificate).subject
    (named,) = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return named.value == _fitting(name) and same_key(certificate, key) and covers(certificate, at)


def is_issued_by(certificate: bytes, issuer: bytes) -> bool:
    """Whether the key of ``issuer`` signed it; names alone do not tell one root from the next."""
    try:
        x509.load_der_x509_certificate(certificate).verify_directly_issued_by(
            x509.load_der_x509_certificate(issuer)
        )
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True


def public_of(certificate: bytes) -> bytes:
    """SubjectPublicKeyInfo, DER."""
    loaded = x509.load_der_x509_certificate(certificate)
    return loaded.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def to_pem(certificate: bytes) -> bytes:
    return x509.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM)


def fingerprint(certificate: bytes) -> str:
    """SHA-256 over the DER, as hexadecimal digits."""
    return x509.load_der_x509_certificate(certificate).fingerprint(hashes.SHA256()).hex()


def same_key(certificate: bytes, key: EllipticCurvePrivateKey) -> bool:
    spki = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    loaded = x509.load_der_x509_certificate(certificate)
    return loaded.public_key().public_bytes(*spki) == key.public_key().public_bytes(*spki)


def _builder(
    *,
    subject: x509.Name,
    issuer: x509.Name,
    public: EllipticCurvePublicKey,
    at: datetime,
    life: timedelta,
) -> x509.CertificateBuilder:
    start = at.replace(microsecond=0) - _EARLIER
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*, is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
