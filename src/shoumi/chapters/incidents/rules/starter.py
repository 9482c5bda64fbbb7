"""The text to begin a plan with, in both languages; it counts once people approve it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from shoumi.chapters.incidents.rules.words import Section
from shoumi.core.messages import Both


@cache
def texts() -> Mapping[Section, Both]:
    raw = (resources.files("shoumi.chapters.incidents") / "data/starter.toml").read_text("utf-8")
    told = tomllib.loads(raw)
    return {section: (told[section]["zh"], told[section]["en"]) for section in Section}
