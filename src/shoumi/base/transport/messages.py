"""Texts of transport: what is wrong with a path, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

_ZH = "在“传输加密”页看是哪一条，改好后重试一遍（或 `shoumi transport try`）。"
_EN = (
    "See on the page Encrypted transport which it is; mend it and try again "
    "(or `shoumi transport try`)."
)

MESSAGES: Mapping[str, Message] = {
    "transport.site_unfit": Message(
        zh="网址不对。",
        en="This is no public name.",
        remedy_zh="写域名，如 shoumi.example.com，不带路径和端口。",
        remedy_en="Write the name alone, such as shoumi.example.com, without path and port.",
    ),
    "transport.proxies_unfit": Message(
        zh="代理里有一项不是 IP 地址或网段。",
        en="Something among the proxies is no address and no network.",
        remedy_zh="写 IP 地址或网段，多个用空格隔开，如 10.0.0.9 10.0.1.0/24。",
        remedy_en="Write addresses or networks with spaces between: 10.0.0.9 10.0.1.0/24.",
    ),
    "transport.no_path": Message(
        zh="只在本机使用，没有对外的通信。",
        en="It is used on this machine alone; nothing travels.",
        remedy_zh="对外提供服务或接上邮件后会自动检查。",
        remedy_en="Once it serves others or sends mail this is checked by itself.",
    ),
    "transport.untried": Message(
        zh="有一条通信路径还没有试过是否加密。",
        en="A path to another machine was not tried yet.",
        remedy_zh="在“传输加密”页试一遍，或 `shoumi transport try`；此前经明文连接不能读写。",
        remedy_en="Try it on the page Encrypted transport, or by `shoumi transport try`; until "
        "then nothing is read or written over a connection in the clear.",
    ),
    "transport.in_clear": Message(
        zh="有一条通信路径是明文的。",
        en="A path to another machine is in the clear.",
        remedy_zh=_ZH,
        remedy_en=_EN,
    ),
    "transport.asked_in_clear": Message(
        zh="这个连接从别的机器来，途中没有加密。",
        en="This connection came from another machine and was in the clear on its way.",
        remedy_zh="请用 https 打开。仍不行时由运维检查：代理要写进 SHOUMI_PROXIES，"
        "并与本系统在同一台机器上。",
        remedy_en="Open it by https. Where that does not help, operations look: the proxy is to be "
        "named in SHOUMI_PROXIES and to stand on the same machine as the house.",
    ),
    "transport.untrusted": Message(
        zh="有一条通信路径的证书不可信或已过期。",
        en="The certificate of a path is not trusted or is over.",
        remedy_zh=_ZH,
        remedy_en=_EN,
    ),
    "transport.failed": Message(
        zh="有一条通信路径连不上，或不支持 TLS 1.2 以上。",
        en="A path to another machine does not answer, or not by TLS 1.2 or newer.",
        remedy_zh=_ZH,
        remedy_en=_EN,
    ),
    "transport.old": Message(
        zh="通信路径已有两天没有试过。",
        en="No path was tried for two days.",
        remedy_zh="看后台任务是否在运行；在“传输加密”页试一遍，或 `shoumi transport try`。",
        remedy_en="See whether a worker runs; try them on the page Encrypted transport, or by "
        "`shoumi transport try`.",
    ),
    "transport.unknown": Message(
        zh="不知道本系统以什么方式对外服务：serving.json 读不出来。",
        en="It cannot be told how this home is served: serving.json is unreadable.",
        remedy_zh="重新启动 `shoumi serve`，它会重写这个文件。",
        remedy_en="Start `shoumi serve` again, which writes that file anew.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "transport.Found": {
        "encrypted": ("已加密", "encrypted"),
        "in_clear": ("明文", "in the clear"),
        "untrusted": ("证书不可信", "certificate not trusted"),
        "failed": ("不通", "failed"),
    },
}
