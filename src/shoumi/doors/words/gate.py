"""Words of the gate: one for each reason, and what mends it."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "gate.closed": Words(zh="闸门没有打开。", en="The gate is closed."),
    "gate.ledger_not_ready": Words(
        zh="账本不可用，任何资料都不能读取。",
        en="The ledger is not ready, so nothing may be read.",
        mend_zh="运维运行 `shoumi doctor` 找出原因。",
        mend_en="Operations finds the cause with `shoumi doctor`.",
    ),
    "gate.clock_behind": Words(
        zh="系统时间落后于账本最后一条记录。",
        en="The clock is behind the ledger's last entry.",
        mend_zh="运维校准系统时间。",
        mend_en="Operations sets the clock right.",
    ),
    "gate.keys_overdue": Words(
        zh="密钥超过了更换期限。",
        en="The keys are past the time at which they must be replaced.",
        mend_zh="安全负责人更换密钥。",
        mend_en="Security replaces the keys.",
    ),
    "gate.task_closed": Words(
        zh="没有进行中的任务，也就没有使用目的。",
        en="There is no open task, so there is no purpose.",
        mend_zh="个人信息保护负责人开出任务。",
        mend_en="The DPO opens a task.",
    ),
    "gate.not_on_task": Words(
        zh="你不在这项任务的名单里。",
        en="You are not on this task.",
        mend_zh="个人信息保护负责人把你列入任务。",
        mend_en="The DPO puts you on the task.",
    ),
    "gate.person_not_in_task": Words(
        zh="这项任务只为另一位客户开出。",
        en="This task was opened for another person alone.",
        mend_zh="为此人另开任务；紧急开启只管一位客户。",
        mend_en="Open a task for this person; an emergency is about one person only.",
    ),
    "gate.act_not_in_task": Words(
        zh="这项任务不包括这种操作。", en="The task does not include this act."
    ),
    "gate.field_not_in_task": Words(
        zh="这项任务不需要其中的某些字段。", en="The task does not need some of these fields."
    ),
    "gate.no_role": Words(
        zh="你现在没有任何岗位。",
        en="You hold no role now.",
        mend_zh="主要负责人授予岗位，另一人批准。",
        mend_en="The head grants a role, another person approves.",
    ),
    "gate.oversight_reads_no_content": Words(
        zh="监督机构只看记录，不看客户内容。",
        en="Oversight reads the record, never customers' content.",
    ),
    "gate.untrained": Words(
        zh="没有有效的培训证书。",
        en="There is no valid training certificate.",
        mend_zh="完成培训并通过考核；人事负责人出具说明。",
        mend_en="Take the training and pass its test; HR attests.",
    ),
    "gate.deal_not_open": Words(
        zh="这次转让已中止或终止。",
        en="The deal is suspended or terminated.",
        mend_zh="个人信息保护负责人恢复后再试。",
        mend_en="The DPO resumes it first.",
    ),
    "gate.not_on_deal": Words(
        zh="你不参与这次转让。",
        en="You do not take part in this deal.",
        mend_zh="转让顾问把你列为参与人。",
        mend_en="The consultant adds you to it.",
    ),
    "gate.no_policy": Words(
        zh="没有已发布的隐私政策。",
        en="No privacy policy is published.",
        mend_zh="个人信息保护负责人和法务批准并发布。",
        mend_en="The DPO and legal approve and publish one.",
    ),
    "gate.field_unregistered": Words(
        zh="有字段没有为这个目的登记。",
        en="A field is not registered for this purpose.",
        mend_zh="在字段登记表里登记，或去掉这个字段。",
        mend_en="Register it in the field register, or leave it out.",
    ),
    "gate.no_agreement": Words(
        zh="没有对你生效的保密协议。",
        en="No confidentiality agreement in force names you.",
        mend_zh="法务起草，双方签署后自动打开。",
        mend_en="Legal drafts it; once both sides have signed, this opens by itself.",
    ),
    "gate.agreement_level": Words(
        zh="保密协议没有覆盖这一级。",
        en="The confidentiality agreement does not cover this level.",
        mend_zh="法务起草覆盖这一级的协议。",
        mend_en="Legal drafts an agreement that does.",
    ),
    "gate.room_shut": Words(
        zh="数据室没有对你开放，或已到期关闭。",
        en="The room is not open to you, or has closed.",
        mend_zh="个人信息保护负责人批准后开放。",
        mend_en="The DPO approves, then it opens.",
    ),
    "gate.room_level": Words(
        zh="数据室还没有开放到这一级。", en="No room of this level is open to you."
    ),
    "gate.room_export": Words(
        zh="数据室的内容不能导出。",
        en="Nothing leaves a room.",
        mend_zh="交割资料只随交接包交付。",
        mend_en="Closing data is delivered in the handover package only.",
    ),
    "gate.no_assessment": Words(
        zh="没有有效的个人信息保护影响评估。",
        en="No impact assessment is in force for this.",
        mend_zh="个人信息保护负责人评估，剩余风险不高于“中”，法务批准。",
        mend_en="The DPO assesses, legal approves, residual risk medium or lower.",
    ),
    "gate.subject_not_held": Words(
        zh="这个人的资料已封存、冻结或销毁。",
        en="This person's data is sealed, frozen or destroyed.",
    ),
    "gate.subject_of_other_deal": Words(
        zh="这个人不属于这次转让。", en="This person does not belong to this deal."
    ),
    "gate.no_instrument": Words(
        zh="这个人没有同意，或没有收到告知。",
        en="This person has not consented, or was not reached by the notice.",
    ),
    "task.missing": Words(zh="没有这项任务。", en="There is no such task."),
    "task.without_end": Words(
        zh="任务的结束时间必须在开始之后。", en="A task must end after it begins."
    ),
    "home.missing": Words(
        zh="{folder} 里没有安装。",
        en="There is no installation in {folder}.",
        mend_zh="运行 `shoumi home create`，或先看演示：`shoumi demo`。",
        mend_en="Run `shoumi home create`, or see the demo first: `shoumi demo`.",
    ),
    "home.out_of_date": Words(
        zh="数据库比程序旧。",
        en="The databases are older than the program.",
        mend_zh="先备份，再运行 `shoumi home upgrade`。",
        mend_en="Back up, then run `shoumi home upgrade`.",
    ),
    "home.newer": Words(
        zh="这个安装由更新的程序升级过，有 {count} 项迁移本程序不认识：{migrations}。",
        en="A newer program has upgraded this home: {count} of its migrations are unknown here "
        "({migrations}).",
        mend_zh="改用那个版本或更新的程序；要退回旧版，只能恢复升级前的备份。",
        mend_en="Use that program or a newer one; to go back, restore the backup made before the "
        "upgrade.",
    ),
}
