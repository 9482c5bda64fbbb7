"""What each demand rests on: the articles of law and the clauses of standards, in words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from shoumi.core.handbook.tables import table
from shoumi.core.messages import Both

_Names = Mapping[str, Mapping[str, str]]


@cache
def articles(demand: str) -> tuple[Both, ...]:
    """Of one demand, in the order of the table; none where no article says it.

    Raises:
        KeyError: no demand of the handbook.
    """
    told = table("articles.toml")
    return tuple(_words(one, told["source"], told["standard"]) for one in told["demand"][demand])


def cited(text: str) -> Both:
    """What a table says by the same codes, several apart by a semicolon: ``PIPL 57; 35273 10.1``.

    Raises:
        KeyError: a code that is none of the table's.
    """
    told = table("articles.toml")
    found = [_words(one.strip(), told["source"], told["standard"]) for one in text.split(";")]
    return "；".join(zh for zh, _ in found), "; ".join(en for _, en in found)


def _words(one: str, laws: _Names, standards: _Names) -> Both:
    code, _, where = one.partition(" ")
    is_law = code in laws
    named = laws[code] if is_law else standards[code]
    if not where:
        return named["zh"], named["en"]
    zh = f"第 {where.replace(', ', '、')} 条"
    if not is_law:
        return f"{named['zh']} {zh}", f"{named['en']}, {where}"
    many = "arts." if {",", "–"} & set(where) else "art."
    return f"{named['zh']}{zh}", f"{named['en']}, {many} {where}"
