"""Words of refusals about work that other processes do."""

from __future__ import annotations

from shoumi.doors.words.kinds import Words

WORDS: dict[str, Words] = {
    "pools.worker_lost": Words(
        zh="参与处理的子进程被终止（信号 {signal}），此次操作已全部撤回。",
        en="A process that took part was ended (signal {signal}); the whole act was undone.",
        mend_zh="请检查内存是否足够、是否有人终止了进程，然后重做此次操作。",
        mend_en="See whether memory ran out or somebody ended it, then do the act again.",
    ),
}
