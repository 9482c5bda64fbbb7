"""What happens in a drill, as it is written down: one a line, with when and by which channel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from shoumi.chapters.incidents.rules.words import Channel

MOST = 200
_MOST_MINUTES = 100_000
_WHEN = re.compile(r"([0-9]{1,6})(?::([0-5][0-9]))?")
_CHANNELS: Mapping[str, Channel] = {
    "页面": Channel.PAGE,
    "邮件": Channel.MAIL,
    "电话": Channel.PHONE,
    "监测": Channel.SENSOR,
    **{one.value.lower(): one for one in Channel},
}


@dataclass(frozen=True, slots=True)
class Inject:
    """``after``  the begin of the drill"""

    after: timedelta
    channel: Channel
    words: str

    @property
    def when(self) -> int | str:
        """As it is stored and shown: whole minutes, or minutes and seconds."""
        minutes, seconds = divmod(int(self.after.total_seconds()), 60)
        return f"{minutes}:{seconds:02d}" if seconds else minutes

    @property
    def said(self) -> str:
        return self.words if self.channel is Channel.PAGE else f"{self.channel} | {self.words}"


class NoInject(ValueError):
    """``line``  its number, from 1"""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def parsed(text: str) -> list[Inject]:
    """In order of time.

    Raises:
        NoInject: a line has no time, says nothing, or is one too many.
    """
    lines = enumerate(filter(str.strip, text.splitlines()), 1)
    return sorted((_inject(number, line) for number, line in lines), key=lambda one: one.after)


def _inject(number: int, line: str) -> Inject:
    when, _, rest = (part.strip() for part in line.partition("|"))
    told = _WHEN.fullmatch(when)
    if number > MOST or told is None or int(told[1]) > _MOST_MINUTES:
        raise NoInject(number)
    named, bar, words = (part.strip() for part in rest.partition("|"))
    channel = _CHANNELS.get(named.lower()) if bar else None
    said = words if channel else rest
    if not said:
        raise NoInject(number)
    after = timedelta(minutes=int(told[1]), seconds=int(told[2] or 0))
    return Inject(after, channel or Channel.PAGE, said)
