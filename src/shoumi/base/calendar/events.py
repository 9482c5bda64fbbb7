"""What the calendar writes in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    STARTED = "deadline.started"  # about: the thing; facts: deadline, key, due, provisional
    MET = "deadline.met"  # about: the thing; facts: deadline, key, late
    DROPPED = "deadline.dropped"  # about: the thing; facts: deadline, key: what it was for is void
    RECOUNTED = "deadline.recounted"  # about: the thing; facts: deadline, due, provisional
    YEAR_ENTERED = "calendar.year_entered"  # about: who entered it; facts: year, approver,
    #                                         rest_01 (holiday), rest_01_first, rest_01_last and so
    #                                         on, make_up_01 and so on, source (commitment)


_KEY = "calendar.key"
_ON_TIME = (("按时", "on time"), ("晚了", "late"))

SENTENCES: Mapping[Tag, Sentence] = {
    Tag.STARTED: Sentence(
        ("开始计一项期限：{key}，到 {due} 为止", "started a deadline: {key}, due {due}"),
        {"key": _KEY},
    ),
    Tag.MET: Sentence(
        ("办结了一项期限：{key}，{late}", "met a deadline: {key}, {late}"),
        {"key": _KEY, "late": _ON_TIME},
    ),
    Tag.DROPPED: Sentence(
        (
            "撤掉了一项期限：{key}，它所计的事已不再算数",
            "dropped a deadline that has no object: {key}",
        ),
        {"key": _KEY},
    ),
    Tag.RECOUNTED: Sentence(
        ("按新的放假安排重算期限，到 {due} 为止", "counted a deadline again: due {due}")
    ),
    Tag.YEAR_ENTERED: Sentence(
        (
            "录入了 {year} 年的节假日安排，由 {approver} 批准",
            "entered the holidays of {year}, approved by {approver}",
        )
    ),
}
