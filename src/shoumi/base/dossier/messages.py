"""Texts of dossier: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "dossier.exists": Message(
        zh="“{name}”已存在，卷宗不会覆盖已有内容。",
        en="{name} is there already; a dossier is never written over anything.",
        remedy_zh="换一个文件夹名，或先移走原有内容。",
        remedy_en="Choose another folder, or move away what is there.",
    ),
    "dossier.broken": Message(
        zh="卷宗自检不通过，未生成：{place}：{detail_zh}。",
        en="The dossier did not verify and was not made: {place}: {detail}.",
        remedy_zh="运行 `shoumi ledger verify`；核对该文件对应的账本记录与证明后重新导出。",
        remedy_en="Run `shoumi ledger verify`, check the ledger entry and proof of that file, then "
        "export again.",
    ),
}
