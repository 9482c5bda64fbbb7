"""Texts of chapter 1: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.chapters.policies import group_messages, telling_messages
from shoumi.core.messages import Both, Message

_POLICY: Mapping[str, Message] = {
    "policy.items_missing": Message(
        zh="隐私政策缺少必备内容：{items}。",
        en="The policy lacks mandatory content: {items}.",
        remedy_zh="补齐后重新提交，再由个人信息保护负责人和法务批准。",
        remedy_en="Add it and submit again; the DPO and legal then approve.",
    ),
    "policy.text_unreadable": Message(
        zh="政策正文读不懂：{part}，{problem}。",
        en="The text of the policy cannot be read: {part}, {problem}.",
        remedy_zh=(
            "TOML 文件：[handler] 写处理者，每个 [[passage]] 一段，标题和正文中英文都有；"
            "一个事项只归一段。样子见 `shoumi policy starter`。"
        ),
        remedy_en=(
            "A TOML file: [handler], and a [[passage]] each with title and body in both languages; "
            "an item belongs to one passage. `shoumi policy starter` prints one."
        ),
    ),
    "policy.text_missing": Message(
        zh="这一版没有正文，不能批准。",
        en="This version has no text and cannot be approved.",
        remedy_zh="打开这一版的“写正文”，从起始文本开始写。",
        remedy_en="Open “Write the text” of this version and begin with a starter text.",
    ),
    "policy.published_without_text": Message(
        zh="有效的政策是有正文以前发布的，没有正文，只勾选了事项",
        en="the policy in force is older than texts: it ticks its items and says nothing",
        remedy_zh="起草新的一版，写好正文，由个人信息保护负责人和法务批准后发布。",
        remedy_en="Draft a version, write its text, have the DPO and legal approve, publish it.",
    ),
    "policy.facts_missing": Message(
        zh="处理者的信息没有写全：{facts}。",
        en="Facts of the handler are missing: {facts}.",
        remedy_zh="在这一版的“写正文”里填上，再批准。",
        remedy_en="Fill them in under “Write the text” of this version, then approve.",
    ),
    "policy.gaps_left": Message(
        zh="正文第 {passages} 段还有空没有填。",
        en="Gaps are left in these passages of the text: {passages}.",
        remedy_zh="双花括号里的都要换成本公司的内容；这一版的页面逐个列着。",
        remedy_en="Put your own words for all in double braces; the version's page lists them.",
    ),
    "policy.text_changed": Message(
        zh="您看过以后，别人改了正文。",
        en="Somebody changed the text after you saw it.",
        remedy_zh="重新打开这一版，看过新的正文再继续。",
        remedy_en="Open the version again and read the new text first.",
    ),
    "policy.register_unreadable": Message(
        zh="字段登记表读不懂：字段 {field}，{problem}。",
        en="The field register cannot be read: field {field}, {problem}.",
        remedy_zh="每个字段都要写明用途、依据、保存天数和等级。",
        remedy_en="Give each field its purposes, basis, retention in days and grade.",
    ),
    "policy.not_approved": Message(
        zh="这一版还没有得到全部批准。",
        en="This version has not been approved by all who must.",
        remedy_zh="需要个人信息保护负责人和法务两人分别批准。",
        remedy_en="The DPO and legal approve it, two different persons.",
    ),
    "policy.not_a_draft": Message(
        zh="这一版已经发布或被取代。",
        en="This version is already published or superseded.",
        remedy_zh="起草新的一版。",
        remedy_en="Draft a new version.",
    ),
    "policy.approved_by_one_person": Message(
        zh="同一个人不能以两个身份批准。",
        en="One person may not approve in two roles.",
        remedy_zh="请另一位有权批准的人批准。",
        remedy_en="Ask another person who may approve.",
    ),
    "policy.missing": Message(zh="没有这一版政策。", en="There is no such policy version."),
    # Why a condition or a demand does not hold: told in tables, so half a sentence.
    "policy.none_in_force": Message(
        zh="没有生效的政策",
        en="no policy is in force",
        remedy_zh="起草一版，个人信息保护负责人和法务批准后发布。",
        remedy_en="Draw one up; the protection officer and legal approve it, then publish it.",
    ),
    "policy.items_lacking": Message(
        zh="生效的政策缺少必备事项",
        en="the policy in force lacks what it must state",
        remedy_zh="起草写全事项的一版，批准后发布。",
        remedy_en="Draw up a version that states all of it; approve and publish it.",
    ),
    "policy.text_unfinished": Message(
        zh="生效的政策正文还有空没填，或处理者的信息不全",
        en="the text in force has gaps, or facts of the handler are missing",
        remedy_zh="起草写全的一版，批准后发布。",
        remedy_en="Draw up a version that is complete; approve and publish it.",
    ),
    "policy.register_incomplete": Message(
        zh="生效的字段登记表不完整",
        en="the field register in force is not complete",
        remedy_zh="起草登记表完整的一版，批准后发布。",
        remedy_en="Draw up a version with a complete register; approve and publish it.",
    ),
    "policy.purpose_left": Message(
        zh="还有任务按旧版政策的用途开着，生效的政策已不登记这项用途",
        en="a task is still open for a purpose that the policy in force no longer registers",
        remedy_zh="结束这些任务；仍要这项用途的，起草写明它的一版。",
        remedy_en="Close those tasks, or draw up a version that has the purpose.",
    ),
    "policy.purpose_left_a_room": Message(
        zh="有开着的数据室按旧版政策做成，生效的政策已不把其中的字段登记给尽职调查",
        en="an open data room shows fields that the policy in force no longer registers for due"
        " diligence",
        remedy_zh="关闭该数据室；仍要用的，起草写明这项用途的一版。",
        remedy_en="Shut that room, or draw up a version that has the purpose.",
    ),
}

_NAMES: Mapping[str, Mapping[str, Both]] = {
    "policies.Scope": {
        "policies:read": ("看隐私政策", "see the policy"),
        "policies:write": ("起草隐私政策", "draw up the policy"),
        "policies:approve": ("批准、发布隐私政策", "approve and publish the policy"),
    },
    "policies.State": {
        "DRAFT": ("草稿", "draft"),
        "PUBLISHED": ("已发布", "published"),
        "SUPERSEDED": ("已被新版代替", "superseded"),
    },
    "policies.HandlerFact": {
        "name": ("公司名称", "company name"),
        "name_en": ("公司英文名称", "company name in English"),
        "address": ("地址", "address"),
        "address_en": ("英文地址", "address in English"),
        "contact": ("联系方式", "contact"),
        "officer": ("个人信息保护负责人", "protection officer"),
        "officer_en": ("负责人英文姓名", "the officer's name in English"),
        "officer_contact": ("负责人联系方式", "the officer's contact"),
    },
    "policies.Start": {
        "in_force": ("现行正文，缺的用起始文本补", "the text in force, completed from the starter"),
        "starter": ("起始文本", "the starter text"),
    },
    "policies.Item": {
        "handler": ("处理者名称和联系方式", "who handles the data"),
        "scope": ("适用范围", "scope"),
        "collection_list": ("收集清单", "list of what is collected"),
        "sensitive": ("敏感个人信息", "sensitive data"),
        "basis": ("合法性基础", "legal basis"),
        "retention": ("保存期限", "retention"),
        "recipient_list": ("接收方清单", "list of recipients"),
        "transfer": ("公司转让时的处理", "what a sale of the company means"),
        "minors": ("未成年人保护", "minors"),
        "rights": ("个人权利与行使方式", "rights and how to use them"),
        "security": ("安全措施", "security"),
        "changes": ("政策变更", "changes"),
        "complaints": ("投诉渠道", "complaints"),
        "version": ("版本与生效日期", "version and date"),
    },
}
MESSAGES: Mapping[str, Message] = {
    **_POLICY,
    **group_messages.MESSAGES,
    **telling_messages.MESSAGES,
}
NAMES: Mapping[str, Mapping[str, Both]] = {
    **_NAMES,
    **group_messages.NAMES,
    **telling_messages.NAMES,
}
