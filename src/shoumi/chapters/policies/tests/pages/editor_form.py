"""What the editor of a version's text sends."""

from __future__ import annotations

from shoumi.chapters.policies import texts
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import Item
from shoumi.chapters.policies.texts import HandlerFact, PolicyText


def form(one: PolicyVersion, text: PolicyText | None = None) -> dict[str, str]:
    """What the editor sends, as it was last saved or as ``text`` has it."""
    text = text or texts.of(one)
    told = {"seen": one.text_sha256, "do": "save"}
    told |= {f"handler-{fact.value}": text.handler.get(fact, "") for fact in HandlerFact}
    for item in Item:
        passage = text.saying(item)
        told[f"item-{item.value}"] = passage.code if passage else ""
    for passage in text.passages:
        for name, value in passage.stored().items():
            if name not in ("code", "items"):
                told[f"{passage.code}-{name}"] = value
    return told
