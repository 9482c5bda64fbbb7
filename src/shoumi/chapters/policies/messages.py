"""Texts of chapter 1: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    # What the live check leaves out of the handbook's rule: told in tables, so half a sentence.
    "policies.missing_1_1": Message(
        zh=(
            "还缺：政策正文、起草小组的组成与专职负责人门槛没有核对；"
            "简式还是全式由起草人选，生效后只核对两式共有的事项"
        ),
        en=(
            "the text itself, who sits in the drafting group and the thresholds for a full-time "
            "officer are not checked; whoever drafts chooses the short or the full form, and once "
            "in force only what both forms must state is looked at"
        ),
    ),
    "policies.missing_1_2": Message(
        zh="还缺：接收方没有登记，必要性只登记不核对",
        en="recipients are not registered; necessity is stated, not checked",
    ),
    "policies.missing_1_3": Message(
        zh="还缺：没有核对每个人接受或被告知的是哪一版政策",
        en=("which version of the policy each person accepted or was told of is not checked"),
    ),
    "policy.items_missing": Message(
        zh="隐私政策缺少必备内容：{items}。",
        en="The policy lacks mandatory content: {items}.",
        remedy_zh="补齐后重新提交，再由个人信息保护负责人和法务批准。",
        remedy_en="Add it and submit again; the DPO and legal then approve.",
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
}

NAMES: Mapping[str, Mapping[str, Both]] = {
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
