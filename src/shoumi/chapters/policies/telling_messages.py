"""Messages and names of who was told of a version of the policy."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "policy.no_such_dataset": Message(
        zh="没有这个数据集。",
        en="There is no such data set.",
        remedy_zh="从列表里选。",
        remedy_en="Choose one of the list.",
    ),
    "policy.no_such_telling": Message(
        zh="没有这条告知记录。",
        en="There is no such record of a telling.",
        remedy_zh="回到政策页重新打开。",
        remedy_en="Open it from the page of the policy.",
    ),
    "policy.not_told_then": Message(
        zh="告知的日期不能早于这一版施行，也不能晚于今天。",
        en="People were told neither before this version was in force nor on a day to come.",
        remedy_zh="改正日期。",
        remedy_en="Correct the day.",
    ),
    "policy.already_told": Message(
        zh="这个数据集的告知已经登记过。",
        en="It is noted already that the people of this data set were told.",
        remedy_zh="请另一个人核对那一条。",
        remedy_en="Have another person confirm that record.",
    ),
    "policy.own_telling": Message(
        zh="自己登记的告知，要由别人核对。",
        en="What one noted oneself is for another person to confirm.",
        remedy_zh="请法务、主要负责人或保护负责人核对。",
        remedy_en="Have legal, the head or the protection officer do it.",
    ),
    "policy.telling_confirmed": Message(
        zh="这条告知已经核对过。",
        en="This telling is confirmed already.",
    ),
    "policy.answer_code_unknown": Message(
        zh="没有这个回执码。",
        en="Nobody has this code.",
        remedy_zh="照告知短信或信上的填，字母和数字都要一样。",
        remedy_en="Type it as it stands in our message or letter.",
    ),
}
NAMES: Mapping[str, Mapping[str, Both]] = {
    "policies.ToldBy": {
        "LETTER": ("信件", "letter"),
        "MAIL": ("电子邮件", "mail"),
        "MESSAGE": ("短信", "text message"),
        "IN_PERSON": ("当面", "in person"),
    },
}
