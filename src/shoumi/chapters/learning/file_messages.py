"""Texts of signatures on paper and of pictures of lessons."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "learning.not_over_yet": Message(
        zh="课还没有上完，现在用签到码。",
        en="The session is not over; people sign in by the code.",
        remedy_zh="课后再补录签到表。",
        remedy_en="Enter the sheet once it is over.",
    ),
    "learning.person_named": Message(
        zh="案例里点了公司里人的名字（{count} 人）。",
        en="The case names {count} people of the house.",
        remedy_zh="改成岗位或“一名员工”再提交。",
        remedy_en="Write a role or “somebody of the staff” instead.",
    ),
    "learning.not_told": Message(
        zh="这个案例还没有写。",
        en="The case is not told yet.",
        remedy_zh="先写成案例。",
        remedy_en="Tell it first.",
    ),
    "learning.already_cleared": Message(
        zh="这个案例已经有人核对过。",
        en="Another person has read this case.",
    ),
    "learning.nothing_to_confirm": Message(
        zh="这次线下课没有要您确认的。",
        en="There is nothing of this session for you to confirm.",
        remedy_zh="授课人补录签到表以后再确认；已经确认过的不用再办。",
        remedy_en="Wait until the teacher entered the sheet; what you confirmed is confirmed.",
    ),
    "learning.not_its_topic": Message(
        zh="这门课没有写明讲这一类内容。",
        en="The course does not say that it teaches this topic.",
        remedy_zh="选课程写明的内容，或请写的人起草新的一版。",
        remedy_en="Choose one of its topics, or have its writer draft another version.",
    ),
    "learning.no_such_section": Message(
        zh="课文没有这一节，或者中英文有一边没有内容。",
        en="The lesson has no such section, or it says nothing in one of the languages.",
        remedy_zh="重新选一节；中英文的标题要一样多。",
        remedy_en="Choose another; both languages need as many headings.",
    ),
    "learning.topics_not_found": Message(
        zh="还有内容没有人在课文里核对到：{topics}。",
        en="Nobody has found these topics in the lesson yet: {topics}.",
        remedy_zh="由起草人以外的人在课程页用“核对课文讲了什么”。",
        remedy_en="Have another than its writer use “Find where a topic is taught” on its page.",
    ),
    "learning.section_taken": Message(
        zh="这一类内容已经核对过，或者这一节已经算作另一类。",
        en="The topic was found already, or the section counts for another.",
        remedy_zh="另选一节。",
        remedy_en="Choose another section.",
    ),
    "learning.sheet_late": Message(
        zh="课后 {days} 天以内才能补录签到表。",
        en="A sheet is entered within {days} days of its session.",
        remedy_zh="再安排一次线下课。",
        remedy_en="Plan another session on site.",
    ),
    "learning.nobody_entered": Message(
        zh="没有要补录的人：没有选，或者都已签到。",
        en="There is nobody to enter: none was chosen, or all signed in.",
        remedy_zh="选签到表上有、还没有签到的人。",
        remedy_en="Choose who stands on the sheet and has not signed in.",
    ),
    "learning.teacher_on_sheet": Message(
        zh="授课人不能补录自己。",
        en="The teacher enters nobody like her- or himself.",
        remedy_zh="授课人去上别人讲的课。",
        remedy_en="Attend a session of another teacher.",
    ),
    "learning.picture_unfit": Message(
        zh="这张图片用不了：要 PNG 或 JPEG，不超过 2 MB、每边 4000 像素。",
        en="The picture cannot be used: PNG or JPEG, at most 2 MB and 4000 pixels a side.",
        remedy_zh="另存为 PNG 或 JPEG，缩小再试。",
        remedy_en="Save it as PNG or JPEG, smaller, and try again.",
    ),
    "learning.picture_unknown": Message(
        zh="正文里的图片 {name} 没有，或者被改过。",
        en="There is no picture {name}, or it was changed.",
        remedy_zh="先加图片，再把给出的那一行写进正文。",
        remedy_en="Add the picture first, and write the line that you are given into the text.",
    ),
    "learning.picture_without_words": Message(
        zh="正文里的图片 {name} 没有写说明，看不见的人不知道画的是什么。",
        en="The text does not say what is on the picture {name}, for whoever cannot see it.",
        remedy_zh="在方括号里写上图里画的是什么。",
        remedy_en="Write into the square brackets what is on it.",
    ),
    "learning.no_such_picture": Message(
        zh="没有这张图片。",
        en="There is no such picture.",
        remedy_zh="在课程里看。",
        remedy_en="Look at it in its course.",
    ),
}
