"""Texts of what commands share: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "cli.file_unfit": Message(
        zh="{place} 读不成所需的内容。",
        en="{place} cannot be read as what is wanted here.",
        remedy_zh="按 --help 所列的列名和写法改正。",
        remedy_en="Mend it after the columns and spellings in --help.",
    ),
    "cli.file_there": Message(
        zh="{name} 已经存在，不覆盖。",
        en="{name} is there already and is not written over.",
        remedy_zh="换一个文件名。",
        remedy_en="Give another name.",
    ),
}
