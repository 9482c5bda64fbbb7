"""What the clock writes in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence
from shoumi.core.refs import Ref

STORY = Ref("clock-story")  # what the entries are about


class Tag(StrEnum):
    STARTED = "clock.started"  # facts: none; at: where the story begins
    ADVANCED = "clock.advanced"  # facts: to (moment); at: the moment left


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.STARTED: Sentence(("启动了演示时间", "started the clock of the demo")),
    Tag.ADVANCED: Sentence(("把演示时间拨到 {to}", "moved the clock of the demo to {to}")),
}
