"""Texts of lesson packages."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "learning.package_unfit": Message(
        zh="这个课件用不了：{why}。",
        en="The package cannot be used: {why}.",
        remedy_zh="在制作课件的软件里重新导出 SCORM 1.2 或 2004 的 ZIP，再试。",
        remedy_en="Export it anew as a ZIP of SCORM 1.2 or 2004 and try again.",
    ),
    "learning.no_such_package": Message(
        zh="没有这个课件，或者已经换了新的。",
        en="There is no such package, or it was replaced.",
        remedy_zh="从课程页打开。",
        remedy_en="Open it from the page of its course.",
    ),
    "learning.state_unfit": Message(
        zh="课件要存的学习进度太长或者看不懂，没有存。",
        en="What the package wants to keep is too long or unreadable; it was not kept.",
        remedy_zh="关掉课件再打开；仍然这样的，请做课件的人改短。",
        remedy_en="Close it and open it again; if it stays so, whoever made it keeps less.",
    ),
    "learning.package_unfinished": Message(
        zh="课件还没有学完。",
        en="The package is not worked through.",
        remedy_zh="打开课件，把每一部分学完，再签收。",
        remedy_en="Open it, work through every part, then sign.",
    ),
}
NAMES: Mapping[str, Mapping[str, Both]] = {
    "learning.Edition": {
        "1.2": ("SCORM 1.2 课件", "SCORM 1.2"),
        "2004": ("SCORM 2004 课件", "SCORM 2004"),
    },
    "learning.Unfit": {
        "NO_ZIP": ("不是 ZIP，或者文件坏了", "it is no ZIP, or damaged"),
        "TOO_LARGE": (
            "超过 50 MB，或者解开超过 200 MB",
            "it is larger than 50 MB, or than 200 MB unpacked",
        ),
        "TOO_MANY": ("文件超过 3000 个", "it has more than 3,000 files"),
        "LEADS_OUT": ("有文件的路径指向课件外面", "the path of a file leads out of it"),
        "DOUBLED": ("有两个文件同名", "two of its files have one name"),
        "LINK": ("里面有链接，不是文件", "it has a link in place of a file"),
        "ENCRYPTED": ("设了密码", "it is locked by a password"),
        "COMPRESSION": ("压缩方式不认识", "it is packed in an unknown way"),
        "NO_MANIFEST": ("最外层没有 imsmanifest.xml", "imsmanifest.xml is not at its top"),
        "MANIFEST": ("imsmanifest.xml 读不了", "imsmanifest.xml cannot be read"),
        "EDITION": ("不是 SCORM 1.2 或 2004", "it is neither SCORM 1.2 nor 2004"),
        "NO_PARTS": ("没有可以打开的部分", "nothing in it can be opened"),
        "MANY_PARTS": ("超过 100 个部分", "it has more than 100 parts"),
        "ELSEWHERE": ("有一部分放在别的服务器上", "a part of it lies on another server"),
        "PART_MISSING": ("清单里的文件不在课件里", "a file of its list is not in it"),
    },
}
