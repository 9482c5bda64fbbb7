"""Pictures of lessons: drawn anew, kept sealed, shown by name."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents import store
from shoumi.base.documents.events import Kind
from shoumi.base.home_settings.logos import drawn_anew
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.file_models import LessonPicture
from shoumi.chapters.learning.rules import lesson_pictures
from shoumi.chapters.learning.services import rows
from shoumi.chapters.learning.services.sheet_errors import PictureUnfit
from shoumi.core.ledger.leaf import Digest
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

ADDERS = (Role.HR, Role.DPO)
_WITHIN, _MOST_DRAWN = (1_600, 1_600), 1_500_000
_DUTIES = ("19.1",)


def add(*, content: bytes, actor: Ref, at: datetime) -> LessonPicture:
    """
    Raises:
        NotPermitted
        PictureUnfit: no PNG or JPEG, damaged, or too large.
    """
    accounts.require(actor, at, *ADDERS)
    drawn = drawn_anew(content, within=_WITHIN, most_bytes=_MOST_DRAWN)
    if drawn is None:
        raise PictureUnfit
    with transaction.atomic():
        document = store.put(drawn, kind=Kind.UPLOAD, deal=None, actor=actor, at=at)
        made = LessonPicture(
            ref=Ref.new(lesson_pictures.KIND),
            document=document.ref,
            content_sha256=hashlib.sha256(drawn).hexdigest(),
            added_by=actor,
            added_at=at,
        )
        facts = {"content": Digest.fromhex(made.content_sha256)}
        return rows.keep(made, Tag.PICTURE_ADDED, facts, _DUTIES, actor, at)
