"""Spend a request for a role, in the transaction of the role it is for."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.accounts import rules
from shoumi.base.accounts.events import Tag
from shoumi.base.accounts.models import Ask
from shoumi.base.row_authentication import agreement, codes, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import row_keys
from shoumi.core.errors import Conflict, Missing, Refused
from shoumi.core.refs import Ref


class NoSuchAsk(Missing):
    code = "accounts.no_such_ask"


class AskSpent(Conflict):
    """It was used before, or is older than a day."""

    code = "accounts.ask_spent"


class TwoPeopleNeeded(Refused):
    """The approver asked for it, or would hold it."""

    code = "accounts.two_people_needed"


def spend(ask: Ref, actor: Ref, at: datetime) -> Ask:
    """Use up what another person asked for; the head is held.

    Raises:
        NoSuchAsk, TwoPeopleNeeded, AskSpent
        NotAuthentic: it was changed, put in or put back from outside.
    """
    wish = Ask.objects.select_related("person", "requested_by").filter(ref=ask).first()
    if wish is None:
        raise NoSuchAsk
    if actor in (wish.requested_by_id, wish.person_id):
        raise TwoPeopleNeeded
    fresh = Ask.objects.filter(
        ref=ask,
        used_at__isnull=True,
        requested_at__lte=at,
        requested_at__gt=at - rules.REQUEST_VALID,
    )
    # Conditional, so two approvers at the same moment spend it once.
    if fresh.update(used_at=at) != 1:
        raise AskSpent
    if not verification.is_authentic(wish) or _is_used(wish):
        raise NotAuthentic(what=Ask._meta.db_table)
    mark_used(wish, at)
    return wish


def mark_used(wish: Ask, at: datetime) -> None:
    """The code of an authentic row whose use an entry about its role tells of, and the row."""
    wish.used_at = at
    codes.put(wish, wish.entry_position or 0)
    wish.save(update_fields=["used_at", *codes.STORED])


def _is_used(wish: Ask) -> bool:
    """Whether a role came of it, so that the row was put back; as other rows not asked in a home
    without a keyring."""
    return row_keys.is_set_up() and wish.ref in uses(after=wish.entry_position)


def uses(*, after: int | None = None) -> dict[str, datetime]:
    """When each request was used, as the entries of the roles tell.

    ``after``  only entries behind that position
    """
    found = agreement.naming("request", [Tag.MADE], after=after)
    return {ref: line.at for ref, line in found.items()}
