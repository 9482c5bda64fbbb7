"""Texts of the inbox: what kinds of things wait."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both

NAMES: Mapping[str, Mapping[str, Both]] = {
    "registry.WaitingKind": {
        "approval": ("待批", "approval"),
        "grant": ("岗位", "role"),
        "review": ("复核", "review"),
        "paper": ("文件", "paper"),
        "milestone": ("里程碑", "milestone"),
        "question": ("提问", "question"),
        "task": ("任务", "task"),
        "files": ("导入", "import"),
        "lapse": ("快失效", "lapses soon"),
    }
}
