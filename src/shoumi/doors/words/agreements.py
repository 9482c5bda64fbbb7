"""Words of chapter 2."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "agreement.clauses_missing": Words(
        zh="保密协议缺少必备条款：{clauses}。",
        en="The agreement lacks mandatory clauses: {clauses}.",
        mend_zh="补齐这些条款后重新提交。",
        mend_en="Add these clauses and submit it again.",
    ),
    "agreement.employee_damages": Words(
        zh="员工保密协议不得约定违约金（劳动合同法第二十五条）。",
        en="An employee's agreement may not carry liquidated damages (Labour Contract Law 25).",
        mend_zh="删去违约金；如需竞业限制，另签并按月补偿。",
        mend_en="Take the damages out; a non-compete is signed apart, with monthly compensation.",
    ),
    "agreement.term_too_short": Words(
        zh="保密期限太短。",
        en="The agreement ends too early.",
        mend_zh="一般信息至少保密两年。",
        mend_en="Ordinary information is kept confidential for at least two years.",
    ),
    "agreement.signers_missing": Words(
        zh="这种协议至少要有 {needed} 人签署。",
        en="An agreement of this kind takes at least {needed} signers.",
        mend_zh="列明双方的签署人。",
        mend_en="Name the signers of both sides.",
    ),
    "agreement.negative_amount": Words(
        zh="违约金和预计损失不能是负数。",
        en="Damages and estimated loss cannot be negative.",
    ),
    "agreement.signed_meanwhile": Words(
        zh="另一位签署人刚刚签署，你签的已不是最新文本。",
        en="Another signer has just signed; what you signed is not the latest paper.",
        mend_zh="在最新文本上重新签署。",
        mend_en="Sign again, on the latest paper.",
    ),
    "agreement.not_a_signer": Words(
        zh="此人不是这份协议的签署人。",
        en="This person is not a signer of the agreement.",
        mend_zh="由协议列明的人签署，或起草新的协议。",
        mend_en="A person named in it signs, or a new agreement is drafted.",
    ),
    "agreement.not_a_draft": Words(
        zh="这份协议已经签署、撤回或终止。",
        en="The agreement is already signed, taken back, or has ended.",
        mend_zh="如需更改，起草新的协议。",
        mend_en="To change it, draft a new one.",
    ),
    "agreement.missing": Words(
        zh="没有这份协议。",
        en="There is no such agreement.",
        mend_zh="在转让页的“保密协议”里找，或用 `shoumi agreement list`。",
        mend_en="Look under the deal's agreements, or with `shoumi agreement list`.",
    ),
    "agreement.not_in_force": Words(
        zh="这份协议现在没有生效。",
        en="The agreement is not in force.",
    ),
}
