"""Texts of this chapter: refusals, why a demand does not hold, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.chapters.defence import (
    audit_messages,
    block_messages,
    canary_messages,
    detection_messages,
    sensor_messages,
)
from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    **detection_messages.MESSAGES,
    **audit_messages.MESSAGES,
    **canary_messages.MESSAGES,
    **block_messages.MESSAGES,
    **sensor_messages.MESSAGES,
    "firewall.no_such": Message(
        zh="没有这份防火墙规则。",
        en="There is no such rule set.",
        remedy_zh="在“防火墙”里找，或用 `shoumi firewall list`。",
        remedy_en="Look under Firewall, or with `shoumi firewall list`.",
    ),
    "firewall.bad_opening": Message(
        zh="第 {line} 行不对：{fault}。",
        en="Line {line} does not do: {fault}.",
        remedy_zh="一行一项：端口 | tcp 或 udp | 网段或 * | 用途，例如 443 | tcp | * | 网页。",
        remedy_en="One a line: port | tcp or udp | network or * | use, as 443 | tcp | * | web.",
    ),
    "firewall.same_person": Message(
        zh="起草的人不能批准自己的规则。",
        en="Whoever drafted a rule set does not approve it.",
        remedy_zh="请另一位安全、运维或保护负责人批准。",
        remedy_en="Have another of security, operations or the protection officer approve it.",
    ),
    "firewall.not_drafted": Message(
        zh="这份规则已经批准或停用。",
        en="That rule set is approved already, or ended.",
        remedy_zh="要改就另起草一份。",
        remedy_en="Draft another to change it.",
    ),
    "firewall.not_in_force": Message(
        zh="主机上执行的不是这份规则。",
        en="That rule set is not the one in force.",
        remedy_zh="复核正在执行的那一份。",
        remedy_en="Review the one in force.",
    ),
    "firewall.already_ended": Message(
        zh="这份规则已经停用。",
        en="That rule set is ended already.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    "firewall.nothing_to_read": Message(
        zh="还没有批准的规则，没有可以对照的。",
        en="No rule set is approved, so there is nothing to hold the host against.",
        remedy_zh="先起草并批准一份规则。",
        remedy_en="Draft and approve one first.",
    ),
    "firewall.no_nft": Message(
        zh="这台机器上没有 nft。",
        en="There is no nft on this machine.",
        remedy_zh="安装 nftables，再试一次。",
        remedy_en="Install nftables and try again.",
    ),
    "firewall.not_root": Message(
        zh="只有 root 能改主机的防火墙。",
        en="Only root changes the host's firewall.",
        remedy_zh="用 sudo 运行。",
        remedy_en="Run it with sudo.",
    ),
    "firewall.unsafe_file": Message(
        zh="这不是守密写出的规则文件。",
        en="That is no rule set that Shoumi wrote.",
        remedy_zh="从规则页下载，或用 `shoumi firewall rules` 写出，不要改动。",
        remedy_en="Take it from the page of the rule set or `shoumi firewall rules`, unchanged.",
    ),
    "firewall.not_applied": Message(
        zh="nft 不接受，原来的规则没有动：{said}",
        en="nft refused it, and the old rules stand: {said}",
        remedy_zh="按 nft 说的补正规则。",
        remedy_en="Mend the rule set as nft says.",
    ),
    # Why the demand does not hold: told in tables, so half a sentence.
    "firewall.changed": Message(
        zh="主机放行的与批准的防火墙规则不同",
        en="the host's firewall is not as approved",
        remedy_zh="看“防火墙”页上不同在哪里，重新应用批准的规则。",
        remedy_en="See on the page Firewall what differs, and apply the approved rules again.",
    ),
    "firewall.absent": Message(
        zh="主机上没有守密的防火墙规则",
        en="the host has none of the approved firewall rules",
        remedy_zh="在主机上重新应用批准的规则。",
        remedy_en="Apply the approved rules on the host again.",
    ),
    "firewall.unreadable": Message(
        zh="读不到主机的防火墙规则",
        en="the host's firewall cannot be read",
        remedy_zh="安装 nftables，按部署说明让服务账号能读这一张表。",
        remedy_en="Install nftables, and let the service's account list that one table.",
    ),
    "firewall.unread": Message(
        zh="还没有读过主机的防火墙",
        en="the host's firewall was not read yet",
        remedy_zh="启动后台服务，一分钟内会读。",
        remedy_en="Start the worker; it reads within a minute.",
    ),
    "firewall.reading_old": Message(
        zh="十分钟没有读到主机的防火墙",
        en="the host's firewall was not read for ten minutes",
        remedy_zh="看后台服务是否在运行。",
        remedy_en="See whether the worker runs.",
    ),
    "firewall.review_overdue": Message(
        zh="防火墙规则六个月没有人复核",
        en="nobody reviewed the firewall's rules for six months",
        remedy_zh="安全负责人逐项看过，点“复核”。",
        remedy_en="The security officer looks at each opening and confirms the review.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    **detection_messages.NAMES,
    **audit_messages.NAMES,
    **canary_messages.NAMES,
    **block_messages.NAMES,
    **sensor_messages.NAMES,
    "defence.Scope": {
        "defence:read": ("读防火墙规则和入侵告警", "read firewall rules and alerts"),
        "defence:write": (
            "起草、复核防火墙规则，处理告警",
            "draft and review rules, handle alerts",
        ),
        "defence:decide": ("批准、停用规则和检测，停用登录", "approve, end, lock accounts out"),
    },
    "defence.Protocol": {
        "tcp": ("TCP 连接", "TCP"),
        "udp": ("UDP 报文", "UDP"),
    },
    "defence.State": {
        "DRAFT": ("草稿", "draft"),
        "APPROVED": ("已批准，待应用", "approved, to be applied"),
        "IN_FORCE": ("执行中", "in force"),
        "ENDED": ("已停用", "ended"),
    },
    "defence.Seen": {
        "AS_APPROVED": ("与批准的一致", "as approved"),
        "CHANGED": ("与批准的不同", "not as approved"),
        "ABSENT": ("没有这张规则表", "no such table"),
        "UNREADABLE": ("读不到", "cannot be read"),
    },
    "defence.LineFault": {
        "SHAPE": ("要用竖线分成四段", "four parts with bars between them are needed"),
        "PROTOCOL": ("协议只能是 tcp 或 udp", "the protocol is tcp or udp"),
        "PORT": ("端口是 1 到 65535 的数", "the port is a number from 1 to 65535"),
        "SOURCE": ("网段写成 203.0.113.0/24 或 *", "a network is 203.0.113.0/24, or *"),
        "WHY": ("要写用途，最多 80 字", "its use is missing, or longer than 80 characters"),
        "TWICE": ("前面已有同样的一项", "an earlier line opens the same"),
        "TOO_MANY": ("最多 60 项", "60 openings at most"),
    },
}
