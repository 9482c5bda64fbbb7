"""Texts of chapter 1: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    # What the live check leaves out of the handbook's rule: told in tables, so half a sentence.
    "policies.missing_1_1": Message(
        zh="还缺：政策正文、起草小组与专职负责人门槛没有核对",
        en=(
            "the text itself, the drafting group and the thresholds for a full-time "
            "officer are not checked"
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
