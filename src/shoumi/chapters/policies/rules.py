"""Chapter 1 in plain functions: what a policy must say, and its field register.

Sources: PIPL 17(1), 19; Network Data Security Regulation 21; Order 25 (short form of small
handlers); handbook 1.1-1.3.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from enum import StrEnum
from importlib import resources

from shoumi.core.errors import Invalid
from shoumi.core.fields import FieldRule
from shoumi.core.terms import DataGrade, HandlerTier, LegalBasis, Purpose, Role


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    SUPERSEDED = "SUPERSEDED"


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
    return (resources.files(__package__) / "data" / "register.toml").read_text("utf-8")


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
