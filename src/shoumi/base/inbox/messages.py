"""Texts of the inbox: what kinds of things wait."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both

NAMES: Mapping[str, Mapping[str, Both]] = {
    "registry.WaitingKind": {
        "approval": ("待批", "Approval"),
        "grant": ("岗位", "Role"),
        "paper": ("文件", "Paper"),
        "milestone": ("里程碑", "Milestone"),
        "question": ("提问", "Question"),
        "task": ("任务", "Task"),
        "files": ("导入", "Import"),
        "lapse": ("快失效", "Lapses soon"),
    }
}
