"""Words of pushing events."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "webhooks.tags_unfit": Words(
        zh="没有选事件，或其中有系统不会记录的事件。",
        en="No event was chosen, or one that the house never records.",
        mend_zh="从列表里选；全部事件见 docs/reference/events.md。",
        mend_en="Choose from the list; all of them are in docs/reference/events.md.",
    ),
    "webhooks.name_unfit": Words(
        zh="名称为空、超过 {most} 个字符，或含有控制字符。",
        en="The name is empty, longer than {most} characters, or has controls in it.",
        mend_zh="写一个认得出对方系统的短名称。",
        mend_en="Give a short name by which the system is known.",
    ),
    "webhooks.too_many": Words(
        zh="最多接入 {most} 个接收系统。",
        en="There can be {most} receivers at most.",
        mend_zh="由一个接收系统再分发给其他系统。",
        mend_en="Have one of them pass events on to others.",
    ),
    "webhooks.no_such_endpoint": Words(
        zh="没有这个接收系统。",
        en="There is no such receiver.",
        mend_zh="在“事件推送”里查看。",
        mend_en="See the page of webhooks.",
    ),
    "webhooks.no_such_delivery": Words(
        zh="没有这条推送。",
        en="There is no such delivery.",
        mend_zh="对方已收下的推送三十天后不再保留；事件本身在账本里。",
        mend_en="What was taken is kept for thirty days; the event itself is in the ledger.",
    ),
    "webhooks.paused": Words(
        zh="这个接收系统已暂停推送。",
        en="This receiver is paused.",
        mend_zh="先恢复推送。",
        mend_en="Take it up again first.",
    ),
    "webhooks.not_paused": Words(
        zh="这个接收系统没有暂停。",
        en="This receiver is not paused.",
        mend_zh="无需恢复。",
        mend_en="There is nothing to take up again.",
    ),
    "webhooks.not_settled": Words(
        zh="这条推送还在等着发出。",
        en="This one is still waiting to be sent.",
        mend_zh="等它自己重试。",
        mend_en="Wait for its next try.",
    ),
    "webhooks.rotated_already": Words(
        zh="上一个密钥还在过渡期内，同时最多两个有效。",
        en="The secret before still counts, and no more than two do at a time.",
        mend_zh="七天过渡期满后再换；怀疑泄露时，暂停它并另建一个接收系统。",
        mend_en="Wait until its seven days are over; if it leaked, pause this, make another.",
    ),
}
