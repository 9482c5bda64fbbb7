"""Texts of chapter 7: refusals, names of closed words and conditions."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, ConditionText, Message

MESSAGES: Mapping[str, Message] = {
    # What the live check leaves out of the handbook's rule: told in tables, so half a sentence.
    "compliance.missing_7_3": Message(
        zh=(
            "还缺：没有风险登记；写得对不对由批准人判断；"
            "以前签的评估没有记下涉及的字段和人数，只看十二个月"
        ),
        en=(
            "there is no risk register; whether what is written is right is for who approves; "
            "assessments signed before fields and people were kept with them go by "
            "their twelve months alone"
        ),
    ),
    "pipia.no_risks": Message(
        zh="影响评估没有列出任何风险。",
        en="The assessment names no risk.",
        remedy_zh="至少评估一项风险的影响和可能性。",
        remedy_en="Assess the impact and likelihood of at least one risk.",
    ),
    "pipia.risks_left_out": Message(
        zh="草稿里写明的风险不能在补措施时去掉或自行变小。",
        en="A risk in the draft may neither be left out nor become smaller by itself.",
        remedy_zh="照原样写出每项风险，再写措施和剩余风险。",
        remedy_en="Name each risk as it was, then its measures and what is left.",
    ),
    "pipia.residual_too_high": Message(
        zh="剩余风险为“{grade}”，高于“中”，这项活动被挡住。",
        en="The residual risk is {grade}, above medium: the activity is blocked.",
        remedy_zh="补充措施，把剩余风险降到“中”或以下，再请法务批准。",
        remedy_en="Add measures until it is medium or lower, then ask legal to approve.",
    ),
    "pipia.fields_unregistered": Message(
        zh="这些字段没有为所评估的用途登记：{fields}。",
        en="These fields are not registered for what is assessed: {fields}.",
        remedy_zh="只勾登记过的字段；要加，先在隐私政策里登记。",
        remedy_en="Choose registered fields; a further one is entered in the privacy policy first.",
    ),
    "pipia.not_a_draft": Message(
        zh="这份影响评估已经批准或已过期。",
        en="The assessment is already approved, or stale.",
        remedy_zh="事实有变时，另做一份新的评估。",
        remedy_en="Where the facts have changed, make a new assessment.",
    ),
    "pipia.still_drafts": Message(
        zh="还有 {count} 处样文草稿没有人修改或确认。",
        en="{count} passages of the starter set are neither edited nor confirmed.",
        remedy_zh="逐处改成自己的话、照原样确认，或者去掉，再请法务批准。",
        remedy_en="Edit, confirm or drop each of them, then ask legal to approve.",
    ),
    "pipia.not_whole": Message(
        zh="评估还没写完，有 {count} 处没有人填写：{lacks}。",
        en="The assessment is not finished; {count} places nobody wrote: {lacks}.",
        remedy_zh="评估页上“还没写完的”逐处列着，点进去写；写完再请法务批准。",
        remedy_en="Its page lists each under “Not finished yet”: write them, then legal approves.",
    ),
    "pipia.approved_not_whole": Message(
        zh="有效的影响评估没有写全（必须写全以前批准的）",
        en="an assessment in force is not whole: it was approved before that was asked for",
        remedy_zh="重新评估，把没有人填写的写全，法务批准后生效。",
        remedy_en="Assess anew and write what is empty; once legal approves, it counts.",
    ),
    "pipia.not_our_report": Message(
        zh="附上的不是本处今天制作的这份报告加上签名：内容不同、没有签名，或者签名以后又改过。",
        en=(
            "What you brought is not the report the house makes of this today, with signatures "
            "added: it says something else, is not signed, or was changed after."
        ),
        remedy_zh="在评估页下载“待签的报告”，当天签好再附上；或者不附，由本处制作、用你的密钥签名。",
        remedy_en=(
            "Download “The report to sign” on its page, sign it and bring it back the same day; "
            "or bring none, and the house makes it and your key signs it."
        ),
    ),
    "pipia.changed_meanwhile": Message(
        zh="制作报告的时候，评估的内容变了。",
        en="The assessment changed while its report was made.",
        remedy_zh="重新看一遍再批准。",
        remedy_en="Read it again, then approve.",
    ),
    "pipia.no_such_part": Message(
        zh="评估里没有这一处：{what}。",
        en="There is no such place in the assessment: {what}.",
        remedy_zh="回到评估页，看清编号再写。",
        remedy_en="See its number on the page of the assessment.",
    ),
    "pipia.missing": Message(zh="没有这份影响评估。", en="There is no such assessment."),
    "pipia.approved_by_assessor": Message(
        zh="做评估、写评估的人，都不能批准它。",
        en="Whoever assessed or wrote in it may not approve.",
        remedy_zh="请法务的另一位同事批准。",
        remedy_en="Another person, of legal, approves.",
    ),
    # Why a condition or a demand does not hold: told in tables, so half a sentence.
    "pipia.not_approved": Message(
        zh="影响评估尚未批准",
        en="the assessment is not approved",
        remedy_zh="由法务批准。",
        remedy_en="Have legal approve it.",
    ),
    "pipia.none_yet": Message(zh="还没有影响评估", en="there is no assessment yet"),
    "pipia.fields_left_out": Message(
        zh="开着的数据室显示了影响评估没有涵盖的字段",
        en="an open room shows fields that the assessment leaves out",
        remedy_zh="修订评估，法务批准后生效。",
        remedy_en="Revise it; once legal approves, it counts.",
    ),
    "pipia.stale": Message(
        zh="影响评估已过时",
        en="the assessment is stale",
        remedy_zh="修订评估，法务批准后生效。",
        remedy_en="Revise it; once legal approves, it counts.",
    ),
    "pipia.fields_changed": Message(
        zh="影响评估已过时：涉及的登记字段、用途或敏感类别变了",
        en="the assessment is stale: a field, purpose or sensitive kind it covers has changed",
        remedy_zh="修订评估，法务批准后生效。",
        remedy_en="Revise it; once legal approves, it counts.",
    ),
    "pipia.recipients_changed": Message(
        zh="影响评估已过时：接收方变了",
        en="the assessment is stale: the recipients have changed",
        remedy_zh="修订评估，法务批准后生效。",
        remedy_en="Revise it; once legal approves, it counts.",
    ),
    "pipia.people_grew": Message(
        zh="影响评估已过时：人数比签署时多了一成以上",
        en="the assessment is stale: a tenth more people are held than when it was signed",
        remedy_zh="修订评估，法务批准后生效。",
        remedy_en="Revise it; once legal approves, it counts.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "compliance.TokenScope": {
        "assessments:read": ("看影响评估", "see impact assessments"),
        "assessments:write": ("写、复核影响评估", "write and check impact assessments"),
        "assessments:approve": ("批准影响评估", "approve impact assessments"),
    },
    "compliance.State": {
        "DRAFT": ("草稿", "draft"),
        "APPROVED": ("已批准", "approved"),
        "STALE": ("已失效", "stale"),
    },
    "compliance.Phase": {
        "DRAFT": ("草稿", "draft"),
        "IN_FORCE": ("有效", "in force"),
        "LAPSED": ("满十二个月", "twelve months over"),
        "STALE": ("事实已变，失效", "stale, facts changed"),
    },
    "compliance.Scope": {
        "DUE_DILIGENCE": ("尽职调查", "due diligence"),
        "TRANSFER": ("数据转移", "transfer"),
    },
    "compliance.Part": {
        "subjects": ("个人信息主体", "data subjects"),
        "residual": ("剩余风险", "residual risk"),
        "opinion": ("个人信息保护负责人的意见", "opinion of the protection officer"),
        "opinion_legal": ("法务的意见", "opinion of legal"),
        "opinion_security": ("安全的意见", "opinion of security"),
        "opinion_business": ("业务、顾问的意见", "opinion of the business and the consultant"),
        "heard": ("听取的个人意见", "what data subjects said"),
        "conclusion": ("结论", "conclusion"),
    },
    "compliance.Lack": {
        "activities": ("处理活动", "a processing activity"),
        "purpose": ("处理目的", "the purpose of an activity"),
        "method": ("处理方式", "the method of an activity"),
        "fields": ("数据类别", "the data of an activity"),
        "necessity": ("必要性", "why an activity is necessary"),
        "risk": ("具体是什么风险", "what a risk is"),
        "impact_reason": ("影响的理由", "why that impact"),
        "likelihood_reason": ("可能性的理由", "why that likelihood"),
        "residual_reason": ("措施后的理由", "why less is left"),
        "measure": ("措施（用自己的话）", "a measure in own words"),
        "subjects": ("个人信息主体", "data subjects"),
        "residual": ("剩余风险", "residual risk"),
        "opinion": ("个人信息保护负责人的意见", "opinion of the protection officer"),
        "conclusion": ("结论", "conclusion"),
    },
    "compliance.Hazard": {
        "reidentification": ("被重新识别", "re-identification"),
        "sensitive_fields": ("敏感字段", "sensitive fields"),
        "children": ("未成年人信息", "children's data"),
        "purpose_drift": ("偏离目的", "drift of purpose"),
        "vendor_leak": ("供应商泄露", "leak at a vendor"),
        "recipient_security": ("接收方安全不足", "security of the recipient"),
    },
    "compliance.Measure": {
        "pseudonyms_k5": ("假名化，每组至少 5 人", "pseudonyms, groups of at least 5"),
        "fields_left_out": ("去掉敏感字段", "sensitive fields left out"),
        "guardian_lane": ("由监护人答复", "guardians answer"),
        "purpose_bound": ("限定目的", "bound to the purpose"),
        "vendor_dpa": ("与供应商签委托处理协议", "processing agreement with the vendor"),
        "sealed_package": ("加密交接包", "sealed package"),
    },
}

CONDITIONS: Mapping[str, ConditionText] = {
    "pipia.approved": ConditionText(
        ("尽职调查的影响评估有效", "assessment of the due diligence in force"),
        (
            "评估尽职调查，剩余风险降到“中”或以下，再由法务批准",
            "Assess the due diligence, bring what is left to medium or lower; legal approves",
        ),
    ),
    "pipia.transfer": ConditionText(
        ("数据转移的影响评估有效", "assessment of the transfer in force"),
        (
            "评估数据转移，剩余风险降到“中”或以下，再由法务批准",
            "Assess the transfer, bring what is left to medium or lower; legal approves",
        ),
    ),
}
