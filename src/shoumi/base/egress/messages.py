"""Texts of egress: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "egress.host_is_here": Message(
        zh="这是本机自己。向外连接的名单不列本机：本机的服务不设防，副本放在本机也会一起丢。",
        en="This is the machine itself, which the list of calls out never holds: services on it "
        "are unguarded, and a copy on it is lost with it.",
        remedy_zh="填另一台机器的主机名，或它在内网的地址。",
        remedy_en="Name another machine, or its address in the office's own network.",
    ),
    "egress.host_not_allowed": Message(
        zh="这个主机不在出站白名单上。",
        en="This host is not on the list of calls out.",
        remedy_zh="请安全负责人申请加入名单，再由另一人批准。",
        remedy_en="Have the security officer ask for it and another person approve.",
    ),
    "egress.demo_calls_nobody": Message(
        zh="演示环境不向外发送任何东西。",
        en="A demo home sends nothing to anybody.",
        remedy_zh="在正式环境里办理。",
        remedy_en="Do it in a real home.",
    ),
    "egress.request_unfit": Message(
        zh="要发送的内容太长，或请求头含有不允许的字符。",
        en="What is to be sent is too long, or a header has signs in it that it may not have.",
        remedy_zh="缩短内容后再试。",
        remedy_en="Make it shorter and try again.",
    ),
    "egress.call_failed": Message(
        zh="出站连接没有成功。",
        en="The call out failed.",
        remedy_zh="稍后再试。",
        remedy_en="Try again later.",
    ),
    "egress.not_resolved": Message(
        zh="查不到这个主机的地址。",
        en="The host has no address.",
        remedy_zh="核对主机名和本机的 DNS 设置。",
        remedy_en="Check the host's name and the DNS of this machine.",
    ),
    "egress.not_public": Message(
        zh="这个主机名指向了内部地址，已拒绝连接。",
        en="The host's name points inside; nothing was connected.",
        remedy_zh="核对域名解析；确需内网地址，须在名单里逐个写明并由两人批准。",
        remedy_en="Check its DNS; an office address has to be named on the list, by two people.",
    ),
    "egress.not_connected": Message(
        zh="连接不上对方。",
        en="Nobody answers there.",
        remedy_zh="核对对方的 443 端口和两边的防火墙。",
        remedy_en="Check port 443 of the other side, and both firewalls.",
    ),
    "egress.not_trusted": Message(
        zh="对方的证书不可信，已拒绝连接。",
        en="The other side's certificate does not hold; nothing was sent.",
        remedy_zh="请对方换上有效的证书；私有机构签发的，把机构证书写进名单。",
        remedy_en="Have it renewed; of a private authority, put that one's certificate on the "
        "list.",
    ),
    "egress.too_slow": Message(
        zh="对方十秒内没有答完。",
        en="The other side did not answer within ten seconds.",
        remedy_zh="请对方先收下，再慢慢处理。",
        remedy_en="Have it take things first and work on them later.",
    ),
    "egress.too_long": Message(
        zh="对方的答复超过 64 KB。",
        en="The other side's answer is longer than 64 KB.",
        remedy_zh="请对方只答状态码。",
        remedy_en="Have it answer with a status alone.",
    ),
    "egress.garbled": Message(
        zh="对方的答复残缺，或不是 HTTP。",
        en="The other side's answer broke off, or is no HTTP.",
        remedy_zh="核对地址是否指向正确的服务。",
        remedy_en="Check that the address is that of the right service.",
    ),
    "egress.inside_unfit": Message(
        zh="内网地址只能逐个写明，最多 {most} 个，且须是办公网络的地址。",
        en="Office addresses are named one by one, {most} at most, and are of an office's network.",
        remedy_zh="写作 10.0.0.9 或 fd12::1；不能是本机、网段或云平台的元数据地址。",
        remedy_en="Write 10.0.0.9 or fd12::1; never this machine, a range, or a cloud's metadata.",
    ),
    "egress.authority_unfit": Message(
        zh="这不是签发机构的证书（PEM）。",
        en="This is no certificate of an authority (PEM).",
        remedy_zh="粘贴一至四张机构证书；不要粘贴私钥或网站自己的证书。",
        remedy_en="Paste one to four of an authority's certificates; no private key, no site's "
        "own.",
    ),
    "egress.already_allowed": Message(
        zh="这个主机已在出站白名单上。",
        en="The host is on the list already.",
        remedy_zh="要改它的设置，先移出名单再加入。",
        remedy_en="To change how it is called, take it off the list and put it on again.",
    ),
    "egress.no_such_host": Message(
        zh="出站白名单上没有这个主机。",
        en="The list has no such host.",
        remedy_zh="在出站白名单里查看。",
        remedy_en="See the list of calls out.",
    ),
    "egress.no_such_ask": Message(
        zh="没有这个申请。",
        en="There is no such request.",
        remedy_zh="核对编号。",
        remedy_en="Check the reference.",
    ),
    "egress.ask_spent": Message(
        zh="申请已经用过，或超过了一天。",
        en="The request was used before, or is older than a day.",
        remedy_zh="请安全负责人重新申请。",
        remedy_en="Have the security officer ask again.",
    ),
    "egress.two_people_needed": Message(
        zh="自己申请的，自己不能批准。",
        en="Who asked for it does not approve it.",
        remedy_zh="请另一人批准。",
        remedy_en="Have another person approve it.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "egress.Change": {
        "allow": ("允许连接", "allow calls to it"),
        "withdraw": ("不再连接", "call it no more"),
    },
}
