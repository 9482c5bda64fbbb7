"""Operations as the description has them: where, what is given, what is answered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shoumi.doors.api import ROOT
from shoumi.doors.reference.client import names
from shoumi.doors.reference.client.source import Schema, Unsupported

_JSON, _PARTS, _TEXT = "application/json", "multipart/form-data", "text/plain"
_PAGING = frozenset({"cursor", "limit"})
_ACT, _READ = "post", "get"


@dataclass(frozen=True, slots=True)
class Given:
    """Something that a caller gives: its name in the API, its name in the client."""

    name: str
    argument: str
    schema: Schema
    is_needed: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """``path``     parts of the address; those that are given, under their names

    ``answers``   by status, those that are no refusal
    ``is_parts``  whether the body is multipart
    ``told``      about it and its body, in paragraphs; ``needs`` scope and roles
    """

    name: str
    tag: str
    is_act: bool
    path: tuple[str | Given, ...]
    query: tuple[Given, ...]
    body: tuple[Given, ...]
    is_parts: bool
    answers: Mapping[int, Schema]
    is_text: bool
    told: str
    needs: str

    @property
    def given(self) -> tuple[Given, ...]:
        """All that is named: what has to be given first."""
        every = (*self.query, *self.body)
        return tuple(sorted(every, key=lambda one: not one.is_needed))


def read(description: Schema) -> list[Operation]:
    """Every operation, in the order of the description.

    Raises:
        Unsupported: two are called the same, or one cannot be told as a method.
    """
    schemas = description["components"]["schemas"]
    found = [
        _operation(address, method, one, schemas)
        for address, methods in description["paths"].items()
        for method, one in methods.items()
    ]
    twice = [name for name, times in Counter(one.name for one in found).items() if times > 1]
    if twice:
        raise Unsupported(f"called the same, names.METHODS tells them apart: {twice}")
    return found


def _operation(address: str, method: str, told: Schema, schemas: Schema) -> Operation:
    if method not in (_ACT, _READ):
        raise Unsupported(f"{method} {address}")
    name, is_act = told["operationId"], method == _ACT
    placed = {one["name"]: one for one in told["parameters"] if one["in"] == "path"}
    path = tuple(_path(name, address, placed))
    taken = {"self", names.KEY, *(one.argument for one in path if isinstance(one, Given))}
    query = tuple(_query(name, told, taken))
    body, media, about = _body(name, told, schemas, taken)
    answers, is_text = _answers(told)
    return Operation(
        name=names.method(name, is_act=is_act),
        tag=told["tags"][0],
        is_act=is_act,
        path=path,
        query=query,
        body=body,
        is_parts=media == _PARTS,
        answers=answers,
        is_text=is_text,
        told=f"{told['description']}\n\n{about}".strip(),
        needs=_needs(told),
    )


def _path(name: str, address: str, placed: Mapping[str, Schema]) -> Iterator[str | Given]:
    for part in address.removeprefix(f"/{ROOT}/").split("/"):
        found = re.fullmatch(r"{(\w+)}", part)
        if found is None:
            yield part
        else:
            argument = names.argument(name, found[1], ())
            yield Given(found[1], argument, placed[found[1]]["schema"], is_needed=True)


def _query(name: str, told: Schema, taken: set[str]) -> Iterator[Given]:
    for one in told["parameters"]:
        if one["in"] == "query" and one["name"] not in _PAGING:
            if one["schema"].get("type") == "array":
                raise Unsupported(f"{name}: several values of {one['name']}")
            argument = names.argument(name, one["name"], taken)
            yield Given(one["name"], argument, one["schema"], one["required"])


def _body(
    name: str, told: Schema, schemas: Schema, taken: set[str]
) -> tuple[tuple[Given, ...], str, str]:
    """What is given, in which form, and what is said of it."""
    if "requestBody" not in told:
        return (), "", ""
    ((media, content),) = told["requestBody"]["content"].items()
    if media not in (_JSON, _PARTS):
        raise Unsupported(f"{name}: {media}")
    schema = content["schema"]
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    needed = schema.get("required", ())
    for field in needed:
        if {"type": "null"} in schema["properties"][field].get("anyOf", ()):
            raise Unsupported(f"{name}: {field} cannot be left out, so null is a value of it")
    given = tuple(
        Given(field, names.argument(name, field, taken), one, field in needed)
        for field, one in schema["properties"].items()
    )
    return given, media, schema.get("description", "")


def _answers(told: Schema) -> tuple[Mapping[int, Schema], bool]:
    content = {
        int(status): one["content"]
        for status, one in told["responses"].items()
        if int(status) < 300
    }
    if not content:
        raise Unsupported(f"{told['operationId']}: no answer")
    is_text = any(_TEXT in one for one in content.values())
    kind = _TEXT if is_text else _JSON
    return {status: one[kind]["schema"] for status, one in content.items()}, is_text


def _needs(told: Schema) -> str:
    scopes, roles = told["security"][0]["bearer"], told.get("x-roles", ())
    need = f"Needs the scope ``{scopes[0]}``" if scopes else "Any token does"
    if roles:
        need += f" and {'one of the roles' if len(roles) > 1 else 'the role'} {', '.join(roles)}"
    return f"{need}."
