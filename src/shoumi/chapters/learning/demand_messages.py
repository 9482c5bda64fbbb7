"""Why demands of learning do not hold, and what of them is not looked at yet: told in tables, so
each is half a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "learning.missing_14_2": Message(
        zh="还缺：事件由人登记，不会自己从应急处置里来；去标识由人做，只查识别得出的信息",
        en="incidents are noted and made nameless by hand; only what a scan knows is refused",
    ),
    "learning.missing_19_1": Message(
        zh="三类内容由写的人勾选，不查正文",
        en="which topics lessons teach is said by who writes them",
    ),
    "learning.missing_19_2": Message(
        zh="补录的签到表由授课人看着录入，表上的签名不逐个核对",
        en="who stands on a sheet of paper is what its teacher enters; signatures are not compared",
    ),
    "learning.missing_19_3": Message(
        zh="没有证书也能先给角色，只是用不了",
        en="a role may be given before the certificate and opens nothing until then",
    ),
    "learning.not_begun": Message(
        zh="还没有课程开始要求证书", en="no course asks for certificates yet"
    ),
    "learning.no_course": Message(
        zh="现行政策没有对应的课程", en="no course teaches the policy in force"
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
        zh="一年没有办过线下课", en="no session on site was held for a year"
    ),
    "learning.lesson_unread": Message(zh="课文还没有签收", en="the lesson is not signed for"),
    "learning.exam_not_passed": Message(zh="考试还没有通过", en="the examination is not passed"),
    "learning.not_attended": Message(
        zh="一年内没有授课人确认的线下课",
        en="no session on site within a year that a teacher countersigned",
    ),
}
