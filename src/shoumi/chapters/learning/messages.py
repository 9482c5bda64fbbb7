"""Texts of learning: refusals, reasons of demands, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.chapters.learning import (
    demand_messages,
    file_messages,
    package_messages,
    staff_messages,
)
from shoumi.core.messages import Both, Message


def _no(zh: str, en: str, where_zh: str, where_en: str) -> Message:
    return Message(
        zh=f"没有{zh}，或者不归您看。",
        en=f"There is no such {en}, or none that is yours to see.",
        remedy_zh=f"在“{where_zh}”里找。",
        remedy_en=f"Look under {where_en}.",
    )


MESSAGES: Mapping[str, Message] = {
    "learning.no_such_course": _no("这门课程", "course", "课程", "Courses"),
    "learning.no_such_session": _no("这次线下课", "session", "课程", "Courses"),
    "learning.no_such_question": _no("这道题", "question", "题库", "Question bank"),
    "learning.no_such_exam": _no("这次考试", "examination", "我的课程", "My courses"),
    "learning.no_such_item": _no("这份意识教育内容", "awareness item", "意识教育", "Awareness"),
    "learning.no_such_certificate": _no("这份证书", "certificate", "我的课程", "My courses"),
    "learning.no_such_case": _no("这个案例", "case", "意识教育", "Awareness"),
    "learning.text_lacks": Message(
        zh="还没有写：{part}（中文、英文都要）。",
        en="Nobody wrote: {part} (in Chinese and in English).",
        remedy_zh="两种语言都写上再提交。",
        remedy_en="Write it in both languages and send it again.",
    ),
    "learning.personal_data_in_text": Message(
        zh="文中有 {count} 处像是真人的信息。",
        en="{count} places of the text look like somebody's data.",
        remedy_zh="教材和案例不写任何人的信息：删掉，或改成“某客户”。",
        remedy_en="Nobody's data stands in what is taught: leave it out, or write “a customer”.",
    ),
    "learning.roles_lack": Message(
        zh="没有选哪些岗位要学，或者选了不接触个人信息的岗位。",
        en="The course is for no role, or for one that reaches no personal information.",
        remedy_zh="选要学这门课的岗位。",
        remedy_en="Choose the roles that take it.",
    ),
    "learning.topics_lack": Message(
        zh="没有选这门课讲什么。",
        en="The course teaches nothing.",
        remedy_zh="法规、政策、技术措施里至少选一项。",
        remedy_en="Choose one of law, policy and measures at least.",
    ),
    "learning.size_unfit": Message(
        zh="考试 5 到 50 题，5 到 180 分钟。",
        en="An examination has 5 to 50 questions and lasts 5 to 180 minutes.",
        remedy_zh="改题数或时间。",
        remedy_en="Choose other numbers.",
    ),
    "learning.policy_unknown": Message(
        zh="没有这一版隐私政策。",
        en="There is no such version of the policy.",
        remedy_zh="选列出的一版；还没有就先起草政策。",
        remedy_en="Choose one that is listed; draft a policy first where there is none.",
    ),
    "learning.own_draft": Message(
        zh="自己写的、自己加的、自己的考试，要由别人来定。",
        en="What one wrote, added or sat oneself is for another person to decide.",
        remedy_zh="请另一个人办。",
        remedy_en="Have another person do it.",
    ),
    "learning.already_published": Message(
        zh="已经发布过。",
        en="It was published already.",
        remedy_zh="要改，就起草下一版。",
        remedy_en="To change it, draft the next version.",
    ),
    "learning.not_published": Message(
        zh="现在没有发布。",
        en="It is not published now.",
        remedy_zh="等发布，或另选一门。",
        remedy_en="Wait until it is, or choose another.",
    ),
    "learning.begins_before_now": Message(
        zh="这个时间已经过去。",
        en="That moment has passed.",
        remedy_zh="填以后的时间，让大家来得及学。",
        remedy_en="Choose a later one, so that people have time to learn.",
    ),
    "learning.few_questions": Message(
        zh="题库里复核过的题只有 {there} 道，考试要 {wanted} 道。",
        en="The bank has {there} checked questions; the examination asks {wanted}.",
        remedy_zh="加题，请另一个人复核；或少考几道。",
        remedy_en="Add some and have another person check them, or ask fewer.",
    ),
    "learning.not_their_course": Message(
        zh="您的岗位不用学这门课。",
        en="None of your roles takes this course.",
        remedy_zh="看“我的课程”。",
        remedy_en="See My courses.",
    ),
    "learning.already_read": Message(
        zh="已经签收过。",
        en="You signed for it already.",
        remedy_zh="接着考试或上线下课。",
        remedy_en="Go on with the examination or the session.",
    ),
    "learning.not_read_yet": Message(
        zh="课文还没有读完签收。",
        en="The lesson was not read and signed for.",
        remedy_zh="先读课文，签收后再考。",
        remedy_en="Read it and sign for it first.",
    ),
    "learning.two_failures": Message(
        zh="已经连续两次没有通过。",
        en="It was failed twice in a row.",
        remedy_zh="请人事或个人信息保护负责人准许再考。",
        remedy_en="Have personnel or the protection officer let you try again.",
    ),
    "learning.exam_runs": Message(
        zh="有一场考试还没有交卷。",
        en="An examination is running.",
        remedy_zh="先把那一场考完。",
        remedy_en="Finish that one first.",
    ),
    "learning.already_handed_in": Message(
        zh="已经交卷。",
        en="It was handed in already.",
        remedy_zh="看成绩。",
        remedy_en="See the result.",
    ),
    "learning.time_over": Message(
        zh="考试时间已到，这一次算没有通过。",
        en="The time was over: it counts as not passed.",
        remedy_zh="再考一次。",
        remedy_en="Sit it once more.",
    ),
    "learning.not_theirs": Message(
        zh="这是别人的。",
        en="It is somebody else's.",
        remedy_zh="看“我的课程”。",
        remedy_en="See My courses.",
    ),
    "learning.nothing_to_release": Message(
        zh="这个人没有连续两次不通过。",
        en="This person did not fail twice in a row.",
        remedy_zh="让本人直接考。",
        remedy_en="The person can simply sit it.",
    ),
    "learning.session_unfit": Message(
        zh="线下课要在开始之后结束，最长十二小时，不能已经过去。",
        en="A session ends after it begins, lasts twelve hours at most and is not over yet.",
        remedy_zh="改时间。",
        remedy_en="Choose other times.",
    ),
    "learning.not_the_teacher": Message(
        zh="只有授课人能做。",
        en="Only the teacher of the session may.",
        remedy_zh="请授课人办。",
        remedy_en="Have the teacher do it.",
    ),
    "learning.code_not_good": Message(
        zh="这个码已过三十秒，或者不是这次课的。",
        en="The code is older than thirty seconds, or none of this session.",
        remedy_zh="在教室里重新扫墙上的码，马上签到。",
        remedy_en="Scan the one on the wall again, in the room, and sign in at once.",
    ),
    "learning.not_in_session": Message(
        zh="线下课不在进行中。",
        en="The session is not on now.",
        remedy_zh="在上课时间里签到。",
        remedy_en="Sign in while it is.",
    ),
    "learning.already_signed": Message(
        zh="您已经签到。",
        en="You signed in already.",
        remedy_zh="等授课人确认。",
        remedy_en="Wait for the teacher to countersign.",
    ),
    "learning.nobody_signed": Message(
        zh="没有人等着确认。",
        en="Nobody waits for a countersignature.",
        remedy_zh="先让到场的人扫码签到；授课人不能确认自己。",
        remedy_en="Let people sign in first; a teacher does not countersign her- or himself.",
    ),
    "learning.question_unfit": Message(
        zh="题目要有题干、2 到 8 个不同的选项（有对有错）和依据。",
        en="A question has a stem, 2 to 8 different options (right and wrong ones) and a basis.",
        remedy_zh="补全再提交。",
        remedy_en="Complete it and send it again.",
    ),
    "learning.no_gift": Message(
        zh="从第 {line} 行开始的题读不了：只收选择题，UTF-8。",
        en="The question from line {line} on cannot be read: questions of choice alone, in UTF-8.",
        remedy_zh="改好这一题再导入；一道也没有进来。",
        remedy_en="Mend it and bring the file again; none of it was taken.",
    ),
    "learning.no_moodle": Message(
        zh="第 {number} 题读不出来（0 是整个文件）。",
        en="Question {number} cannot be read (0 is the whole file).",
        remedy_zh="用 Moodle 的“导出题目：Moodle XML”，只要选择题，题里不带图片和附件。",
        remedy_en="Export as Moodle XML, questions of choice alone, without pictures or files.",
    ),
    "learning.already_checked": Message(
        zh="已经复核过。",
        en="They were checked already.",
        remedy_zh="不用再做。",
        remedy_en="Nothing is left to do.",
    ),
    "learning.already_withdrawn": Message(
        zh="这道题已经停用。",
        en="The question was withdrawn already.",
        remedy_zh="要用，就重新加一道。",
        remedy_en="To ask it again, add it anew.",
    ),
    "learning.quarter_unfit": Message(
        zh="只能写上季度、本季度或下季度的。",
        en="It is of this quarter, the one before or the next.",
        remedy_zh="换一个季度，如 2026Q4。",
        remedy_en="Choose such a quarter, like 2026Q4.",
    ),
    "learning.quarter_taken": Message(
        zh="{quarter} 已经有一份。",
        en="There is one of {quarter} already.",
        remedy_zh="发布那一份。",
        remedy_en="Publish that one.",
    ),
    "learning.already_told": Message(
        zh="这起事件已经写成案例。",
        en="It was told already.",
        remedy_zh="另有一起，就另登记。",
        remedy_en="Note another incident on its own.",
    ),
    "learning.not_yet_happened": Message(
        zh="这一天还没有到。",
        en="That day has not come.",
        remedy_zh="填事件发生的那一天。",
        remedy_en="Say on which day it happened.",
    ),
    "learning.starter_unknown": Message(
        zh="没有这门现成课程。",
        en="There is no such course in the library.",
        remedy_zh="从列出的里面选。",
        remedy_en="Choose one that is listed.",
    ),
    **demand_messages.MESSAGES,
    **staff_messages.MESSAGES,
    **file_messages.MESSAGES,
    **package_messages.MESSAGES,
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "learning.Scope": {
        "learning:read": ("读课程、题库、证书", "read courses, questions and certificates"),
        "learning:write": (
            "编课程、题库、意识教育，安排线下课",
            "keep courses, questions, items and sessions",
        ),
        "learning:learn": ("学习、考试、签到", "read lessons, sit examinations, sign in"),
    },
    **package_messages.NAMES,
    "learning.Topic": {
        "LAW": ("法规", "law"),
        "POLICY": ("政策", "policy"),
        "MEASURES": ("技术和管理措施", "measures"),
        "RIGHTS": ("告知、同意与个人权利", "notice, consent and rights"),
        "TRANSFER": ("公司转让", "transfers of companies"),
        "VENDORS": ("委托与供应商", "vendors"),
        "INCIDENT": ("事件处置", "incidents"),
    },
    "learning.CourseState": {
        "DRAFT": ("草稿", "draft"),
        "PUBLISHED": ("已发布", "published"),
        "ENDED": ("已停用", "ended"),
    },
    "learning.Lack": {
        "learning.no_course": ("现行政策还没有这个岗位的课程", "no course for these roles yet"),
        "learning.no_certificate": (
            "没有现行版本的有效证书",
            "no valid certificate for the version in force",
        ),
        "learning.unread": ("有意识教育内容逾期未读", "an awareness item is overdue"),
        "learning.failed_twice": ("考试连续两次没有通过", "an examination was failed twice"),
    },
    "learning.Missing": {
        "learning.package_unfinished": ("学完课件", "work through the package"),
        "learning.lesson_unread": ("读课文并签收", "read the lesson and sign for it"),
        "learning.exam_not_passed": ("通过考试", "pass the examination"),
        "learning.not_attended": ("上一次线下课", "attend a session on site"),
    },
    "learning.Withdrawal": {
        "WEAK": ("区分不出会与不会", "it tells nothing"),
        "WRONG": ("题目有错", "it is wrong"),
        "OUTDATED": ("依据已变", "its basis changed"),
    },
}
