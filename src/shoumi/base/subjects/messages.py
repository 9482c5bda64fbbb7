"""Texts of subjects: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    # What the live check leaves out of the handbook's rule: told in tables, so half a sentence.
    "subjects.missing_1_4": Message(
        zh="还缺：只核对最新的一千条记录，生物识别信息是否分开保存没有核对",
        en=(
            "only the newest thousand records are looked at; that biometrics lie apart "
            "is not checked"
        ),
    ),
    "subject.field_not_registered": Message(
        zh="字段 {field} 没有登记用途、依据和保存期限，不能存入。",
        en="Field {field} has no registered purpose, basis and retention; it is not stored.",
        remedy_zh="在隐私政策的字段登记表里补登记，或在导入时舍弃这一列。",
        remedy_en="Register it in the policy's field register, or drop the column at import.",
    ),
    "subject.not_stored": Message(
        zh="有人不在这份数据集里，或已不能更改。",
        en="Someone is not held there, or may no longer be changed.",
    ),
    # Why a condition or a demand does not hold: told in tables, so half a sentence.
    "subject.none_yet": Message(zh="还没有客户资料", en="nobody is held yet"),
    "subject.not_sealed": Message(zh="有记录不是密封的", en="a record is not a sealed envelope"),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "subjects.Kind": {
        "INDIVIDUAL": ("个人客户", "individual"),
        "CONTACT": ("企业联系人", "contact of a company"),
        "CHILD": ("不满十四周岁", "child under 14"),
        "PARTY": ("当事方", "party of the deal"),
    },
    "subjects.State": {
        "ACTIVE": ("在用", "active"),
        "EXPIRED": ("保存期满", "past retention"),
        "FROZEN": ("冻结", "frozen"),
        "SEALED": ("封存", "sealed"),
        "EXCLUDED": ("不转移，待销毁", "left out, to be destroyed"),
        "DESTROYED": ("已销毁", "destroyed"),
    },
}
