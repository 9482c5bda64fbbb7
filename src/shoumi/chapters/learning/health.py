"""Whether rows of learning say what the ledger says of them, and who is kept away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from shoumi.base import clock
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable, Health, HealthFinding
from shoumi.base.row_authentication import agreement
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.case_models import Case, CaseClearance, CaseSource
from shoumi.chapters.learning.file_models import LessonPicture, SheetConfirmation, SignedSheet
from shoumi.chapters.learning.models import (
    Attendance,
    AwarenessItem,
    Certificate,
    Course,
    Exam,
    Question,
    Reading,
    Session,
)
from shoumi.chapters.learning.package_models import LessonPackage, PackageAttendance
from shoumi.chapters.learning.queries import row_digests, standings
from shoumi.chapters.learning.staff_models import Enrolment, Placement, StaffImport
from shoumi.chapters.learning.syllabus_models import TopicSection

_CHECK = "learning"


def findings() -> Iterator[HealthFinding]:
    at = clock.now()
    if not queries.is_begun(at):
        return
    try:
        away = sum(standing.until is None for _, standing in standings.standings(at))
    except NotAuthentic:
        return  # the demands themselves fail then
    if away:
        yield HealthFinding(
            _CHECK,
            Health.WARN,
            (
                "{away} 人没有有效证书或有未读内容，不能接触个人信息",
                "{away} people may reach no personal information: no certificate, or unread items",
            ),
            ("运行 shoumi course people", "run shoumi course people"),
            {"away": away},
        )
    else:
        yield HealthFinding(
            _CHECK, Health.OK, ("人人证书在期", "everybody's certificate is in date"), facts={}
        )


def _as_told(row: Any, entries: Sequence[Recorded]) -> bool:
    """The newest entry says by digest what the row says."""
    return bool(entries[-1].line().facts["row"] == row_digests.digest(row))


_TABLES = (
    Course,
    TopicSection,
    Reading,
    Session,
    Attendance,
    Question,
    Exam,
    Certificate,
    AwarenessItem,
    Case,
    CaseSource,
    CaseClearance,
    Enrolment,
    Placement,
    StaffImport,
    SignedSheet,
    SheetConfirmation,
    LessonPicture,
    LessonPackage,
    PackageAttendance,
)
guarded = tuple(GuardedTable(table, agreement.each(_as_told)) for table in _TABLES)
"""Every table: each may open something, or shut it."""
