"""Texts of chapter 2: refusals, names of closed words and conditions."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, ConditionText, Message

MESSAGES: Mapping[str, Message] = {
    # What the live check leaves out of the handbook's rule: told in tables, so half a sentence.
    "agreements.missing_2_1": Message(
        zh="还缺：条款按勾选核对，协议正文没有读",
        en="clauses are checked as ticked; the agreement's own text is not read",
    ),
    "agreements.missing_2_2": Message(
        zh="还缺：没有义务清单、违约案件和到期返还",
        en="there is no list of duties, no breach case and no return at the end",
    ),
    "agreements.missing_2_3": Message(
        zh="还缺：只有赔偿金额，不能约定计算公式",
        en="an amount alone can be agreed, no formula",
    ),
    "agreement.clauses_missing": Message(
        zh="保密协议缺少必备条款：{clauses}。",
        en="The agreement lacks mandatory clauses: {clauses}.",
        remedy_zh="补齐这些条款后重新提交。",
        remedy_en="Add these clauses and submit it again.",
    ),
    "agreement.damages_missing": Message(
        zh="各方之间的保密协议须约定违约赔偿金额，不能为零。",
        en="An agreement between parties sets compensation for breach; it cannot be zero.",
        remedy_zh="填写违约金后重新起草；员工协议才填 0。",
        remedy_en="Fill in the damages and draw it up again; only an employee's has none.",
    ),
    "agreement.employee_damages": Message(
        zh="员工保密协议不得约定违约金（劳动合同法第二十五条）。",
        en="An employee's agreement may not carry liquidated damages (Labour Contract Law 25).",
        remedy_zh="删去违约金；如需竞业限制，另签并按月补偿。",
        remedy_en="Take the damages out; a non-compete is signed apart, with monthly compensation.",
    ),
    "agreement.term_too_short": Message(
        zh="保密期限太短。",
        en="The agreement ends too early.",
        remedy_zh="一般信息至少保密两年。",
        remedy_en="Ordinary information is kept confidential for at least two years.",
    ),
    "agreement.signers_missing": Message(
        zh="这种协议至少要有 {needed} 人签署。",
        en="An agreement of this kind takes at least {needed} signers.",
        remedy_zh="列明双方的签署人。",
        remedy_en="Name the signers of both sides.",
    ),
    "agreement.negative_amount": Message(
        zh="违约金和预计损失不能是负数。",
        en="Damages and estimated loss cannot be negative.",
    ),
    "agreement.signed_meanwhile": Message(
        zh="另一位签署人刚刚签署，你签的已不是最新文本。",
        en="Another signer has just signed; what you signed is not the latest paper.",
        remedy_zh="在最新文本上重新签署。",
        remedy_en="Sign again, on the latest paper.",
    ),
    "agreement.not_a_signer": Message(
        zh="此人不是这份协议的签署人。",
        en="This person is not a signer of the agreement.",
        remedy_zh="由协议列明的人签署，或起草新的协议。",
        remedy_en="A person named in it signs, or a new agreement is drafted.",
    ),
    "agreement.not_a_draft": Message(
        zh="这份协议已经签署、撤回或终止。",
        en="The agreement is already signed, taken back, or has ended.",
        remedy_zh="如需更改，起草新的协议。",
        remedy_en="To change it, draft a new one.",
    ),
    "agreement.missing": Message(
        zh="没有这份协议。",
        en="There is no such agreement.",
        remedy_zh="在转让页的“保密协议”里找，或用 `shoumi agreement list`。",
        remedy_en="Look under the deal's agreements, or with `shoumi agreement list`.",
    ),
    "agreement.not_in_force": Message(
        zh="这份协议现在没有生效。",
        en="The agreement is not in force.",
    ),
    # Why a condition or a demand does not hold: told in tables, so half a sentence.
    "agreement.none_in_force": Message(zh="没有生效的保密协议", en="no agreement is in force"),
    "agreement.lapsed": Message(
        zh="双方的保密协议已到期，没有新的", en="the agreement ran out, and no other was signed"
    ),
    "agreement.broken": Message(
        zh="双方的保密协议被违反，没有重新签署",
        en="the agreement was broken, and no other was signed",
    ),
    "agreement.none_yet": Message(zh="还没有保密协议", en="there is no agreement yet"),
    "agreement.no_compensation": Message(
        zh="有协议没有约定赔偿",
        en="an agreement has no compensation",
        remedy_zh="撤销该协议，另签一份约定赔偿的。",
        remedy_en="Revoke that agreement and sign one that has a compensation.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "agreements.Scope": {
        "agreements:read": ("看保密协议", "see agreements"),
        "agreements:write": ("起草、撤回保密协议", "draw up agreements and take drafts back"),
        "agreements:sign": (
            "签署保密协议、记录违约、解除",
            "sign agreements, record a breach, end them",
        ),
    },
    "agreements.Kind": {
        "MUTUAL": ("双方保密协议", "mutual NDA"),
        "REVIEWER": ("审阅人保密协议", "reviewer's NDA"),
        "EMPLOYEE": ("员工保密协议", "employee's NDA"),
    },
    "agreements.State": {
        "DRAFT": ("待签署", "draft"),
        "SIGNED": ("已签署", "signed"),
        "BREACHED": ("已违约", "breached"),
        "REVOKED": ("已撤销", "revoked"),
        "WITHDRAWN": ("已撤回", "taken back"),
    },
    "agreements.Phase": {
        "WAITING": ("待签署", "to be signed"),
        "IN_FORCE": ("生效中", "in force"),
        "LAPSED": ("已到期", "lapsed"),
        "BREACHED": ("已违约", "breached"),
        "REVOKED": ("已解除", "ended"),
        "WITHDRAWN": ("已撤回", "taken back"),
    },
    "agreements.Clause": {
        "scope": ("保密范围", "what is confidential"),
        "purpose": ("使用目的", "purpose"),
        "duties": ("双方义务", "duties of both sides"),
        "personal_information": ("个人信息保护", "personal information"),
        "no_reidentification": ("不得重新识别", "no re-identification"),
        "term": ("保密期限", "term"),
        "return_or_destroy": ("返还或销毁", "return or destroy"),
        "breach_notice": ("泄露通知", "notice of a breach"),
        "liability": ("违约责任", "liability"),
        "highlighted_limits": ("免责条款的提示", "limits pointed out"),
        "survival": ("终止后继续有效", "survival"),
        "disputes": ("争议解决", "disputes"),
        "court_may_not_adjust": ("排除法院调整违约金", "no adjustment by a court"),
    },
    "agreements.Caution": {
        "damages_over_ratio": (
            "违约金超过估计损失的 1.3 倍，法院可能酌减",
            "damages over 1.3 times the loss; a court may reduce them",
        ),
        "void_clause": ("有一条无效", "one clause has no effect"),
    },
}

CONDITIONS: Mapping[str, ConditionText] = {
    "nda.effective": ConditionText(
        ("双方保密协议已生效", "mutual NDA in force"),
        ("起草保密协议，请双方签署", "Draft the NDA and have both sides sign"),
    ),
    "nda.no_reidentification": ConditionText(
        ("保密协议禁止重新识别", "NDA forbids re-identification"),
        ("签署带有不得重新识别条款的协议", "Sign an NDA with a clause against re-identification"),
    ),
}
