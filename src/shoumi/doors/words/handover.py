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
    "handover.released_by_sealer": Words(
        zh="封包的人不能自己放行。",
        en="Whoever sealed the package may not release it.",
        mend_zh="由个人信息保护负责人、监督机构或主要负责人中的另一人放行。",
        mend_en="Another person releases it: the DPO, the supervisory body or the head.",
    ),
    "handover.receipt_differs": Words(
        zh="接收方的哈希与交付的不一致。",
        en="The recipient's hash is not that of what was sent.",
        mend_zh="请接收方对收到的文件重新计算 SHA-256；仍不一致时作废并重新封包。",
        mend_en="The recipient hashes the file again; if it still differs, seal a new package.",
    ),
}
