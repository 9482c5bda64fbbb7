"""``shoumi transport``: which connections leave this machine, and are they encrypted?"""

from __future__ import annotations

from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import names
from shoumi.base.messages.reader import language
from shoumi.base.registry import PathKind
from shoumi.base.transport.negotiation import Found
from shoumi.base.verbs.command import group
from shoumi.doors.verbs.transport import VERBS, lines

command = group(
    "transport",
    ("传输加密：与别的机器的连接", "Connections to other machines, and how each is encrypted."),
    VERBS,
)


@command.command("list")
@options.answering
def list_() -> None:
    """列出通信路径和上次试的结果 / List the paths and what the last try found."""
    rows = list(lines())
    if answers.wants_json():
        answers.document({"paths": rows})
        return
    tables.table(
        [
            ("用途", "for"),
            ("主机", "host"),
            ("端口", "port"),
            ("结果", "found"),
            ("协议", "protocol"),
            ("证书到期", "certificate until"),
        ],
        [
            (
                names.of(PathKind(one["kind"]), language()),
                one["host"],
                one["port"],
                names.of(Found(one["found"]), language()) if one["found"] else None,
                one["version"],
                one["certificate_until"],
            )
            for one in rows
        ],
        empty=("没有对外的连接。", "No connection to other machines."),
    )
