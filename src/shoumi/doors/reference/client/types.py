"""Types: what is answered as frozen dataclasses, what is given inside a body as typed dicts."""

from __future__ import annotations

from shoumi.doors.reference.client import names, source
from shoumi.doors.reference.client.source import Schema, Unsupported

_PLAIN = {"integer": "int", "boolean": "bool", "number": "float"}
_TEXTS = {"date-time": "datetime", "date": "date", "binary": "File"}
_PAGE = frozenset({"items", "next"})
# Refusals are decoded into these, whatever the operation.
_REFUSAL = ("Reason", "Fault")


class Wanted:
    """Which schemas the operations use; annotating with one asks for it."""

    def __init__(self, schemas: Schema) -> None:
        self.schemas = schemas
        self.responses = set(_REFUSAL)
        self.requests: set[str] = set()

    def response(self, schema: Schema, prefix: str = "") -> str:
        """The annotation of what is answered."""
        return self._annotation(schema, prefix, is_given=False)

    def request(self, schema: Schema, prefix: str = "") -> str:
        """The annotation of what is given."""
        return self._annotation(schema, prefix, is_given=True)

    def item(self, schema: Schema) -> Schema | None:
        """What a list has parts of; None where ``schema`` is no part of a list."""
        found = self.schemas.get(_named(schema), {})
        if found.get("properties", {}).keys() != _PAGE:
            return None
        item: Schema = found["properties"]["items"]["items"]
        return item

    def words(self, schema: Schema) -> list[str]:
        """The closed list that a value is of, empty where there is none."""
        for one in (schema, *schema.get("anyOf", ())):
            found = self.schemas.get(_named(one), one)
            found = found["items"] if found.get("type") == "array" else found
            found = self.schemas.get(_named(found), found)
            if "enum" in found:
                return [str(word) for word in found["enum"]]
        return []

    def _annotation(self, schema: Schema, prefix: str, *, is_given: bool) -> str:
        def inner(one: Schema) -> str:
            return self._annotation(one, prefix, is_given=is_given)

        if "$ref" in schema:
            return self._named(_named(schema), prefix, is_given=is_given)
        if "anyOf" in schema:
            kinds = [inner(one) for one in schema["anyOf"] if one != {"type": "null"}]
            return " | ".join([*kinds, "None"] if len(kinds) < len(schema["anyOf"]) else kinds)
        match schema.get("type"):
            case "string":
                return _TEXTS.get(schema.get("format", ""), "str")
            case "array" if schema["items"].get("format") == "binary":
                return "Files"
            case "array" if is_given:
                return f"Sequence[{inner(schema['items'])}]"
            case "array":
                return f"tuple[{inner(schema['items'])}, ...]"
            case "object" if schema.get("additionalProperties") is True:
                return "Mapping[str, Any]"
            case "object" if len(values := _values(schema)) == 1:
                return f"Mapping[str, {inner(values[0])}]"
            case kind if kind in _PLAIN:
                return _PLAIN[kind]
        raise Unsupported(schema)

    def _named(self, name: str, prefix: str, *, is_given: bool) -> str:
        found = self.schemas[name]
        if "properties" not in found:
            # A closed word is text: a word that is added later is no error.
            return self._annotation(found, prefix, is_given=is_given)
        (self.requests if is_given else self.responses).add(name)
        return f"{prefix}{name if is_given else names.response(name)}"


def responses(wanted: Wanted) -> str:
    """The module of what is answered."""
    told: dict[str, str] = {}
    while missing := wanted.responses - told.keys():
        for name in missing:
            told[name] = _dataclass(name, wanted)
    called = {names.response(name): name for name in told}
    if len(called) < len(told):
        raise Unsupported(f"called the same, names.TYPES tells them apart: {sorted(told)}")
    order = sorted(called, key=lambda name: (bool(_base(called[name], wanted)), name))
    return source.file(
        "What the API answers, as values.  Closed words are text, so that a word added later is "
        "no\nerror.\n",
        (
            "from collections.abc import Mapping",
            "from dataclasses import dataclass",
            "from datetime import date, datetime",
        ),
        [told[called[name]] for name in order],
    )


def requests(wanted: Wanted) -> str:
    """The module of what stands inside a body."""
    told: dict[str, str] = {}
    while missing := wanted.requests - told.keys():
        for name in missing:
            told[name] = _dict(name, wanted)
    return source.file(
        "What is given to the API inside something else.",
        (
            "from collections.abc import Mapping, Sequence",
            "from datetime import date, datetime",
            "from typing import NotRequired, TypedDict",
        ),
        [told[name] for name in sorted(told)],
    )


def _dataclass(name: str, wanted: Wanted) -> str:
    schema, base = wanted.schemas[name], _base(name, wanted)
    inherited = wanted.schemas[base]["properties"] if base else {}
    if base:
        wanted.responses.add(base)
    lines = [
        f"    {names.field(field)}: {wanted.response(one)}"
        for field, one in schema["properties"].items()
        if field not in inherited
    ]
    of = f"({names.response(base)})" if base else ""
    head = f"@dataclass(frozen=True, slots=True)\nclass {names.response(name)}{of}:\n"
    return head + _about(schema) + "\n".join(lines or ["    pass"])


def _dict(name: str, wanted: Wanted) -> str:
    schema = wanted.schemas[name]
    needed = schema.get("required", ())
    lines = []
    for field, one in schema["properties"].items():
        kind = wanted.request(one)
        lines.append(f"    {field}: {kind if field in needed else f'NotRequired[{kind}]'}")
    return f"class {name}(TypedDict):\n{_about(schema)}" + "\n".join(lines)


def _about(schema: Schema) -> str:
    told = source.docstring(schema.get("description", "").split("\n\n"), 4)
    return f"{told}\n" if told else ""


def _base(name: str, wanted: Wanted) -> str:
    """The schema of which this one is the whole, where it has all of it; empty otherwise."""
    base = names.shorter(name)
    parts = wanted.schemas.get(base, {}).get("properties", {})
    own = wanted.schemas[name]["properties"]
    return base if parts and all(own.get(field) == one for field, one in parts.items()) else ""


def _values(schema: Schema) -> list[Schema]:
    """Of a mapping: what its values are, by the pattern of their names or whatever their names."""
    found = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
    return [one for one in found if one]


def _named(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]
