"""What an approver reads of a change: the names of its parameters, and of closed words in them.

Whoever builds an act of two persons names its parameters in its ``messages``; one without a name is
shown as it is, so that nothing of a change is ever hidden.
"""

from __future__ import annotations

from shoumi.base.messages import catalogue
from shoumi.base.messages.names import of_code
from shoumi.base.messages.text import say
from shoumi.core.messages import Lang


def parameter(name: str, lang: Lang) -> str:
    found = catalogue.texts().parameters.get(name)
    return say(found.name, lang) if found else name


def value(name: str, told: object, lang: Lang) -> object:
    """A closed word by its name, also the first word of each part of a list; else as it is."""
    found = catalogue.texts().parameters.get(name)
    if found and found.table and isinstance(told, str):
        return of_code(found.table, told, lang)
    if found and found.table and isinstance(told, list):
        return [_part(found.table, str(one), lang) for one in told]
    return told


def _part(table: str, told: str, lang: Lang) -> str:
    """One of a list, which begins with the closed word."""
    word, space, rest = told.partition(" ")
    return of_code(table, word, lang) + space + rest
