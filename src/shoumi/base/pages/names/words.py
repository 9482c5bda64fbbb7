"""The name of a closed word.

A table is called by the app and the class that close the words: ``rooms.State``.  So a chapter's
words are named here too, and nothing here imports a chapter.  A member without a name is a bug that
a test finds; it is not papered over with the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum
from functools import cache
from types import MappingProxyType

from django.apps import apps

from shoumi.base import registry
from shoumi.base.pages.names import of_deals, of_house, of_law, of_papers, of_people
from shoumi.base.pages.say import Bilingual, Lang, say
from shoumi.core.terms import DealStage

_AREAS = (of_law, of_deals, of_house, of_people, of_papers)
# The app is called by its label, which stays when its folder gets another name.  ``core.vault`` and
# ``base.vault`` are one app to a reader, and parts of the core are no apps: there the second part
# of a module's path says it.
_APP = 2


@cache
def tables() -> Mapping[str, Mapping[str, Bilingual]]:
    """Every table of names, by app and class; inside, by the stored value."""
    return MappingProxyType({key: words for area in _AREAS for key, words in area.NAMES.items()})


@cache
def key(kind: type[Enum]) -> str:
    """``rooms.State`` for ``shoumi.base.rooms.rules.State``."""
    app = apps.get_containing_app_config(kind.__module__)
    return f"{app.label if app else kind.__module__.split('.')[_APP]}.{kind.__qualname__}"


def pair(word: StrEnum) -> Bilingual:
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
    found = tables()[table].get(code)
    return say(found, lang) if found else code


def station(stage: DealStage, lang: Lang) -> str:
    """A milestone on the line of a deal, two to five characters in Chinese."""
    return say(of_deals.STATIONS[stage.value], lang)


def field(code: str, lang: Lang) -> str:
    """What the register in force calls a field; one that has left it stays as it is."""
    rule = registry.field_register().get(code)
    return say((rule.zh, rule.en), lang) if rule else code
