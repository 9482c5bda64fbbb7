"""The receipt of a request as a paper that proves itself: made when it is asked for, and anew once
the request stands otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from shoumi.base.documents import store
from shoumi.base.documents.events import Kind
from shoumi.base.row_authentication import verification
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import ReceiptPaper, Request
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import SYSTEM, Ref


def of(request: Request, paper: Callable[[Request, datetime], bytes], at: datetime) -> Ref:
    """The document; ``paper`` makes it where there is none that says the same.

    Raises:
        NotAuthentic: the request was changed from outside.
    """
    verification.require([request])
    due = queries.timed(request).due
    says = {
        "request": request.ref,
        "state": request.state,
        "trail": request.trail,
        "due": due.on or day_in_china(due.until),
    }
    if found := ReceiptPaper.objects.filter(**says).order_by("-id").first():
        return Ref(found.document)
    content = paper(request, at)
    with transaction.atomic():
        kept = store.put(content, kind=Kind.REQUEST_RECEIPT, deal=None, actor=SYSTEM, at=at)
        ReceiptPaper.objects.create(document=kept.ref, **says)
    return Ref(kept.ref)
