"""Write messages to files instead of sending them.

One file a message, ``SHOUMI_HOME/sink/<message>.eml``, mode 0600, with the recipient's reference
where the address would stand.  Writing the same message again changes nothing.
"""

from __future__ import annotations

import os
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from django.conf import settings

from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import State
from shoumi.core.refs import Ref


def folder() -> Path:
    return Path(settings.SHOUMI_HOME) / "sink"


def file_of(message: Ref) -> Path:
    return folder() / f"{message}.eml"


class Sink:
    via = "sink"
    state = State.SUNK
    needs_address = False
    # Writing twice is harmless, so many are settled in one transaction.
    chunk = 200

    def send(self, message: Message, address: str | None, at: datetime) -> None:
        mail = EmailMessage(policy=SMTP)
        mail["To"] = "undisclosed-recipients:;"
        mail["X-Recipient"] = message.to
        mail["Subject"] = message.subject_line
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = f"<{message.ref}@sink.invalid>"
        mail.set_content(message.body, cte="base64")
        write(file_of(Ref(message.ref)), mail.as_bytes())

    def close(self) -> None:
        """Nothing is open."""


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(content)
    # Not fsynced: the message itself is the evidence, and the ledger has its digest.
    draft.replace(path)
