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
