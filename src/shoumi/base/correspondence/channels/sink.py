"""Letters of a demo home: each in a file of its own, sent to nobody.

No address stands in it, and what a text message says is what the vendor's template would say; the
code stands for the link where these doors have no public name.
"""

from __future__ import annotations

from pathlib import Path

from shoumi.base.correspondence.channels import text as texts
from shoumi.base.correspondence.channels.outcome import Outcome, Parcel
from shoumi.base.correspondence.rules import State, Way
from shoumi.base.outbox import sink
from shoumi.core.refs import Ref

_TO_GUARDIAN = "（寄给监护人 · to the guardian）"


def file_of(letter: Ref) -> Path:
    return sink.folder() / f"{letter}.txt"


class Sink:
    def send(self, parcel: Parcel) -> Outcome:
        parcel.claim()
        said = texts.plain(parcel.text, parcel.own)
        if parcel.place.way is Way.SMS:
            said = f"{parcel.text.lead}{parcel.own.short_link or parcel.own.short}\n"
        if parcel.place.of_guardian:
            said = f"{_TO_GUARDIAN}\n{said}"
        sink.write(file_of(parcel.letter), said.encode())
        return Outcome(State.SENT)

    def close(self) -> None:
        """Nothing is open."""
