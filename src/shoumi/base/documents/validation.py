"""Is a signed document what its signers signed?  Needs no database and no settings.

Every signature must pass.  The verdict is pyHanko's ``bottom_line`` with its full difference
analysis: a revision appended after a signature leaves that signature ``intact`` and still makes
the document another one.  The last signature must cover the whole file, the proof aside that a
paper takes along when it leaves the house (``proof_in_pdf``).  The container of a signature is
compared byte for byte, because its padding is covered by nothing.

Problems are ``field: what`` (or ``what`` alone), from this list: unreadable, not_signed,
not_intact, untrusted, timestamp_untrusted, modified_after_signing, not_whole_file,
container_altered, unsupported (a document time-stamp, or no signature at all), failed.
"""

from __future__ import annotations

import asyncio
import logging
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO

from asn1crypto import cms, parser, pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from shoumi.base.documents.certificate_names import unspelt
from shoumi.core.verify import embedded_proof
from shoumi.core.verify.report import Bad

# The libraries log subjects of certificates, which are names of people: they log nothing here.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)

# What malformed input makes the parsers raise: none of it is a bug of ours.
MALFORMED = (
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RecursionError,
    # A startxref that leads to a stream of another kind is one for the reader of PDF files.
    AssertionError,
    NotImplementedError,
    EOFError,
    zlib.error,
)
_DAMAGE = (PdfError, SignatureValidationError, *MALFORMED)


@dataclass(frozen=True, slots=True)
class Signature:
    """``at`` is the time of the time-stamp (B-T), else what the signer claims (B-B).

    ``timestamp_intact`` is None without a time-stamp; it says nothing about trust.
    """

    field: str
    signer: str
    ref: str
    at: datetime | None
    level: str
    intact: bool
    covers_whole: bool
    trusted: bool
    bottom_line: bool
    timestamp_intact: bool | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """``unsigned`` names the fields still empty; whether one must be filled is the caller's."""

    ok: bool
    signatures: list[Signature]
    problems: list[str]
    unsigned: list[str] = field(default_factory=list)


def validate(
    pdf: bytes,
    roots: Sequence[bytes],
    at: datetime | None = None,
    *,
    tsa_roots: Sequence[bytes] | None = None,
) -> Report:
    """Judge every signature of ``pdf``.

    Args:
        roots: certificates, PEM or DER, that may have issued the signers' certificates.
        at: the moment at which certificates must be valid; None judges each signature at its own
            time, which is proven by a time-stamp and only claimed without one.
        tsa_roots: certificates that may stand behind a time-stamp; None means ``roots``.
    """
    pdf = _without_proof(pdf)
    try:
        reader = PdfFileReader(BytesIO(pdf))
        found = list(reader.embedded_signatures)
        unsigned = [name for name, _, _ in enumerate_sig_fields(reader, filled_status=False)]
    except _DAMAGE:
        return Report(ok=False, signatures=[], problems=["unreadable"])
    if not found:
        return Report(ok=False, signatures=[], problems=["not_signed"], unsigned=unsigned)
    signers, stampers = _load(roots), _load(roots if tsa_roots is None else tsa_roots)
    signatures: list[Signature] = []
    problems: list[str] = []
    for number, embedded in enumerate(found):
        is_last = number == len(found) - 1
        judged, wrong = _judge(pdf, embedded, signers, stampers, at, is_last=is_last)
        signatures += [judged] if judged else []
        problems += [f"{embedded.field_name}: {what}" for what in wrong]
    return Report(not problems, signatures, problems, unsigned)


def _without_proof(pdf: bytes) -> bytes:
    try:
        found = embedded_proof.parted(pdf)
    except Bad:
        return pdf
    return found.original if found else pdf


def _judge(
    pdf: bytes,
    embedded: EmbeddedPdfSignature,
    signers: list[x509.Certificate],
    stampers: list[x509.Certificate],
    at: datetime | None,
    *,
    is_last: bool,
) -> tuple[Signature | None, list[str]]:
    if embedded.sig_object_type != "/Sig":
        return None, ["unsupported"]
    try:
        container_ok = _container_ok(pdf, embedded)
        moment = at or _own_time(embedded) or datetime.now(UTC)
        status = asyncio.run(
            async_validate_pdf_signature(
                embedded,
                signer_validation_context=_context(signers, moment),
                ts_validation_context=_context(stampers, moment),
            )
        )
        judged = _signature(embedded, status)
    except _DAMAGE:
        return None, ["unreadable"]
    wrong = _wrong(status, judged)
    if not container_ok:
        wrong.append("container_altered")
    if is_last and not judged.covers_whole and "modified_after_signing" not in wrong:
        wrong.append("not_whole_file")
    return judged, wrong


