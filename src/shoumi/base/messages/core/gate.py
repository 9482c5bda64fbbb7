"""What the gate's reasons say."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "gate.closed": Message(zh="闸门没有打开。", en="The gate is closed."),
    "gate.ledger_not_ready": Message(
        zh="账本不可用，任何资料都不能读取。",
        en="The ledger is not ready, so nothing may be read.",
        remedy_zh="运维运行 `shoumi doctor` 找出原因。",
        remedy_en="Operations finds the cause with `shoumi doctor`.",
    ),
    "gate.clock_behind": Message(
        zh="系统时间落后于账本最后一条记录。",
        en="The clock is behind the ledger's last entry.",
        remedy_zh="运维校准系统时间。",
        remedy_en="Operations sets the clock right.",
    ),
    "gate.keys_overdue": Message(
        zh="密钥超过了更换期限。",
        en="The keys are past the time at which they must be replaced.",
        remedy_zh="安全负责人更换密钥。",
        remedy_en="Security replaces the keys.",
    ),
    "gate.record_unsound": Message(
        zh="此人的记录没有按规定加密保存。",
        en="This person's record is not stored encrypted as it should be.",
        remedy_zh="销毁此人的记录后重新导入，或从备份恢复。",
        remedy_en="Destroy that record and import the person again, or restore it.",
    ),
    "gate.purpose_not_told": Message(
        zh="这项用途是后来的政策才有的，此人没有被告知，或者没有同意（第 1.3 条）。",
        en="A later version of the policy brought this purpose: this person was not told of it, or "
        "has not agreed (1.3).",
        remedy_zh="由保护负责人在政策页登记逐一告知；凭同意处理的，请本人在处理规则页用回执码同意。",
        remedy_en="The protection officer notes on the page of the policy that people were told; "
        "where it rests on consent, the person agrees by code on the page of processing rules.",
    ),
    "gate.restricted": Message(
        zh="此人要求限制或拒绝处理，请求还没有决定，或已经准许（第 10.2 条）。",
        en="This person asked to restrict or to stop the use of the data (10.2), and that is not "
        "decided, or was granted.",
        remedy_zh="在“请求”里答复、办结此人的请求；已经准许的，本人同意后由保护负责人解除限制。",
        remedy_en="Answer that person's request under Requests; where it was granted, the "
        "protection officer lifts the restriction once the person agrees.",
    ),
    "gate.task_closed": Message(
        zh="没有进行中的任务，也就没有使用目的。",
        en="There is no open task, so there is no purpose.",
        remedy_zh="个人信息保护负责人开出任务。",
        remedy_en="The DPO opens a task.",
    ),
    "gate.not_on_task": Message(
        zh="你不在这项任务的名单里。",
        en="You are not on this task.",
        remedy_zh="个人信息保护负责人把你列入任务。",
        remedy_en="The DPO puts you on the task.",
    ),
    "gate.person_not_in_task": Message(
        zh="这项任务只为另一位客户开出。",
        en="This task was opened for another person alone.",
        remedy_zh="为此人另开任务；紧急开启只管一位客户。",
        remedy_en="Open a task for this person; an emergency is about one person only.",
    ),
    "gate.task_unconfirmed": Message(
        zh="这项任务是本人给自己开的，还没有第二人确认。",
        en="Somebody opened this task for himself or herself, and nobody else has confirmed it.",
        remedy_zh="请不在任务名单里的另一位保护负责人或机构负责人在任务页确认"
        "（`shoumi task confirm`）。",
        remedy_en="Have the other of head and DPO, who is not on the task, confirm it on its page "
        "(`shoumi task confirm`).",
    ),
    "gate.too_many_reads": Message(
        zh="逐个查看的客户太多，到了上限。",
        en="You have looked at too many customers one by one.",
        remedy_zh="过一会儿再看；今天确实需要更多的，在任务页申请（`shoumi task read-more`），"
        "由保护负责人或机构负责人批准。",
        remedy_en="Wait a while; if the work needs more today, ask on the page of tasks "
        "(`shoumi task read-more`) and have the protection officer or the head approve it.",
    ),
    "gate.minor_unagreed": Message(
        zh="这是未成年人的记录，每看一次都要另一人批准（第 1.5 条），这一次还没有。",
        en="A minor's record takes a second person's yes for each look (1.5); this has none.",
        remedy_zh="在客户页或任务页申请（`shoumi task read-minor`），由保护负责人或机构负责人在"
        "“待批”页批准；24 小时内看一次。",
        remedy_en="Ask on the customer's or the task's page (`shoumi task read-minor`); the "
        "protection officer or the head says yes on the page Approvals; it opens once within 24 "
        "hours.",
    ),
    "gate.outside_of_rooms": Message(
        zh="以你的岗位，在数据室以外看不到客户资料。",
        en="Your role shows you no customer outside a data room.",
        remedy_zh="凭保密协议进入数据室查看；数据室以外的工作，由个人信息保护负责人派给本机构的人。",
        remedy_en="Enter the data room under your agreement; for work outside it the protection "
        "officer puts somebody of the house on a task.",
    ),
    "gate.request_of_nobody": Message(
        zh="这项任务没有写明是哪一位客户的请求。",
        en="The task does not say whose request it is for.",
        remedy_zh="个人信息保护负责人结束它，另开一项写明客户的任务"
        "（`shoumi task open --subject`）。",
        remedy_en="The protection officer closes it and opens one that names the customer "
        "(`shoumi task open --subject`).",
    ),
    "gate.not_for_a_request": Message(
        zh="办理客户请求或销毁的任务，不能列出、导出、发送客户资料。",
        en="A task for a person's request or for destruction lists, exports and sends nothing.",
        remedy_zh="请个人信息保护负责人开一项相应目的的任务。",
        remedy_en="Have the protection officer open a task for the purpose that this serves.",
    ),
    "gate.act_not_in_task": Message(
        zh="这项任务不包括这种操作。", en="The task does not include this act."
    ),
    "gate.field_not_in_task": Message(
        zh="这项任务不需要其中的某些字段。", en="The task does not need some of these fields."
    ),
    "gate.no_role": Message(
        zh="你现在没有任何岗位。",
        en="You hold no role now.",
        remedy_zh="主要负责人授予岗位，另一人批准。",
        remedy_en="The head grants a role, another person approves.",
    ),
    "gate.oversight_reads_no_content": Message(
        zh="监督机构只看记录，不看客户内容。",
        en="Oversight reads the record, never customers' content.",
    ),
    "gate.untrained": Message(
        zh="没有有效的培训证书。",
        en="There is no valid training certificate.",
        remedy_zh="在“我的课程”里学完、考过，马上恢复；公司还没有课程时，由人事负责人出具说明。",
        remedy_en=(
            "Learn and pass it under My courses, and it opens at once; while the house has no "
            "course, HR attests."
        ),
    ),
    "gate.deal_not_open": Message(
        zh="这次转让已中止或终止。",
        en="The deal is suspended or terminated.",
        remedy_zh="个人信息保护负责人恢复后再试。",
        remedy_en="The DPO resumes it first.",
    ),
    "gate.not_on_deal": Message(
        zh="你不参与这次转让。",
        en="You do not take part in this deal.",
        remedy_zh="转让顾问把你列为参与人。",
        remedy_en="The consultant adds you to it.",
    ),
    "gate.no_policy": Message(
        zh="没有已发布的隐私政策。",
        en="No privacy policy is published.",
        remedy_zh="个人信息保护负责人和法务批准并发布。",
        remedy_en="The DPO and legal approve and publish one.",
    ),
    "gate.field_unregistered": Message(
        zh="有字段没有为这个目的登记。",
        en="A field is not registered for this purpose.",
        remedy_zh="在字段登记表里登记，或去掉这个字段。",
        remedy_en="Register it in the field register, or leave it out.",
    ),
    "gate.no_agreement": Message(
        zh="没有对你生效的保密协议。",
        en="No confidentiality agreement in force names you.",
        remedy_zh="法务起草，双方签署后自动打开。",
        remedy_en="Legal drafts it; once both sides have signed, this opens by itself.",
    ),
    "gate.agreement_level": Message(
        zh="保密协议没有覆盖这一级。",
        en="The confidentiality agreement does not cover this level.",
        remedy_zh="法务起草覆盖这一级的协议。",
        remedy_en="Legal drafts an agreement that does.",
    ),
    "gate.room_shut": Message(
        zh="数据室没有对你开放，或已到期关闭。",
        en="The room is not open to you, or has closed.",
        remedy_zh="个人信息保护负责人批准后开放。",
        remedy_en="The DPO approves, then it opens.",
    ),
    "gate.room_level": Message(
        zh="数据室还没有开放到这一级。", en="No room of this level is open to you."
    ),
    "gate.room_export": Message(
        zh="数据室的内容不能导出。",
        en="Nothing leaves a room.",
        remedy_zh="交割资料只随交接包交付。",
        remedy_en="Closing data is delivered in the handover package only.",
    ),
    "gate.no_assessment": Message(
        zh="没有有效的个人信息保护影响评估。",
        en="No impact assessment is in force for this.",
        remedy_zh="个人信息保护负责人评估，剩余风险不高于“中”，法务批准。",
        remedy_en="The DPO assesses, legal approves, residual risk medium or lower.",
    ),
    "gate.subject_not_held": Message(
        zh="这个人的资料已封存、冻结或销毁。",
        en="This person's data is sealed, frozen or destroyed.",
    ),
    "gate.subject_of_other_deal": Message(
        zh="这个人不属于这次转让。", en="This person does not belong to this deal."
    ),
    "gate.no_instrument": Message(
        zh="这个人没有同意，或没有收到告知。",
        en="This person has not consented, or was not reached by the notice.",
    ),
    "gate.consent_superseded": Message(
        zh="同意之后，用途、方式、种类、接收方或保存期限变了，原来的同意已失效。",
        en="What was agreed to has changed since, and the consent is superseded.",
        remedy_zh="个人信息保护负责人按新的告知重新征求同意，不同意的人不再处理。",
        remedy_en="The DPO asks again with a new notice; who does not agree is not processed.",
    ),
    "notice.categories_unfit": Message(
        zh="这些信息种类没有对应到登记过、可以交出的字段，或写了两遍：{what}。",
        en="These name no field registered for the handover, or one twice: {what}.",
        remedy_zh="按种类勾选字段；登记表里没有的字段，先在隐私政策里登记用途“交接”。",
        remedy_en="Choose the fields of each kind; one that is not registered for the handover is "
        "entered in the privacy policy first.",
    ),
    "gate.field_not_said": Message(
        zh="没有告知过这个人这些字段会交出。",
        en="This person was not told that these fields leave.",
        remedy_zh="只交出告知文本写明的字段；要交出更多，先另行告知或征得同意。",
        remedy_en="Hand over what the notice names; for more, people are told or asked first.",
    ),
    "gate.records_shut": Message(
        zh="个人信息的读写已关闭。",
        en="Reading and writing personal information is shut.",
        remedy_zh="由负责人按下列要求补正，门随即打开。",
        remedy_en="Whoever answers for each demand below mends it; the door opens at once.",
    ),
    "gate.staff_shut": Message(
        zh="员工接触个人信息的权限已关闭。",
        en="Staff roles that reach personal information are shut.",
        remedy_zh="由负责人按下列要求补正，门随即打开。",
        remedy_en="Whoever answers for each demand below mends it; the door opens at once.",
    ),
    "gate.vendor_shut": Message(
        zh="供应商令牌已关闭，联系方式不能外发。",
        en="Vendor tokens are shut: no contact data goes out.",
        remedy_zh="由负责人按下列要求补正，门随即打开。",
        remedy_en="Whoever answers for each demand below mends it; the door opens at once.",
    ),
    "gate.room_door_shut": Message(
        zh="数据室已关闭。",
        en="The data rooms are shut.",
        remedy_zh="由负责人按下列要求补正，门随即打开。",
        remedy_en="Whoever answers for each demand below mends it; the door opens at once.",
    ),
    "gate.room_l2_shut": Message(
        zh="二级（L2）及以上数据室已关闭。",
        en="Rooms of level L2 and above are shut.",
        remedy_zh="由负责人按下列要求补正，门随即打开。",
        remedy_en="Whoever answers for each demand below mends it; the door opens at once.",
    ),
    "gate.room_l3_shut": Message(
        zh="三级（L3）及以上数据室已关闭。",
        en="Rooms of level L3 and above are shut.",
        remedy_zh="由负责人按下列要求补正，门随即打开。",
        remedy_en="Whoever answers for each demand below mends it; the door opens at once.",
    ),
    "gate.handover_shut": Message(
        zh="数据交割已关闭。",
        en="The handover of data is shut.",
        remedy_zh="由负责人按下列要求补正，门随即打开。",
        remedy_en="Whoever answers for each demand below mends it; the door opens at once.",
    ),
    "gate.suspended_by_lapse": Message(
        zh="有要求失效，这笔转让自动中止。",
        en="The deal is suspended because a demand lapsed.",
        remedy_zh="由负责人按下列要求补正，门随即打开。",
        remedy_en="Whoever answers for each demand below mends it; the door opens at once.",
    ),
}
