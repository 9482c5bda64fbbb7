"""Texts of emergency: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "emergency.opens_tasks": Message(
        zh="机构负责人和个人信息保护负责人可以直接开出任务，不用紧急开启。",
        en="The head and the DPO can open a task, and need no emergency.",
        remedy_zh="在转让的页面上开出任务。",
        remedy_en="Open a task on the page of the deal.",
    ),
    "emergency.none_left": Message(
        zh="本季度的 {most} 次紧急开启已经用完。",
        en="All {most} emergencies of this quarter are used.",
        remedy_zh="请个人信息保护负责人开出任务。",
        remedy_en="Have the DPO open a task.",
    ),
    "emergency.nobody_to_tell": Message(
        zh="没有个人信息保护负责人，或没有第二位负责人可以通知，所以不能开启。",
        en="There is no DPO, or no second officer, to be told; so nothing is opened.",
        remedy_zh="先由机构负责人补上岗位。",
        remedy_en="Have the head fill the roles first.",
    ),
    "emergency.reason_unfit": Message(
        zh="事由要写 {least} 至 {most} 个字符。",
        en="The reason has to have {least} to {most} characters.",
        remedy_zh="用一句话写明为什么等不及，不写姓名和号码。",
        remedy_en="Say in one sentence why it cannot wait, without names or numbers.",
    ),
    "emergency.reason_names": Message(
        zh="事由里有姓名或号码。",
        en="There is a name or a number of somebody in the reason.",
        remedy_zh="事由以明文保存，只写为什么等不及。",
        remedy_en="It is kept in the clear: say only why it cannot wait.",
    ),
    "emergency.fields_unfit": Message(
        zh="没有选字段，或其中有不用于服务客户的字段。",
        en="No field was chosen, or one that does not serve a customer's service.",
        remedy_zh="只选眼下必需的字段。",
        remedy_en="Choose only the fields that are needed now.",
    ),
    "emergency.no_such_customer": Message(
        zh="没有这位客户，或资料已经销毁。",
        en="There is no such customer, or the data is destroyed.",
        remedy_zh="核对客户编号。",
        remedy_en="Check the customer's reference.",
    ),
    "emergency.missing": Message(
        zh="没有这次紧急开启。",
        en="There is no such emergency.",
        remedy_zh="核对编号。",
        remedy_en="Check the reference.",
    ),
    "emergency.own_review": Message(
        zh="自己开启的，自己不能复核。",
        en="Who opened it does not review it.",
        remedy_zh="请另一位负责人复核。",
        remedy_en="Have another officer review it.",
    ),
    "emergency.reviewed": Message(
        zh="已经复核过了。",
        en="It was reviewed already.",
        remedy_zh="刷新页面查看结论。",
        remedy_en="Reload the page to see the outcome.",
    ),
    "emergency.note_unfit": Message(
        zh="说明与结论不符。",
        en="The note says otherwise than the outcome.",
        remedy_zh="重新选择说明。",
        remedy_en="Choose another note.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "emergency.Outcome": {
        "justified": ("应当开启", "justified"),
        "not_justified": ("不应开启", "not justified"),
    },
    "emergency.Note": {
        "needed": ("确实紧急，范围恰当", "it could not wait, and no more was opened"),
        "too_wide": ("字段多于需要", "more fields than were needed"),
        "could_wait": ("可以等任务开出", "it could have waited for a task"),
        "wrong_person": ("开错了客户", "the wrong customer"),
        "no_ground": ("事由不成立", "there was no ground"),
    },
    "emergency.Why": {
        "accounts.not_permitted": ("没有所需的岗位", "no role for it"),
        "emergency.opens_tasks": ("可以直接开任务", "opens tasks, needs none"),
        "emergency.none_left": ("本季度次数已用完", "none left in this quarter"),
        "emergency.nobody_to_tell": ("没有人可以通知", "nobody to tell"),
        "emergency.own_review": ("自己的不能自己复核", "a review of one's own"),
    },
}
