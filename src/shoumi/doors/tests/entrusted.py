"""A vendor that delivers letters, with all that lets data reach it, as the story has it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from shoumi.base import clock
from shoumi.base.home_settings import rules as home_settings
from shoumi.chapters.vendors import story
from shoumi.chapters.vendors.models import Vendor
from shoumi.chapters.vendors.services import tokens
from shoumi.core.entrustment import Way
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

COMPANY = home_settings.company(story.COMPANY)


def renew(house) -> None:
    """Its tokens again, for the account or relay that was set up meanwhile."""
    vendor = Vendor.objects.get()
    for way in vendor.ways:
        tokens.issue(vendor=Ref(vendor.ref), way=Way(way), actor=house.dpo, at=clock.now())


def entrust(playing: Callable[[Role], Ref], now: Callable[[], datetime]) -> Ref:
    """``playing(role)`` is who acts for it."""
    return story.entrust(story.Actors(playing, now), COMPANY)
