"""Who a token acts for, if anybody, and what became of each.  Nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from shoumi.base.accounts import queries as accounts
from shoumi.base.api_tokens import rules, scopes
from shoumi.base.api_tokens.models import Token
from shoumi.base.api_tokens.rules import Standing
from shoumi.base.ledger import reader
from shoumi.base.ledger.errors import NoSuchEntry
from shoumi.base.signin.events import Tag as SignIn
from shoumi.core.ledger.leaf import LeafUnreadable
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# Whoever had the person's devices may have made tokens too: from here on none of them counts.
_ENDING = (SignIn.LOCKED_DOWN, SignIn.ENTERED)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a call acts for; ``scopes`` bound what ``roles`` would allow, never the other way.

    ``reach``   the deals for which a role is held, "" for the house
    ``secret``  signs the places in lists that are handed to this bearer
    ``text``    the token, as it came; kept nowhere
    """

    token: Ref
    person: Ref
    name: str
    roles: frozenset[Role]
    reach: frozenset[str]
    scopes: frozenset[StrEnum]
    secret: bytes
    text: str = field(repr=False)


def bearer(*, token: str, at: datetime, real_at: datetime) -> Bearer | None:
    """Whom the bearer of ``token`` acts for, or None.  Looked up anew for each call."""
    if not rules.is_shaped(token):
        return None
    row = Token.objects.select_related("person").filter(digest=rules.digest(token)).first()
    if row is None:
        return None
    person = Ref(row.person_id)
    pairs = accounts.held(person, at)
    held = frozenset(role for role, _ in pairs)
    if standing(row, held, real_at) is not Standing.LIVING:
        return None
    reach = frozenset(deal for _, deal in pairs)
    return Bearer(
        Ref(row.ref), person, row.person.name, held, reach, scopes_of(row), bytes(row.secret), token
    )


def standing(row: Token, held: frozenset[Role], real_at: datetime) -> Standing:
    """Whether the token counts for its person, who holds the roles ``held`` now."""
    if row.revoked_at is not None:
        return Standing.REVOKED
    if row.until <= real_at:
        return Standing.OVER
    if not row.person.is_active:
        return Standing.LEFT
    if not set(row.roles.split()) <= held:
        return Standing.ROLE_LOST
    if not _is_recorded(row):
        return Standing.ALTERED
    return Standing.LOCKED if _was_locked(row) else Standing.LIVING


def _was_locked(row: Token) -> bool:
    person = Ref(row.person_id)
    return any(
        True for tag in _ENDING for _ in reader.entries(row.position + 1, about=person, tag=tag)
    )


def _is_recorded(row: Token) -> bool:
    try:
        line = reader.entry(row.position).line()
    except (NoSuchEntry, LeafUnreadable):
        return False
    return line.about == row.ref and line.facts.get("seal") == seal_of(row).hex()


def seal_of(row: Token) -> bytes:
    until = row.until.astimezone(UTC).isoformat()
    return rules.seal(row.digest, row.person_id, row.scopes, row.roles, until)


def scopes_of(row: Token) -> frozenset[StrEnum]:
    return scopes.kept(row.scopes.split())


def of(person: Ref, at: datetime, real_at: datetime) -> list[tuple[Token, Standing]]:
    """A person's tokens, the newest first, with what each is worth now."""
    held = accounts.all_roles(person, at)
    rows = Token.objects.select_related("person").filter(person=person)[: 2 * rules.MOST_TOKENS]
    return [(row, standing(row, held, real_at)) for row in rows]
