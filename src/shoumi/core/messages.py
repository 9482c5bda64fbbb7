"""The forms of what people read, Chinese and English side by side.

Whoever has a refusal, a closed word, a condition or a tag of the ledger keeps its texts in these
forms beside it.  ``base/messages`` collects them and fills their places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Lang = Literal["zh", "en"]
Both = tuple[str, str]  # Chinese, English


@dataclass(frozen=True, slots=True)
class Message:
    """What a refusal says, and the remedy; ``{named}`` places are filled with its facts."""

    zh: str
    en: str
    remedy_zh: str = ""
    remedy_en: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What an entry of the ledger says.  ``text`` is the sentence without its actor.

    ``words``      facts that are closed words: the table they are in, or what no and yes are called
    ``asks``       a fact that is yes or no and makes two sentences
    ``otherwise``  the sentence where it is no
    """

    text: Both
    words: Mapping[str, str | tuple[Both, Both]] = field(default_factory=dict)
    asks: str = ""
    otherwise: Both = ("", "")


@dataclass(frozen=True, slots=True)
class ConditionText:
    """``name`` says what has to hold, ``todo`` what makes it hold."""

    name: Both
    todo: Both


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a parameter of a change is called; ``table`` where its value is a closed word."""

    name: Both
    table: str = ""


@dataclass(frozen=True, slots=True)
class Messages:
    """All texts of one app: by code, by ``app.Class`` and stored value, by condition, by tag."""

    refusals: Mapping[str, Message] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, Both]] = field(default_factory=dict)
    conditions: Mapping[str, ConditionText] = field(default_factory=dict)
    sentences: Mapping[Any, Sentence] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
