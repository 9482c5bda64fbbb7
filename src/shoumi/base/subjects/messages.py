"""Texts of subjects: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    # What the live check leaves out of the handbook's rule: told in tables, so half a sentence.
    "subjects.missing_1_4": Message(
        zh="还缺：文件只核对密钥，内容没有逐份核对",
        en="of files the keys are checked, not the contents one by one",
    ),
    "subject.field_unused": Message(
        zh="字段 {field} 现在不收：一年内没有人复核它是否必需，或者复核认为不必需。",
        en=(
            "The field {field} is not taken in now: nobody looked within the year whether it is "
            "still necessary, or somebody found that it is not."
        ),
        remedy_zh="由保护负责人、起草小组或法务在“字段复核”里复核；不必需的从登记表里去掉。",
        remedy_en=(
            "The protection officer, the working group or legal looks at it under Fields looked "
            "at; what is not necessary leaves the register."
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
    "subject.not_sealed": Message(
        zh="有记录不是密封的",
        en="a record is not a sealed envelope",
        remedy_zh="在客户页提出销毁此人的记录后重新导入，或从备份恢复。",
        remedy_en="Destroy that record on the customer's page and import the person again, or"
        " restore it.",
    ),
    "subject.suite_not_allowed": Message(
        zh="有记录或其密钥所用的算法不在允许清单中",
        en="a record or its key is of an algorithm that is not allowed",
        remedy_zh="在客户页提出销毁此人的记录后重新导入，或从备份恢复。",
        remedy_en="Destroy that record on the customer's page and import the person again, or"
        " restore it.",
    ),
    "subject.key_missing": Message(
        zh="有记录没有可用的密钥",
        en="a record has no key that opens it",
        remedy_zh="从备份恢复密钥库，或销毁此人的记录后重新导入。",
        remedy_en="Restore the keyring, or destroy that record and import the person again.",
    ),
    "subject.key_broken": Message(
        zh="有密钥未按规定加密保存或打不开",
        en="a key is not wrapped as it should be, or does not open",
        remedy_zh="在客户页提出销毁此人的记录后重新导入，或从备份恢复密钥库。",
        remedy_en="Destroy that record on the customer's page and import the person again, or"
        " restore the keyring.",
    ),
    "subject.biometrics_not_apart": Message(
        zh="生物识别字段与其他字段登记在同一级，会存进同一个信封",
        en="a biometric field is registered in one compartment with others",
        remedy_zh="在字段登记表中把它移到另一级。",
        remedy_en="Move it to a grade of its own in the field register.",
    ),
    "subject.never_examined": Message(
        zh="存量数据从未全部核对过",
        en="what is stored was never examined",
        remedy_zh="运行 `shoumi serve` 或 `shoumi worker`，或在“存量核对”页选择“立即核对”。",
        remedy_en="Run `shoumi serve` or `shoumi worker`, or have it examined on the page of the"
        " examination.",
    ),
    "subject.examination_stale": Message(
        zh="存量数据超过 72 小时没有全部核对一遍",
        en="what is stored was not examined as a whole for 72 hours",
        remedy_zh="运行 `shoumi serve` 或 `shoumi worker`，或在“存量核对”页选择“立即核对”。",
        remedy_en="Run `shoumi serve` or `shoumi worker`, or have it examined on the page of the"
        " examination.",
    ),
    "subject.findings_altered": Message(
        zh="核对结果被人从系统外改动过",
        en="what the examination found was changed from outside",
        remedy_zh="在“存量核对”页选择“立即核对”，全部重新核对一遍；查明是谁改动了数据库。",
        remedy_en="Have all examined again on the page of the examination; find who changed the"
        " database.",
    ),
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
        "SET_ASIDE": ("搁置待改", "set aside to be mended"),
        "DESTROYED": ("已销毁", "destroyed"),
    },
}
