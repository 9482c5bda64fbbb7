"""The buyer's side of the handover: a key of its own, and opening what it got."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pyrage

from shoumi.base.handover import packages
from shoumi.base.vault import logkey
from shoumi.core.ledger import note
from shoumi.doors.demo.story import Story

KEY_FILE = "buyer.agekey"


def buyer_key(story: Story) -> str:
    """Make the buyer's age identity (mode 0600, so a reader can try ``age -d``); its public half."""
    identity = pyrage.x25519.Identity.generate()
    path = story.home / KEY_FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{identity}\n")
    return str(identity.to_public())


@dataclass(frozen=True, slots=True)
class OpenedByBuyer:
    """What the buyer finds: the digest of the file it got, and how many people are in it."""

    sha256: str
    rows: int


def open_as_buyer(story: Story, path: Path) -> OpenedByBuyer:
    """Open the package with the buyer's own key and check its manifest against the log's key."""
    identity = (story.home / KEY_FILE).read_text().strip()
    verifier = note.Signer(logkey.origin(), logkey.signer()).verifier()
    with path.open("rb") as sealed:
        told = packages.check_age(sealed, identity, verifiers=[verifier])
    return OpenedByBuyer(packages.digest_of(path), told["rows"])
