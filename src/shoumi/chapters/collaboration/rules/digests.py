"""What entries commit to."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.core.ledger.leaf import Digest


def of_task(title: str, departments: Sequence[str]) -> Digest:
    """Of what does not change in a shared task."""
    return Digest.of("\n".join([title, *departments]).encode())


def of_duty(*parts: Sequence[str]) -> Digest:
    """Of who works on a chapter, who is asked and who is told."""
    return Digest.of("\n".join("+".join(part) for part in parts).encode())


def of_topic(topic: str) -> Digest:
    return Digest.of(topic.encode())
