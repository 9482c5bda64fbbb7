"""Texts of the audit of the house: refusals, why 12.3 does not hold, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "audit.no_finding": Message(
        zh="没有这个自查发现。",
        en="There is no such finding.",
        remedy_zh="在“安全自查”里找，或用 `shoumi audit list`。",
        remedy_en="Look under Audit, or with `shoumi audit list`.",
    ),
    "audit.no_matrix": Message(
        zh="没有这张对照表。",
        en="There is no such matrix.",
        remedy_zh="在“安全自查”里选一张。",
        remedy_en="Choose one on the page Audit.",
    ),
    "audit.already_begun": Message(
        zh="安全自查已经在运行。",
        en="The audit runs already.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    "audit.not_begun": Message(
        zh="安全自查没有打开。",
        en="The audit is not switched on.",
        remedy_zh="请安全负责人打开。",
        remedy_en="The security officer switches it on.",
    ),
    "audit.not_advisories": Message(
        zh="这不是 OSV 格式的漏洞公告。",
        en="That is no file of advisories in the form of OSV.",
        remedy_zh="带入 JSON 数组，或一行一条的 JSON。",
        remedy_en="Bring a JSON array, or one record of JSON a line.",
    ),
    "audit.advisories_older": Message(
        zh="比已经带入的公告还旧。",
        en="Those advisories are older than the ones brought before.",
        remedy_zh="带入更新的一份。",
        remedy_en="Bring newer ones.",
    ),
    "audit.already_mended": Message(
        zh="这个发现已经修补。",
        en="That finding is mended already.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    "audit.exception_unfit": Message(
        zh="期限要在今天以后，最多 {days} 天。",
        en="It ends later than now, and within {days} days.",
        remedy_zh="填近一点的日子。",
        remedy_en="Give a nearer day.",
    ),
    "audit.nothing_asked": Message(
        zh="没有人申请暂不修补，或者已经批准、过期。",
        en="Nobody asked to let it stand, or that is allowed, or over.",
        remedy_zh="先由安全负责人申请。",
        remedy_en="Have the security officer ask first.",
    ),
    "audit.asked_yourself": Message(
        zh="申请的人不能批准。",
        en="Whoever asked does not allow it.",
        remedy_zh="请另一位批准。",
        remedy_en="Have another allow it.",
    ),
    # Why the demand does not hold: told in tables, so half a sentence.
    "audit.overdue": Message(
        zh="有自查发现过期没有修补",
        en="something that the audit found was not mended in time",
        remedy_zh="在“安全自查”页上看是哪一条，修补后一小时内复测。",
        remedy_en="See on the page Audit which, and mend it; it is looked at each hour.",
    ),
    "audit.no_advisories": Message(
        zh="还没有带入漏洞公告",
        en="no advisories were brought yet",
        remedy_zh="在“安全自查”页上带入 OSV 格式的漏洞公告。",
        remedy_en="Bring advisories in the form of OSV on the page Audit.",
    ),
    "audit.advisories_old": Message(
        zh="漏洞公告是七天以前的",
        en="the advisories are older than seven days",
        remedy_zh="带入更新的一份。",
        remedy_en="Bring newer ones.",
    ),
    "audit.not_running": Message(
        zh="安全自查三小时没有运行",
        en="the audit did not run for three hours",
        remedy_zh="看后台服务是否在运行。",
        remedy_en="See whether the worker runs.",
    ),
    "audit.missing_12_3": Message(
        zh="操作系统的软件包、网络设备和等级测评不在自查范围内",
        en="packages of the system, devices of the network and the MLPS test are not looked at",
        remedy_zh="这些另行审计，留好报告。",
        remedy_en="Have them audited, and keep the reports.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "defence.What": {
        "PORT": ("有没批准的端口在听", "a port listens that nobody approved"),
        "MODE": ("文件别人也能读", "others may read a file"),
        "DOCTOR": ("体检不合格", "the doctor found a fault"),
        "ADVISORY": ("软件包有已知漏洞", "a package has a known hole"),
    },
    "defence.Severity": {
        "CRITICAL": ("严重", "critical"),
        "HIGH": ("高", "high"),
        "MEDIUM": ("中", "medium"),
    },
    "defence.Matrix": {
        "mlps3": ("等级保护第三级", "MLPS level 3"),
        "asvs": ("ASVS 第一级", "ASVS level 1"),
        "asvs2": ("ASVS 第二级", "ASVS level 2"),
    },
    "defence.Whose": {
        "product": ("产品", "product"),
        "both": ("产品和主机", "product and host"),
        "host": ("主机", "host"),
        "none": ("没有这种东西", "there is none"),
    },
    "defence.Shown": {
        "FAILS": ("不成立", "fails"),
        "PARTLY": ("部分成立", "holds in part"),
        "STATED": ("凭声明", "is stated"),
        "HOLDS": ("成立", "holds"),
        "TESTED": ("凭测试", "by tests"),
        "NOT_SHOWN": ("没有留证", "not shown"),
        "OPERATOR": ("由运营者留证", "shown by the operator"),
        "NOT_APPLICABLE": ("不适用", "not applicable"),
    },
    "defence.FindingState": {
        "OPEN": ("待修补", "to be mended"),
        "OVERDUE": ("逾期", "overdue"),
        "EXCEPTED": ("暂不修补", "let stand"),
        "MENDED": ("已修补", "mended"),
    },
}
