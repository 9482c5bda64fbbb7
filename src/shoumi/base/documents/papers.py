"""The shorthand chapters use: make a paper, let a person sign it."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.documents import signing
from shoumi.base.documents.pdf import make_pdf
from shoumi.core.refs import Ref

__all__ = ["make_pdf", "people_sign"]


def people_sign(
    pdf: bytes, person: Ref, name: str, reason: str, field: str | None, at: datetime
) -> bytes:
    """See ``signing.sign``."""
    return signing.sign(pdf, signer_ref=person, signer_name=name, reason=reason, at=at, field=field)
