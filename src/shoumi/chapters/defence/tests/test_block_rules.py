"""What the worker asks the helper for, and where a block stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shoumi.chapters.defence.rules import blocks as rules
from shoumi.chapters.defence.rules.blocks import BadChange, BlockState, Change

ATTACKER, OTHER = "198.51.100.7", "2001:db8::7"


def test_the_helper_reads_what_the_worker_writes_and_nothing_else():
    wanted = [Change(ATTACKER, 3600), Change(OTHER, 0)]
    lines = "".join(f"{one.line}\n" for one in wanted)
    assert rules.read(lines) == wanted
    assert rules.text(wanted) == (
        f"add element inet shoumi blocked4 {{ {ATTACKER} timeout 3600s }}\n"
        f"delete element inet shoumi blocked6 {{ {OTHER} }}\n"
    )
    for bad in (
        "198.51.100.7",
        "198.51.100.7 -1",
        "198.51.100.7 99999999",
        "198.51.100.7 60; flush ruleset",
        "198.51.100.7 ６０",
        "198.51.100.0/24 60",
        "127.0.0.1 60",
        "2001:0db8::7 60",
        "\n198.51.100.7 60",
        "198.51.100.7 60\n" * 1001,
    ):
        with pytest.raises(BadChange):
            rules.read(bad)


def test_a_state_follows_from_the_times():
    at = datetime(2026, 8, 26, 2, tzinfo=UTC)
    later = at + timedelta(hours=1)
    assert rules.state(later, None, None, at) is BlockState.WAITING
    assert rules.state(later, at, None, at) is BlockState.IN_FORCE
    assert rules.state(at, at, None, at) is BlockState.OVER
    assert rules.state(later, at, at, at) is BlockState.LIFTED
