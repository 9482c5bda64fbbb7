"""Chapter 1 in plain functions: what a policy must say, and its field register.

Sources: PIPL 17(1), 19; Network Data Security Regulation 21; Order 25 (short form of small
handlers); handbook 1.1-1.3.
"""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources

from shoumi.core.errors import Invalid
from shoumi.core.fields import FieldRule
from shoumi.core.terms import DataGrade, HandlerTier, LegalBasis, Purpose, Role


class Scope(StrEnum):
    """What a program's token may be for.  Stored values."""

    READ = "policies:read"
    WRITE = "policies:write"
    APPROVE = "policies:approve"


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    SUPERSEDED = "SUPERSEDED"


class Start(StrEnum):
    """Where the text of a new version comes from."""

    IN_FORCE = "in_force"
    STARTER = "starter"


class Item(StrEnum):
    """The content check-list.  Stored values."""

    HANDLER = "handler"
    SCOPE = "scope"
    COLLECTION_LIST = "collection_list"
    SENSITIVE = "sensitive"
    BASIS = "basis"
    RETENTION = "retention"
    RECIPIENT_LIST = "recipient_list"
    TRANSFER = "transfer"
    MINORS = "minors"
    RIGHTS = "rights"
    SECURITY = "security"
    CHANGES = "changes"
    COMPLAINTS = "complaints"
    VERSION = "version"


FULL = frozenset(Item)
SHORT = frozenset({Item.HANDLER, Item.RIGHTS, Item.COLLECTION_LIST, Item.RETENTION, Item.SENSITIVE})

# Handbook 1.1: both must have said yes, and they are two persons.
APPROVERS = (Role.DPO, Role.LEG)


# What a field's table says, and as what.  The optional ones may be left out, not be another kind.
_KINDS: dict[str, tuple[type, bool]] = {
    "zh": (str, True),
    "en": (str, True),
    "grade": (str, True),
    "purposes": (list, True),
    "basis": (str, True),
    "retention_days": (int, True),
    "is_necessary": (bool, True),
    "is_sensitive": (bool, False),
    "is_indexed": (bool, False),
    "headings": (list, False),
}
_CODE = re.compile(r"[a-z][a-z0-9_]{0,23}")


class RegisterUnreadable(Invalid):
    code = "policy.register_unreadable"


def required(tier: HandlerTier) -> frozenset[Item]:
    return SHORT if tier is HandlerTier.SMALL else FULL


def missing(items: Collection[Item], tier: HandlerTier) -> frozenset[Item]:
    return required(tier) - frozenset(items)


def may_publish(approvals: Mapping[str, str]) -> bool:
    """``approvals``: role -> person.  Every approver has signed, nobody twice."""
    people = [approvals.get(role) for role in APPROVERS]
    return all(people) and len(set(people)) == len(people)


def built_in_register() -> str:
    """The register that ships with Shoumi, as text."""
    return (resources.files("shoumi.chapters.policies") / "data" / "register.toml").read_text(
        "utf-8"
    )


def read_register(text: str) -> dict[str, FieldRule]:
    """Read a field register.

    Raises:
        RegisterUnreadable: names the field and what is wrong or missing in it.
    """
    try:
        tables = tomllib.loads(text)["field"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise RegisterUnreadable(field="", problem=str(error)) from error
    if not isinstance(tables, dict):
        raise RegisterUnreadable(field="", problem="field")
    return {code: _rule(code, table) for code, table in tables.items()}


def _rule(code: str, table: object) -> FieldRule:
    if not _CODE.fullmatch(code) or not isinstance(table, dict):
        raise RegisterUnreadable(field=code, problem="field")
    if wrong := [name for name, kind in _KINDS.items() if not _is(table.get(name), kind)]:
        raise RegisterUnreadable(field=code, problem=", ".join(wrong))
    if unknown := sorted(table.keys() - _KINDS.keys()):
        raise RegisterUnreadable(field=code, problem=", ".join(unknown))
    try:
        rule = FieldRule(
            code=code,
            zh=table["zh"],
            en=table["en"],
            grade=DataGrade(table["grade"]),
            purposes=frozenset(map(Purpose, table["purposes"])),
            basis=LegalBasis(table["basis"]),
            retention_days=table["retention_days"],
            is_necessary=table["is_necessary"],
            is_sensitive=table.get("is_sensitive", False),
            is_indexed=table.get("is_indexed", False),
            headings=tuple(table.get("headings", ())),
        )
    except ValueError as error:
        raise RegisterUnreadable(field=code, problem=str(error)) from error
    if not rule.purposes or rule.retention_days <= 0:
        raise RegisterUnreadable(field=code, problem="purposes, retention_days")
    return rule


def _is(value: object, wanted: tuple[type, bool]) -> bool:
    """Exactly the kind, so that no truth passes for a number; texts of a list are texts."""
    kind, is_needed = wanted
    if value is None:
        return not is_needed
    return type(value) is kind and (
        not isinstance(value, list) or all(isinstance(item, str) for item in value)
    )


def write_register(fields: Mapping[str, FieldRule]) -> str:
    """The register as text that ``read_register`` reads back to the very same fields.

    Raises:
        RegisterUnreadable: a field is not as it must be.
    """
    text = "\n".join(written(rule) for rule in fields.values())
    read_register(text)
    return text


def written(rule: FieldRule) -> str:
    """One field as it stands in a register."""
    lines = [
        f"[field.{rule.code}]",
        f"zh = {quoted(rule.zh)}",
        f"en = {quoted(rule.en)}",
        f"grade = {quoted(rule.grade)}",
        f"purposes = {_texts(sorted(rule.purposes))}",
        f"basis = {quoted(rule.basis)}",
        f"retention_days = {rule.retention_days}",
        f"is_necessary = {_truth(rule.is_necessary)}",
    ]
    if rule.is_sensitive:
        lines.append("is_sensitive = true")
    if rule.is_indexed:
        lines.append("is_indexed = true")
    if rule.headings:
        lines.append(f"headings = {_texts(rule.headings)}")
    return "\n".join([*lines, ""])


def quoted(value: str) -> str:
    """As TOML writes a text on one line."""
    # Of JSON's escapes TOML knows all that are used here; a lone DEL it wants escaped too.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _texts(values: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, values))}]"


def _truth(value: bool) -> str:
    return "true" if value else "false"


@dataclass(frozen=True, slots=True)
class Change:
    """What is other in one field: ``before`` None where it is new, ``after`` None where it left."""

    code: str
    before: FieldRule | None
    after: FieldRule | None

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts of the rule that differ; all of them where it came or left."""
        return tuple(
            part.name
            for part in dataclasses.fields(FieldRule)
            if part.name != "code"
            and getattr(self.before, part.name, None) != getattr(self.after, part.name, None)
        )


def changes(before: Mapping[str, FieldRule], after: Mapping[str, FieldRule]) -> list[Change]:
    """What differs between two registers, field by field, in the order of the later one."""
    codes = [*after, *(code for code in before if code not in after)]
    found = [Change(code, before.get(code), after.get(code)) for code in codes]
    return [one for one in found if one.before != one.after]


def tier_of(items: Collection[str]) -> HandlerTier:
    """The tier whose check-list a text meets, the stricter one first."""
    return HandlerTier.ORDINARY if set(items) >= FULL else HandlerTier.SMALL


def lacking(approvals: Mapping[str, str]) -> tuple[Role, ...]:
    """The roles that have not said yes."""
    return tuple(role for role in APPROVERS if role not in approvals)
