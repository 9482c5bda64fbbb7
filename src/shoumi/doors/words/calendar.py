"""What the refusals about time and numbers say."""

from __future__ import annotations

from shoumi.doors.words.kinds import Words

WORDS = {
    "calendar.bad_period": Words(
        zh="这段期间无法计算。",
        en="This period cannot be counted.",
        mend_zh="按日计算至少一日；按小时计算须从带时区的时刻起算。",
        mend_en="Count at least one day; count hours from a moment with its time zone.",
    ),
    "constant.unknown": Words(
        zh="没有名为 {name} 的数值。",
        en="No number is called {name}.",
        mend_zh="请核对“组.名称”的写法。",
        mend_en="Check how group.name is written.",
    ),
    "deadline.already_running": Words(
        zh="这项期限（{key}）已在计算中。",
        en="This deadline ({key}) runs already.",
        mend_zh="完成后才能重新起算。",
        mend_en="It can start again once it is met.",
    ),
    "deadline.not_running": Words(
        zh="没有正在计算的期限（{key}）。",
        en="No such deadline ({key}) is running.",
        mend_zh="请核对事项，或先登记起算的文件。",
        mend_en="Check what it is about, or file what starts it.",
    ),
}
