"""A passage as HTML: its Markdown (``base.pages.markdown``) with the handler's facts in place."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString

from shoumi.base.pages import markdown
from shoumi.chapters.policies import texts
from shoumi.chapters.policies.texts import PolicyText
from shoumi.core.messages import Lang

# What Markdown would read as its own in a fact of the handler.
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


def html(part: str, text: PolicyText, lang: Lang) -> SafeString:
    """A passage's body as its readers see it."""
    return markdown.html(texts.filled(part, text, lang, _plain))


def _plain(value: str) -> str:
    return _SIGNS.sub(r"\\\1", value)
