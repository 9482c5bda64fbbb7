"""What somebody of the staff learns: the own courses, one of them with lesson and examinations."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages import content_page, detail_page, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.panels import Filled
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import Course, Exam
from shoumi.chapters.learning.pages import certificates, package_parts, syllabus
from shoumi.chapters.learning.queries import people
from shoumi.chapters.learning.rules import FAILURES_TO_SUSPEND, CourseState
from shoumi.chapters.learning.verbs import lesson_html
from shoumi.chapters.learning.verbs.place import LEARNERS, course_of, keeps
from shoumi.chapters.learning.verbs.told import course_name, topic_names
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("我的课程", "My courses")
_COLUMNS = (
    Column(("课程", "Course")),
    Column(("从什么时候起要求", "Asked for from")),
    Column(("还要做", "Left to do")),
    Column(("证书到", "Certificate until")),
)
_EMPTY: Both = (
    "您的岗位还没有课程。发布以后会出现在这里，待办里也会提醒。",
    "No course for your roles yet. It will stand here, and in your list of work, once published.",
)
_CERTIFICATES = (
    Column(("编号", "Number")),
    Column(("课程", "Course")),
    Column(("发证", "Issued")),
    Column(("有效至", "Until")),
)
_EXAMS = (
    Column(("开始", "Begun")),
    Column(("交卷", "Handed in")),
    Column(("对", "Right"), "number"),
    Column(("题数", "Of"), "number"),
    Column(("结果", "Result")),
)
_SESSIONS = (
    Column(("开始", "Begins")),
    Column(("地点", "Place")),
    Column(("授课人", "Teacher")),
)


@open_to(Who.STAFF, *LEARNERS)
@require_http_methods(["GET", "HEAD"])
def mine(request: PageRequest) -> HttpResponse:
    """The courses of the reader's roles, what is left to do of each, and the certificates."""
    person = request.who()
    rows = [_row(request, one) for one in people.mine(person, request.at)]
    held = [
        (
            certificates.number_cell(one),
            course_name(one.course, request.lang),
            one.issued_at,
            one.until,
        )
        for one in reversed(people.learned(person).certificates)
    ]
    links = [(request.say(("意识教育", "Awareness")), reverse("awareness"))]
    if keeps(request):
        links.append((request.say(("全部课程", "All courses")), reverse("courses")))
    told = ContentPage(
        _TITLE,
        [
            Table(_COLUMNS, rows, _TITLE, _EMPTY),
            Table(
                _CERTIFICATES,
                held,
                ("我的证书", "My certificates"),
                ("还没有证书。", "No certificate yet."),
            ),
        ],
        _standing(request, person),
        links=links,
    )
    return content_page.show(request, told, "my-courses")


def _standing(request: PageRequest, person: Ref) -> str:
    if not queries.data_roles(person, request.at):
        return request.say(
            ("您的岗位不接触个人信息。", "Your roles reach no personal information.")
        )
    found = people.standing_of(person, request.at)
    if found.lack is None:
        words: Both = (
            "可以接触个人信息，到 {until}。",
            "You may reach personal information until {until}.",
        )
        return request.say(words, until=found.until)
    lack = names.of(found.lack, request.lang)
    if not queries.is_begun(request.at):
        begins = queries.begins_at()
        if begins is None:
            return request.say(("公司还没有开始要求证书。", "No certificate is asked for yet."))
        coming: Both = (
            "{begins} 起要求证书；您还缺：{lack}。",
            "Certificates are asked for from {begins}; you lack: {lack}.",
        )
        return request.say(coming, begins=begins, lack=lack)
    shut: Both = (
        "现在不能接触个人信息：{lack}。补上马上恢复。",
        "You may reach no personal information now: {lack}. It opens again at once when mended.",
    )
    return request.say(shut, lack=lack)


def _row(request: PageRequest, one: Course) -> tuple[object, ...]:
    person = request.who()
    held = people.certificate(person, one, request.at)
    lacking = [] if held else people.lacking(person, one, request.at)
    return (
        Cell(_name(request, one), reverse("course", kwargs={"course": one.ref})),
        one.begins_at,
        tuple(names.of(each, request.lang) for each in lacking),
        held.until if held else None,
    )


def _name(request: PageRequest, one: Course) -> str:
    return one.title_en if request.lang == "en" else one.title_zh


@open_to(Who.STAFF, *LEARNERS)
@require_http_methods(["GET", "HEAD"])
def course(request: PageRequest, course: str) -> HttpResponse:
    """The lesson, what the reader has done of it, and what comes next."""
    one = course_of(request, course)
    is_own = people.is_open(one) and people.is_theirs(one, request.who(), request.at)
    text = one.text_en if request.lang == "en" else one.text_zh
    told = DetailPage(
        title=(f"{one.title_zh}（第 {one.number} 版）", f"{one.title_en} (version {one.number})"),
        answer=_answer(request, one, is_own=is_own),
        cautions=_cautions(request, one, is_own=is_own),
        crumbs=[(request.say(_TITLE), reverse("my-courses"))],
        pairs=_pairs(request, one),
        panels=[Filled("learning/lesson.html", {"text": lesson_html.html(text)})],
        tables=[
            *package_parts.table(request, one),
            _exams(request, one),
            _sessions(request, one),
            *([certificates.of_course(request, one)] if keeps(request) else []),
            *([syllabus.table(request, one)] if keeps(request) else []),
        ],
        next=_next(request, one, is_own=is_own),
        acts=detail_page.offers(request, _office_acts(one), course=one.ref),
        history=detail_page.history(request, Ref(one.ref)) if keeps(request) else (),
    )
    return detail_page.show(request, told)


