"""What this app writes to the ledger.

settings.changed  about the kept secret that holds the value; facts: setting
settings.removed  about the system; facts: setting
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    CHANGED = "settings.changed"
    REMOVED = "settings.removed"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.CHANGED: Sentence(
        ("更改了设置：{setting}", "changed a setting: {setting}"),
        {"setting": "home_settings.Setting"},
    ),
    Tag.REMOVED: Sentence(
        ("清除了设置：{setting}", "cleared a setting: {setting}"),
        {"setting": "home_settings.Setting"},
    ),
}
