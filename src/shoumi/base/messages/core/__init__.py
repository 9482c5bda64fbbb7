"""Texts of what the core refuses and closes; the core itself knows no readers."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.messages.core import course, gate, names, records, refusals
from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {**refusals.MESSAGES, **gate.MESSAGES}
NAMES: Mapping[str, Mapping[str, Both]] = {
    **names.NAMES,
    **course.NAMES,
    **records.NAMES,
}
