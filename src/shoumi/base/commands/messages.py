"""Texts of what every command shares: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "cli.no_such_name": Message(
        zh="没有叫这个名字的。",
        en="Nothing has that name.",
        remedy_zh="核对写法；人员见 `shoumi person list`，当事方和数据集见 `shoumi deal show`。",
        remedy_en="Check the spelling: `shoumi person list`, and `shoumi deal show` for parties "
        "and data sets.",
    ),
    "cli.several_meant": Message(
        zh="这个名字有 {count} 个：{refs}。",
        en="{count} have that name: {refs}.",
        remedy_zh="改用编号。",
        remedy_en="Give the reference instead.",
    ),
}
