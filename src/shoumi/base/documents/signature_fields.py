"""Signature fields: made before the first signature, so that later signatures change nothing else.

A field added after a signature would count as a change of the signed document (ISO 32000-2,
12.8.2.2); so every field is there from the start and each signature only fills one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field, enumerate_sig_fields

from shoumi.base.documents.errors import FieldsAfterSignature, NotAPdf
from shoumi.base.documents.validation import MALFORMED


@dataclass(frozen=True, slots=True)
class Field:
    """``page`` counts from 0; ``box`` is (left, bottom, right, top) in whole points."""

    name: str
    page: int
    box: tuple[int, int, int, int]


class Writer(IncrementalPdfFileWriter):
    """Appends a revision and leaves the document's metadata alone.

    The stock writer puts the machine's time into the metadata; a document tells the times of its
    own story only.  The second half of the file identifier follows from the bytes before it.
    """

    def __init__(self, pdf: bytes) -> None:
        super().__init__(BytesIO(pdf))
        self._document_id[1] = generic.ByteStringObject(hashlib.sha256(pdf).digest()[:16])

    def _update_meta(self) -> None:
        """Nothing: see the class."""


def open_writer(pdf: bytes) -> Writer:
    try:
        return Writer(pdf)
    except (PdfError, *MALFORMED) as error:
        raise NotAPdf from error


def prepare(pdf: bytes, fields: Sequence[Field]) -> bytes:
    """The document with empty signature fields; the same input gives the same bytes.

    Raises:
        NotAPdf: the bytes cannot be read.
        FieldsAfterSignature: the document already carries a signature.
    """
    writer = open_writer(pdf)
    try:
        return _prepared(writer, fields)
    except (PdfError, *MALFORMED) as error:
        raise NotAPdf from error


def _prepared(writer: Writer, fields: Sequence[Field]) -> bytes:
    if list(writer.prev.embedded_signatures):
        raise FieldsAfterSignature
    for field in fields:
        spec = SigFieldSpec(
            field.name,
            on_page=field.page,
            box=field.box,
            readable_field_name=field.name,
        )
        append_signature_field(writer, spec)
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def empty_fields(pdf: bytes) -> list[str]:
    """Names of the fields nobody has signed yet, in the order of the document."""
    try:
        reader = PdfFileReader(BytesIO(pdf))
        return [name for name, _, _ in enumerate_sig_fields(reader, filled_status=False)]
    except (PdfError, *MALFORMED) as error:
        raise NotAPdf from error
