"""``shoumi inbox``: one's own mail address, and which mails about the inbox go there."""

from __future__ import annotations

from shoumi.base.verbs.command import group
from shoumi.doors.verbs.mailboxes import OWN

command = group(
    "inbox",
    ("待办邮件：自己的邮箱和收哪些", "Mails about the inbox: one's address, and which go there."),
    OWN,
)
