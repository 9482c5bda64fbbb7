"""Words of chapter 7."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "pipia.no_risks": Words(
        zh="影响评估没有列出任何风险。",
        en="The assessment names no risk.",
        mend_zh="至少评估一项风险的影响和可能性。",
        mend_en="Assess the impact and likelihood of at least one risk.",
    ),
    "pipia.risks_left_out": Words(
        zh="草稿里写明的风险不能在补措施时去掉或自行变小。",
        en="A risk in the draft may neither be left out nor become smaller by itself.",
        mend_zh="照原样写出每项风险，再写措施和剩余风险。",
        mend_en="Name each risk as it was, then its measures and what is left.",
    ),
    "pipia.residual_too_high": Words(
        zh="剩余风险为“{grade}”，高于“中”，这项活动被挡住。",
        en="The residual risk is {grade}, above medium: the activity is blocked.",
        mend_zh="补充措施，把剩余风险降到“中”或以下，再请法务批准。",
        mend_en="Add measures until it is medium or lower, then ask legal to approve.",
    ),
    "pipia.not_a_draft": Words(
        zh="这份影响评估已经批准或已过期。",
        en="The assessment is already approved, or stale.",
        mend_zh="事实有变时，另做一份新的评估。",
        mend_en="Where the facts have changed, make a new assessment.",
    ),
    "pipia.missing": Words(zh="没有这份影响评估。", en="There is no such assessment."),
    "pipia.approved_by_assessor": Words(
        zh="做评估的人不能批准自己的评估。",
        en="Whoever assessed may not approve.",
        mend_zh="请法务的另一位同事批准。",
        mend_en="Another person, of legal, approves.",
    ),
}
