"""Texts of rotation: refusals, names of closed words and parameters of changes."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message, Parameter

MESSAGES: Mapping[str, Message] = {
    "rotation.at_work": Message(
        zh="另一个进程正在更换密钥。",
        en="Another process is rotating keys right now.",
        remedy_zh="等它做完后再试；进度见 shoumi keys list。",
        remedy_en="Wait until it is done; shoumi keys list tells how far it came.",
    ),
    "rotation.nothing": Message(
        zh="没有这样的密钥可以更换。",
        en="There is no such key to rotate.",
        remedy_zh="用 shoumi keys list 核对转让和字段。",
        remedy_en="Check deal and field with shoumi keys list.",
    ),
    "rotation.same_suite": Message(
        zh="全部内容已经使用套件 {suite}。",
        en="Everything is in suite {suite} already.",
        remedy_zh="无需处理；如需换成另一套件，请指定 --to。",
        remedy_en="Nothing to do; name another suite with --to.",
    ),
    "rotation.in_use": Message(
        zh="还有 {count} 把密钥由这把密钥保护，不能销毁它。",
        en="Keys still hang on this key ({count}), so it is not destroyed.",
        remedy_zh="先销毁这笔转让中的个人信息，或改用 shoumi keys rotate。",
        remedy_en="Destroy what is held under the deal first, or use shoumi keys rotate.",
    ),
    "rotation.unfinished": Message(
        zh="还有 {count} 项暂时不能更换(例如正在进行的导入),旧密钥保留。",
        en="{count} cannot be moved yet (an import that runs, for one); the old key stays.",
        remedy_zh="无需处理，后台任务会继续；导入若已中断，请先运行 shoumi doctor --sweep。",
        remedy_en="Nothing to do, the worker goes on; "
        "after a broken import run shoumi doctor --sweep.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "rotation.What": {
        "root": ("根密钥", "the root key"),
        "kek": ("密钥加密密钥", "a key-encryption key"),
        "deal": ("转让密钥", "a deal's key"),
        "data": ("数据密钥", "the data keys of a deal"),
        "index": ("检索密钥", "a search key"),
        "suite": ("全部密钥与算法套件", "every key, into another suite"),
        "epoch": ("有人销毁后的整代密钥", "the keys above what was erased"),
    },
    "rotation.State": {
        "open": ("进行中", "under way"),
        "done": ("已完成", "done"),
    },
    "rotation.Reason": {
        "in_use": ("仍有数据在用旧密钥", "data still lies under the old key"),
        "still_opens": ("旧密钥仍能打开数据", "an old key still opens data"),
    },
}

# What an approver reads of a change beside its values.
PARAMETERS: Mapping[str, Parameter] = {
    "new_passphrase": Parameter(("换新口令", "a new passphrase")),
    "retire": Parameter(("销毁这笔转让的密钥", "destroy the deal's key")),
    "suite": Parameter(("密码套件", "cipher suite")),
    "targets": Parameter(("哪些密钥", "which keys")),
    "what": Parameter(("更换什么", "what is replaced"), "rotation.What"),
}
