"""Texts of addresses that are shut out: refusals, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "firewall.no_block": Message(
        zh="没有封过这个地址。",
        en="There is no such block.",
        remedy_zh="在“防火墙”里找，或用 `shoumi firewall blocked`。",
        remedy_en="Look under Firewall, or with `shoumi firewall blocked`.",
    ),
    "firewall.address_unfit": Message(
        zh="这不是别的主机的单个地址。",
        en="That is no single address of another host.",
        remedy_zh="填一个 IPv4 或 IPv6 地址，不填网段；IPv6 会把它所在的 /64 一起封住。",
        remedy_en="Give one IPv4 or IPv6 address, and no network; of IPv6 its /64 is shut out.",
    ),
    "firewall.hours_unfit": Message(
        zh="时间在 1 到 {most} 小时之间。",
        en="It is between 1 and {most} hours.",
        remedy_zh="填小时数；要一直拦，就从放行规则里去掉。",
        remedy_en="Give hours; what is to stay out for good belongs into the rule set.",
    ),
    "firewall.let_in_by_name": Message(
        zh="执行中的规则专门放行这个网段，封了可能连管理员也进不来。",
        en="The rule set in force lets that network in by name: who administers the host is there.",
        remedy_zh="先改规则，再封。",
        remedy_en="Change the rule set first.",
    ),
    "firewall.address_ours": Message(
        zh="这里面有本机的地址，或者设置里写明的代理的地址；封了别人就连不上守密。",
        en="This host is in it, or a proxy named in the settings: nobody would get here any more.",
        remedy_zh="IPv6 按 /64 整段封。攻击者真在同一网段，就在交换机上断开那台机器。",
        remedy_en="In IPv6 its /64 is shut out. Unplug an attacker that is so near.",
    ),
    "firewall.address_yours": Message(
        zh="这里面有您自己现在用的地址，封了您就连不上了。",
        en="The address that you come from is in it: you would be shut out yourself.",
        remedy_zh="IPv6 按 /64 整段封。请换一处网络再操作，或者请别人来封。",
        remedy_en="In IPv6 its /64 is shut out. Do it from elsewhere, or have somebody else do it.",
    ),
    "firewall.already_blocked": Message(
        zh="这个地址已经封着。",
        en="That address is shut out already.",
        remedy_zh="要改时间，先解封再封。",
        remedy_en="To change the time, let it in and shut it out again.",
    ),
    "firewall.block_over": Message(
        zh="已经解封，或者时间到了。",
        en="It is lifted, or its time is over.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    "firewall.not_of_alert": Message(
        zh="这个告警不是从这个地址来的，或者地址没有留下。",
        en="The alert did not come from that address, or none was kept.",
        remedy_zh="从列表里选；别的地址在“防火墙”里封。",
        remedy_en="Choose one of the list; shut others out on the page Firewall.",
    ),
    "firewall.bad_change": Message(
        zh="这不是守密写出的改动。",
        en="That is no change that Shoumi wrote.",
        remedy_zh="让后台服务来调用，不要手工输入。",
        remedy_en="Leave it to the worker.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "defence.BlockState": {
        "WAITING": ("等主机执行", "the host has yet to"),
        "IN_FORCE": ("封着", "shut out"),
        "OVER": ("时间到了", "over"),
        "LIFTED": ("已解封", "let in again"),
    },
}
