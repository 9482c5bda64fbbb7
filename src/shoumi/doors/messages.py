"""Texts of what lies directly in ``doors``: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "home.newer": Message(
        zh="这个安装由更新的程序升级过，有 {count} 项迁移本程序不认识：{migrations}。",
        en="A newer program has upgraded this home: {count} of its migrations are unknown here "
        "({migrations}).",
        remedy_zh="改用那个版本或更新的程序；要退回旧版，只能恢复升级前的备份。",
        remedy_en="Use that program or a newer one; to go back, restore the backup made before the "
        "upgrade.",
    ),
    "home.missing": Message(
        zh="{folder} 里没有安装。",
        en="There is no installation in {folder}.",
        remedy_zh="运行 `shoumi home create`，或先看演示：`shoumi demo`。",
        remedy_en="Run `shoumi home create`, or see the demo first: `shoumi demo`.",
    ),
    "home.out_of_date": Message(
        zh="数据库比程序旧。",
        en="The databases are older than the program.",
        remedy_zh="先备份，再运行 `shoumi home upgrade`。",
        remedy_en="Back up, then run `shoumi home upgrade`.",
    ),
}
