"""Texts of gate: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    # What the live check leaves out of the handbook's rule: told in tables, so half a sentence.
    "gate.missing_1_5": Message(
        zh="还缺：一人可办的批量操作没有逐次批准",
        en="bulk acts that one person does take no approval each time",
    ),
    "gate.access_never_reviewed": Message(
        zh="还没有做过岗位复核；一人可办的批量操作也没有逐次批准",
        en="roles were never reviewed; bulk acts that one person does take no approval each time",
        remedy_zh="由负责人、个人信息保护负责人或安全人员在“岗位复核”里开始。",
        remedy_en="The head, the protection officer or security opens one under Access review.",
    ),
    "gate.access_review_missed": Message(
        zh="这个季度没有做岗位复核",
        en="the roles were not reviewed this quarter",
        remedy_zh="在“岗位复核”里开始，逐个确认。",
        remedy_en="Open one under Access review, and answer for each role.",
    ),
    "gate.access_unconfirmed": Message(
        zh="岗位复核到期，最后一位负责人或保护负责人的岗位还没有人确认",
        en="a review is due, and nobody confirmed the last head or protection officer",
        remedy_zh="负责人与个人信息保护负责人在“岗位复核”里互相确认。",
        remedy_en="The head and the protection officer confirm each other under Access review.",
    ),
    "gate.more_unfit": Message(
        zh="一次申请再看 1 到 {most} 位。",
        en="Ask for 1 to {most} more at a time.",
    ),
    "gate.no_such_person": Message(
        zh="这项任务里没有这位客户。",
        en="The task is not about such a customer.",
        remedy_zh="在客户页核对编号，选涉及此人的任务。",
        remedy_en="Look the reference up on the customer's page; choose a task about that person.",
    ),
    "gate.no_minor": Message(
        zh="这位客户不是未成年人，不用申请。",
        en="This customer is no minor; nobody's yes is needed.",
        remedy_zh="直接查看明文。",
        remedy_en="Reveal what the task needs.",
    ),
    "gate.not_on_this_task": Message(
        zh="你不在这项任务里，不能为它申请。",
        en="You do not work on this task, so you cannot ask for it.",
        remedy_zh="请任务里的人申请，或请个人信息保护负责人给你开一项任务。",
        remedy_en="Somebody who works on it asks; or have the protection officer open one for you.",
    ),
    "gate.fields_unfit": Message(
        zh="任务里没有这些字段：{fields}。",
        en="The task is not about these fields: {fields}.",
        remedy_zh="只选任务涉及的字段。",
        remedy_en="Choose fields of the task.",
    ),
    "task.missing": Message(zh="没有这项任务。", en="There is no such task."),
    "task.too_long": Message(
        zh="此目的的任务最长 {days} 天，到 {latest} 为止。",
        en="A task for this purpose lasts at most {days} days: until {latest}.",
        remedy_zh="把到期时间改早；到期后仍需要的，重新开出一项。",
        remedy_en="Give it an earlier end; if it is needed longer, open another when it is over.",
    ),
    "task.names_nobody": Message(
        zh="办理客户本人请求或销毁的任务，要写明是哪一位客户。",
        en="A task for a person's request or for destruction says whose it is.",
        remedy_zh="填写提出请求的客户编号（`--subject`）；每位客户单独开一项。还不知道是谁的，"
        "先用目的为“日常服务”的任务查找。",
        remedy_en="Give the reference of the customer (`--subject`), one task for each; to find "
        "out who it is, use a task for service.",
    ),
    "task.acts_unfit": Message(
        zh="此目的的任务只能查看、更正这一位客户，不能：{acts}。",
        en="A task for this purpose takes looking at that one customer and mending, not: {acts}.",
        remedy_zh="去掉这些操作；确实要列出、导出或发送的，另开一项相应目的的任务。",
        remedy_en="Leave these acts out; to list, export or send, open a task for that purpose.",
    ),
    "task.warns_by_hand": Message(
        zh="“事件告知”只由事件的告知信使用，不能开给任务。",
        en="To tell people of an incident is done by its letters alone; no task takes it.",
        remedy_zh="去掉这项操作；要告知受影响的人，从事件的页面写信。",
        remedy_en="Leave it out; whoever is concerned is written to from the incident's page.",
    ),
    "task.not_of_the_deal": Message(
        zh="这笔转让里没有这位客户。",
        en="No such customer is held for this deal.",
        remedy_zh="在客户页核对编号。",
        remedy_en="Look the reference up on the page Customers.",
    ),
    "task.outsider": Message(
        zh="不是本机构的人，不能派任务：{names}。",
        en="No part of the house, so on no task: {names}.",
        remedy_zh="当事方和外部人员只在数据室里看资料，凭保密协议进入；任务派给本机构的人，"
        "或担任法务、财务岗位的外部顾问。",
        remedy_en="Sides of a deal and outside persons see what a data room shows, under their "
        "agreement; put staff on the task, or an outside adviser with the role LEG or FIN.",
    ),
    "task.other_purpose": Message(
        zh="这项任务的目的不对，要用目的为“{purpose}”的任务。",
        en="The task is for another purpose; this takes one for: {purpose}.",
        remedy_zh="请个人信息保护负责人开一项目的相符的任务。",
        remedy_en="Have the protection officer open one for that purpose.",
    ),
    "task.needs_no_second": Message(
        zh="这项任务不是本人给自己开的，或已经确认过，不用确认。",
        en="Nobody opened this task for himself or herself, or it was confirmed: it needs no yes.",
        remedy_zh="无需再操作。",
        remedy_en="There is nothing left to do.",
    ),
    "task.second_is_on_it": Message(
        zh="开出人和任务名单里的人都不能确认这项任务。",
        en="Neither who opened the task nor who is on it may confirm it.",
        remedy_zh="请名单以外的保护负责人或机构负责人确认；两人都在名单里的，分别另开任务、互相确认。",
        remedy_en="Have one of head and DPO who is not on it confirm it; where both are, open one "
        "task for each.",
    ),
    "task.without_end": Message(
        zh="任务的结束时间必须在开始之后。", en="A task must end after it begins."
    ),
    # Why a condition or a demand does not hold: told in tables, so half a sentence.
    "gate.lets_strangers_in": Message(
        zh="闸门自检时，有人不在任务里却没有被拒绝",
        en="in its self-test the gate did not refuse somebody who is on no such task",
        remedy_zh="停止使用，查日志，修复后再开。",
        remedy_en="Stop using it, look into the log and mend it first.",
    ),
    "gate.roles_not_apart": Message(
        zh="有人一人兼任安全、运维、监督审计中的两类岗位",
        en="somebody holds two of the roles of security, operation and audit",
        remedy_zh="收回其中一类岗位。",
        remedy_en="End one of the two roles.",
    ),
}
