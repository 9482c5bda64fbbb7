"""Why demands of learning do not hold, and what of them is not looked at yet: told in tables, so
each is half a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "learning.missing_14_2": Message(
        zh="还缺：有写好的案例没有别人核对过认不认得出人",
        en="a case was told that nobody else has read to see whether anybody can be recognised",
        remedy_zh="请另一个人在案例页核对。",
        remedy_en="Have another person read it on the page of the case.",
    ),
    "learning.missing_19_1": Message(
        zh="还缺：有课程讲什么只有写的人勾选，没有别人在课文里核对到哪一节",
        en="of a course only its writer says what it teaches; nobody else found it in the lesson",
        remedy_zh="在课程页用“核对课文讲了什么”。",
        remedy_en="Use “Find where a topic is taught” on the page of the course.",
    ),
    "learning.missing_19_2": Message(
        zh="还缺：有在期证书凭补录的签到表发出，本人没有确认自己到了课",
        en="a certificate in date rests on an entered sheet that its holder has not confirmed",
        remedy_zh="请本人在线下课的页面确认。",
        remedy_en="Have its holder confirm it on the page of the session.",
    ),
    "learning.not_begun": Message(
        zh="还没有课程开始要求证书", en="no course asks for certificates yet"
    ),
    "learning.no_course": Message(
        zh="现行政策没有对应的课程", en="no course teaches the policy in force"
    ),
    "learning.course_outdated": Message(
        zh="课程发布以后，政策这一版的正文又改过，没有按现行正文的课程",
        en="the text of the policy was changed after its course was published",
        remedy_zh="按现行正文起草并发布课程的新版本，相关人员重新学习。",
        remedy_en="Draft and publish a new version of the course on the text in force; people take"
        " it anew.",
    ),
    "learning.no_certificate": Message(
        zh="没有现行版本的有效证书",
        en="no valid certificate for the version in force",
    ),
    "learning.unread": Message(
        zh="有意识教育内容逾期未读", en="an awareness item was not read in time"
    ),
    "learning.failed_twice": Message(
        zh="考试连续两次没有通过", en="an examination was failed twice in a row"
    ),
    "learning.role_without_course": Message(
        zh="有接触个人信息的岗位没有课程", en="a role that reaches personal data has no course"
    ),
    "learning.topic_not_taught": Message(
        zh="有岗位的课程没有讲全法规、政策和技术措施",
        en="the courses of a role do not teach law, policy and measures",
    ),
    "learning.topic_not_found": Message(
        zh="有岗位的课程，三类内容没有全部由别人在课文里核对到",
        en="of a role's courses law, policy and measures were not all found in the lessons",
    ),
    "learning.case_unread": Message(
        zh="有案例满三十天还没有别人核对过认不认得出人",
        en="a case was not read by another within thirty days",
    ),
    "learning.too_few_questions": Message(
        zh="有课程的题不够考一次",
        en="a course has fewer questions than its examination asks",
    ),
    "learning.quarter_without_item": Message(
        zh="上季度没有发布意识教育内容",
        en="no awareness item was published for the quarter before",
    ),
    "learning.case_overdue": Message(
        zh="有自己的事件满三十天还没有写成案例",
        en="an own incident was not told as a case within thirty days",
    ),
    "learning.no_session_in_a_year": Message(
        zh="一年没有办过有人签到、授课人确认的线下课",
        en="for a year nobody was in a session on site that its teacher countersigned",
        remedy_zh="安排并办一次线下课：到场的人签到，授课人确认。",
        remedy_en="Plan and hold a session on site: who is there signs in, its teacher"
        " countersigns.",
    ),
    "learning.no_lesson_in_a_year": Message(
        zh="一年没有人签收过线上课文",
        en="for a year nobody signed for a lesson online",
        remedy_zh="请相关人员在课程页重新学习并签收课文。",
        remedy_en="Have people read the lesson again on the page of its course and sign for it.",
    ),
    "learning.lesson_unread": Message(zh="课文还没有签收", en="the lesson is not signed for"),
    "learning.exam_not_passed": Message(zh="考试还没有通过", en="the examination is not passed"),
    "learning.not_attended": Message(
        zh="一年内没有授课人确认的线下课",
        en="no session on site within a year that a teacher countersigned",
    ),
}
