"""Texts of what every command shares: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "cli.file_unfit": Message(
        zh="{place} 读不成所需的内容。",
        en="{place} cannot be read as what is wanted here.",
        remedy_zh="按 --help 所列的列名和写法改正。",
        remedy_en="Mend it after the columns and spellings in --help.",
    ),
    "cli.file_there": Message(
        zh="{name} 已经存在，不覆盖。",
        en="{name} is there already and is not written over.",
        remedy_zh="换一个文件名。",
        remedy_en="Give another name.",
    ),
    "cli.no_such_name": Message(
        zh="没有叫这个名字的。",
        en="Nothing has that name.",
        remedy_zh="核对写法；人员见“人员”页或 `shoumi person list`，"
        "当事方和数据集见转让页或 `shoumi deal show`。",
        remedy_en="Check the spelling: the page People or `shoumi person list`; for "
        "parties and data sets the deal's page or `shoumi deal show`.",
    ),
    "cli.not_proved": Message(
        zh="真实安装里，替谁办事要有谁的凭证。",
        en="On a real home a command acts for somebody only with that person's own credential.",
        remedy_zh="本人在页面上制作权限为 terminal 的令牌（一天有效），存入权限 0600 的文件，"
        "设 SHOUMI_CREDENTIAL 指向它。",
        remedy_en="The person makes a token with the scope terminal on the page of tokens, good "
        "for a day, and keeps it in a file of mode 0600 that SHOUMI_CREDENTIAL names.",
    ),
    "cli.several_meant": Message(
        zh="这个名字有 {count} 个：{refs}。",
        en="{count} have that name: {refs}.",
        remedy_zh="改用编号。",
        remedy_en="Give the reference instead.",
    ),
}
