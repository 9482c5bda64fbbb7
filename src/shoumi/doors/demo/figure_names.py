"""What the counts and deadlines of the story are called, in both languages."""

from __future__ import annotations

COUNTS = {
    "found": ("找到的人", "people found"),
    "expired_destroyed": ("到期已销毁", "past retention, destroyed"),
    "transferable": ("可以转让", "transferable"),
    "consented": ("同意", "consented"),
    "refused": ("不同意", "refused"),
    "no_reply": ("没有答复", "no reply"),
    "undeliverable": ("没有送达", "undeliverable"),
    "withdrawn": ("撤回", "withdrawn"),
    "exported": ("交付给受让方", "handed over"),
    "stays": ("留在原处", "stay where they are"),
    "objected": ("提出异议", "objected"),
    "excluded": ("因异议不转移", "excluded by objection"),
    "sealed": ("依法封存", "sealed by legal duty"),
    "marketing_off": ("停止营销", "marketing off"),
    "active_after_transfer": ("转移后在用", "active after the transfer"),
}
DEADLINES = {
    "rofr_reply": ("优先购买权答复", "first refusal, reply"),
    "rofr_reply_holiday_case": ("同上，遇国庆", "the same, over a holiday"),
    "tax_report": ("股权转让报告", "tax report of the transfer"),
    "campaign_end": ("告知期结束", "campaign ends"),
    "dsr_0007": ("删除请求 DSR-0007", "deletion request DSR-0007"),
    "samr_filing": ("变更登记申请", "registration filing"),
    "bank_change": ("银行账户变更", "bank account change"),
    "publicity": ("企业信息公示", "public information"),
    "incident_report_drill": ("演练：事件报告", "drill: incident report"),
    "destruction_certificates": ("接收方销毁证明", "recipients' certificates"),
}
