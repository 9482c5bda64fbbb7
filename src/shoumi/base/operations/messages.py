"""Texts of long acts: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "operations.someone_in_file": Message(
        zh="文件里有 {count} 人的资料现在不能再取走。",
        en="The file holds data of {count} people that nobody may have any more.",
        remedy_zh="重新办理一次，得到不含这些人的新文件。",
        remedy_en="Do the work once more: the new file is without them.",
    ),
}
