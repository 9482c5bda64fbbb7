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
    """A closed word by its name; anything else as it is."""
    found = catalogue.texts().parameters.get(name)
    if found and found.table and isinstance(told, str):
        return of_code(found.table, told, lang)
    return told
