"""The API's write operations from its own description, each with a body that fits its schema."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.malformed.files import WHOLE
from tests.malformed.form_page import Pairs

from shoumi.doors.api.description import described
from shoumi.doors.api.urls import api

_WRITES = ("post", "put", "patch", "delete")
# For fields that are written in some form.
_FORMED = ("虚构示例", "name", "mobile", "0" * 64, "2.2", "hooks.example", "a@b.example", "1")
_DAYS = (-400, -1, 0, 1, 20, 300)
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """``path``  as routes write it; ``schema`` of its body, None where it takes none"""

    path: str
    method: str
    schema: Schema | None
    in_parts: bool


def every() -> Iterator[Operation]:
    for path, methods in described(api)["paths"].items():
        for method, told in methods.items():
            if method in _WRITES:
                content = (told.get("requestBody") or {}).get("content", {})
                kind = next(iter(content), "")
                schema = content[kind]["schema"] if kind else None
                route = path.lstrip("/").replace("{", "<").replace("}", ">")
                yield Operation(route, method.upper(), schema, "multipart" in kind)


class Sample:
    """Draws bodies; what is called as a thing of the home gets that thing's reference."""

    def __init__(self, refs: Mapping[str, str], at: datetime) -> None:
        self._refs, self._at = refs, at
        self._named: Schema = described(api)["components"]["schemas"]

    def of(self, schema: Schema, chance: random.Random, name: str = "") -> Any:
        schema = self._whole(schema, chance)
        if "enum" in schema:
            return chance.choice(schema["enum"])
        if "const" in schema:
            return schema["const"]
        match schema.get("type"):
            case "object":
                return self._object(schema, chance)
            case "array":
                least = schema.get("minItems", 0)
                count = chance.randrange(least, max(least, min(3, schema.get("maxItems", 3))) + 1)
                return [
                    self.of(schema.get("items", {}), chance, name.rstrip("s")) for _ in range(count)
                ]
            case "integer":
                return max(schema.get("minimum", 1), min(schema.get("maximum", 5), 5))
            case "number":
                return 1.5
            case "boolean":
                return True
            case "null":
                return None
        return self._text(schema, chance, name)

    def _whole(self, schema: Schema, chance: random.Random) -> Schema:
        """What a reference or a choice of several stands for."""
        while True:
            if "$ref" in schema:
                schema = self._named[schema["$ref"].rpartition("/")[2]]
            elif kinds := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
                schema = chance.choice(kinds)
            else:
                return schema

    def _object(self, schema: Schema, chance: random.Random) -> dict[str, Any]:
        needed = schema.get("required", ())
        return {
            name: self.of(one, chance, name)
            for name, one in schema.get("properties", {}).items()
            if name in needed or chance.random() < 0.7
        }

    def _text(self, schema: Schema, chance: random.Random, name: str) -> str:
        day = self._at + timedelta(days=chance.choice(_DAYS))
        if schema.get("format") == "date":
            return day.date().isoformat()
        if schema.get("format") == "date-time":
            return day.isoformat()
        if name in self._refs and re.search(schema.get("pattern", ""), self._refs[name]):
            return self._refs[name]
        if pattern := schema.get("pattern"):
            refs = list(self._refs.values())
            fitting = [one for one in (*_FORMED, *refs) if re.search(pattern, one)]
            return chance.choice(fitting or refs)
        return "虚构的说明，写得够长，为了核对这一步。"[: schema.get("maxLength", 100)]

    def pairs(self, schema: Schema, chance: random.Random) -> Pairs:
        """The same as a form of several parts."""
        whole = self._whole(schema, chance)
        found: Pairs = []
        for name, one in whole.get("properties", {}).items():
            told = self._whole(one, chance)
            items = self._whole(told.get("items", {}), chance)
            if "binary" in (told.get("format"), items.get("format")) or "contentMediaType" in told:
                found.append((name, chance.choice(WHOLE)))
            elif name in whole.get("required", ()) or chance.random() < 0.7:
                value = self.of(one, chance, name)
                values = value if isinstance(value, list) else [value]
                found += [(name, str(value).encode()) for value in values if value is not None]
        return found
