"""Texts of the set-up page: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "set_up.link_spent": Message(
        zh="这个链接不能用：用过了，过了一天，或者抄错了。",
        en="This link is worth nothing: it was used, is older than a day, or was copied wrongly.",
        remedy_zh="停下 `shoumi serve` 再启动一次，用新打印的链接。",
        remedy_en="Stop `shoumi serve`, start it again and use the link that it prints then.",
    ),
    "set_up.only_here": Message(
        zh="只能在运行 `shoumi serve` 的这台机器上建立，或者经 https。",
        en="A home is made at the machine that runs `shoumi serve`, or over https.",
        remedy_zh="在那台机器的浏览器里打开链接；远程的用 ssh -L 转发端口。",
        remedy_en="Open the link in a browser there; from afar forward the port by ssh -L.",
    ),
    "set_up.passphrases_differ": Message(
        zh="两次输入的口令不一样。",
        en="The two are not the same.",
        remedy_zh="两处都重新输入。",
        remedy_en="Type it in both places again.",
    ),
    "set_up.passphrase_weak": Message(
        zh="口令太容易猜（约 {bits} 位）。",
        en="The passphrase is too easy to guess (about {bits} bits).",
        remedy_zh="多写几个不相关的词，或用页上给的那一条。",
        remedy_en="Add some words that have nothing to do with each other, or take the one shown.",
    ),
    "set_up.nowhere_in_memory": Message(
        zh="这台机器上没有只在内存里的文件夹可以放口令。",
        en="This machine has no folder in memory where the passphrase could lie.",
        remedy_zh="把口令写进文件，用 `shoumi home create --passphrase-file` 建立。",
        remedy_en="Write it to a file and use `shoumi home create --passphrase-file`.",
    ),
    "set_up.steps_left": Message(
        zh="还有必填的没有填完。",
        en="Something that is needed is not filled in.",
        remedy_zh="回到一览，按顺序填完。",
        remedy_en="Go back to the overview and fill it in.",
    ),
    "set_up.too_many_people": Message(
        zh="这里最多登记 {most} 人。",
        en="{most} people can be enrolled here.",
        remedy_zh="其余的建好以后在“人员”页登记。",
        remedy_en="Enrol the others on the page of people once the home is made.",
    ),
    "set_up.making_broke": Message(
        zh="建立没有成功，什么也没有留下。",
        en="The home was not made; nothing of it is left.",
        remedy_zh="看磁盘空间和文件夹的权限，再按一次“建立”。",
        remedy_en="Look at the room on the disk and who owns the folder, then try again.",
    ),
}
