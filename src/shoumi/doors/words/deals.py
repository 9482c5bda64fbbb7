"""What the refusals of a deal say."""

from __future__ import annotations

from shoumi.doors.words.kinds import Words

WORDS = {
    "deal.no_such": Words(
        zh="没有这笔转让。",
        en="There is no such deal.",
        mend_zh="请核对编号，例如 D-2026-001。",
        mend_en="Check the number; it looks like D-2026-001.",
    ),
    "deal.no_such_party": Words(
        zh="转让中没有这个当事方，或者可能指几个当事方。",
        en="The deal has no such party, or several could be meant.",
        mend_zh="请指明当事方。",
        mend_en="Name the party.",
    ),
    "deal.bad_party": Words(
        zh="当事方（{role}）不齐或填写有误。",
        en="A party ({role}) is missing or not filled in correctly.",
        mend_zh="须有转让方和唯一的目标公司；统一社会信用代码为18位。",
        mend_en="There is a transferor and exactly one target; a credit code has 18 characters.",
    ),
    "deal.already_there": Words(
        zh="{what} 已经登记。",
        en="{what} is there already.",
        mend_zh="请使用已登记的那一项。",
        mend_en="Use the one that is there.",
    ),
    "deal.already_filed": Words(
        zh="同一份文件（{kind}）已经归档。",
        en="This very document ({kind}) is on file already.",
        mend_zh="无须重复提交。",
        mend_en="There is no need to file it again.",
    ),
    "deal.conflicted_supervisor": Words(
        zh="签字人自己负责被监督的章节，不能代表监督机构签字。",
        en="The signer answers for a chapter under supervision and cannot sign as supervisor.",
        mend_zh="请由没有利益冲突的监督员签字。",
        mend_en="Have a supervisor without a conflict sign.",
    ),
    "deal.not_yet": Words(
        zh="“{stage}”还不能推进，缺少：{missing}。",
        en="“{stage}” cannot move yet; missing: {missing}.",
        mend_zh="请由清单所列的负责人补齐后再试。",
        mend_en="Try again once those named in the list have supplied it.",
    ),
    "deal.wrong_standing": Words(
        zh="“{stage}”目前的状态是 {standing}，不能进行 {move}。",
        en="“{stage}” is {standing}; {move} does not apply.",
        mend_zh="请先查看转让的里程碑。",
        mend_en="Look at the milestones of the deal first.",
    ),
    "deal.not_waivable": Words(
        zh="“{stage}”不能省略。",
        en="No deal goes without “{stage}”.",
        mend_zh="请按条件完成这一里程碑。",
        mend_en="Complete the milestone on its conditions.",
    ),
    "deal.suspended": Words(
        zh="转让已中止（{reason}）。",
        en="The deal is suspended ({reason}).",
        mend_zh="原因消除后由个人信息保护负责人恢复。",
        mend_en="The protection officer resumes it once the cause is gone.",
    ),
    "deal.terminated": Words(
        zh="转让已终止（{reason}），不能再推进。",
        en="The deal is terminated ({reason}) and moves no more.",
        mend_zh="只能办理返还、销毁和归档。",
        mend_en="Only return, destruction and filing are left.",
    ),
    "deal.not_suspended": Words(
        zh="转让没有中止。",
        en="The deal is not suspended.",
        mend_zh="无须恢复。",
        mend_en="There is nothing to resume.",
    ),
}
