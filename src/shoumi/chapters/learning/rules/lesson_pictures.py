"""How a lesson shows a picture: Markdown with its name, and words for who cannot see it."""

from __future__ import annotations

KIND = "picture"


def line(name: str) -> str:
    """What is pasted into a lesson; the words are for its author to write."""
    return f"![图里画的是什么 / what is on it]({name})"
