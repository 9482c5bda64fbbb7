"""Stored files of learning, handed out as they were when they were kept, or not at all."""

from __future__ import annotations

import hashlib

from django.http import HttpResponse

from shoumi.base.documents import store
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning.file_models import LessonPicture, SignedSheet
from shoumi.core.refs import Ref

# How a file begins (``upload_rules``): kind and ending.
_KINDS = {b"%PDF-": ("application/pdf", "pdf"), b"\x89PNG": ("image/png", "png")}
_OTHER = ("image/jpeg", "jpg")


def kept_file(row: SignedSheet | LessonPicture, *, shown: bool = False) -> HttpResponse:
    """``shown``  in a page, and not fetched as a file

    Raises:
        NotAuthentic: the row was changed, or names another file.
        NoSuchDocument, DocumentDamaged, NoKey
    """
    verification.require([row])
    content = store.get(Ref(row.document))
    if hashlib.sha256(content).hexdigest() != row.content_sha256:
        raise NotAuthentic(what=row._meta.db_table)
    begins = (told for start, told in _KINDS.items() if content.startswith(start))
    kind, ending = next(begins, _OTHER)
    answer = HttpResponse(content, content_type=kind)
    answer["Cache-Control"] = "private, max-age=3600" if shown else "no-store"
    if not shown:
        answer["Content-Disposition"] = f'attachment; filename="{row.ref}.{ending}"'
    return answer
