"""Texts of the authentication of rows."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "row.not_authentic": Message(
        zh="数据库里的记录与存证账本不符：有人绕过系统改动、放回或删除过它。",
        en="A row in the database is not what the ledger says: it was changed, put back or deleted "
        "from outside.",
        remedy_zh="运行 `shoumi doctor` 查看是哪一行，查明是谁改动了数据库，再从备份恢复。",
        remedy_en="`shoumi doctor` names the row; find who changed the database, and restore it.",
    ),
}
