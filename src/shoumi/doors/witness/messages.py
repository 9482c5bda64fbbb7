"""Texts of the witness: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "witness.exists": Message(
        zh="{name} 已经存在，未作改动。",
        en="{name} is there already; nothing was changed.",
        remedy_zh="另选文件夹；账本若换了公钥，须由见证人的负责人另立见证。",
        remedy_en="Choose another folder; a log with a new key needs a new witness, set up by "
        "whoever answers for it.",
    ),
    "witness.damaged": Message(
        zh="见证人的文件 {name} 缺失、损坏或他人可读，见证停止。",
        en="The witness's file {name} is missing, damaged or open to others; it cosigns nothing.",
        remedy_zh="权限应为 0600；状态文件丢失时不可重建，须查明原因并另立见证人。",
        remedy_en="Its mode is 0600; a lost state cannot be made again: find out why, and set up "
        "another witness.",
    ),
    "witness.nothing_cosigned": Message(
        zh="没有为 {name} 副署过，无需从头开始。",
        en="Nothing of {name} was cosigned, so there is nothing to begin anew.",
        remedy_zh="用 `shoumi witness show` 看有哪些账本。",
        remedy_en="See which logs there are: `shoumi witness show`.",
    ),
    "witness.name_unfit": Message(
        zh="见证人的名称不能为空，也不能含空格或加号。",
        en="A witness's name is not empty and holds neither space nor plus.",
        remedy_zh="例如 witness.example/1。",
        remedy_en="For example witness.example/1.",
    ),
}
