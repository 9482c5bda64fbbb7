"""Texts of incidents and drills: refusals, and why a demand does not hold."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {}
