"""What the refusals of the clock and the home say."""

from __future__ import annotations

from shoumi.doors.words.kinds import Words

WORDS = {
    "clock.not_a_demo": Words(
        zh="这是正式环境，只用真实时间。",
        en="This is a real home; it runs on real time.",
        mend_zh="需要演示时，请另建一个演示环境。",
        mend_en="Make a demo home of its own for a demonstration.",
    ),
    "clock.story_begun": Words(
        zh="演示时钟已经开始。",
        en="The story has begun already.",
        mend_zh="可以继续向前拨动时钟。",
        mend_en="Move its clock forward instead.",
    ),
    "clock.no_story": Words(
        zh="尚未开始演示时钟。",
        en="No story has begun.",
        mend_zh="先开始演示，再拨动时钟。",
        mend_en="Begin the story before you move its clock.",
    ),
    "clock.only_forward": Words(
        zh="时钟只能向前拨动，现在是 {now}。",
        en="The clock only moves forward; it is now {now}.",
        mend_zh="请给出更晚的时间。",
        mend_en="Give a later time.",
    ),
    "home.exists": Words(
        zh="数据目录已建立，类型为 {kind}，不能更改。",
        en="The data folder was made as {kind}; that cannot be changed.",
        mend_zh="请换一个数据目录。",
        mend_en="Use another data folder.",
    ),
    "home.unreadable": Words(
        zh="数据目录中的 home.toml 无法识别。",
        en="The file home.toml in the data folder cannot be understood.",
        mend_zh="请从备份中恢复该文件。",
        mend_en="Restore the file from a backup.",
    ),
}
