"""Names of what a deal's course is made of: its type, milestones, filings and deadlines."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both
from shoumi.core.milestones import milestones

# The twenty milestones are called what their table calls them.
STAGES: Mapping[str, Both] = {
    **{each.code.value: (each.zh, each.en) for each in milestones()},
    "terminated": ("已终止", "Terminated"),
    "suspended": ("已中止", "Suspended"),
}

# The same on the line of a deal, where there is room for a few characters.
STATIONS: Mapping[str, Both] = {
    "intake": ("意向登记", "Intake"),
    "mandate": ("委托签约", "Mandate"),
    "inventory": ("信息盘点", "Inventory"),
    "pipia": ("影响评估", "Assessment"),
    "listed": ("挂牌发布", "Listing"),
    "matched": ("受让核验", "Buyer"),
    "nda": ("保密协议", "NDA"),
    "dd_l1": ("尽调一级", "DD L1"),
    "dd_l2": ("尽调二级", "DD L2"),
    "dd_l3": ("尽调三级", "DD L3"),
    "term_sheet": ("意向书", "Term sheet"),
    "internal_approval": ("内部决议", "Approval"),
    "signed": ("签订协议", "Signing"),
    "tax": ("缴清税款", "Taxes"),
    "notice_campaign": ("告知同意", "Notice"),
    "registered": ("变更登记", "Register"),
    "post_registration": ("后续变更", "Follow-up"),
    "data_handover": ("数据交接", "Handover"),
    "settled": ("款项结算", "Settlement"),
    "closed": ("归档销毁", "Closing"),
    "terminated": ("已终止", "Terminated"),
    "suspended": ("已中止", "Suspended"),
}

_OF_A_DEAL: Mapping[str, Both] = {
    "rofr_reply": ("其他股东答复优先购买权", "reply of the other holders"),
    "creditors_notice": ("通知债权人", "notice to creditors"),
    "creditors_announcement": ("公告债权人", "announcement to creditors"),
    "tax_report": ("报告股权转让", "report of the transfer to the tax office"),
    "tax_return": ("申报并缴纳个人所得税", "income tax return"),
    "samr_filing": ("申请变更登记", "application to the registrar"),
    "samr_decision": ("登记机关决定", "decision of the registrar"),
    "bank_change": ("银行账户变更", "change at the bank"),
    "tax_change": ("税务信息变更", "change at the tax office"),
    "social_insurance_change": ("社保登记变更", "change at social insurance"),
    "beneficial_owner": ("受益所有人备案", "beneficial owner on record"),
    "publicity": ("公示变更信息", "change made public"),
    "destruction_certificates": ("接收方交回或销毁", "return or destruction by recipients"),
    "dsr_reply": ("答复个人请求", "reply to a person's request"),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "terms.DealType": {
        "equity": ("股权转让", "sale of shares"),
        "merger": ("合并", "merger"),
        "division": ("分立", "division"),
        "dissolution": ("解散清算", "dissolution"),
        "bankruptcy": ("破产", "bankruptcy"),
        "asset": ("资产转让", "sale of assets"),
        "shell": ("空壳公司转让", "sale of a shell"),
    },
    "terms.DealStage": STAGES,
    "milestones.Standing": {
        "waiting": ("未开始", "waiting"),
        "open": ("进行中", "open"),
        "done": ("已完成", "done"),
        "waived": ("已略过", "waived"),
        "refused": ("被驳回", "turned down"),
    },
    "milestones.DeadlineKey": _OF_A_DEAL,
    "milestones.FilingKind": {
        "notice_17": ("个人信息处理告知（第十七条）", "notice on personal data (Art. 17)"),
        "service_agreement": ("服务协议", "service agreement"),
        "kyc_consent": ("身份证件影像单独同意", "separate consent to the ID copy"),
        "authority": ("签约授权证明", "proof of the signer's authority"),
        "terms_accepted": ("隐私条款接受记录", "acceptance of the privacy terms"),
        "dpa": ("委托处理协议（第二十一条）", "processing agreement (Art. 21)"),
        "listing_approved": ("挂牌文本确认", "approval of the listing"),
        "buyer_notice": ("受让方告知与同意", "notice to the buyer"),
        "buyer_kyc": ("受让方核验记录", "identity check of the buyer"),
        "loi": ("意向书", "letter of intent"),
        "rofr_notice": ("优先购买权通知", "notice of first refusal"),
        "rofr_waiver": ("放弃优先购买权声明", "waiver of first refusal"),
        "sole_owner_decision": (
            "一人公司股东书面决定",
            "written decision of the sole shareholder",
        ),
        "creditors_notice": ("债权人通知", "notice to creditors"),
        "creditors_announcement": ("债权人公告", "announcement to creditors"),
        "resolution": ("股东会决议", "resolution of the holders"),
        "data_clauses": ("数据条款", "data clauses"),
        "spa": ("转让协议", "transfer agreement"),
        "tax_report": ("股权转让报告", "report to the tax office"),
        "iit_certificate": ("个人所得税完税凭证", "income tax certificate"),
        "stamp_duty": ("印花税凭证", "stamp duty receipt"),
        "shareholder_register": ("股东名册", "register of holders"),
        "samr_application": ("变更登记申请", "application to the registrar"),
        "new_licence": ("新营业执照", "new business licence"),
        "closing_statement": ("资产交割确认书", "closing statement"),
        "bank_change": ("银行变更回执", "receipt of the bank"),
        "bank_key": ("U 盾交接单", "receipt for a bank key"),
        "tax_change": ("税务变更回执", "receipt of the tax office"),
        "social_insurance_change": ("社保变更回执", "receipt of social insurance"),
        "beneficial_owner": ("受益所有人备案回执", "record of the beneficial owner"),
        "publicity": ("公示记录", "entry in the public register"),
        "supervisor_signoff": ("监督机构签字", "sign-off of the supervisory body"),
        "escrow_release": ("监管资金放款凭证", "release of the escrow"),
        "reviewers_dpa": ("审阅人委托处理协议", "processing agreement with the reviewers"),
        "recipient_certificate": ("接收方销毁证明", "recipient's certificate of destruction"),
        "rooms_shut": ("数据室关闭记录", "record that the rooms are shut"),
        "opinion_22": ("适用第二十二条的法律意见", "legal opinion on Art. 22"),
    },
}
