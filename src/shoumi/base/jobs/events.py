"""What this app writes to the ledger.

job.died         about the job; facts: attempts
job.redelivered  about the job
job.asked        about the errand; facts: kind, thing (what it is about)
job.ended        about the errand; facts: kind, end
job.fetched      about the errand; facts: kind; the file it made was handed out
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    DIED = "job.died"
    REDELIVERED = "job.redelivered"
    ASKED = "job.asked"
    ENDED = "job.ended"
    FETCHED = "job.fetched"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.DIED: Sentence(
        (
            "放弃了一项后台任务，共试 {attempts} 次",
            "gave up a job after {attempts:attempt|attempts}",
        )
    ),
    Tag.REDELIVERED: Sentence(("重新投递了一项后台任务", "put a dead job back to work")),
    Tag.ASKED: Sentence(
        ("交办了一件要些时间的事：{kind}", "asked for work that takes a while: {kind}"),
        {"kind": "jobs.Kind"},
    ),
    Tag.ENDED: Sentence(
        ("交办的事有了结果：{kind}，{end}", "saw work end: {kind}, {end}"),
        {"kind": "jobs.Kind", "end": "jobs.End"},
    ),
    Tag.FETCHED: Sentence(
        ("取走了办成的文件：{kind}", "fetched the file that was made: {kind}"),
        {"kind": "jobs.Kind"},
    ),
}
