"""Names of the closed words of cards."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both

NAMES: Mapping[str, Mapping[str, Both]] = {
    "registry.ControlledBy": {
        "room": ("申请、批准、办理", "asked for, approved, carried out"),
        "own": ("自有的两个人", "two persons of its own"),
        "absent": ("还没有这种事", "no such act yet"),
    },
}
