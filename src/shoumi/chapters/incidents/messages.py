"""Texts of plans and duty: refusals, and why a demand does not hold.  Of incidents:
``incident_messages.py``; names: ``name_messages.py``."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.chapters.incidents import incident_messages, name_messages
from shoumi.core.messages import Both, Message

NAMES: Mapping[str, Mapping[str, Both]] = name_messages.NAMES
_PLANS: Mapping[str, Message] = {
    "incidents.no_plan": Message(
        zh="没有这一版应急预案。",
        en="There is no such plan.",
        remedy_zh="在“应急预案”里找，或用 `shoumi plan list`。",
        remedy_en="Look under Emergency plan, or with `shoumi plan list`.",
    ),
    "incidents.no_such_post": Message(
        zh="没有这一项值守。",
        en="There is no such post.",
        remedy_zh="在“应急值守”里找。",
        remedy_en="Look under Duty.",
    ),
    "incidents.no_contact": Message(
        zh="没有登记这位的联系方式。",
        en="It is not written down how that person is reached.",
        remedy_zh="先在“应急值守”里登记。",
        remedy_en="Write it down under Duty first.",
    ),
    "incidents.no_change": Message(
        zh="没有这一条修订意见。",
        en="There is no such change.",
        remedy_zh="在“修订意见”里找。",
        remedy_en="Look under Changes of the plan.",
    ),
    "incidents.text_missing": Message(
        zh="还没有写：{part}。",
        en="Nobody wrote: {part}.",
        remedy_zh="写上再交。",
        remedy_en="Write it and hand it in again.",
    ),
    "incidents.text_too_long": Message(
        zh="太长了，最多 {most} 字。",
        en="That is too long: {most} characters at most.",
        remedy_zh="写短一些。",
        remedy_en="Say it in fewer words.",
    ),
    "incidents.section_missing": Message(
        zh="预案缺一个部分：{section}。",
        en="The plan lacks a section: {section}.",
        remedy_zh="写上这一部分再交；可以从起始文本改起。",
        remedy_en="Write that section; the text to begin with has one.",
    ),
    "incidents.section_short": Message(
        zh="“{section}”写得太少，少于 {least} 字。",
        en="The section {section} says too little: fewer than {least} characters.",
        remedy_zh="写明具体的措施和谁来做。",
        remedy_en="Say what is done, and by whom.",
    ),
    "incidents.section_gap": Message(
        zh="“{section}”里还有【】没有填。",
        en="A place in 【】 is left open in the section {section}.",
        remedy_zh="填上实际内容，去掉方括号。",
        remedy_en="Fill it in and take the brackets away.",
    ),
    "incidents.same_person": Message(
        zh="起草、提出或调查的人不能自己决定。",
        en="Who wrote, asked for or found it does not decide about it.",
        remedy_zh="请另一位决定。",
        remedy_en="Have another decide.",
    ),
    "incidents.not_a_draft": Message(
        zh="这一版已经批准，或者有更新的一版在施行。",
        en="It is approved, or a newer version is in force.",
        remedy_zh="要改的话，另起草一版。",
        remedy_en="Draft another version to change it.",
    ),
    "incidents.no_post": Message(
        zh="有应急岗位没有人：{post}。",
        en="Nobody holds a post: {post}.",
        remedy_zh="在“应急值守”里给每个岗位定一人、一名替补，都要在职。",
        remedy_en="Under Duty name a person and a deputy for each post, both of the staff.",
    ),
    "incidents.not_here": Message(
        zh="值守的人有的已经不在职。",
        en="Somebody on duty is here no more.",
        remedy_zh="在“应急值守”里换人。",
        remedy_en="Name another under Duty.",
    ),
    "incidents.own_deputy": Message(
        zh="不能给自己当替补。",
        en="Nobody is an own deputy.",
        remedy_zh="选另一位。",
        remedy_en="Choose another.",
    ),
    "incidents.not_on_duty": Message(
        zh="这位没有应急岗位，不用登记。",
        en="That person holds no post, so nothing is written down.",
        remedy_zh="先给这位定岗位。",
        remedy_en="Name the person for a post first.",
    ),
    "incidents.not_staff": Message(
        zh="选的人不是在职员工。",
        en="Who was chosen is none of the staff.",
        remedy_zh="选一位在职员工。",
        remedy_en="Choose one of the staff.",
    ),
    "incidents.own_contact": Message(
        zh="不能测试自己的联系方式。",
        en="Nobody tries an own contact.",
        remedy_zh="请另一位打过来。",
        remedy_en="Have another call.",
    ),
    "incidents.change_decided": Message(
        zh="这条意见已经决定过了。",
        en="That change is decided.",
        remedy_zh="有新的情况就另提一条。",
        remedy_en="Call for another where something is new.",
    ),
    "incidents.nothing_changed": Message(
        zh="文字和施行的一版一样，没有回应选上的修订意见。",
        en="It says what the version in force says, so it takes in no change.",
        remedy_zh="把意见写进正文；不采纳的，在那一条里写明理由。",
        remedy_en="Write the change into the text, or decline it and say why.",
    ),
    "incidents.not_reached": Message(
        zh="值守的人里有 {count} 位这个季度还没有联系上。",
        en="Of those on duty {count} were not reached within the quarter.",
        remedy_zh="在“应急值守”里登记联系方式，打过去，记录结果。",
        remedy_en="Write the contact down under Duty, call, and record what came of it.",
    ),
    # Why a demand does not hold: told in tables, so half a sentence.
    "incidents.not_begun": Message(
        zh="这里还没有批准过应急预案", en="no plan was ever approved here"
    ),
    "incidents.no_plan_in_force": Message(zh="没有施行的应急预案", en="no plan is in force"),
    "incidents.no_post_then": Message(zh="有应急岗位没有人", en="nobody holds one of the posts"),
    "incidents.not_here_then": Message(
        zh="值守的人有的已不在职", en="somebody on duty is here no more"
    ),
    "incidents.not_reached_then": Message(
        zh="值守的人有的这个季度没有联系上", en="somebody on duty was not reached in the quarter"
    ),
    "incidents.section_missing_then": Message(
        zh="施行的预案缺一个部分", en="the plan in force lacks a section"
    ),
    "incidents.section_short_then": Message(
        zh="施行的预案有一个部分写得太少", en="a section of the plan in force says too little"
    ),
    "incidents.section_gap_then": Message(
        zh="施行的预案还有空处没有填", en="a place in the plan in force is not filled in"
    ),
    "incidents.plan_old": Message(
        zh="预案一年没有复审", en="the plan was not looked at for a year"
    ),
    "incidents.change_late": Message(
        zh="有修订意见过了期限没有决定", en="a change of the plan waits longer than it may"
    ),
    # What a demand that holds still leaves to people.
    "incidents.missing_9_1": Message(
        zh="预案写的措施是否合用，由批准的人判断；系统只核对各部分都写了、岗位都有在职的人",
        en="Whether the measures fit is the approver's judgement; the house sees that each section "
        "is written and each post held",
    ),
    "incidents.missing_20_1": Message(
        zh="联络测试是人打电话、照实记录的，系统没有听到",
        en="A try of a contact is what somebody recorded; the house did not hear the call",
    ),
    "incidents.missing_20_3": Message(
        zh="法律和系统有没有变化，由人看到后提出",
        en="That law or systems changed is seen and told by people",
    ),
}
MESSAGES: Mapping[str, Message] = {**_PLANS, **incident_messages.MESSAGES}
