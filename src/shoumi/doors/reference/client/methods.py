"""A method for each operation, a class for each tag, and one class of them all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shoumi.doors.reference.client import names, source
from shoumi.doors.reference.client.operations import Given, Operation
from shoumi.doors.reference.client.source import Schema
from shoumi.doors.reference.client.source import module as module_name
from shoumi.doors.reference.client.types import Wanted

_ANSWERS, _GIVEN = "response_types.", "request_types."
_BINARY = "binary"
_IMPORTS = (
    "from collections.abc import Iterator, Mapping, Sequence",
    "from datetime import date, datetime",
    "from typing import Any",
    "from shoumi.client import request_types, response_types",
    "from shoumi.client.calls import Calls",
    "from shoumi.client.connection import File, Files",
    "from shoumi.client.json_decoder import decoded",
)


def module(tag: str, operations: Iterable[Operation], wanted: Wanted) -> str:
    """The module of the operations about ``tag``."""
    head = f'class {_class(tag)}(Calls):\n    """The part of ``Client`` about {tag}."""\n'
    told = [_method(one, wanted) for one in operations]
    return source.file(f"Operations about {tag}.", _IMPORTS, ["\n\n".join([head, *told])])


def package(tags: Iterable[str]) -> str:
    """The class that has every operation."""
    found = [(module_name(tag), _class(tag)) for tag in tags]
    imports = [f"from shoumi.client.operations.{name} import {kind}" for name, kind in found]
    bases = ", ".join(kind for _, kind in found)
    about = '    """Everything that a program can read and do."""\n'
    return source.file(
        "One method for each operation of the API, by what they are about.",
        imports,
        [f'__all__ = ["Operations"]\n\nclass Operations({bases}):\n{about}'],
    )


def _class(tag: str) -> str:
    return "".join(part.capitalize() for part in module_name(tag).split("_"))


def _method(one: Operation, wanted: Wanted) -> str:
    return (
        f"    def {one.name}({', '.join(_parameters(one, wanted))}) -> {_returns(one, wanted)}:\n"
        f"{source.docstring(_about(one, wanted), 8)}"
        f"{_act(one, wanted) if one.is_act else _read(one, wanted)}\n"
    )


def _about(one: Operation, wanted: Wanted) -> Iterator[str]:
    """Paragraphs, then what is given by name, then what it needs."""
    called = {given.name: given.argument for given in one.given}
    items: dict[str, list[str]] = {}
    for part in one.told.split("\n\n"):
        if found := re.fullmatch(r"``(\w+)``  +(.+)", part, re.DOTALL):
            items.setdefault(called.get(found[1], found[1]), []).append(found[2])
        else:
            yield part
    for given in (*(part for part in one.path if isinstance(part, Given)), *one.given):
        if words := wanted.words(given.schema):
            items.setdefault(given.argument, []).append(f"one of {', '.join(words)}")
    yield "\n".join(f"``{name}``  {'; '.join(told)}" for name, told in items.items())
    yield one.needs


def _parameters(one: Operation, wanted: Wanted) -> Iterator[str]:
    yield "self"
    for part in one.path:
        if isinstance(part, Given):
            yield f"{part.argument}: {wanted.request(part.schema)}"
    if one.given or one.is_act:
        yield "*"
    for given in one.given:
        kind = wanted.request(given.schema, _GIVEN)
        if given.is_needed:
            yield f"{given.argument}: {kind}"
        else:
            # What the house takes by default it decides itself, so it is left out here.
            yield f"{given.argument}: {kind.removesuffix(' | None')} | None = None"
    if one.is_act:
        yield f"{names.KEY}: str | None = None"


def _returns(one: Operation, wanted: Wanted) -> str:
    if one.is_text:
        return "str"
    kinds = []
    for schema in one.answers.values():
        item = wanted.item(schema)
        kinds.append(
            f"Iterator[{wanted.response(item, _ANSWERS)}]"
            if item
            else wanted.response(schema, _ANSWERS)
        )
    return " | ".join(kinds)


def _read(one: Operation, wanted: Wanted) -> str:
    (schema,) = one.answers.values()
    told = [*_place(one), *(f"{given.name}={given.argument}" for given in one.query)]
    item = wanted.item(schema)
    if one.is_text:
        helper = "_text"
    elif "properties" not in wanted.schemas.get(_name(schema), {}):
        helper = "_object"
    else:
        helper = "_every" if item else "_one"
        told.insert(0, wanted.response(item or schema, _ANSWERS))
    return f"        return self.{helper}({', '.join(told)})"


def _act(one: Operation, wanted: Wanted) -> str:
    told = [*_place(one), f"{names.KEY}={names.KEY}"]
    files = [given for given in one.body if _is_file(given.schema)]
    fields = [given for given in one.body if given not in files]
    if fields:
        body = ", ".join(f'"{given.name}": {given.argument}' for given in fields)
        told.append(f"body={{{body}}}")
    if one.is_parts:
        told.append(f"files={{{', '.join(map(_files, files))}}}")
    kinds = {status: wanted.response(kind, _ANSWERS) for status, kind in one.answers.items()}
    if len(kinds) == 1:
        return f"        return self._act({', '.join([*kinds.values(), *told])})"
    first, *others = kinds.values()
    lines = [f"status, told = self._answered({', '.join(told)})"]
    for status, kind in list(kinds.items())[1:]:
        lines.append(f"if status == {status}:\n            return decoded({kind}, told)")
    lines.append(f"return decoded({first}, told)")
    return "\n".join(f"        {line}" for line in lines)


def _place(one: Operation) -> Iterator[str]:
    for part in one.path:
        if isinstance(part, str):
            yield f'"{part}"'
        else:
            yield part.argument if part.schema["type"] == "string" else f"str({part.argument})"


def _files(given: Given) -> str:
    if given.schema.get("type") == "array":
        several = given.argument if given.is_needed else f"{given.argument} or ()"
        return f'"{given.name}": {several}'
    one = f"[{given.argument}]"
    return f'"{given.name}": {one if given.is_needed else f"{one} if {given.argument} else ()"}'


def _is_file(schema: Schema) -> bool:
    kinds = (schema, schema.get("items", {}), *schema.get("anyOf", ()))
    return any(kind.get("format") == _BINARY for kind in kinds)


def _name(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]
