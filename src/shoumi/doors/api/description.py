"""What the API says of itself: OpenAPI 3.1, for anybody with a token, and in the reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ninja import Router
from ninja.openapi.schema import OpenAPISchema

from shoumi.base.api.needs import SAFE, Need, need_of, needs
from shoumi.base.api.operations import reads
from shoumi.base.pages.request import PageRequest
from shoumi.doors.api import ROOT, limits, problems
from shoumi.doors.api.application import Api, BadOperation, current
from shoumi.doors.api.idempotency import KEY, REPLAYED

router = Router(tags=["api"])
_BEARER = "bearer"
# Where an operation is written is no part of its name: a door's own, or a chapter's.
_HOME = re.compile(r"^shoumi_(?:doors|chapters_[a-z]+)_api_")
# Where an operation is written is no part of its name: a door's own, or a chapter's.
_RATE = {
    "RateLimit": "What is left of this minute's calls (draft-ietf-httpapi-ratelimit-headers).",
    "RateLimit-Policy": "How many calls a token has in how many seconds.",
}
_ACTED = {**_RATE, REPLAYED: "The answer of the first call with this key."}
_AT = {
    401: {"WWW-Authenticate": "RFC 6750."},
    429: {"Retry-After": "Seconds until the next call is looked at."},
}
_WORDS = {
    400: "The request cannot be read, or lacks its Idempotency-Key.",
    401: "No token that lives came with the call.",
    403: "The token's scope, its person's roles or the gate do not allow it.",
    404: "There is nothing here, or nothing that this caller may know of.",
    409: "The thing is in a state in which this cannot be done, or the first call still runs.",
    413: "More than is read at once.",
    422: "Fields cannot be taken as they are, or the key came with another request.",
    429: "Too many calls.",
}


@router.get("/openapi.json", **reads(dict[str, Any]))
@needs(None)
def openapi(request: PageRequest) -> dict[str, Any]:
    """This description."""
    return described(current())


class _Whole(OpenAPISchema):
    """Two things of one name would be told as one, and wrongly."""

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        for name, one in definitions.items():
            if self.schemas.setdefault(name, one) != one:
                raise BadOperation(name)


@cache
def described(api: Api) -> dict[str, Any]:
    """The description of ``api``: what ninja reads off the functions, and what all have."""
    found: dict[str, Any] = dict(_Whole(api, ROOT))
    refusals: dict[str, Any] = {}
    for method, operation, need in _operations(api, found):
        _secured(operation, need)
        if method.upper() not in SAFE:
            operation["parameters"].append(_key())
        told: dict[int, Any] = operation["responses"]
        for status, answer in sorted(told.items()):
            if status >= 400:
                refusals.setdefault(str(status), _refusal(answer, status))
                told[status] = {"$ref": f"#/components/responses/{status}"}
            else:
                answer["headers"] = _headers(_RATE if method.upper() in SAFE else _ACTED)
    found["components"]["responses"] = refusals
    found["components"]["securitySchemes"] = {
        _BEARER: {
            "type": "http",
            "scheme": "bearer",
            "description": "A token that its person made under “My log-ins”. "
            f"{limits.CALLS} calls a minute.",
        }
    }
    found["servers"] = [{"url": "/"}]
    found.pop("tags", None)
    return found


def _operations(api: Api, found: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Need]]:
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            at = f"/{ROOT}{re.sub(r'{[^}:]+:', '{', path)}"
            for one in view.operations:
                need = need_of(one.view_func)
                assert need is not None
                for method in one.methods:
                    yield method.lower(), found["paths"][at][method.lower()], need


def _secured(operation: dict[str, Any], need: Need) -> None:
    # OpenAPI 3.1 takes names of roles beside any scheme: here, the scopes.
    operation["security"] = [{_BEARER: [need.scope.value] if need.scope else []}]
    operation["operationId"] = _HOME.sub("", operation["operationId"])
    if need.roles:
        operation["x-roles"] = sorted(need.roles)


def _key() -> dict[str, Any]:
    return {
        "in": "header",
        "name": KEY,
        "required": True,
        "description": "New for each act, the same for a retry: the act happens once, and the "
        f"retry is answered as the first call was ({REPLAYED}: true).",
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9_.:-]{8,64}$"},
    }


def _refusal(answer: dict[str, Any], status: int) -> dict[str, Any]:
    return {
        "description": _WORDS[status],
        "headers": _headers({**_RATE, **_AT.get(status, {})}),
        "content": {problems.MEDIA: answer["content"]["application/json"]},
    }


def _headers(told: dict[str, str]) -> dict[str, Any]:
    return {
        name: {"description": words, "schema": {"type": "string"}} for name, words in told.items()
    }
