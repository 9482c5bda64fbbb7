"""What chapter 5 writes in the ledger.

vendors.registered   about the vendor; facts: service, fields (count), purposes (count), high_risk
vendors.changed      about the vendor; facts: service, fields (count), purposes (count), high_risk
vendors.assessed     about the vendor; facts: residual, impact (digest of what was written)
vendors.approved     about the vendor; facts: residual, until, assessor
vendors.asked        about the review; facts: vendor, version, due
vendors.answered     about the review; facts: vendor, version, answers (digest), evidence (count)
                     form (of the house's own, in which it came; else none)
vendors.judged       about the review; facts: vendor, points, due (the next), enough (bool)
vendors.agreement    about the agreement; facts: vendor, until, document
vendors.signed       about the agreement; facts: vendor, complete, document, until
vendors.ended        about the agreement; facts: vendor, state
vendors.sub          about the vendor; facts: subs (digest), agreed (count), open (count)
vendors.form         about one version of a form of the house's own; facts: version, questions
                     (count), form (digest of what it says and how it is mapped)
vendors.form_ended   about that version; facts: version
vendors.token        about the token; facts: vendor, way, fields (count), account (digest)
vendors.token_over   about the token; facts: vendor, why
vendors.handed       about the vendor; facts: way, fields (count), people (count)
vendors.incident     about the incident; facts: vendor
vendors.report_link  about the link by which it reports incidents; facts: vendor
vendors.settled      about the incident; facts: vendor, recalled
vendors.returned     about the vendor; facts: document
vendors.reminded     about the vendor; facts: due, days (before it; -1 once it is over)
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    REGISTERED = "vendors.registered"
    CHANGED = "vendors.changed"
    ASSESSED = "vendors.assessed"
    APPROVED = "vendors.approved"
    ASKED = "vendors.asked"
    ANSWERED = "vendors.answered"
    JUDGED = "vendors.judged"
    AGREEMENT = "vendors.agreement"
    SIGNED = "vendors.signed"
    ENDED = "vendors.ended"
    SUB_PROCESSORS = "vendors.sub"
    FORM = "vendors.form"
    FORM_ENDED = "vendors.form_ended"
    TOKEN = "vendors.token"  # noqa: S105 - a tag, not a secret
    TOKEN_OVER = "vendors.token_over"  # noqa: S105 - a tag, not a secret
    HANDED = "vendors.handed"
    INCIDENT = "vendors.incident"
    REPORT_LINK = "vendors.report_link"
    SETTLED = "vendors.settled"
    RETURNED = "vendors.returned"
    REMINDED = "vendors.reminded"


class Why(StrEnum):
    """Why a token is over."""

    REPLACED = "replaced"
    INCIDENT = "incident"
    ENDED = "ended"
    BY_HAND = "by_hand"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.REGISTERED: Sentence(
        (
            "登记了供应商（{service}），字段 {fields} 个",
            "registered a vendor ({service}), {fields:field|fields}",
        ),
        {"service": "vendors.Service"},
    ),
    Tag.CHANGED: Sentence(
        (
            "改了供应商的登记（{service}），字段 {fields} 个",
            "changed a vendor ({service}), {fields:field|fields}",
        ),
        {"service": "vendors.Service"},
    ),
    Tag.ASSESSED: Sentence(
        (
            "写了委托处理的影响评估，剩余风险 {residual}",
            "assessed an entrustment, residual risk {residual}",
        ),
        {"residual": "terms.RiskGrade"},
    ),
    Tag.APPROVED: Sentence(
        (
            "批准了委托处理的影响评估，有效至 {until}",
            "approved the assessment of an entrustment until {until}",
        ),
    ),
    Tag.ASKED: Sentence(
        ("向供应商发出问卷，{due} 前答复", "sent a vendor the questionnaire, due {due}")
    ),
    Tag.ANSWERED: Sentence(
        ("供应商答了问卷，附证明 {evidence} 份", "a vendor answered, with {evidence:paper|papers}")
    ),
    Tag.JUDGED: Sentence(
        (
            "审完供应商问卷：{points} 分，下次复查 {due}",
            "judged a vendor: {points} points, next review {due}",
        )
    ),
    Tag.AGREEMENT: Sentence(
        ("起草了委托处理协议，至 {until}", "drew up a processing agreement until {until}")
    ),
    Tag.SIGNED: Sentence(
        ("签署了委托处理协议，至 {until}", "signed a processing agreement until {until}")
    ),
    Tag.ENDED: Sentence(
        ("委托处理协议结束：{state}", "a processing agreement is over: {state}"),
        {"state": "vendors.Stage"},
    ),
    Tag.SUB_PROCESSORS: Sentence(
        (
            "更新了下级受托人：同意 {agreed} 家，未同意 {open} 家",
            "sub-processors: {agreed} agreed, {open} open",
        )
    ),
    Tag.FORM: Sentence(
        (
            "登记了公司自己的问卷，第 {version} 版，对应 {questions} 题",
            "entered a form of the house's own, version {version}, {questions:question|questions}",
        )
    ),
    Tag.FORM_ENDED: Sentence(
        (
            "停用了公司自己的问卷第 {version} 版",
            "ended version {version} of a form of the house's own",
        )
    ),
    Tag.TOKEN: Sentence(
        ("发给供应商令牌，字段 {fields} 个", "issued a vendor's token for {fields:field|fields}")
    ),
    Tag.TOKEN_OVER: Sentence(
        ("供应商令牌失效：{why}", "a vendor's token is over: {why}"), {"why": "vendors.Why"}
    ),
    Tag.HANDED: Sentence(
        (
            "经令牌交给供应商 {people} 人的 {fields} 个字段",
            "handed {fields:field|fields} of {people:person|people} to a vendor",
        )
    ),
    Tag.INCIDENT: Sentence(
        ("记下供应商的事件，令牌即刻失效", "recorded an incident of a vendor; its token is over")
    ),
    Tag.REPORT_LINK: Sentence(
        (
            "给供应商发了报告事件的链接，以前的作废",
            "made a link by which a vendor reports incidents; any before it is void",
        )
    ),
    Tag.SETTLED: Sentence(("供应商的事件处理完毕", "an incident of a vendor is settled")),
    Tag.REMINDED: Sentence(
        ("写信提醒供应商，最后一日是 {due}", "reminded a vendor by mail, the last day is {due}")
    ),
    Tag.RETURNED: Sentence(("收到供应商返还或删除的证明", "a vendor proved return or deletion")),
}
