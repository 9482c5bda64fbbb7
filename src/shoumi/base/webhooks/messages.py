"""Texts of webhooks: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "webhooks.tags_unfit": Message(
        zh="没有选事件，或其中有系统不会记录的事件。",
        en="No event was chosen, or one that the house never records.",
        remedy_zh="从列表里选；全部事件见 docs/reference/events.md。",
        remedy_en="Choose from the list; all of them are in docs/reference/events.md.",
    ),
    "webhooks.name_unfit": Message(
        zh="名称为空、超过 {most} 个字符，或含有控制字符。",
        en="The name is empty, longer than {most} characters, or has controls in it.",
        remedy_zh="写一个认得出对方系统的短名称。",
        remedy_en="Give a short name by which the system is known.",
    ),
    "webhooks.too_many": Message(
        zh="最多接入 {most} 个接收系统。",
        en="There can be {most} receivers at most.",
        remedy_zh="由一个接收系统再分发给其他系统。",
        remedy_en="Have one of them pass events on to others.",
    ),
    "webhooks.no_such_endpoint": Message(
        zh="没有这个接收系统。",
        en="There is no such receiver.",
        remedy_zh="在“事件推送”里查看。",
        remedy_en="See the page of webhooks.",
    ),
    "webhooks.no_such_delivery": Message(
        zh="没有这条推送。",
        en="There is no such delivery.",
        remedy_zh="对方已收下的推送三十天后不再保留；事件本身在账本里。",
        remedy_en="What was taken is kept for thirty days; the event itself is in the ledger.",
    ),
    "webhooks.paused": Message(
        zh="这个接收系统已暂停推送。",
        en="This receiver is paused.",
        remedy_zh="先恢复推送。",
        remedy_en="Take it up again first.",
    ),
    "webhooks.not_paused": Message(
        zh="这个接收系统没有暂停。",
        en="This receiver is not paused.",
        remedy_zh="无需恢复。",
        remedy_en="There is nothing to take up again.",
    ),
    "webhooks.not_settled": Message(
        zh="这条推送还在等着发出。",
        en="This one is still waiting to be sent.",
        remedy_zh="等它自己重试。",
        remedy_en="Wait for its next try.",
    ),
    "webhooks.rotated_already": Message(
        zh="上一个密钥还在过渡期内，同时最多两个有效。",
        en="The secret before still counts, and no more than two do at a time.",
        remedy_zh="七天过渡期满后再换；怀疑泄露时，暂停它并另建一个接收系统。",
        remedy_en="Wait until its seven days are over; if it leaked, pause this, make another.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "webhooks.State": {
        "waiting": ("等着推送", "waiting"),
        "delivered": ("对方已收下", "taken"),
        "dead": ("多次失败，已放弃", "given up after many tries"),
        "sunk": ("演示环境，未推送", "a demo, told to nobody"),
    },
    "webhooks.Cause": {
        "by_hand": ("人工暂停", "paused by hand"),
        "failing": ("整天没有收下，自动暂停", "took nothing for a day, paused by itself"),
        "gone": ("对方说已不在，自动暂停", "says that it is gone, paused by itself"),
    },
}
