"""Texts of canaries: refusals, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "canary.no_such": Message(
        zh="没有这个诱饵。",
        en="There is no such canary.",
        remedy_zh="在“入侵检测”的“诱饵”里找，或用 `shoumi canary list`。",
        remedy_en="Look under Canaries on the page Detection, or with `shoumi canary list`.",
    ),
    "canary.no_holder": Message(
        zh="这家公司现在不收信件文件。",
        en="That company gets no files of letters now.",
        remedy_zh="先在“供应商”里签发文件方式的令牌，再放诱饵。",
        remedy_en="Issue its token for files on the page Vendors first.",
    ),
    "canary.contact_unfit": Message(
        zh="手机号或邮箱不对。",
        en="That is no mobile number, or no address.",
        remedy_zh="填贵公司自己的手机号和邮箱，邮箱可以不填。",
        remedy_en="Give a number and an address that are your own; the address may stay empty.",
    ),
    "canary.contact_used": Message(
        zh="别的诱饵已经用了这个号码或邮箱。",
        en="Another canary has that number or address.",
        remedy_zh="换一个，否则分不清是谁泄露的。",
        remedy_en="Take another, or nobody could tell who leaked.",
    ),
    "canary.no_paper": Message(
        zh="数据室里没有这份文件。",
        en="There is no such paper in a data room.",
        remedy_zh="从列表里选一份。",
        remedy_en="Choose one of the list.",
    ),
    "canary.is_one": Message(
        zh="这份文件已经是诱饵。",
        en="That paper is a canary already.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    "canary.taken_back": Message(
        zh="这个诱饵已经撤下。",
        en="That canary is taken back already.",
        remedy_zh="没有要做的了。",
        remedy_en="Nothing is left to do.",
    ),
    "canary.no_such_customer": Message(
        zh="客户名单里没有放过这个诱饵。",
        en="There is no such canary among customers.",
        remedy_zh="在“诱饵”页找，或用 `shoumi customer-canary list`。",
        remedy_en="Look on the page Canaries, or with `shoumi customer-canary list`.",
    ),
    "canary.stands": Message(
        zh="已经有人同意，它已在名单里。",
        en="Somebody agreed to it already, and it stands in the list.",
        remedy_zh="没有要做的了；要换一个，用“换一个”。",
        remedy_en="Nothing is left to do; replace it where it became known.",
    ),
    "canary.no_room": Message(
        zh="这个转让的客户太少：每 50 位才能放一个，否则正常查看的人也会碰到。",
        en="The deal has too few customers: one in fifty, or honest people would meet it.",
        remedy_zh="换一个客户多的转让，或先撤下旧的。",
        remedy_en="Choose a deal with more customers, or end one that stands there.",
    ),
    "canary.not_in_demo": Message(
        zh="演示数据里不放诱饵。",
        en="A demo has no canaries.",
        remedy_zh="在正式的系统里放。",
        remedy_en="Put it into a real home.",
    ),
    "canary.no_match": Message(
        zh="这不是我们放的诱饵。",
        en="That is no canary of the house.",
        remedy_zh="核对号码；可能是真客户的资料，按事件上报。",
        remedy_en="Check the number; it may be a real customer's: report an incident then.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "defence.CustomerCanaryState": {
        "ASKED": ("待另一位同意", "another has yet to agree"),
        "STANDS": ("在名单里", "in the list"),
        "ENDED": ("已撤下", "ended"),
    },
    "defence.CanaryKind": {
        "ENTRY": ("文件里的虚构客户", "a made-up customer in files"),
        "PAPER": ("资料室里的文件", "a paper of a data room"),
    },
}
