"""Texts of what lies directly in ``doors``: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
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
