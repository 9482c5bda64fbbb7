"""What a notice says of personal data: categories, each a wording and a set of registered fields.

The words of a category are what people read, its fields what they cover; the fields' names are
printed beside the words, so nobody agrees to more than stood there (PIPL 17, 22, 23; handbook 6.2).
The names are frozen with the notice: the register may call a field something else later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shoumi.core.errors import Invalid
from shoumi.core.fields import FieldRegister, FieldRule
from shoumi.core.messages import Both
from shoumi.core.terms import Purpose

# For what data leaves the house, whichever instrument it leaves under.
LEAVES_FOR = Purpose.HANDOVER
_BETWEEN = re.compile(r"[、；;，,\n]")


# Which fields stand together where somebody chooses; what is in none of them stands last.
KINDS: Mapping[str, tuple[Both, tuple[str, ...]]] = {
    "contact": (
        ("姓名与联系方式", "name and contact"),
        ("name", "mobile", "landline", "email", "wechat"),
    ),
    "place": (("地址", "address"), ("address", "district")),
    "identity": (
        ("身份信息", "identity"),
        ("customer_no", "birth_on", "gender", "id_number", "id_card_image"),
    ),
    "service": (
        ("服务与消费", "service and amounts"),
        ("service_type", "yearly_amount", "opened_on", "closed_on", "contract_level"),
    ),
    "company": (
        ("所在单位", "company"),
        ("company_name", "company_uscc", "contact_title"),
    ),
    "guardian": (("监护人", "guardian"), ("guardian_name", "guardian_mobile")),
}
OTHER: Both = ("其他", "other")


class CategoriesUnfit(Invalid):
    """Facts: ``what``, the words or codes that are no registered fields of the purpose, that stand
    twice, or that are a category without a field."""

    code = "notice.categories_unfit"


@dataclass(frozen=True, slots=True)
class Category:
    """``words`` as people read them, the second may be empty; ``fields``: code -> names."""

    words: Both
    fields: Mapping[str, Both]

    def printed(self, lang: str) -> str:
        """The words, and what they cover where they do not say it themselves."""
        place = 0 if lang == "zh" else 1
        words = self.words[place] or self.words[0]
        names = [both[place] for both in self.fields.values()]
        if names == [words]:
            return words
        return f"{words}（{'、'.join(names)}）" if place == 0 else f"{words} ({', '.join(names)})"

    def stored(self) -> dict[str, Any]:
        fields = {code: list(both) for code, both in self.fields.items()}
        return {"words": list(self.words), "fields": fields}


def read(stored: Iterable[Mapping[str, Any]]) -> tuple[Category, ...]:
    """Categories as ``Category.stored`` made them."""
    return tuple(
        Category(
            (one["words"][0], one["words"][1]),
            {code: (zh, en) for code, (zh, en) in one["fields"].items()},
        )
        for one in stored
    )


def made(
    chosen: Iterable[tuple[Both, Sequence[str]]], register: FieldRegister
) -> tuple[Category, ...]:
    """Categories of words and codes.

    Raises:
        CategoriesUnfit: a code is not registered for leaving, or stands twice; a category has no
            words or no field.
    """
    usable = choosable(register)
    found: list[Category] = []
    seen: set[str] = set()
    for words, codes in chosen:
        wrong = [code for code in codes if code not in usable or code in seen]
        if wrong or not codes or not words[0].strip() or len(set(codes)) < len(codes):
            raise CategoriesUnfit(what=tuple(wrong) or (words[0] or "—",))
        seen |= set(codes)
        fields = {code: (usable[code].zh, usable[code].en) for code in codes}
        found.append(Category((words[0].strip(), words[1].strip()), fields))
    return tuple(found)


def choosable(register: FieldRegister) -> Mapping[str, FieldRule]:
    """What a notice may name: the fields registered for leaving, in the register's order."""
    return {code: rule for code, rule in register.items() if LEAVES_FOR in rule.purposes}


def by_kind(register: FieldRegister) -> dict[str, tuple[Both, list[FieldRule]]]:
    """What may be chosen, kind by kind."""
    usable = dict(choosable(register))
    found = {}
    for kind, (words, codes) in KINDS.items():
        if rules := [usable.pop(code) for code in codes if code in usable]:
            found[kind] = words, rules
    if usable:
        found["other"] = OTHER, list(usable.values())
    return found


def covered(categories: Iterable[Category]) -> frozenset[str]:
    return frozenset(code for one in categories for code in one.fields)


def printed(categories: Iterable[Category], lang: str) -> str:
    """All of them in one line, as the page and the paper of a notice have it."""
    return ("；" if lang == "zh" else "; ").join(one.printed(lang) for one in categories)


@dataclass(frozen=True, slots=True)
class Reading:
    """Words that name fields by themselves; ``unknown`` ones cover nothing."""

    categories: tuple[Category, ...]
    unknown: tuple[str, ...]


def of_words(text: str, register: FieldRegister) -> Reading:
    """Words set apart by 、 or ；, each taken for the field whose registered title or other heading
    it is.  A word that is the heading of two fields is nobody's."""
    usable, named = choosable(register), _by_name(register)
    categories: dict[str, Category] = {}
    unknown: list[str] = []
    for word in filter(None, map(str.strip, _BETWEEN.split(text))):
        code = named.get(word, "")
        if code not in usable or code in categories:
            unknown.append(word)
            continue
        rule = usable[code]
        categories[code] = Category((word, rule.en), {code: (rule.zh, rule.en)})
    return Reading(tuple(categories.values()), tuple(unknown))


def _by_name(register: FieldRegister) -> dict[str, str]:
    """Word -> the one field that is called so; a title goes before the heading of another field."""
    titles = {word: code for code, rule in register.items() for word in (rule.zh, rule.en)}
    headed: defaultdict[str, set[str]] = defaultdict(set)
    for code, rule in register.items():
        for heading in rule.headings:
            headed[heading].add(code)
    return {word: min(codes) for word, codes in headed.items() if len(codes) == 1} | titles


def names(codes: Collection[str], register: FieldRegister, lang: str) -> tuple[str, ...]:
    """What the register calls the fields; the code of one that left it."""
    found = sorted(codes, key=[*register, *sorted(codes)].index)
    return tuple(
        (register[code].zh if lang == "zh" else register[code].en) if code in register else code
        for code in found
    )
