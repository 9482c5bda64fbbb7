"""A certificate as a paper: who passed what on which version of the policy, and until when."""

from __future__ import annotations

from datetime import datetime

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.documents.signed_documents import make
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import Attendance, Certificate, Course, Exam
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_SAYS: Both = (
    (
        "读完课文，参加了由授课人确认的线下培训，并通过了结课考试。现行隐私政策换版、证书到期，"
        "或者本机构暂停其接触个人信息的，以本机构账本为准。"
    ),
    (
        "Read the lesson, attended a session on site that its teacher countersigned, and passed "
        "the examination. Whether it counts today, the ledger of the house says: another version "
        "of the policy, its last day or a stop of the person end it."
    ),
)


def number(certificate: Certificate) -> str:
    return f"TC-{certificate.number:05d}"


def paper(certificate: Certificate, at: datetime) -> bytes:
    course = queries.get(Course, certificate.course)
    exam = queries.get(Exam, certificate.exam)
    attended = Attendance.objects.get(ref=certificate.attendance)
    versions = {one.ref: one.number for one in registry.register_versions()}
    return make(
        "training_certificate",
        number(certificate),
        at,
        holder=accounts.person(Ref(certificate.person)).name,
        says=list(_SAYS),
        facts=[
            ["课程", "course", f"{course.title_zh} {course.title_en}"],
            ["课程版本", "version of the course", str(course.number)],
            ["隐私政策", "policy", f"v{versions.get(Ref(certificate.policy), '–')}"],
            ["结课考试", "examination", _marks(exam)],
            ["线下培训", "session on site", day_in_china(attended.signed_at).isoformat()],
            ["发证", "issued", day_in_china(certificate.issued_at).isoformat()],
            ["有效至", "until", day_in_china(certificate.until).isoformat()],
        ],
    )


def _marks(exam: Exam) -> str:
    return f"{sum(exam.marks.values())} / {len(exam.paper)}"
