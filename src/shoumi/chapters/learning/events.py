"""What chapters 4.1, 14 and 19 write in the ledger.

``row`` is a digest over what the row says from then on, so a row can be held against its entry.  No
text and no answer stands here.

learning.drafted        about the course; facts: series, number, policy, row
learning.published      about the course; facts: series, number, policy, begins, row
learning.topic_found    about the section; facts: course, topic, section, row
learning.ended          about the course; facts: series, row
learning.read           about the reading; facts: person, of (course or item), row
learning.planned        about the session; facts: course, row
learning.signed         about the attendance; facts: person, session, row
learning.sheet_kept     about the sheet; facts: session, content, row
learning.entered        about the attendance; facts: person, session, sheet, row
learning.attendance_confirmed  about the confirmation; facts: person, attendance, row
learning.picture_added  about the picture; facts: content, row
learning.package_added  about the package; facts: course, content, parts, row
learning.package_attended  about the attendance; facts: person, package, row
learning.countersigned  about the attendance; facts: person, session, row
learning.added          about the question; facts: topic, row
learning.checked        about the question; facts: topic, row
learning.withdrawn      about the question; facts: topic, reason, row; where statistics withdrew it
                        also asked, discrimination (thousandths)
learning.started        about the examination; facts: person, course, questions, row
learning.handed_in      about the examination; facts: person, course, right, of, passed, row
learning.released       about the examination; facts: person, course, row
learning.certified      about the certificate; facts: person, course, policy, until, row
learning.item_drafted   about the awareness item; facts: year, quarter, row
learning.item_published about the awareness item; facts: year, quarter, due, row
learning.enrolled       about the enrolment; facts: person, row
learning.department_noted  about the placement; facts: person, row
learning.staff_brought  about the list; facts: content, rows, taken, left, row
learning.case_noted     about the case; facts: happened, row
learning.case_raised    about the source; facts: case, incident, row
learning.case_told      about the case; facts: happened, row
learning.case_returned  about the case; facts: happened, row
learning.case_cleared   about the clearance; facts: case, row
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    DRAFTED = "learning.drafted"
    PUBLISHED = "learning.published"
    TOPIC_FOUND = "learning.topic_found"
    ENDED = "learning.ended"
    READ = "learning.read"
    PLANNED = "learning.planned"
    SIGNED = "learning.signed"
    SHEET_KEPT = "learning.sheet_kept"
    ENTERED = "learning.entered"
    CONFIRMED = "learning.attendance_confirmed"
    PICTURE_ADDED = "learning.picture_added"
    PACKAGE_ADDED = "learning.package_added"
    PACKAGE_ATTENDED = "learning.package_attended"
    COUNTERSIGNED = "learning.countersigned"
    ADDED = "learning.added"
    CHECKED = "learning.checked"
    WITHDRAWN = "learning.withdrawn"
    STARTED = "learning.started"
    HANDED_IN = "learning.handed_in"
    RELEASED = "learning.released"
    CERTIFIED = "learning.certified"
    ITEM_DRAFTED = "learning.item_drafted"
    ITEM_PUBLISHED = "learning.item_published"
    ENROLLED = "learning.enrolled"
    PLACED = "learning.department_noted"
    STAFF_BROUGHT = "learning.staff_brought"
    CASE_NOTED = "learning.case_noted"
    CASE_RAISED = "learning.case_raised"
    CASE_TOLD = "learning.case_told"
    CASE_RETURNED = "learning.case_returned"
    CASE_CLEARED = "learning.case_cleared"


# Those after which a row is another.
OF_COURSE = (Tag.DRAFTED, Tag.PUBLISHED, Tag.ENDED)
OF_ATTENDANCE = (Tag.SIGNED, Tag.ENTERED, Tag.COUNTERSIGNED)
OF_QUESTION = (Tag.ADDED, Tag.CHECKED, Tag.WITHDRAWN)
OF_EXAM = (Tag.STARTED, Tag.HANDED_IN, Tag.RELEASED)
OF_ITEM = (Tag.ITEM_DRAFTED, Tag.ITEM_PUBLISHED)
OF_CASE = (Tag.CASE_NOTED, Tag.CASE_TOLD, Tag.CASE_RETURNED)

_PASSED = (("，没有通过", ", not passed"), ("，通过", ", passed"))
SENTENCES: Mapping[Tag, Sentence] = {
    Tag.DRAFTED: Sentence(
        ("起草了课程（第 {number} 版）", "drafted a course (version {number})"),
    ),
    Tag.PUBLISHED: Sentence(
        (
            "发布了课程（第 {number} 版），自 {begins} 起要求证书",
            "published a course (version {number}); its certificate is asked for from {begins}",
        )
    ),
    Tag.TOPIC_FOUND: Sentence(
        (
            "核对课文第 {section} 节讲了{topic}",
            "found {topic} taught in section {section} of a lesson",
        ),
        {"topic": "learning.Topic"},
    ),
    Tag.ENDED: Sentence(("停用了课程", "ended a course")),
    Tag.READ: Sentence(("读完并签收了学习内容", "read a lesson or an item and signed for it")),
    Tag.PLANNED: Sentence(("安排了线下课", "planned a session on site")),
    Tag.SIGNED: Sentence(("在线下课签到", "signed in at a session on site")),
    Tag.SHEET_KEPT: Sentence(
        ("存了线下课的签到表", "kept the sheet of signatures of a session on site")
    ),
    Tag.ENTERED: Sentence(
        ("按签到表补录：{person} 到了课", "entered from the sheet that {person} was in the session")
    ),
    Tag.CONFIRMED: Sentence(
        (
            "确认本人到了课，签到表上的是本人签名",
            "confirmed having been in the session and signed its sheet",
        )
    ),
    Tag.PICTURE_ADDED: Sentence(("加了一张课程图片", "added a picture for lessons")),
    Tag.PACKAGE_ADDED: Sentence(
        ("给课程加了课件，{parts} 个部分", "added a lesson package of {parts} parts to a course")
    ),
    Tag.PACKAGE_ATTENDED: Sentence(
        ("课件学完了：{person}", "a lesson package was worked through by {person}")
    ),
    Tag.COUNTERSIGNED: Sentence(
        ("确认 {person} 到了课", "countersigned that {person} was in the session")
    ),
    Tag.ADDED: Sentence(
        ("加了一道题（{topic}）", "added a question ({topic})"), {"topic": "learning.Topic"}
    ),
    Tag.CHECKED: Sentence(
        ("复核了一道题（{topic}）", "checked a question ({topic})"), {"topic": "learning.Topic"}
    ),
    Tag.WITHDRAWN: Sentence(
        ("停用了一道题（{topic}）：{reason}", "withdrew a question ({topic}): {reason}"),
        {"topic": "learning.Topic", "reason": "learning.Withdrawal"},
    ),
    Tag.STARTED: Sentence(
        ("开始考试，{questions} 题", "began an examination of {questions} questions")
    ),
    Tag.HANDED_IN: Sentence(
        (
            "交卷：{of} 题对 {right} 题{passed}",
            "handed an examination in: {right} of {of} right{passed}",
        ),
        {"passed": _PASSED},
    ),
    Tag.RELEASED: Sentence(("准许 {person} 再考", "let {person} sit the examination again")),
    Tag.CERTIFIED: Sentence(
        ("给 {person} 发了培训证书，到 {until} 为止", "certified {person} until {until}")
    ),
    Tag.ITEM_DRAFTED: Sentence(
        (
            "起草了 {year} 年第 {quarter} 季度的意识教育内容",
            "drafted the awareness item of quarter {quarter}, {year}",
        )
    ),
    Tag.ITEM_PUBLISHED: Sentence(
        (
            "发布了 {year} 年第 {quarter} 季度的意识教育内容，{due} 前读完",
            "published the awareness item of quarter {quarter}, {year}, to be read by {due}",
        )
    ),
    Tag.ENROLLED: Sentence(("让 {person} 上一门课", "enrolled {person} in a course")),
    Tag.PLACED: Sentence(("记下 {person} 在哪个部门", "noted the department of {person}")),
    Tag.STAFF_BROUGHT: Sentence(
        (
            "导入了员工名单：{rows} 行，办了 {taken} 行，{left} 行要改",
            "brought a list of staff in: {rows} rows, {taken} taken, {left} to be mended",
        )
    ),
    Tag.CASE_NOTED: Sentence(
        (
            "登记了一起自己的事件（{happened}），要写成案例",
            "noted an own incident ({happened}) to be told as a case",
        )
    ),
    Tag.CASE_RAISED: Sentence(
        ("安全事件 {incident} 要写成案例", "incident {incident} is to be told as a case")
    ),
    Tag.CASE_RETURNED: Sentence(
        (
            "退回了案例（{happened}）：认得出人",
            "gave a case ({happened}) back: somebody can be recognised in it",
        )
    ),
    Tag.CASE_CLEARED: Sentence(
        (
            "核对了案例，认不出任何人",
            "read a case: nobody can be recognised in it",
        )
    ),
    Tag.CASE_TOLD: Sentence(
        ("把自己的事件（{happened}）写成了案例", "told an own incident ({happened}) as a case")
    ),
}
