"""What this app writes to the ledger.

house.founded     about the head; facts: dpo
person.enrolled   about the person; facts: kind
person.retired    about the person; facts: grants ended
person.stops      about the person; facts: since: from then on the account is stopped
person.runs_again about the person; it is stopped no more, and will not be
grant.requested   about the request; facts: person, role, until
grant.made        about the grant; facts: person, role, request, requester, until, double_duty
grant.refused     about the request; facts: why
grant.ended       about the grant; facts: person, role
grant.limited     about the grant; facts: person, role, review, until: unless it is confirmed
grant.confirmed   about the grant; facts: person, role, review, until: as before the review
access.opened     about the review; facts: number, due, roles (count), asked (digest of them)
access.answered   about the role in the review; facts: review, grant, kept
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    FOUNDED = "house.founded"
    ENROLLED = "person.enrolled"
    RETIRED = "person.retired"
    STOPS = "person.stops"
    RUNS_AGAIN = "person.runs_again"
    REQUESTED = "grant.requested"
    MADE = "grant.made"
    REFUSED = "grant.refused"
    ENDED = "grant.ended"
    LIMITED = "grant.limited"
    CONFIRMED = "grant.confirmed"
    REVIEW_OPENED = "access.opened"
    REVIEW_ANSWERED = "access.answered"


class Why(StrEnum):
    """Refusals that are evidence: who approves is not two persons with whoever asked."""

    TWO_PEOPLE_NEEDED = "accounts.two_people_needed"
    ASK_SPENT = "accounts.ask_spent"
    NOT_PERMITTED = "accounts.not_permitted"
    DOOR_SHUT = "door.shut"
    ROLES_APART = "accounts.roles_apart"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.FOUNDED: Sentence(
        (
            "建立了机构，个人信息保护负责人是 {dpo}",
            "founded the house with {dpo} as protection officer",
        )
    ),
    Tag.ENROLLED: Sentence(
        ("登记了一名{kind}", "enrolled a person: {kind}"), {"kind": "accounts.Kind"}
    ),
    Tag.RETIRED: Sentence(
        ("办理了离职，收回 {grants} 个岗位", "retired a person and ended {grants:role|roles}")
    ),
    Tag.STOPS: Sentence(
        (
            "定下账号停用的时间：{since}，复核后取消",
            "had an account stop at {since}, unless that is reviewed",
        )
    ),
    Tag.RUNS_AGAIN: Sentence(("取消了账号的停用", "had an account run again")),
    Tag.REQUESTED: Sentence(
        (
            "为 {person} 申请{role}岗位[，到 {until} 为止]",
            "asked to make {person} {role}[ until {until}]",
        ),
        {"role": "terms.Role"},
    ),
    Tag.MADE: Sentence(
        (
            "批准 {person} 任{role}[，到 {until} 为止]",
            "approved {person} as {role}[ until {until}]",
        ),
        {"role": "terms.Role"},
    ),
    Tag.REFUSED: Sentence(
        ("想批准岗位，没有通过：{why}", "was kept from granting a role: {why}"),
        {"why": "accounts.Why"},
    ),
    Tag.ENDED: Sentence(
        ("收回了 {person} 的{role}岗位", "ended the role of {person}: {role}"),
        {"role": "terms.Role"},
    ),
    Tag.LIMITED: Sentence(
        (
            "{person} 的{role}岗位等复核，不确认就在 {until} 结束",
            "had the role of {person} as {role} end at {until}, unless it is confirmed",
        ),
        {"role": "terms.Role"},
    ),
    Tag.CONFIRMED: Sentence(
        (
            "确认 {person} 仍任{role}[，到 {until} 为止]",
            "confirmed {person} as {role}[ until {until}]",
        ),
        {"role": "terms.Role"},
    ),
    Tag.REVIEW_OPENED: Sentence(
        (
            "开始第 {number} 次岗位复核，{roles} 个岗位，{due} 前没有确认的自动收回",
            "opened access review {number}: {roles:role|roles}, unconfirmed ones end at {due}",
        )
    ),
    Tag.REVIEW_ANSWERED: Sentence(
        ("复核后保留了一个岗位", "reviewed a role and kept it"),
        asks="kept",
        otherwise=("复核后收回了一个岗位", "reviewed a role and ended it"),
    ),
}
