"""Words of chapter 1."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "policy.items_missing": Words(
        zh="隐私政策缺少必备内容：{items}。",
        en="The policy lacks mandatory content: {items}.",
        mend_zh="补齐后重新提交，再由个人信息保护负责人和法务批准。",
        mend_en="Add it and submit again; the DPO and legal then approve.",
    ),
    "policy.register_unreadable": Words(
        zh="字段登记表读不懂：字段 {field}，{problem}。",
        en="The field register cannot be read: field {field}, {problem}.",
        mend_zh="每个字段都要写明用途、依据、保存天数和等级。",
        mend_en="Give each field its purposes, basis, retention in days and grade.",
    ),
    "policy.not_approved": Words(
        zh="这一版还没有得到全部批准。",
        en="This version has not been approved by all who must.",
        mend_zh="需要个人信息保护负责人和法务两人分别批准。",
        mend_en="The DPO and legal approve it, two different persons.",
    ),
    "policy.not_a_draft": Words(
        zh="这一版已经发布或被取代。",
        en="This version is already published or superseded.",
        mend_zh="起草新的一版。",
        mend_en="Draft a new version.",
    ),
    "policy.approved_by_one_person": Words(
        zh="同一个人不能以两个身份批准。",
        en="One person may not approve in two roles.",
        mend_zh="请另一位有权批准的人批准。",
        mend_en="Ask another person who may approve.",
    ),
    "policy.missing": Words(zh="没有这一版政策。", en="There is no such policy version."),
}
