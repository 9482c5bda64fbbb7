"""Words of emergencies."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "emergency.opens_tasks": Words(
        zh="机构负责人和个人信息保护负责人可以直接开出任务，不用紧急开启。",
        en="The head and the DPO can open a task, and need no emergency.",
        mend_zh="在转让的页面上开出任务。",
        mend_en="Open a task on the page of the deal.",
    ),
    "emergency.none_left": Words(
        zh="本季度的 {most} 次紧急开启已经用完。",
        en="All {most} emergencies of this quarter are used.",
        mend_zh="请个人信息保护负责人开出任务。",
        mend_en="Have the DPO open a task.",
    ),
    "emergency.nobody_to_tell": Words(
        zh="没有个人信息保护负责人，或没有第二位负责人可以通知，所以不能开启。",
        en="There is no DPO, or no second officer, to be told; so nothing is opened.",
        mend_zh="先由机构负责人补上岗位。",
        mend_en="Have the head fill the roles first.",
    ),
    "emergency.reason_unfit": Words(
        zh="事由要写 {least} 至 {most} 个字符。",
        en="The reason has to have {least} to {most} characters.",
        mend_zh="用一句话写明为什么等不及，不写姓名和号码。",
        mend_en="Say in one sentence why it cannot wait, without names or numbers.",
    ),
    "emergency.reason_names": Words(
        zh="事由里有姓名或号码。",
        en="There is a name or a number of somebody in the reason.",
        mend_zh="事由以明文保存，只写为什么等不及。",
        mend_en="It is kept in the clear: say only why it cannot wait.",
    ),
    "emergency.fields_unfit": Words(
        zh="没有选字段，或其中有不用于服务客户的字段。",
        en="No field was chosen, or one that does not serve a customer's service.",
        mend_zh="只选眼下必需的字段。",
        mend_en="Choose only the fields that are needed now.",
    ),
    "emergency.no_such_customer": Words(
        zh="没有这位客户，或资料已经销毁。",
        en="There is no such customer, or the data is destroyed.",
        mend_zh="核对客户编号。",
        mend_en="Check the customer's reference.",
    ),
    "emergency.missing": Words(
        zh="没有这次紧急开启。",
        en="There is no such emergency.",
        mend_zh="核对编号。",
        mend_en="Check the reference.",
    ),
    "emergency.own_review": Words(
        zh="自己开启的，自己不能复核。",
        en="Who opened it does not review it.",
        mend_zh="请另一位负责人复核。",
        mend_en="Have another officer review it.",
    ),
    "emergency.reviewed": Words(
        zh="已经复核过了。",
        en="It was reviewed already.",
        mend_zh="刷新页面查看结论。",
        mend_en="Reload the page to see the outcome.",
    ),
    "emergency.note_unfit": Words(
        zh="说明与结论不符。",
        en="The note says otherwise than the outcome.",
        mend_zh="重新选择说明。",
        mend_en="Choose another note.",
    ),
}
