"""What an answer says, and what a reader sees of it."""

from __future__ import annotations

import re
from typing import Any


def content(answer: Any) -> str:
    words = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return words.decode("utf-8", "replace")


def plain(html: str) -> str:
    """What a reader sees of a page's middle: without the frame, its scripts and its marks."""
    middle = re.search(r"<main.*?</main>", html, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", middle.group() if middle else html)
