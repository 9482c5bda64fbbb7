"""What chapter 11 writes in the ledger.

sharing.opened   about the shared task, in its deal; facts: number, purpose, accountable,
                 departments and workers (counts), until, content (digest of what it says)
sharing.granted  about the shared task: its people may see what the gate lets them; facts: number,
                 grant (a task of the gate), fields (digest of their names)
sharing.handed   about the shared task: another answers for it; facts: number, accountable, former
sharing.ended    about the shared task, by the system where time or the absence of anybody who
                 answers for it ended it; facts: number, end
raci.assigned    about the duty of one chapter; facts: number (of the chapter), accountable,
                 content (digest of who else takes part)
raci.absent      about the absence; facts: person, deputy, since, until
raci.returned    about the absence: it is over earlier; facts: person
raci.declared    about the interest, in its deal; facts: person, why
raci.cleared     about the interest: there is none any more; facts: person
robot.connected  about the connector; facts: number, vendor, department
robot.ended      about the connector; facts: number
thread.opened    about the thread, in its deal; facts: number, kind, about, members (count),
                 content (digest of its topic)
thread.joined    about the thread: another takes part; facts: number, person
thread.closed    about the thread; facts: number
thread.said      about the message; facts: thread, place, mentions, customers and files (counts),
                 said (commitment to the text), content (digest of the files)
thread.stopped   about the thread: nothing was kept, as it named somebody (the record dlp_hit); one
                 entry for each kind; facts: kind, count
thread.referred  about the thread: a reference took the place of a number (dlp_hit); facts: kind,
                 count
thread.found     about the message, by the system: a later look found somebody named; facts: thread,
                 place, kind (the first of them), count
thread.removed   about the message: its text and files are destroyed; facts: thread, place
thread.forgotten about the thread, by the system: its term is over, and what was said in it is
                 destroyed; facts: texts (count)
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    OPENED = "sharing.opened"
    GRANTED = "sharing.granted"
    HANDED = "sharing.handed"
    ENDED = "sharing.ended"
    ASSIGNED = "raci.assigned"
    ABSENT = "raci.absent"
    RETURNED = "raci.returned"
    DECLARED = "raci.declared"
    CLEARED = "raci.cleared"
    CONNECTED = "robot.connected"
    DISCONNECTED = "robot.ended"
    THREAD_OPENED = "thread.opened"
    JOINED = "thread.joined"
    THREAD_CLOSED = "thread.closed"
    SAID = "thread.said"
    STOPPED = "thread.stopped"
    REFERRED = "thread.referred"
    FOUND = "thread.found"
    REMOVED = "thread.removed"
    FORGOTTEN = "thread.forgotten"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.OPENED: Sentence(
        (
            "开出协作任务 {number}（{purpose}），由 {accountable} 负责，至 {until}",
            "opened shared task {number} ({purpose}), {accountable} answers for it until {until}",
        ),
        {"purpose": "terms.Purpose"},
    ),
    Tag.GRANTED: Sentence(
        (
            "为协作任务 {number} 开通了查看，任务结束即收回",
            "let the people of shared task {number} see what it needs, for as long as it runs",
        )
    ),
    Tag.HANDED: Sentence(
        (
            "协作任务 {number} 改由 {accountable} 负责，此前是 {former}",
            "made {accountable} answer for shared task {number} in place of {former}",
        )
    ),
    Tag.ENDED: Sentence(
        ("结束了协作任务 {number}：{end}", "ended shared task {number}: {end}"),
        {"end": "collaboration.End"},
    ),
    Tag.ASSIGNED: Sentence(
        (
            "第 {number} 章由 {accountable} 负责",
            "made {accountable} answer for chapter {number}",
        )
    ),
    Tag.ABSENT: Sentence(
        (
            "{person} 从 {since} 到 {until} 不在，由 {deputy} 代理",
            "said that {person} is away from {since} to {until}, {deputy} stands in",
        )
    ),
    Tag.RETURNED: Sentence(("{person} 提前回来了", "said that {person} is back")),
    Tag.DECLARED: Sentence(
        (
            "申报 {person} 与这笔转让有利害关系：{why}",
            "declared an interest of {person} in the deal: {why}",
        ),
        {"why": "collaboration.Why"},
    ),
    Tag.CLEARED: Sentence(("解除了 {person} 的利害关系", "cleared the interest of {person}")),
    Tag.CONNECTED: Sentence(
        (
            "接上了{vendor}群机器人 {number}，通知{department}",
            "connected robot {number} of {vendor}, which tells {department}",
        ),
        {"vendor": "collaboration.Vendor", "department": "terms.Role"},
    ),
    Tag.DISCONNECTED: Sentence(("停用了群机器人 {number}", "ended robot {number}")),
    Tag.THREAD_OPENED: Sentence(
        ("开了讨论 {number}（{kind}）", "opened thread {number} ({kind})"),
        {"kind": "collaboration.On"},
    ),
    Tag.JOINED: Sentence(
        ("让 {person} 参加讨论 {number}", "let {person} take part in thread {number}")
    ),
    Tag.THREAD_CLOSED: Sentence(("关闭了讨论 {number}", "closed thread {number}")),
    Tag.SAID: Sentence(
        (
            "发了第 {place} 条消息，附件 {files} 个，提到 {mentions} 人",
            "sent message {place} with {files:file|files}, to {mentions:person|people} by name",
        )
    ),
    Tag.STOPPED: Sentence(
        (
            "拦下一条含个人信息的消息：{kind}，{count} 处",
            "stopped a message with personal information: {kind}, {count:place|places}",
        ),
        {"kind": "scan.Label"},
    ),
    Tag.REFERRED: Sentence(
        (
            "把消息里的{kind}换成了客户编号，{count} 处",
            "put the customer's reference in place of {kind}, {count:place|places}",
        ),
        {"kind": "scan.Label"},
    ),
    Tag.FOUND: Sentence(
        (
            "复查发现第 {place} 条消息里有个人信息：{kind}，共 {count} 处",
            "found later that message {place} names somebody: {kind}, {count:place|places}",
        ),
        {"kind": "scan.Label"},
    ),
    Tag.FORGOTTEN: Sentence(
        (
            "销毁了到期的讨论内容，{texts} 份",
            "destroyed what was said in a thread, its term being over: {texts}",
        )
    ),
    Tag.REMOVED: Sentence(("撤下了第 {place} 条消息", "removed message {place}")),
}
