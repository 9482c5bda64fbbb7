"""``python -m tests.drill.played_house COUNT SECONDS``: make a real home in ``SHOUMI_HOME`` with
people on duty whose mail addresses are confirmed, two of the staff who are not on duty, and begin a
drill of so many injects in so many seconds; print who is in it as one JSON line."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from shoumi.doors import homes

CHANNELS = ("邮件", "电话", "监测", "页面")
NAMES = {"wang": "王样本", "chen": "陈示例", "zhao": "赵虚甲", "feng": "冯假设"}
ON_DUTY = ("officer", "wang", "chen")
# So long the worker takes to start where the machine does much else.
FIRST = timedelta(seconds=30)


def main(count: int, seconds: int) -> None:
    homes.load()
    homes.create(demo=False, at=datetime.now(UTC))
    from shoumi.base.accounts import services as accounts
    from shoumi.base.accounts.rules import Kind
    from shoumi.base.inbox.models import Mailbox
    from shoumi.chapters.incidents import jobs
    from shoumi.chapters.incidents.rules.words import Post
    from shoumi.chapters.incidents.services import drills, duty
    from shoumi.core.refs import Ref

    at = datetime.now(UTC)
    head, officer = (Ref(one.ref) for one in accounts.found(head="郑样板", dpo="林示范", at=at))
    people = {"head": head, "officer": officer}
    for name, said in NAMES.items():
        people[name] = Ref(accounts.enrol(name=said, kind=Kind.STAFF, actor=officer, at=at).ref)
    for name, ref in people.items():
        # As if each had typed the code that a mail brought.
        Mailbox.objects.create(
            person_id=ref,
            ref=Ref.new("mailbox"),
            address=f"{name}@house.example",
            given_at=at,
            confirmed_at=at,
        )
    for post in Post:
        pair = {"person": people["wang"], "deputy": people["chen"]}
        if post is Post.COMMAND:
            pair["person"] = officer
        duty.name(post=post, **pair, actor=officer, at=datetime.now(UTC))
    begun = datetime.now(UTC)
    drills.begin(told=_told(begun), injects=_injects(count, seconds), actor=officer, at=begun)
    jobs.begin_injects()
    told = {"in_it": [f"{name}@house.example" for name in ON_DUTY], "begun": begun.isoformat()}
    sys.stdout.write(json.dumps(told) + "\n")


def _injects(count: int, seconds: int) -> str:
    lines = []
    for number in range(count):
        after = FIRST + timedelta(seconds=number * seconds // count)
        minutes, rest = divmod(int(after.total_seconds()), 60)
        channel = CHANNELS[number % len(CHANNELS)]
        lines.append(f"{minutes}:{rest:02d} | {channel} | 第 {number + 1} 件事")
    return "\n".join(lines)


def _told(at: datetime) -> Any:
    from shoumi.chapters.incidents.rules.incidents import Grade
    from shoumi.chapters.incidents.rules.words import Kind, Source
    from shoumi.chapters.incidents.services.incidents import Report
    from shoumi.core.incident_clock import Severity

    grade = Grade(37, 0, is_leak=True, judged=Severity.LOW)
    return Report(Kind.VENDOR, Source.VENDOR, at, "供应商把名单发到了错误的地址。", grade)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
