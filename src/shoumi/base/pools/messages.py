"""Texts of pools: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "pools.worker_lost": Message(
        zh="参与处理的子进程被终止（信号 {signal}），此次操作已全部撤回。",
        en="A process that took part was ended (signal {signal}); the whole act was undone.",
        remedy_zh="请检查内存是否足够、是否有人终止了进程，然后重做此次操作。",
        remedy_en="See whether memory ran out or somebody ended it, then do the act again.",
    ),
}
