"""A vendor that delivers letters, with all that lets data reach it, as the story has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from shoumi.base.home_settings import rules as home_settings
from shoumi.chapters.vendors import story
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

COMPANY = home_settings.company(story.COMPANY)


def entrust(playing: Callable[[Role], Ref], now: Callable[[], datetime]) -> Ref:
    """``playing(role)`` is who acts for it."""
    return story.entrust(story.Actors(playing, now), COMPANY)
