"""The name of a closed word.

A table is called by the app and the class that close the words: ``rooms.State``; it stands in the
``messages`` of that app.  A member without a name is a bug that a test finds; it is not papered
over with the code.

``of(member, lang)``        the name of a closed word, such as ``DealType.EQUITY``
``station(stage, lang)``    a milestone in a few characters
``field(code, lang)``       a field of the register
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum
from functools import cache, lru_cache
from types import MappingProxyType

from shoumi.base import registry
from shoumi.base.messages import catalogue
from shoumi.base.messages.core.course import STATIONS
from shoumi.base.messages.text import say
from shoumi.core.messages import Both, Lang
from shoumi.core.terms import DealStage

# The app is called by its label, which stays when its folder gets another name.  ``core.vault`` and
# ``base.vault`` are one app to a reader, and parts of the core are no apps: there the second part
# of a module's path says it.
_APP = 2
# A deadline as it is kept does not say whose word its key is: the words of every app together.
# Long acts are named where they are declared.
OPERATIONS = "jobs.Kind"
_KEY, _OF_KEYS = "calendar.key", ".DeadlineKey"


def tables() -> Mapping[str, Mapping[str, Both]]:
    """Every table of names, by app and class; inside, by the stored value."""
    return _tables(registry.slugs())


@lru_cache(maxsize=2)
def _tables(_slugs: tuple[str, ...]) -> Mapping[str, Mapping[str, Both]]:
    told = catalogue.texts().names
    keys = {
        code: both
        for table, words in told.items()
        if table.endswith(_OF_KEYS)
        for code, both in words.items()
    }
    return MappingProxyType({**told, _KEY: keys})


@cache
def key(kind: type[Enum]) -> str:
    """``rooms.State`` for ``shoumi.base.rooms.rules.State``."""
    label = _label(kind.__module__) if registry.slugs() else None
    return f"{label or kind.__module__.split('.')[_APP]}.{kind.__qualname__}"


def _label(module: str) -> str | None:
    from django.apps import apps  # texts are told without it where no card was handed in

    app = apps.get_containing_app_config(module)
    return app.label if app else None


def pair(word: StrEnum) -> Both:
    """
    Raises:
        KeyError: a bug, nobody named this.
    """
    return tables()[key(type(word))][word.value]


def of(word: StrEnum, lang: Lang) -> str:
    """What people call ``word``: a noun or a state, in lower case in English.

    Raises:
        KeyError: a bug, nobody named this.
    """
    return say(pair(word), lang)


def of_code(table: str, code: str, lang: Lang) -> str:
    """The same for a value as it is stored; one that is not in the table stays as it is.

    Raises:
        KeyError: a bug, there is no such table.
    """
    if table == OPERATIONS:
        one = registry.operations().get(code)
        return say(one.name, lang) if one else code
    found = tables()[table].get(code)
    return say(found, lang) if found else code


def station(stage: DealStage, lang: Lang) -> str:
    """A milestone on the line of a deal, two to five characters in Chinese."""
    return say(STATIONS[stage.value], lang)


def field_pair(code: str) -> Both:
    """As ``field``, in both languages."""
    rule = registry.field_register().get(code)
    return (rule.zh, rule.en) if rule else (code, code)


def field(code: str, lang: Lang) -> str:
    """What the register in force calls a field; one that has left it stays as it is."""
    rule = registry.field_register().get(code)
    return say((rule.zh, rule.en), lang) if rule else code
