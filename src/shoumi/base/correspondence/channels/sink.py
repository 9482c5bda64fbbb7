"""Letters of a demo home: each in a file of its own, sent to nobody.

No address stands in it, and what a text message says is what the vendor's template would say.
"""

from __future__ import annotations

from pathlib import Path

from shoumi.base.correspondence.channels import text as texts
from shoumi.base.correspondence.channels.outcome import Outcome, Parcel
from shoumi.base.correspondence.rules import State, Way
from shoumi.base.outbox import sink
from shoumi.core.refs import Ref


def file_of(letter: Ref) -> Path:
    return sink.folder() / f"{letter}.txt"


class Sink:
    def send(self, parcel: Parcel) -> Outcome:
        parcel.claim()
        said = texts.plain(parcel.text, parcel.own)
        if parcel.place.way is Way.SMS:
            said = f"{parcel.text.lead}{parcel.own.link}\n"
        sink.write(file_of(parcel.letter), said.encode())
        return Outcome(State.SENT)

    def close(self) -> None:
        """Nothing is open."""
