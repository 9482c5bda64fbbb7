"""What is true of every paper that is made, whoever brings its template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pypdfium2

from shoumi.base.documents import pdf
from shoumi.base.documents.signature_fields import empty_fields


def text_of(made: bytes) -> str:
    with pypdfium2.PdfDocument(made) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def is_made_the_same_twice(
    name: str, data: Mapping[str, Any], *, is_set_anew: bool = False
) -> None:
    """``is_set_anew``: other people's text, so nothing of the house stands in it."""
    made = pdf.make_pdf(name, data)
    assert made == pdf.make_pdf(name, data)
    text = text_of(made)
    assert data["number"] in text
    if not is_set_anew:
        assert "检查点" in text
        assert "演示" in text
    assert b"pdfaid:part>2<" in made.replace(b" ", b"")
    assert empty_fields(made) == [signer["field"] for signer in data.get("signers", [])]
