"""A certificate as a paper that proves itself: made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.documents import store
from shoumi.base.documents.events import Kind
from shoumi.base.documents.models import Document
from shoumi.base.row_authentication import verification
from shoumi.chapters.learning.file_models import CertificatePaper
from shoumi.chapters.learning.models import Attendance, Certificate, Exam
from shoumi.core.refs import SYSTEM, Ref


def of(
    certificate: Certificate, paper: Callable[[Certificate, datetime], bytes], at: datetime
) -> Ref:
    """The document; ``paper`` makes it where there is none.

    Raises:
        NotAuthentic: the certificate was changed from outside, or what it rests on.
    """
    verification.require([certificate])
    verification.require(Exam.objects.filter(ref=certificate.exam))
    verification.require(Attendance.objects.filter(ref=certificate.attendance))
    if found := _kept(certificate):
        return found
    content = paper(certificate, at)
    try:
        with transaction.atomic():
            kept = store.put(
                content, kind=Kind.TRAINING_CERTIFICATE, deal=None, actor=SYSTEM, at=at
            )
            CertificatePaper.objects.update_or_create(
                certificate=certificate.ref, defaults={"document": kept.ref}
            )
    except IntegrityError:  # by another request, just now
        if found := _kept(certificate):
            return found
        raise
    return Ref(kept.ref)


def _kept(certificate: Certificate) -> Ref | None:
    """A row that somebody pointed at a paper of another kind names none."""
    found = CertificatePaper.objects.filter(certificate=certificate.ref).first()
    if found is None:
        return None
    is_one = Document.objects.filter(ref=found.document, kind=Kind.TRAINING_CERTIFICATE).exists()
    return Ref(found.document) if is_one else None
