# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about learning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.connection import File


class Learning(Calls):
    """The part of ``Client`` about learning."""

    def draft_course(
        self,
        *,
        title_zh: str,
        title_en: str,
        text_zh: str,
        text_en: str,
        roles: Sequence[str],
        topics: Sequence[str],
        policy: str,
        questions: int,
        minutes: int,
        earlier: str | None = None,
        key: str | None = None,
    ) -> response_types.Course:
        """Draft a course.

        ``roles``  one of CON, CS, DPO, FIN, HEAD, HR, LEG, MKT, OPS, PRO, PWG, SEC
        ``topics``  one of LAW, POLICY, MEASURES, RIGHTS, TRANSFER, VENDORS, INCIDENT

        Needs the scope ``learning:write`` and one of the roles DPO, HR.
        """
        return self._act(
            response_types.Course,
            "courses",
            key=key,
            body={
                "title_zh": title_zh,
                "title_en": title_en,
                "text_zh": text_zh,
                "text_en": text_en,
                "roles": roles,
                "topics": topics,
                "policy": policy,
                "questions": questions,
                "minutes": minutes,
                "earlier": earlier,
            },
        )

    def courses(self) -> Iterator[response_types.Course]:
        """The courses, the newest first; drafts for those who keep them.

        Needs the scope ``learning:read``.
        """
        return self._every(response_types.Course, "courses")

    def take_course(
        self, *, starter: str, roles: Sequence[str], policy: str, key: str | None = None
    ) -> response_types.Course:
        """Take a course from the library.

        ``roles``  one of CON, CS, DPO, FIN, HEAD, HR, LEG, MKT, OPS, PRO, PWG, SEC

        Needs the scope ``learning:write`` and one of the roles DPO, HR.
        """
        return self._act(
            response_types.Course,
            "courses",
            "take",
            key=key,
            body={"starter": starter, "roles": roles, "policy": policy},
        )

    def publish_course(
        self, course: str, *, begins_at: datetime, key: str | None = None
    ) -> response_types.Course:
        """Publish a course another person wrote.

        Needs the scope ``learning:write`` and one of the roles DPO, HEAD, HR, LEG.
        """
        return self._act(
            response_types.Course,
            "courses",
            course,
            "publish",
            key=key,
            body={"begins_at": begins_at},
        )

    def end_course(self, course: str, *, key: str | None = None) -> response_types.Course:
        """End a course.

        Needs the scope ``learning:write`` and one of the roles DPO, HEAD, HR, LEG.
        """
        return self._act(response_types.Course, "courses", course, "end", key=key)

    def read_course(self, course: str, *, key: str | None = None) -> response_types.Reading:
        """Sign for a lesson.

        Needs the scope ``learning:learn``.
        """
        return self._act(response_types.Reading, "courses", course, "read", key=key)

    def find_topic_course(
        self, course: str, *, topic: str, section: str, key: str | None = None
    ) -> response_types.TopicSection:
        """Find where a topic is taught.

        ``topic``  one of LAW, POLICY, MEASURES, RIGHTS, TRANSFER, VENDORS, INCIDENT

        Needs the scope ``learning:write`` and one of the roles DPO, HEAD, HR, LEG.
        """
        return self._act(
            response_types.TopicSection,
            "courses",
            course,
            "find-topic",
            key=key,
            body={"topic": topic, "section": section},
        )

    def bring_staff_course(
        self, *, file: File, courses: Sequence[str] | None = None, key: str | None = None
    ) -> response_types.StaffList:
        """Bring a list of staff in.

        Needs the scope ``learning:write`` and one of the roles DPO, HR.
        """
        return self._act(
            response_types.StaffList,
            "courses",
            "bring-staff",
            key=key,
            body={"courses": courses},
            files={"file": [file]},
        )

    def add_picture_course(self, *, file: File, key: str | None = None) -> response_types.Picture:
        """Add a picture for lessons.

        Needs the scope ``learning:write`` and one of the roles DPO, HR.
        """
        return self._act(
            response_types.Picture, "courses", "add-picture", key=key, files={"file": [file]}
        )

    def add_package_course(
        self, course: str, *, file: File, key: str | None = None
    ) -> response_types.LessonPackage:
        """Add a lesson package to a draft.

        Needs the scope ``learning:write`` and one of the roles DPO, HR.
        """
        return self._act(
            response_types.LessonPackage,
            "courses",
            course,
            "add-package",
            key=key,
            files={"file": [file]},
        )

    def plan_class(
        self,
        course: str,
        *,
        place: str,
        teacher: str,
        begins_at: datetime,
        ends_at: datetime,
        key: str | None = None,
    ) -> response_types.Session:
        """Plan a session on site.

        Needs the scope ``learning:write`` and one of the roles DPO, HR.
        """
        return self._act(
            response_types.Session,
            "courses",
            course,
            "plan",
            key=key,
            body={"place": place, "teacher": teacher, "begins_at": begins_at, "ends_at": ends_at},
        )

    def sign_in_class(
        self, session: str, *, code: str, key: str | None = None
    ) -> response_types.Attendance:
        """Sign in at a session.

        Needs the scope ``learning:learn``.
        """
        return self._act(
            response_types.Attendance, "classes", session, "sign-in", key=key, body={"code": code}
        )

    def countersign_class(
        self, session: str, *, absent: Sequence[str] | None = None, key: str | None = None
    ) -> response_types.Countersigned:
        """Countersign who was there.

        Needs the scope ``learning:write``.
        """
        return self._act(
            response_types.Countersigned,
            "classes",
            session,
            "countersign",
            key=key,
            body={"absent": absent},
        )

    def enter_sheet_class(
        self, session: str, *, persons: Sequence[str], sheet: File, key: str | None = None
    ) -> response_types.Sheet:
        """Enter a sheet of signatures.

        Needs the scope ``learning:write``.
        """
        return self._act(
            response_types.Sheet,
            "classes",
            session,
            "enter-sheet",
            key=key,
            body={"persons": persons},
            files={"sheet": [sheet]},
        )

    def confirm_class(self, session: str, *, key: str | None = None) -> response_types.Attendance:
        """Confirm what a teacher entered of oneself.

        Needs the scope ``learning:learn``.
        """
        return self._act(response_types.Attendance, "classes", session, "confirm", key=key)

    def add_question(
        self,
        *,
        topic: str,
        stem_zh: str,
        stem_en: str,
        options_zh: str,
        options_en: str,
        right: str,
        basis: str,
        key: str | None = None,
    ) -> response_types.Batch:
        """Add a question.

        ``topic``  one of LAW, POLICY, MEASURES, RIGHTS, TRANSFER, VENDORS, INCIDENT

        Needs the scope ``learning:write`` and one of the roles DPO, HR.
        """
        return self._act(
            response_types.Batch,
            "questions",
            key=key,
            body={
                "topic": topic,
                "stem_zh": stem_zh,
                "stem_en": stem_en,
                "options_zh": options_zh,
                "options_en": options_en,
                "right": right,
                "basis": basis,
            },
        )

    def questions(self) -> Iterator[response_types.Question]:
        """The bank, the newest first, without the answers; nothing for those who only learn.

        Needs the scope ``learning:read``.
        """
        return self._every(response_types.Question, "questions")

    def bring_question(self, *, file: File, key: str | None = None) -> response_types.Batch:
        """Bring questions as GIFT or Moodle XML.

        Needs the scope ``learning:write`` and one of the roles DPO, HR.
        """
        return self._act(
            response_types.Batch, "questions", "bring", key=key, files={"file": [file]}
        )

    def check_question(self, *, batch: str, key: str | None = None) -> response_types.Batch:
        """Check questions another person added.

        Needs the scope ``learning:write`` and one of the roles DPO, HEAD, HR, LEG.
        """
        return self._act(response_types.Batch, "questions", "check", key=key, body={"batch": batch})

    def withdraw_question(
        self, question: str, *, reason: str, key: str | None = None
    ) -> response_types.Question:
        """Withdraw a question.

        ``reason``  one of WRONG, OUTDATED

        Needs the scope ``learning:write`` and one of the roles DPO, HEAD, HR, LEG.
        """
        return self._act(
            response_types.Question,
            "questions",
            question,
            "withdraw",
            key=key,
            body={"reason": reason},
        )

    def start_exam(self, course: str, *, key: str | None = None) -> response_types.Exam:
        """Begin an examination.

        Needs the scope ``learning:learn``.
        """
        return self._act(response_types.Exam, "courses", course, "start", key=key)

    def hand_in_exam(
        self, exam: str, *, answers: str, key: str | None = None
    ) -> response_types.Exam:
        """Hand an examination in.

        Needs the scope ``learning:learn``.
        """
        return self._act(
            response_types.Exam, "exams", exam, "hand-in", key=key, body={"answers": answers}
        )

    def release_exam(self, exam: str, *, key: str | None = None) -> response_types.Exam:
        """Let somebody who failed twice try again.

        Needs the scope ``learning:write`` and one of the roles DPO, HR.
        """
        return self._act(response_types.Exam, "exams", exam, "release", key=key)

    def draft_awareness(
        self,
        *,
        quarter: str,
        title_zh: str,
        title_en: str,
        text_zh: str,
        text_en: str,
        key: str | None = None,
    ) -> response_types.Item:
        """Draft an awareness item.

        Needs the scope ``learning:write`` and one of the roles DPO, HR.
        """
        return self._act(
            response_types.Item,
            "awareness",
            key=key,
            body={
                "quarter": quarter,
                "title_zh": title_zh,
                "title_en": title_en,
                "text_zh": text_zh,
                "text_en": text_en,
            },
        )

    def awareness(self) -> Iterator[response_types.Item]:
        """The awareness items, the newest first; drafts for those who keep them.

        Needs the scope ``learning:read``.
        """
        return self._every(response_types.Item, "awareness")

    def take_awareness(
        self, *, quarter: str, one: str, key: str | None = None
    ) -> response_types.Item:
        """Take a case as an awareness item.

        Needs the scope ``learning:write`` and one of the roles DPO, HR.
        """
        return self._act(
            response_types.Item, "awareness", "take", key=key, body={"quarter": quarter, "one": one}
        )

    def publish_awareness(
        self, item: str, *, due_at: datetime, key: str | None = None
    ) -> response_types.Item:
        """Publish an awareness item another wrote.

        Needs the scope ``learning:write`` and one of the roles DPO, HEAD, HR, LEG.
        """
        return self._act(
            response_types.Item, "awareness", item, "publish", key=key, body={"due_at": due_at}
        )

    def read_awareness(self, item: str, *, key: str | None = None) -> response_types.Reading:
        """Sign for an awareness item.

        Needs the scope ``learning:learn``.
        """
        return self._act(response_types.Reading, "awareness", item, "read", key=key)

    def note_case(self, *, happened_on: date, key: str | None = None) -> response_types.Case:
        """Note an own incident.

        Needs the scope ``learning:write`` and one of the roles DPO, HR, SEC.
        """
        return self._act(response_types.Case, "cases", key=key, body={"happened_on": happened_on})

    def cases(self) -> Iterator[response_types.Case]:
        """The cases, the newest first; those that wait for those who tell them.

        Needs the scope ``learning:read``.
        """
        return self._every(response_types.Case, "cases")

    def tell_case(
        self,
        case: str,
        *,
        title_zh: str,
        title_en: str,
        text_zh: str,
        text_en: str,
        key: str | None = None,
    ) -> response_types.Case:
        """Tell an incident as a case.

        Needs the scope ``learning:write`` and one of the roles DPO, HR, SEC.
        """
        return self._act(
            response_types.Case,
            "cases",
            case,
            "tell",
            key=key,
            body={
                "title_zh": title_zh,
                "title_en": title_en,
                "text_zh": text_zh,
                "text_en": text_en,
            },
        )

    def clear_case(self, case: str, *, key: str | None = None) -> response_types.Clearance:
        """Say that nobody is recognised in a case.

        Needs the scope ``learning:write`` and one of the roles DPO, HEAD, HR, LEG, SEC.
        """
        return self._act(response_types.Clearance, "cases", case, "clear", key=key)

    def return_case(self, case: str, *, key: str | None = None) -> response_types.Case:
        """Give a case back whose people are recognised.

        Needs the scope ``learning:write`` and one of the roles DPO, HEAD, HR, LEG, SEC.
        """
        return self._act(response_types.Case, "cases", case, "return", key=key)

    def course(self, course: str) -> response_types.Course:
        """One version of a course.

        Needs the scope ``learning:read``.
        """
        return self._one(response_types.Course, "courses", course)

    def certificates(self) -> Iterator[response_types.Certificate]:
        """One's own, the newest first; everybody's for those who keep courses.

        Needs the scope ``learning:read``.
        """
        return self._every(response_types.Certificate, "certificates")

    def exam(self, exam: str) -> response_types.Exam:
        """One examination of one's own; its paper until it is handed in.

        Needs the scope ``learning:read``.
        """
        return self._one(response_types.Exam, "exams", exam)
