"""Texts of settings: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "settings.unfit": Message(
        zh="有一项没有填，太长，或者分了行。",
        en="A part is empty, too long, or has several lines.",
        remedy_zh="每项写成一行，最多 200 个字。",
        remedy_en="Write each on one line, of 200 characters at most.",
    ),
    "settings.credit_code": Message(
        zh="统一社会信用代码不对。",
        en="This is no unified social credit code.",
        remedy_zh="照营业执照核对十八位；不含字母 I、O、S、V、Z，最后一位是校验码。",
        remedy_en=(
            "Compare the 18 signs with the licence; there is no I, O, S, V or Z, and the last is "
            "a check."
        ),
    ),
    "settings.logo": Message(
        zh="标志图片用不了。",
        en="The logo cannot be used.",
        remedy_zh="换一张 PNG 或 JPEG，不超过 2 MB、4000 像素；SVG 里可以藏脚本，不收。",
        remedy_en="Bring a PNG or JPEG of 2 MB and 4,000 pixels at most; an SVG may hold scripts.",
    ),
    "settings.lost": Message(
        zh="这项设置没有随副本回来。",
        en="This setting did not come back with the copy.",
        remedy_zh="在“设置”页重新填写。",
        remedy_en="Fill it in again on the page of settings.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "home_settings.Setting": {
        "company": ("公司资料", "the company"),
        "logo": ("公司标志", "the logo"),
        "relay": ("发件服务器", "the mail relay"),
        "mailbox": ("收退信的信箱", "the mailbox of reports"),
        "requests": ("收请求的信箱", "the mailbox of requests"),
        "stamps": ("时间戳服务", "the time-stamp authority"),
        "site": ("对外网址", "the public address"),
    },
}
