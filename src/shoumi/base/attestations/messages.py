"""Texts of attestations: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message, Parameter

MESSAGES: Mapping[str, Message] = {
    "attestation.not_accountable": Message(
        zh="第 {duty} 条只能由 {role} 声明。",
        en="Demand {duty} is attested by {role} alone.",
        remedy_zh="请由负责该条的人声明。",
        remedy_en="Have the person who answers for it attest.",
    ),
    "attestation.conflicted": Message(
        zh="此人兼任被监督章节的负责人，不能就第 {duty} 条声明。",
        en="This supervisor answers for a chapter under supervision and may not attest {duty}.",
        remedy_zh="请由无冲突的监督成员声明。",
        remedy_en="Have a member without that conflict attest.",
    ),
    "attestation.enforced": Message(
        zh="第 {duty} 条由系统实时检查，不接受声明。",
        en="The house checks demand {duty} itself; it takes no statement about it.",
        remedy_zh="按检查指出的缺项补正。",
        remedy_en="Mend what the check names.",
    ),
    "attestation.generated": Message(
        zh="对外的承诺由实时指标生成，不接受声明。",
        en="What is promised to the public is rendered from live indicators; nobody states it.",
        remedy_zh="补正承诺所依据的各项要求。",
        remedy_en="Mend the demands that the promise rests on.",
    ),
    "attestation.not_such_evidence": Message(
        zh="这种文件不是第 {duty} 条的证据。",
        en="A file of that kind shows nothing about demand {duty}.",
        remedy_zh="从该条列出的种类中选一种。",
        remedy_en="Choose one of the kinds that the demand lists.",
    ),
    "attestation.persons_unfit": Message(
        zh="培训类声明须点名所涵盖的人，其他声明不点名（第 {duty} 条）。",
        en="A statement about training names whom it covers; no other names anybody ({duty}).",
        remedy_zh="点名所涵盖的人，或不点名。",
        remedy_en="Name the persons it covers, or none.",
    ),
    "attestation.nothing_due": Message(
        zh="现在没有要你声明的要求。",
        en="No demand waits for a statement of yours now.",
        remedy_zh="已经声明的，到期前一个月会列出来。",
        remedy_en="Those stated already are listed a month before they lapse.",
    ),
    "attestation.nothing_stated": Message(
        zh="一个文件也没有选。",
        en="No file was chosen.",
        remedy_zh="给要声明的那几项选上看过的文件。",
        remedy_en="Choose the file you looked at for each demand you state.",
    ),
    "attestation.evidence_not_chosen": Message(
        zh="{duty} 填了内容，没有选看过的文件。",
        en="Something is filled in of {duty}, and no file is chosen.",
        remedy_zh="选上文件；这一项不声明，就清空它。",
        remedy_en="Choose the file, or clear it if this demand is not to be stated.",
    ),
    "attestation.no_such_part": Message(
        zh="第 {duty} 条没有这个留在系统之外的部分。",
        en="Demand {duty} has no such part outside the system.",
        remedy_zh="从该条列出的部分中选一个。",
        remedy_en="Choose one of the parts that the demand lists.",
    ),
    "attestation.part_unstated": Message(
        zh="有一部分在系统之外，没有有效的声明。",
        en="A part lies outside the system, and no statement about it stands.",
        remedy_zh="由负责人就该部分声明。",
        remedy_en="Have the accountable role state that part.",
    ),
    "attestation.only_fingerprint": Message(
        zh="当时只留下了证据的摘要，没有留存文件。",
        en="Only the fingerprint of the evidence was kept at the time, not the file.",
        remedy_zh="下次声明时提交文件。",
        remedy_en="Hand the file over with the next statement.",
    ),
    "attestation.too_long": Message(
        zh="这一项声明的截止日要晚于今天，最长 {days} 天。",
        en="A statement about this demand ends after today, and within {days} days from now.",
        remedy_zh="改截止日，或者不填；到期后重新声明。",
        remedy_en="Change the day or leave it out, and attest again when it ends.",
    ),
    "attestation.no_such": Message(
        zh="没有这份声明。",
        en="There is no such attestation.",
        remedy_zh="核对声明编号。",
        remedy_en="Check its reference.",
    ),
    "attestation.already_revoked": Message(
        zh="这份声明已经撤回。",
        en="The attestation was taken back already.",
        remedy_zh="如情况恢复，请重新声明。",
        remedy_en="Attest anew when it holds again.",
    ),
    "attestation.none": Message(
        zh="尚无功能执行，也无人声明。",
        en="Nothing enforces it yet and nobody attested it.",
        remedy_zh="由负责人提供证据并声明。",
        remedy_en="Have the accountable role attest it, with evidence.",
    ),
    "attestation.expired": Message(
        zh="声明已过期。",
        en="The statement has expired.",
        remedy_zh="重新核对并声明。",
        remedy_en="Look again and attest anew.",
    ),
    "attestation.revoked": Message(
        zh="声明已撤回。",
        en="The statement was taken back.",
        remedy_zh="补正后重新声明。",
        remedy_en="Put it right and attest anew.",
    ),
    "door.shut": Message(
        zh="这扇门关着：{doors}。",
        en="A door is shut: {doors}.",
        remedy_zh="由负责人按下列要求补正，门随即打开。",
        remedy_en="Whoever answers for each demand below mends it; the door opens at once.",
    ),
    "door.role_without_certificate": Message(
        zh="这个人还没有 {role} 岗位要的培训证书，或有逾期未读的内容：{lack}。",
        en="This person lacks what the role {role} takes: {lack}.",
        remedy_zh="请本人先在“我的课程”学完、考过，再重新申请这个岗位。",
        remedy_en="Have the person pass what is under “My courses”; then ask for the role anew.",
    ),
    "door.not_qualified": Message(
        zh="您现在不能接触个人信息：{lack}。",
        en="You may reach no personal information now: {lack}.",
        remedy_zh="打开“我的课程”，学完、考过，证书一出来就恢复。",
        remedy_en="Open My courses; what you learn and pass there opens it again at once.",
    ),
    "grace.unfit": Message(
        zh="宽限须点名至少一项要求，1 至 {days} 天。",
        en="A grace names at least one demand and lasts 1 to {days} days.",
        remedy_zh="改正天数或要求。",
        remedy_en="Correct the days or the demands.",
    ),
    "grace.none_for": Message(
        zh="第 {duty} 条不能宽限：{why}。",
        en="Demand {duty} may have no grace: {why}.",
        remedy_zh="由负责人补正。",
        remedy_en="Whoever answers for it mends it.",
    ),
    "grace.not_lapsed": Message(
        zh="第 {duty} 条没有失效，或其缺项不能宽限"
        "（从未声明、已收回、被绕过系统改动、检查未能完成）。",
        en="Demand {duty} has not lapsed, or not in a way that is put off: never stated, taken "
        "back, changed from outside, or its check could not be made.",
        remedy_zh="到“门”页查看它现在的状态和缺项。",
        remedy_en="See on the page Doors how it stands and what is missing.",
    ),
    "grace.had": Message(
        zh="第 {duty} 条在十二个月内已经宽限过一次，{again} 之后才能再次宽限。",
        en="Demand {duty} had a grace within the last twelve months; it may have one from {again}.",
        remedy_zh="由负责人补正。",
        remedy_en="Whoever answers for it mends it.",
    ),
    "grace.no_such": Message(
        zh="没有这项宽限。",
        en="There is no such grace.",
        remedy_zh="到“门”页核对编号。",
        remedy_en="Check its reference on the page Doors.",
    ),
    "grace.over": Message(
        zh="这项宽限已经结束。",
        en="That grace is over.",
        remedy_zh="无需再做什么，门已按要求的现状开关。",
        remedy_en="Nothing is left to do: the doors follow their demands again.",
    ),
    "control.check_failed": Message(
        zh="检查未能完成，按不合格处理。",
        en="The check could not be made, which counts as failed.",
        remedy_zh="查看日志，修复后重试。",
        remedy_en="Look into the log, mend it and try again.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "attestations.Statement": {
        "in_place": ("措施已经落实", "the measure is in place"),
        "checked_outside": ("已在外部系统核对", "checked in another system"),
        "none_occurred": ("没有发生此类情况", "nothing of the kind has happened"),
    },
}

# What an approver reads of a grace.
PARAMETERS: Mapping[str, Parameter] = {
    "demands": Parameter(("要求", "demands")),
    "days": Parameter(("宽限天数", "days of grace")),
    "grace_reason": Parameter(("原因", "reason"), "handbook.GraceReason"),
    "note": Parameter(("说明", "note")),
}