def _wrong(status: PdfSignatureStatus, judged: Signature) -> list[str]:
    wrong = []
    stamp = status.timestamp_validity
    if not (status.intact and status.valid):
        wrong.append("not_intact")
    if not status.trusted:
        wrong.append("untrusted")
    if stamp is not None and not (stamp.intact and stamp.valid and stamp.trusted):
        wrong.append("timestamp_untrusted")
    level = status.modification_level
    if level is not None and (level > ModificationLevel.FORM_FILLING or not status.docmdp_ok):
        wrong.append("modified_after_signing")
    if not judged.bottom_line and not wrong:
        wrong.append("failed")
    return wrong


def _signature(embedded: EmbeddedPdfSignature, status: PdfSignatureStatus) -> Signature:
    subject = status.signing_cert.subject.native
    stamp = status.timestamp_validity
    return Signature(
        field=embedded.field_name,
        signer=unspelt(str(subject.get("common_name", ""))),
        ref=str(subject.get("serial_number", "")),
        at=stamp.timestamp if stamp else _own_time(embedded),
        level="B-T" if stamp else "B-B",
        intact=bool(status.intact and status.valid),
        covers_whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        trusted=bool(status.trusted),
        bottom_line=bool(status.bottom_line),
        timestamp_intact=bool(stamp.intact and stamp.valid) if stamp else None,
    )


def _own_time(embedded: EmbeddedPdfSignature) -> datetime | None:
    for attribute in embedded.signer_info["unsigned_attrs"] or ():
        if attribute["type"].native == "signature_time_stamp_token":
            token = attribute["values"][0]["content"]
            told = token["encap_content_info"]["content"].parsed["gen_time"].native
            return told if isinstance(told, datetime) else None
    claimed = embedded.self_reported_timestamp
    return claimed if isinstance(claimed, datetime) else None


def _container_ok(pdf: bytes, embedded: EmbeddedPdfSignature) -> bool:
    """The gap of the byte range is ``<``, the CMS in hexadecimal of one case, zeros, ``>``.

    No length inside it takes in some of the zeros: parsers pass over what follows the last element
    of a sequence.  The few values of the CMS that no
    signature covers say what RFC 5652 makes them say: version 1, one digest algorithm told twice,
    and the issuer as the certificate spells it.
    """
    start, length, resumed, _ = (int(edge) for edge in embedded.byte_range)
    gap = pdf[start + length : resumed]
    content = embedded.pkcs7_content
    der = cms.ContentInfo.load(content).dump()
    digits = content.hex().encode()
    framed = gap[:1] == b"<" and gap[-1:] == b">" and gap[1:-1] in (digits, digits.upper())
    signed, signer = embedded.signed_data, embedded.signer_info
    algorithms = [algorithm.dump() for algorithm in signed["digest_algorithms"]]
    # Names are compared without regard to case; here it is the bytes that count.
    told, issued = signer["sid"].chosen, embedded.signer_cert
    if isinstance(told, cms.IssuerAndSerialNumber):
        framed = framed and told["issuer"].dump() == issued.issuer.dump()
    return (
        framed
        and _is_filled(der)
        and not any(content[len(der) :])
        and signed["version"].native == signer["version"].native == "v1"
        and algorithms == [signer["digest_algorithm"].dump()]
    )


def _is_filled(der: bytes) -> bool:
    """Whether every constructed value is whole values to its end, none of them an end-of-contents
    mark, which two zeros would be (X.690 8.1.5)."""
    left = [der]
    while left:
        content = left.pop()
        while content:
            try:
                size = parser.peek(content)
                kind, method, tag, _, inside, _ = parser.parse(content[:size], strict=True)
            except ValueError:
                return False
            if kind == tag == 0:
                return False
            if method:
                left.append(inside)
            content = content[size:]
    return True


def _context(roots: list[x509.Certificate], moment: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=roots,
        moment=moment,
        best_signature_time=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def _load(roots: Sequence[bytes]) -> list[x509.Certificate]:
    loaded = []
    for root in roots:
        if pem.detect(root):
            loaded += [x509.Certificate.load(der) for _, _, der in pem.unarmor(root, True)]
        else:
            loaded.append(x509.Certificate.load(root))
    return loaded
