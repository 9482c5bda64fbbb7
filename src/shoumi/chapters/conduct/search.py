"""Rule books, checks, samples, cases, rewards and suspensions, by reference.  What is found names
nobody: whose it is, its page says to whoever may see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.registry.search import SearchHit
from shoumi.chapters.conduct.consultation_models import ConsultationVoice
from shoumi.chapters.conduct.leaving_models import LeavingNotice
from shoumi.chapters.conduct.models import (
    Acceptance,
    Reward,
    RuleBook,
    Sample,
    StaffCase,
    StaffCheck,
    Suspension,
)
from shoumi.core.messages import Both

_PAGES: tuple[tuple[type[Any], Both, str, str], ...] = (
    (RuleBook, ("员工守则", "Rule book"), "rule-book", "rulebook"),
    (StaffCheck, ("员工抽查", "Check of staff"), "staff-check", "staffcheck"),
    (Sample, ("抽中的访问", "Access that was drawn"), "sample", "sample"),
    (StaffCase, ("违规案件", "Case of an employee"), "staff-case", "staffcase"),
    (Reward, ("奖励", "Reward"), "reward", "reward"),
    (Suspension, ("停用账号", "Suspension"), "suspension", "suspension"),
    (LeavingNotice, ("离职通知", "Notice of leaving"), "leaver", "leavingnotice"),
)


def hits(wanted: str) -> Iterator[SearchHit]:
    for table, told, route, name in _PAGES:
        if table.objects.filter(ref=wanted).exists():
            yield SearchHit(told, wanted, route, {name: wanted})
    for book in Acceptance.objects.filter(ref=wanted).values_list("book", flat=True):
        yield SearchHit(("守则确认", "Acknowledgement"), wanted, "rule-book", {"rulebook": book})
    for book in ConsultationVoice.objects.filter(ref=wanted).values_list("book", flat=True):
        yield SearchHit(
            ("对守则的意见", "Voice on a rule book"), wanted, "rule-book", {"rulebook": book}
        )
