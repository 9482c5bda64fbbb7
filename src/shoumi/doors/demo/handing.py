"""The buyer's side of the handover: a key of its own, and opening what it got."""

from __future__ import annotations

import os
from pathlib import Path

import pyrage

from shoumi.base.handover.services import Agreed
from shoumi.chapters.consent import queries as consents
from shoumi.chapters.consent import rules
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


def agreed(story: Story) -> Agreed:
    """Consent: yes minus withdrawn.  Succession: reached minus those who left by objecting."""
    campaign = consents.moving(story.deal)
    assert campaign is not None
    tally = consents.tally(campaign)
    if story.variant != "merger":
        return Agreed(tally["given"] + tally["withdrawn"], tally["withdrawn"])
    reached = tally["invited"] - tally["unreached"]
    return Agreed(reached, consents.objections(campaign).get(rules.Outcome.EXCLUDED, 0))


def identity(story: Story) -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.from_str((story.home / KEY_FILE).read_text().strip())


__all__ = ["Agreed", "Path", "agreed", "asked", "buyer_key", "identity"]
