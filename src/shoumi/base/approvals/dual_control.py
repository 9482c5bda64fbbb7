"""The kinds of acts that take two persons, and where each is held to it.

A test walks the table and tries each act alone, twice by one person, with something else than was
approved, twice with one approval, a day late, and with a second person who has no role for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from shoumi.base import registry
from shoumi.base.approvals.events import Action
from shoumi.base.registry import ControlledBy as By
from shoumi.base.registry import DualControl

# Those of the base; the others are on the cards of their chapters.
_OF_THE_BASE: Mapping[Action, DualControl] = MappingProxyType(
    {
        Action.EXPORT: DualControl(
            By.RECORD,
            "资料只以封存的交接包离开机构：一人封存，另一人放行；数据室内容不能导出，净室由申请人以外的两人批准；"
            "交给发送方的通知信凭任务经闸门由一人办理",
            "data leaves the house in sealed packages only, sealed by one and released by another;"
            " nothing leaves a room, and a clean room has two approvals besides who asked for it;"
            " letters for a sending company are one person's act, for a task, through the gate",
            ("shoumi.base.handover.services.release", "shoumi.base.rooms.services.open_room"),
        ),
        Action.HANDOVER: DualControl(
            By.RECORD,
            "一人封存，另一人放行同一个文件（核对哈希），24 小时内",
            "one seals, another releases the very file (its hash is checked) within 24 hours",
            ("shoumi.base.handover.services.release",),
        ),
        Action.ROTATION: DualControl(
            By.APPROVAL,
            "安全负责人申请并办理，机构负责人或个人信息保护负责人批准；每年的算法复核也是如此；"
            "每晚的纪元更换、满一年的转让密钥和数据密钥、不再使用的签名密钥，由系统自动更换",
            "the security officer asks and does it, the head or the protection officer approves;"
            " so with the yearly review of algorithms; the house itself closes an epoch each night"
            " where somebody was erased, replaces keys of deals and of data that are a year old,"
            " and ends signing keys that are used no more",
            (
                "shoumi.base.rotation.algorithm_reviews.review",
                "shoumi.base.rotation.services.start_all",
                "shoumi.base.rotation.services.retire",
            ),
        ),
        Action.ACCESS: DualControl(
            By.RECORD,
            "一人申请，另一人（机构负责人或保护负责人）批准，都不能是岗位或登录的本人",
            "one asks, the head or the protection officer approves, and neither approves for"
            " himself or herself",
            (
                "shoumi.base.accounts.services.grant",
                "shoumi.base.signin.enrolment.approve_again",
            ),
        ),
        Action.EGRESS: DualControl(
            By.RECORD,
            "安全负责人申请加入或移出一个主机，另一人（机构负责人、保护负责人或另一名安全负责人）"
            "批准同一份申请，24 小时内；批准即更改名单",
            "the security officer asks for one host to be put on or taken off the list, another"
            " person (head, protection officer or another security officer) approves that very"
            " request within 24 hours, and approving changes the list",
            ("shoumi.base.egress.services.approve",),
        ),
        Action.GRACE: DualControl(
            By.APPROVAL,
            "机构负责人或保护负责人申请并办理，另一人批准同样的要求、天数和原因",
            "the head or the protection officer asks and does it, the other approves the very"
            " demands, days and reason",
            ("shoumi.base.attestations.graces.grant",),
        ),
        Action.READING: DualControl(
            By.APPROVAL,
            "逐个查看到了上限的人申请并办理，另一人（保护负责人或机构负责人）批准再看多少位，"
            "24 小时内",
            "who has looked at as many customers as may be looked at one by one asks and does it;"
            " the protection officer or the head approves how many more, within 24 hours",
            ("shoumi.base.gate.reading_limits.allow_more",),
        ),
        Action.MINOR: DualControl(
            By.APPROVAL,
            "要看未成年人记录的人按任务、客户和字段申请，另一人（保护负责人或机构负责人）批准，"
            "24 小时内看一次",
            "who is to look at a minor's record asks for it by task, customer and fields; the"
            " protection officer or the head approves, and it opens once within 24 hours",
            ("shoumi.base.gate.minor_reads.require_agreed",),
        ),
        Action.RESTORE: DualControl(
            By.APPROVAL,
            "恢复的副本先封着：账本接上、删除和撤回补做之后，一人申请启封，保护负责人或机构负责人在一小时内批准，"
            "再由申请人启封；补不上而停着的转让和客户，也要两人才恢复",
            "a home that was put back stands sealed: once its ledger is caught up and what narrows"
            " is done again, one asks to open it, the protection officer or the head approves"
            " within the hour, and who asked opens it; a deal or a customer that waits because"
            " something could not be done again goes on by two as well",
            (
                "shoumi.base.restore.services.open_home",
                "shoumi.base.deals.services.resume",
                "shoumi.base.restore.settlement.settle",
            ),
        ),
        Action.CALENDAR: DualControl(
            By.APPROVAL,
            "机构负责人、保护负责人、法务或运维一人申请并录入，另一人（机构负责人、保护负责人或法务）核对全年的放假和上班日期后批准，"
            "24 小时内",
            "the head, the protection officer, counsel or operations asks and enters it; another"
            " one of the first three approves every day of the year's table, within 24 hours",
            ("shoumi.base.calendar.year_entry.enter",),
        ),
        Action.AUDIT: DualControl(
            By.ABSENT,
            "账本只写在本机数据库里，没有可以更改的审计去向",
            "the ledger is written to the house's own database; there is no sink to change",
        ),
    }
)


def table() -> Mapping[Action, DualControl]:
    """All of them, in the order of ``Action``.

    Raises:
        KeyError: a bug, nobody says where an act is held to two persons.
    """
    known: dict[StrEnum, DualControl] = dict(_OF_THE_BASE.items())
    for card in registry.cards():
        known.update(card.dual_control)
    return {action: known[action] for action in Action}
