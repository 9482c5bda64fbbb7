"""What an approver reads of a change: the names of its parameters, and of closed words in them.

Whoever builds an act of two persons names its parameters here; one without a name is shown as it
is, so that nothing of a change is ever hidden.
"""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.pages.names.words import of_code
from shoumi.base.pages.say import Bilingual, Lang, say

PARAMETERS: Mapping[str, Bilingual] = {
    "fields": ("字段", "fields"),
    "hosts": ("可外联的主机", "hosts that may be called"),
    "new_passphrase": ("换新口令", "a new passphrase"),
    "register": ("字段登记表摘要", "digest of the field register"),
    "retire": ("销毁这笔转让的密钥", "destroy the deal's key"),
    "suite": ("密码套件", "cipher suite"),
    "targets": ("哪些密钥", "which keys"),
    "what": ("更换什么", "what is replaced"),
}
_WORDS: Mapping[str, str] = {"what": "rotation.What"}


def parameter(name: str, lang: Lang) -> str:
    found = PARAMETERS.get(name)
    return say(found, lang) if found else name


def value(name: str, told: object, lang: Lang) -> object:
    """A closed word by its name; anything else as it is."""
    table = _WORDS.get(name)
    return of_code(table, told, lang) if table and isinstance(told, str) else told
