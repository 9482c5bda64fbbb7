"""The buyer's side of the handover: a key of its own, and opening what it got."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pyrage

from shoumi.base.handover import packages
from shoumi.base.vault import logkey
from shoumi.chapters.consent import rules
from shoumi.core.ledger import note
from shoumi.doors.demo.story import Story

KEY_FILE = "buyer.agekey"


def asked(story: Story) -> rules.Purpose:
    """The purpose people were asked about."""
    return rules.Purpose.NEW_PURPOSE if story.variant == "merger" else rules.Purpose.PROVISION


def buyer_key(story: Story) -> str:
    """Make the buyer's age identity (mode 0600, so a reader can try ``age -d``); its public half."""
    identity = pyrage.x25519.Identity.generate()
    path = story.home / KEY_FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{identity}\n")
    return str(identity.to_public())


@dataclass(frozen=True, slots=True)
class OpenedByBuyer:
    """What the buyer finds: the digest of the file it got, and what is in it."""

    sha256: str
    size_bytes: int
    rows: int
    fingerprint: str
    contents: list[list[object]]

    def told(self) -> dict[str, object]:
        return {
            "sha256": self.sha256,
            "bytes": self.size_bytes,
            "rows": self.rows,
            "fingerprint": self.fingerprint,
            "contents": self.contents,
        }


def open_as_buyer(story: Story, path: Path) -> OpenedByBuyer:
    """Open the package with the buyer's own key and check its manifest against the log's key."""
    identity = (story.home / KEY_FILE).read_text().strip()
    verifier = note.Signer(logkey.origin(), logkey.signer()).verifier()
    with path.open("rb") as sealed:
        told = packages.check_age(sealed, identity, verifiers=[verifier])
    return OpenedByBuyer(
        sha256=packages.digest_of(path),
        size_bytes=path.stat().st_size,
        rows=told["rows"],
        fingerprint=str(told["recipients"][0]),
        contents=[[row["path"], row["bytes"], row["sha256"]] for row in told["files"]],
    )
