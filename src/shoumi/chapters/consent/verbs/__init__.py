"""The verbs of telling people and asking them: texts, campaigns, letters."""

from __future__ import annotations

from shoumi.chapters.consent.verbs.campaigns import CLOSE, PREPARE, RECORD
from shoumi.chapters.consent.verbs.changes import REVISE, SUPERSEDE
from shoumi.chapters.consent.verbs.letter_dispatch import (
    DISPATCH,
    POSTED,
    PRINT,
    REMIND_BY_LETTER,
    RESEND,
)
from shoumi.chapters.consent.verbs.letters import BOUNCED, HANDED, REMIND, SEND
from shoumi.chapters.consent.verbs.notices import APPROVE, RETURN, WRITE

__all__ = ["CAMPAIGN_VERBS", "NOTICE_VERBS"]

NOTICE_VERBS = (WRITE, APPROVE, RETURN)
CAMPAIGN_VERBS = (
    PREPARE,
    DISPATCH,
    RESEND,
    PRINT,
    POSTED,
    SEND,
    HANDED,
    RECORD,
    CLOSE,
    BOUNCED,
    REMIND_BY_LETTER,
    REMIND,
    REVISE,
    SUPERSEDE,
)
