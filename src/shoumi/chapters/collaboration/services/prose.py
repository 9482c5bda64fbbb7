"""The reader of names and addresses in running text, where the package of its model is there."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_bytes

from shoumi.base.intake import name_model
from shoumi.chapters.collaboration.rules.findings import Prose
from shoumi.core.scan.labels import Span
from shoumi.core.scan.prose import ProseReader


def reader() -> Prose | None:
    """None: the model is not installed, and rules alone look for names."""
    return _read if name_model.is_installed() else None


def _read(text: str) -> Sequence[Span]:
    # One for each text: a reader remembers what it read, and stops after hours of it.
    return ProseReader(name_model.model(), key=token_bytes(32)).read([text])[0]
