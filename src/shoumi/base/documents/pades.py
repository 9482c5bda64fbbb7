"""One PAdES signature (ETSI EN 319 142-1) over the exact bytes of a document.

With a time-stamp authority the level is B-T, and a stamp that cannot be had means no signature.
Without one the level is B-B, and the visible stamp says that no independent clock was asked.
The time shown and claimed is the caller's, never the machine's.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from io import BytesIO
from typing import Any

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from shoumi.base.documents import pdf as paper
from shoumi.base.documents import timestamps
from shoumi.base.documents.errors import AlreadySigned, NoSuchField, TimestampFailed
from shoumi.base.documents.signature_fields import Writer, empty_fields, open_writer
from shoumi.base.documents.validation import validate

_CHINA = timezone(timedelta(hours=8))
_WITHOUT_TSA = "PAdES B-B · 无独立时间戳 no independent time-stamp"
_WITH_TSA = "PAdES B-T · 附独立时间戳 time-stamp RFC 3161"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signs: the key, its certificate and the root that issued it (both DER)."""

    ref: str
    name: str
    key: EllipticCurvePrivateKey
    certificate: bytes
    root: bytes

    def __repr__(self) -> str:
        return f"Identity({self.ref})"


class _Page(ImportedPdfPage):
    """A page that is in memory, under a fixed resource name."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(file_name="")  # type: ignore[no-untyped-call]
        self._pdf = pdf

    def render(self) -> bytes:
        source = PdfFileReader(BytesIO(self._pdf))
        page = self._ensure_writer.import_page_as_xobject(source)
        self.resources.xobject["/Stamp"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Stamp Do"


def sign(
    pdf: bytes,
    *,
    identity: Identity,
    reason: str,
    at: datetime,
    field: str | None = None,
    tsa_url: str | None = None,
) -> bytes:
    """``pdf`` with ``field`` (else the first empty one) signed, as an incremental revision.

    Raises:
        NotAPdf: the bytes cannot be read.
        NoSuchField: there is no such field, or no empty one.
        AlreadySigned: the field is filled.
        TimestampFailed: the authority of ``tsa_url`` gave no valid stamp.
    """
    writer = open_writer(pdf)
    name = _field_to_sign(pdf, writer, field)
    timestamper = timestamps.Authority(tsa_url) if tsa_url else None
    style = _style(writer, name, identity, reason, at, stamped=timestamper is not None)
    signer = PdfSigner(
        PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
            name=identity.name,
        ),
        signer=_signer(identity),
        timestamper=timestamper,
        stamp_style=style,
    )
    signed: bytes = asyncio.run(_sign(signer, writer, at))
    if timestamper is not None and not _is_stamped(signed, name):
        raise TimestampFailed
    return signed


def _is_stamped(signed: bytes, field: str) -> bool:
    """Does the token fit this signature?  Whom to trust is the reader's to say."""
    found = {one.field: one for one in validate(signed, []).signatures}
    return field in found and bool(found[field].timestamp_intact)


async def _sign(signer: PdfSigner, writer: Writer, at: datetime) -> bytes:
    """PdfSigner.async_sign_pdf step by step, so that the time can be given."""
    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = at
    reserved = await session.estimate_signature_container_size(None)
    to_sign = session.prepare_tbs_document(None, bytes_reserved=reserved)
    prepared, out = to_sign.digest_tbs_document()
    done = await to_sign.perform_signature(
        document_digest=prepared.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=at),
    )
    await done.post_signature_processing(out)
    out.seek(0)
    return bytes(out.read())


def _field_to_sign(pdf: bytes, writer: Writer, field: str | None) -> str:
    empty = empty_fields(pdf)
    if field is None:
        if not empty:
            raise NoSuchField(field="")
        return empty[0]
    if field in empty:
        return field
    if any(name == field for name, _, _ in enumerate_sig_fields(writer.prev)):
        raise AlreadySigned(field=field)
    raise NoSuchField(field=field)


def _signer(identity: Identity) -> SimpleSigner:
    der = identity.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    registry.register(x509.Certificate.load(identity.root))
    return SimpleSigner(
        signing_cert=x509.Certificate.load(identity.certificate),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=registry,
        # A copy of the root in the container would be covered by no signature.
        embed_roots=False,
    )


def _style(
    writer: Writer, field: str, identity: Identity, reason: str, at: datetime, *, stamped: bool
) -> StaticStampStyle | None:
    width, height = _size(writer, field)
    if not width or not height:
        return None
    page = paper.stamp(
        {
            "width": width,
            "height": height,
            "name": identity.name,
            "signer": identity.ref,
            "time": at.astimezone(_CHINA).strftime("%Y-%m-%d %H:%M:%S (UTC+8)"),
            "reason": reason,
            "level": _WITH_TSA if stamped else _WITHOUT_TSA,
        }
    )
    edge_to_edge = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MID,
        y_align=AxisAlignment.ALIGN_MID,
        margins=Margins(0, 0, 0, 0),
    )
    return StaticStampStyle(background=_Page(page), background_layout=edge_to_edge, border_width=0)


def _size(writer: Writer, field: str) -> tuple[float, float]:
    found: dict[str, Any] = {name: ref for name, _, ref in enumerate_sig_fields(writer.prev)}
    left, bottom, right, top = (float(edge) for edge in found[field].get_object()["/Rect"])
    return abs(right - left), abs(top - bottom)
