"""What a refusal says to a person: what happened, and how to mend it, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Texts with ``{named}`` places that the refusal's facts fill."""

    zh: str
    en: str
    mend_zh: str = ""
    mend_en: str = ""
