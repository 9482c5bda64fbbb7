"""Texts of clock: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "clock.not_a_demo": Message(
        zh="这是正式环境，只用真实时间。",
        en="This is a real home; it runs on real time.",
        remedy_zh="需要演示时，请另建一个演示环境。",
        remedy_en="Make a demo home of its own for a demonstration.",
    ),
    "clock.story_begun": Message(
        zh="演示时间已经开始。",
        en="The story has begun already.",
        remedy_zh="可以继续向前拨动时间。",
        remedy_en="Move its clock forward instead.",
    ),
    "clock.no_story": Message(
        zh="尚未开始演示时间。",
        en="No story has begun.",
        remedy_zh="先开始演示，再拨动时间。",
        remedy_en="Begin the story before you move its clock.",
    ),
    "clock.only_forward": Message(
        zh="时间只能向前拨动，现在是 {now}。",
        en="The clock only moves forward; it is now {now}.",
        remedy_zh="请给出更晚的时间。",
        remedy_en="Give a later time.",
    ),
    "home.exists": Message(
        zh="数据目录已建立，类型为 {kind}，不能更改。",
        en="The data folder was made as {kind}; that cannot be changed.",
        remedy_zh="请换一个数据目录。",
        remedy_en="Use another data folder.",
    ),
    "home.unreadable": Message(
        zh="数据目录中的 home.toml 无法识别。",
        en="The file home.toml in the data folder cannot be understood.",
        remedy_zh="请从备份中恢复该文件。",
        remedy_en="Restore the file from a backup.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "clock.Kind": {
        "real": ("正式环境", "real"),
        "demo": ("演示环境", "demo"),
    },
}
