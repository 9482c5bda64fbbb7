"""Words of the handover."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "handover.not_open": Words(
        zh="{deal} 的资料交接还没有打开。",
        en="The handover of {deal} has not opened.",
        mend_zh="用 `shoumi deal show` 看还缺什么、由谁补、何时到期。",
        mend_en="`shoumi deal show` names what is missing, who supplies it and by when.",
    ),
    "handover.missing": Words(zh="没有这个交接包。", en="There is no such package."),
    "handover.not_in_state": Words(
        zh="交接包当前状态为 {state}，不能这样操作。",
        en="The package is {state}; this cannot be done now.",
    ),
    "handover.wrong_task": Words(
        zh="任务 {task} 不是本次转让的资料交接任务。",
        en="The task {task} is not one of handing over in this deal.",
        mend_zh="用 `shoumi task open` 打开目的为 handover、操作为 export 的任务。",
        mend_en="Open one with `shoumi task open`: purpose handover, act export.",
    ),
    "handover.wrong_recipient": Words(
        zh="这些资料的告知或同意不是对这个接收方作出的。",
        en="What people were told or agreed to was not for this recipient.",
        mend_zh="交给数据集登记的接收方；换接收方须重新告知或征得同意。",
        mend_en="Send it to the recipient of the data set; another one needs a new campaign.",
    ),
    "handover.nobody": Words(
        zh="没有要交接的人。",
        en="There is nobody to hand over.",
    ),
    "handover.file_differs": Words(
        zh="交接包的文件不在，或已不是封好的那个。",
        en="The package's file is gone, or is not the one that was sealed.",
        mend_zh="用 `shoumi handover void` 作废，查明原因后重新封包。",
        mend_en="Void it with `shoumi handover void`, find out why, and seal a new package.",
    ),
    "handover.someone_left": Words(
        zh="包中有 {count} 人现在不能再交出（撤回、异议或已销毁）。",
        en="{count} people in the package may not leave any more (withdrawn, objected, destroyed).",
        mend_zh="用 `shoumi handover void` 作废，重新封包。",
        mend_en="Void it with `shoumi handover void` and seal a new package.",
    ),
    "handover.received_by_sender": Words(
        zh="封包或放行的人不能代接收方签收。",
        en="Whoever sealed or released the package does not give its receipt.",
        mend_zh="由接收方的人，或带回接收方签收单的平台顾问办理。",
        mend_en="The recipient's own person does, or the consultant with the recipient's paper.",
    ),
    "handover.released_by_sealer": Words(
        zh="封包的人不能自己放行。",
        en="Whoever sealed the package may not release it.",
        mend_zh="由个人信息保护负责人、监督机构或主要负责人中的另一人放行。",
        mend_en="Another person releases it: the DPO, the supervisory body or the head.",
    ),
    "handover.receipt_differs": Words(
        zh="接收方的哈希与交付的不一致。",
        en="The recipient's hash is not that of what was sent.",
        mend_zh="请接收方重新计算文件的 SHA-256；仍不一致时用 `shoumi handover void` 作废后重封。",
        mend_en="The recipient hashes the file again; if it still differs, void the package "
        "(`shoumi handover void`) and seal a new one.",
    ),
}
