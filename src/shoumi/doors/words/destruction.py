"""Words of chapter 8."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "destruction.nobody_named": Words(
        zh="销毁单里没有任何人。", en="The order names nobody to destroy."
    ),
    "destruction.not_held": Words(
        zh="有 {count} 人不属于这次转让、已销毁或重复列出。",
        en="{count} of them are not held under this deal, destroyed already or listed twice.",
        mend_zh="先把他们移出名单。",
        mend_en="Leave them out of the list.",
    ),
    "destruction.no_such_hold": Words(
        zh="没有这项法定保全，或已解除。", en="There is no such legal hold, or it is lifted."
    ),
    "destruction.not_of_the_deal": Words(
        zh="你不参与这次转让，不能提交接收方的销毁证明。",
        en="You take no part in this deal and cannot hand in a recipient's certificate.",
        mend_zh="由接收方或经办人提交。",
        mend_en="The recipient or who handles the deal hands it in.",
    ),
    "destruction.on_hold": Words(
        zh="有 {count} 人处于法定保全，不能销毁。",
        en="A legal hold lies on {count} of them; they cannot be destroyed.",
        mend_zh="法务解除保全后再试，或先把他们移出销毁单。",
        mend_en="Legal lifts the hold, or leave them out of the order.",
    ),
    "destruction.not_in_state": Words(
        zh="销毁单 {order} 当前状态为 {state}，不能这样操作。",
        en="Order {order} is {state}; this cannot be done now.",
    ),
    "destruction.not_a_witness": Words(
        zh="提出销毁的人不能作见证，一个人也不能见证两次。",
        en="Whoever proposed it cannot stand witness, and nobody twice.",
        mend_zh="请另一位有见证资格的同事确认。",
        mend_en="Another person with a witness's role confirms.",
    ),
    "destruction.not_witnessed": Words(
        zh="销毁单 {order} 需要两人见证，现有 {count} 人。",
        en="Order {order} needs two confirmations and has {count}.",
    ),
    "destruction.still_readable": Words(
        zh="销毁单 {order} 仍有 {count} 处残留，没有出具证明。",
        en="Order {order} left something behind (pieces: {count}); no certificate is issued.",
        mend_zh="运行 `shoumi doctor` 查看原因，再运行 `shoumi destroy resume`。",
        mend_en="See `shoumi doctor`, then run `shoumi destroy resume`.",
    ),
    "destruction.missing": Words(zh="没有这份销毁单。", en="There is no such order."),
    "destruction.backups_not_expired": Words(
        zh="密钥备份要到 {until} 才全部过期，最终证明不能提前出具。",
        en="Backups of the keyring live until {until}; the final certificate cannot come earlier.",
    ),
    "destruction.not_in_stage": Words(
        zh="销毁单 {order} 还不能出具第 {stage} 阶段证明，或已经出具。",
        en="Order {order} is not ready for a certificate of stage {stage}, or has it.",
    ),
    "destruction.no_such_recipient": Words(
        zh="此人不是需要出具销毁证明的接收方。",
        en="This is not a recipient that owes a certificate.",
    ),
}
