"""Texts of notices of leaving."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "conduct.no_notice": Message(
        zh="没有这份离职通知。",
        en="There is no such notice.",
        remedy_zh="在“离职通知”里找。",
        remedy_en="Look under Notices of leaving.",
    ),
    "conduct.already_leaving": Message(
        zh="此人的离职通知已经登记。",
        en="That person's notice is noted already.",
        remedy_zh="日期不对的，先撤回，再登记。",
        remedy_en="Where its day is wrong, withdraw it and note it anew.",
    ),
    "conduct.not_leaving": Message(
        zh="这份离职通知已经撤回。",
        en="The notice is withdrawn already.",
        remedy_zh="再提出的，另行登记。",
        remedy_en="Note another where somebody gives notice again.",
    ),
    "conduct.day_to_come": Message(
        zh="提出离职的日期还没有到。",
        en="The day on which notice was given is still to come.",
        remedy_zh="填提出的那天，不是离开的那天。",
        remedy_en="Enter the day of the notice and not the last day.",
    ),
}
