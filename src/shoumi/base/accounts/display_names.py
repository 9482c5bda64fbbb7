"""A person's name as shown to others: readable, and never to be taken for a role of the house.

Compared by skeleton: NFKC, case folded, Cyrillic and Greek look-alikes as their Latin letters,
everything but letters and digits dropped (after Unicode TR 39, for the letters that matter here).
"""

from __future__ import annotations

import unicodedata

from shoumi.core.errors import Invalid
from shoumi.core.terms import Role

MAX_LENGTH = 80

_LOOK_ALIKES = str.maketrans(
    "авеікмнорстухѕјԁԛԝαβεηικμνορτυχ",
    "abeikmhopctyxsjdqwabenikuvoptux",
)
_TITLES = (
    "主要负责人 法定代表人 个人信息保护负责人 政策制定小组 监督机构 法务 安全 运维 人事 转让顾问 "
    "客服 市场 财务 采购 转让方 受让方 供应商 第三方机构 系统 管理员 守密 "
    "admin administrator root system shoumi supervisor"
)
# Controls, invisible format marks (bidi, zero width), surrogates, private use, line separators.
_UNREADABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


class NameMalformed(Invalid):
    """Empty, too long, or with characters that cannot be seen."""

    code = "accounts.name_malformed"
    field = "name"


class NameIsRole(Invalid):
    """The name reads like a role of the house."""

    code = "accounts.name_is_role"
    field = "name"


def skeleton(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_LOOK_ALIKES)
    return "".join(character for character in folded if character.isalnum())


_RESERVED = frozenset(skeleton(word) for word in (*Role, *_TITLES.split()))


def check(name: str) -> str:
    """The name in NFC.

    Raises:
        NameMalformed, NameIsRole
    """
    name = unicodedata.normalize("NFC", name)
    if not name.strip() or name != name.strip() or len(name) > MAX_LENGTH:
        raise NameMalformed(most=MAX_LENGTH)
    if any(unicodedata.category(character) in _UNREADABLE for character in name):
        raise NameMalformed(most=MAX_LENGTH)
    if skeleton(name) in _RESERVED:
        raise NameIsRole
    return name
