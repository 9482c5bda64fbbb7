"""The nine kinds of acts that take two persons, and where each is held to it.

``ROOM``    the service spends an approval of this room in the transaction of its act
``OWN``     the act has two persons of its own, named in what is approved (an order, a package, a
            version, a request for a role); the second person answers for that row and nothing else,
            within ``rules.valid()``, and both have to hold their roles still when it is done
``ABSENT``  the product has no such act, so there is nothing to hold

A test walks the table and tries each act alone, twice by one person, with something else than was
approved, twice with one approval, a day late, and with a second person who has no role for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from shoumi.base.approvals.events import Action


class By(StrEnum):
    ROOM = "room"
    OWN = "own"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class DualControl:
    """``services`` that carry the act out, by their dotted names; ``zh`` and ``en`` say how the two
    are told apart, or why there is no such act."""

    by: By
    zh: str
    en: str
    services: tuple[str, ...] = ()


DUAL_CONTROL: Mapping[Action, DualControl] = MappingProxyType(
    {
        Action.EXPORT: DualControl(
            By.OWN,
            "资料只以封存的交接包离开机构：一人封存，另一人放行；数据室内容不能导出，净室由申请人以外的两人批准；"
            "交给发送方的通知信凭任务经闸门由一人办理",
            "data leaves the house in sealed packages only, sealed by one and released by another;"
            " nothing leaves a room, and a clean room has two approvals besides who asked for it;"
            " letters for a sending company are one person's act, for a task, through the gate",
            ("shoumi.base.handover.services.release", "shoumi.base.rooms.services.open_room"),
        ),
        Action.HANDOVER: DualControl(
            By.OWN,
            "一人封存，另一人放行同一个文件（核对哈希），24 小时内",
            "one seals, another releases the very file (its hash is checked) within 24 hours",
            ("shoumi.base.handover.services.release",),
        ),
        Action.DESTRUCTION: DualControl(
            By.OWN,
            "个人信息保护负责人提出，另两人见证同一份销毁单，24 小时内执行",
            "the protection officer proposes, two others witness the very order; within 24 hours",
            ("shoumi.chapters.destruction.services.carry_out",),
        ),
        Action.ROTATION: DualControl(
            By.ROOM,
            "安全负责人申请并办理，机构负责人或个人信息保护负责人批准；每晚的纪元更换由系统自动进行",
            "the security officer asks and does it, the head or the protection officer approves;"
            " the house itself closes an epoch each night where somebody was erased",
            (
                "shoumi.base.rotation.services.start_all",
                "shoumi.base.rotation.services.retire",
            ),
        ),
        Action.POLICY: DualControl(
            By.OWN,
            "保护负责人和法务各自批准同一版本及其字段登记表（含保存期限），24 小时内发布",
            "the protection officer and legal approve the very version with its field register,"
            " which holds every retention; published within 24 hours",
            ("shoumi.chapters.policies.services.publish",),
        ),
        Action.ACCESS: DualControl(
            By.OWN,
            "一人申请，另一人（机构负责人或保护负责人）批准，都不能是岗位或登录的本人",
            "one asks, the head or the protection officer approves, and neither approves for"
            " himself or herself",
            (
                "shoumi.base.accounts.services.grant",
                "shoumi.base.signin.enrolment.approve_again",
            ),
        ),
        Action.EGRESS: DualControl(
            By.OWN,
            "安全负责人申请加入或移出一个主机，另一人（机构负责人、保护负责人或另一名安全负责人）"
            "批准同一份申请，24 小时内；批准即更改名单",
            "the security officer asks for one host to be put on or taken off the list, another"
            " person (head, protection officer or another security officer) approves that very"
            " request within 24 hours, and approving changes the list",
            ("shoumi.base.egress.services.approve",),
        ),
        Action.RESTORE: DualControl(
            By.ABSENT,
            "没有备份恢复后重新启用这一步：恢复的副本在账本核对和销毁重放之前不放行任何读取",
            "there is no act of going live after a restore: until the ledger was checked and what"
            " was destroyed is destroyed again, a restored copy lets nothing be read",
        ),
        Action.AUDIT: DualControl(
            By.ABSENT,
            "账本只写在本机数据库里，没有可以更改的审计去向",
            "the ledger is written to the house's own database; there is no sink to change",
        ),
    }
)
