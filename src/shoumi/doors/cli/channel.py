"""``shoumi channel``: by which ways letters to people leave."""

from __future__ import annotations

from shoumi.base.commands import answers, options, tables
from shoumi.base.verbs.command import group
from shoumi.doors.verbs.channels import VERBS, lines

command = group(
    "channel",
    ("寄送渠道：短信、邮件", "Ways by which letters to people leave."),
    VERBS,
)


@command.command("list")
@options.answering
def list_() -> None:
    """列出渠道和上次试发 / List the ways, and the last test message of each."""
    rows = list(lines())
    if answers.wants_json():
        answers.document({"channels": rows})
        return
    tables.table(
        [("方式", "way"), ("接通", "set up"), ("试发", "tried"), ("结果", "failure")],
        [(one["way"], one["is_set_up"], one["tried_at"], one["failure"]) for one in rows],
        empty=("没有渠道", "None"),
    )
