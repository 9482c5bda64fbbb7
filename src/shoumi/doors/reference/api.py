"""The API: every operation with its scope, and the description that programs read."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from shoumi.base import registry
from shoumi.base.messages import names
from shoumi.doors.reference.markdown import table, words

TOLD = """\
For programs: HTTP under `/api/v1`, described by [OpenAPI 3.1](openapi.json), which a call with a
token gets at `/api/v1/openapi.json`. `shoumi.client` is the same in Python, written from it. Why
it is so: [0015](../adr/0015-the-api.md), [0022](../adr/0022-the-client-is-generated.md).

- **Token.** A person makes it under “My log-ins” after a fresh proof, or with `shoumi token make`,
  and sends it as `Authorization: Bearer shoumi_…`. Cookies are not looked at. It acts as that
  person, with the roles of now and within its scopes. It ends with its term, when it is revoked,
  when a role held at its making is withdrawn, when its person leaves, is locked down or comes in
  anew.
- **Key.** Every act takes an `Idempotency-Key`, new for each act and the same for a retry. The act
  happens once; the retry is answered as the first call was, for a day, in which the answer lies
  sealed by the token. What opens something sealed is kept nowhere: a retry opens it anew.
- **Lists.** `next` of one part is the `cursor` of the next, also as `Link: rel="next"`; at most
  100 at a time.
- **Refusals** are `application/problem+json` (RFC 9457) in the language of `Accept-Language`.
  `code` is one of [these](errors.md); `reasons` name all that stands in the way, who can mend it
  and by when; `demands` list, in the handbook's order, the demands that stand against the act: that
  hold a door or a milestone shut, that a deal is suspended for, or whose rule refuses (none: `[]`).
  What is another's and what is not there are answered alike, with 404.
- **Rate.** 600 calls a minute for each token; `RateLimit`, `Retry-After`.
- **Two persons.** What takes two is answered 202 with the request and its address; after another
  person's yes the same call under a new key does it. An answer names what it is to: the digest of
  the change, the hash of the file. How a deal goes: [by program](../deal-by-program.md).
- **By hand.** What cannot be undone is done on a page: `api.by_hand` says `where`."""


def api() -> str:
    """Scopes, then operations by what they are about."""
    from shoumi.doors.api.description import described
    from shoumi.doors.api.urls import api as whole

    rows = (
        (
            f"`{scope}`",
            names.of(scope, "zh"),
            names.of(scope, "en"),
            "a day" if is_strong else "ninety days",
        )
        for scope, is_strong in registry.scopes().items()
    )
    scopes = table(("scope", "中文", "English", "a token with it lasts at most"), rows)
    found = described(whole)["paths"]
    told = [
        (one["tags"][0], method.upper(), address, one)
        for address, methods in found.items()
        for method, one in methods.items()
    ]
    told.sort(key=lambda each: (each[0], each[2], each[1]))
    parts = "".join(
        f"## {tag}\n\n{table(('call', 'says', 'scope', 'roles'), map(_row, group))}\n"
        for tag, group in groupby(told, lambda each: each[0])
    )
    return f"## Scopes\n\n{scopes}\n{parts}"


def _row(one: tuple[str, str, str, dict[str, Any]]) -> tuple[str, ...]:
    _, method, address, operation = one
    first = operation["description"].partition("\n\n")[0].replace("\n", " ").replace("``", "`")
    scope = operation["security"][0]["bearer"]
    return (
        f"`{method} {address}`",
        first,
        words(scope) or "any",
        words(operation.get("x-roles", ())),
    )


def openapi() -> str:
    """The description as it is served."""
    from shoumi.doors.api.description import described
    from shoumi.doors.api.urls import api as whole

    return json.dumps(described(whole), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