def _answer(request: PageRequest, one: Course, *, is_own: bool) -> str:
    if one.state == CourseState.DRAFT:
        return request.say(("草稿，等另一个人发布。", "A draft: another person publishes it."))
    if one.state == CourseState.ENDED:
        return request.say(("已停用。", "It is ended."))
    if not is_own:
        return request.say(("您的岗位不用学这门课。", "None of your roles takes this course."))
    held = people.certificate(request.who(), one, request.at)
    if held:
        words: Both = ("您有证书，到 {until}。", "You hold its certificate until {until}.")
        return request.say(words, until=held.until)
    lacking = people.lacking(request.who(), one, request.at)
    left: Both = ("还要做：{what}。", "Left to do: {what}.")
    return request.say(left, what=tuple(names.of(each, request.lang) for each in lacking))


def _cautions(request: PageRequest, one: Course, *, is_own: bool) -> list[str]:
    if not is_own or people.failures(request.who(), one, request.at) < FAILURES_TO_SUSPEND:
        return []
    words: Both = (
        "连续两次没有通过，请人事或个人信息保护负责人准许再考。",
        "It was failed twice in a row; personnel or the protection officer lets you try again.",
    )
    return [request.say(words)]


def _next(request: PageRequest, one: Course, *, is_own: bool) -> list[tuple[str, str]]:
    if not is_own:
        return []
    person = request.who()
    running = people.running(person, one, request.at)
    if running:
        return [
            (
                request.say(("继续考试", "Go on with the examination")),
                reverse("exam", kwargs={"exam": running.ref}),
            )
        ]
    if owed := package_parts.next_part(request, one):
        return owed
    if not people.has_read_in_a_year(person, one, request.at):
        return detail_page.offers(request, ["course-read"], course=one.ref)
    is_passed = people.passed(person, one, request.at) or people.certificate(
        person, one, request.at
    )
    return [] if is_passed else detail_page.offers(request, ["exam-start"], course=one.ref)


def _office_acts(one: Course) -> tuple[str, ...]:
    if one.state == CourseState.DRAFT:
        return ("course-find-topic", "course-publish", "course-add-package")
    if one.state == CourseState.PUBLISHED:
        return ("exam-start", "class-plan", "course-find-topic", "course-end")
    return ()


def _pairs(request: PageRequest, one: Course) -> Iterator[tuple[Both, object]]:
    yield ("状态", "State"), names.of(CourseState(one.state), request.lang)
    yield ("讲什么", "Teaches"), topic_names(one, request.lang)
    yield (
        ("考试", "Examination"),
        request.say(
            ("{questions} 题，{minutes} 分钟", "{questions} questions in {minutes} minutes"),
            questions=one.questions,
            minutes=one.minutes,
        ),
    )
    yield ("从什么时候起要求证书", "Certificate asked for from"), one.begins_at
    if keeps(request):
        known = scoping.people({one.drafted_by, one.published_by} - {""})
        yield ("起草", "Drafted by"), known.get(one.drafted_by, "")
        yield ("发布", "Published by"), known.get(one.published_by, "")
        yield ("账本", "Entry"), tables.entry(request, one.entry_position)


def _exams(request: PageRequest, one: Course) -> Table:
    same = [exam for exam in people.learned(request.who()).exams if exam.course == one.ref]
    rows = [_exam_row(request, exam) for exam in reversed(same)]
    empty: Both = ("您还没有考过。", "You have not sat it yet.")
    return Table(_EXAMS, rows, ("我的考试", "My examinations"), empty)


def _exam_row(request: PageRequest, exam: Exam) -> tuple[object, ...]:
    return (
        Cell(exam.started_at, reverse("exam", kwargs={"exam": exam.ref})),
        exam.handed_in_at,
        sum(exam.marks.values()) if exam.handed_in_at else "",
        len(exam.paper),
        result(request, exam),
    )


def result(request: PageRequest, exam: Exam) -> str:
    if exam.passed:
        return request.say(("通过", "passed"))
    if exam.handed_in_at is None and request.at < exam.ends_at:
        return request.say(("进行中", "running"))
    if exam.handed_in_at is None:
        return request.say(("时间到，没有交", "time over, not handed in"))
    return request.say(("没有通过", "not passed"))


def _sessions(request: PageRequest, one: Course) -> Table:
    found = people.sessions_of(one)
    known = scoping.people({session.teacher for session in found})
    rows = [
        (
            Cell(session.begins_at, reverse("class", kwargs={"session": session.ref})),
            session.place,
            known.get(session.teacher, ""),
        )
        for session in found
    ]
    empty: Both = ("还没有安排线下课。", "No session on site is planned yet.")
    return Table(_SESSIONS, rows, ("线下课", "Sessions on site"), empty)
