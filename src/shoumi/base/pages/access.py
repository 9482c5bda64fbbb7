"""Who may open a page.  A view that does not say so is a page that does not exist.

What a page *shows* is still decided by services and the gate; this is the lock of the front door.
The whole table of pages, methods and roles is tested against ``tests/access.toml``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from django.urls import NoReverseMatch, resolve, reverse

from shoumi.core.terms import Role

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "shoumi_access"


class Who(StrEnum):
    """Whom a page is for."""

    PUBLIC = "public"  # anyone, signed in or not
    SIGNED_IN = "signed_in"  # anyone with a log-in, whatever the kind
    STAFF = "staff"  # people of the house and its outside members
    BEARER = "bearer"  # programs with an access token; no cookie counts (``doors/api``)


@dataclass(frozen=True, slots=True)
class Access:
    """``roles``  any of them, in the house or in a deal; empty: no particular one.

    ``is_fresh``  needs a second look at the key: the person proved who they are minutes ago
    ``goes_on``   what was pressed before that proof is done after it, without another press
    """

    who: Who
    roles: frozenset[Role] = frozenset()
    is_fresh: bool = False
    goes_on: bool = False

    def is_there(self, *, is_party: bool) -> bool:
        """Whether there is such a page at all for somebody who is signed in."""
        return self.who is not Who.STAFF or not is_party

    def lets_in(self, roles: frozenset[Role], *, is_party: bool) -> bool:
        """Whether somebody who is signed in may open it: what the door asks, what links follow."""
        return self.is_there(is_party=is_party) and (not self.roles or bool(roles & self.roles))


def open_to(
    who: Who, *roles: Role, is_fresh: bool = False, goes_on: bool = False
) -> Callable[[View], View]:
    """Say whom a view is for."""

    def mark(view: View) -> View:
        setattr(view, _MARK, Access(who, frozenset(roles), is_fresh, goes_on))
        return view

    return mark


def access_of(view: Callable[..., Any]) -> Access | None:
    """What a view said, or None where it said nothing."""
    found = getattr(view, _MARK, None)
    return found if isinstance(found, Access) else None


@cache
def place_of(route: str) -> tuple[str, Access | None] | None:
    """Where a page without references in its address is, and whom it is for; None: not here."""
    try:
        href = reverse(route)
    except NoReverseMatch:
        return None
    return href, access_of(resolve(href).func)
