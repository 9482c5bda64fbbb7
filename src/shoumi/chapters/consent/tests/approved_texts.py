"""A text that one person wrote and another approved."""

from __future__ import annotations

from shoumi.chapters.consent.services import notices
from shoumi.core.refs import Ref

PAPER = b"%PDF-"


def approved(*, writer, approver, at, paper=PAPER, **text):
    """``text``: as ``notices.write`` takes it."""
    draft = notices.write(**text, paper=paper, actor=writer, at=at)
    return notices.approve(draft=Ref(draft.ref), actor=approver, at=at)
