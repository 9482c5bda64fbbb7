"""Words of the attestations, and of the reasons a demand is not held."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "handbook.unknown_duty": Words(
        zh="手册中没有这一条。",
        en="The handbook has no such demand.",
        mend_zh="编号为 1.1 至 20.3、S1 至 S4 或 P。",
        mend_en="Ids are 1.1 to 20.3, S1 to S4, and P.",
    ),
    "attestation.not_accountable": Words(
        zh="第 {duty} 条只能由 {role} 声明。",
        en="Demand {duty} is attested by {role} alone.",
        mend_zh="请由负责该条的人声明。",
        mend_en="Have the person who answers for it attest.",
    ),
    "attestation.conflicted": Words(
        zh="此人兼任被监督章节的负责人，不能就第 {duty} 条声明。",
        en="This supervisor answers for a chapter under supervision and may not attest {duty}.",
        mend_zh="请由无冲突的监督成员声明。",
        mend_en="Have a member without that conflict attest.",
    ),
    "attestation.enforced": Words(
        zh="第 {duty} 条由系统实时检查，不接受声明。",
        en="The house checks demand {duty} itself; it takes no statement about it.",
        mend_zh="按检查指出的缺项补正。",
        mend_en="Mend what the check names.",
    ),
    "attestation.no_evidence": Words(
        zh="缺少证据：应为所查文件的 SHA-256。",
        en="Evidence is missing: the SHA-256 of what was looked at.",
        mend_zh="提供证据文件。",
        mend_en="Name the file that proves it.",
    ),
    "attestation.too_long": Words(
        zh="声明应在今后 {days} 天内到期。",
        en="A statement ends within {days} days from now.",
        mend_zh="缩短期限，到期后重新声明。",
        mend_en="Shorten it and attest again when it ends.",
    ),
    "attestation.no_such": Words(
        zh="没有这份声明。",
        en="There is no such attestation.",
        mend_zh="核对声明编号。",
        mend_en="Check its reference.",
    ),
    "attestation.already_revoked": Words(
        zh="这份声明已经撤回。",
        en="The attestation was taken back already.",
        mend_zh="如情况恢复，请重新声明。",
        mend_en="Attest anew when it holds again.",
    ),
    "attestation.none": Words(
        zh="尚无功能执行，也无人声明。",
        en="Nothing enforces it yet and nobody attested it.",
        mend_zh="由负责人提供证据并声明。",
        mend_en="Have the accountable role attest it, with evidence.",
    ),
    "attestation.expired": Words(
        zh="声明已过期。",
        en="The statement has expired.",
        mend_zh="重新核对并声明。",
        mend_en="Look again and attest anew.",
    ),
    "attestation.revoked": Words(
        zh="声明已撤回。",
        en="The statement was taken back.",
        mend_zh="补正后重新声明。",
        mend_en="Put it right and attest anew.",
    ),
    "control.check_failed": Words(
        zh="检查未能完成，按不合格处理。",
        en="The check could not be made, which counts as failed.",
        mend_zh="查看日志，修复后重试。",
        mend_en="Look into the log, mend it and try again.",
    ),
}
