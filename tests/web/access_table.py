"""``tests/access.toml``: one line for each address, reviewed by a person, and what it expects.

::

    deal = { at = "deals/<str:deal>", who = "staff", GET = 200, but = { no-role = 404 } }

``at``      the address as the pattern is written
``who``     public, signed_in, staff, or bearer: no cookie opens it, everybody here is answered 401
``roles``   any of them opens it; left out: no particular one
``fresh``   true: only to who proved it a moment ago
``GET POST …``  answer to who may, for a thing that is there and an empty form: a status, "door" for
            a redirect to sign-in, "step-up" for one to the page that asks for a proof; HEAD is
            as GET; a method that is not listed is answered 405
``but``     visitor to another answer: one for every method, or one for each
``known``   true: who takes part may be told that a thing is there and not for this, with 403
``records`` methods that leave something in the database though nobody sent anything
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shoumi.base.accounts.rules import Kind
from shoumi.base.pages.access import Who

FILE = Path(__file__).resolve().parents[1] / "access.toml"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
READS = ("GET", "HEAD", "OPTIONS")
DOOR, STEP_UP, NONE_SUCH, REFUSED, NO_METHOD = "door", "step-up", "404", "403", "405"
NO_TOKEN = "401"
_ANYBODY = frozenset(Kind)
LETS_IN: Mapping[str, frozenset[Kind]] = {
    Who.PUBLIC: _ANYBODY,
    Who.SIGNED_IN: _ANYBODY,
    Who.STAFF: _ANYBODY - {Kind.PARTY},
    Who.BEARER: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    at: str
    who: str
    roles: frozenset[str] = frozenset()
    fresh: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    but: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    known: bool = False
    records: frozenset[str] = frozenset()

    def keeps_out(self, kind: Kind | None, roles: frozenset[Any], *, is_fresh: bool) -> str:
        """How the lock of the front door answers; empty: it opens."""
        if self.who == Who.BEARER:
            return NO_TOKEN
        if kind is None:
            return "" if self.who == Who.PUBLIC else DOOR
        if kind not in LETS_IN[self.who]:
            return NONE_SUCH
        if self.roles and not self.roles & roles:
            return REFUSED
        return STEP_UP if self.fresh and not is_fresh else ""

    def alone(self, method: str, visitor: str) -> str:
        """What is said of that visitor alone, let in or not; empty: nothing."""
        return self.but.get(visitor, {}).get("GET" if method == "HEAD" else method, "")

    def answer(self, method: str, visitor: str) -> str:
        """What who may gets."""
        as_read = "GET" if method == "HEAD" else method
        if as_read not in self.answers:
            return NO_METHOD
        return self.but.get(visitor, {}).get(as_read, self.answers[as_read])


def rows(path: Path = FILE) -> dict[str, Row]:
    return {name: _row(name, said) for name, said in tomllib.loads(path.read_text("utf-8")).items()}


def _row(name: str, said: dict[str, Any]) -> Row:
    answers = {method: str(said.pop(method)) for method in METHODS if method in said}
    return Row(
        name=name,
        at=said.pop("at"),
        who=said.pop("who"),
        roles=frozenset(said.pop("roles", ())),
        fresh=said.pop("fresh", False),
        answers=answers,
        but={visitor: _other(one, answers) for visitor, one in said.pop("but", {}).items()},
        known=said.pop("known", False),
        records=frozenset(said.pop("records", ())),
        **said,
    )


def _other(answer: Any, usual: Mapping[str, str]) -> dict[str, str]:
    if isinstance(answer, dict):
        return {method: str(one) for method, one in answer.items()}
    return dict.fromkeys(usual, str(answer))
