"""Reads of the references among customers that are nobody's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.deals.models import Deal
from shoumi.base.registry.decoys import ListedDecoy
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects import queries as customers
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.chapters.defence.customer_canary_models import CustomerCanary
from shoumi.chapters.defence.rules.canaries import CUSTOMERS_A_CANARY, CustomerCanaryState
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref

_MOST_DEALS = 200


class NoSuchCustomerCanary(Missing):
    code = "canary.no_such_customer"


@shared
def everything() -> list[CustomerCanary]:
    """Each, the oldest first, those that ended too.

    Raises:
        NotAuthentic: one was changed or put back, or is gone, from outside.
    """
    return sorted(verification.require_all(CustomerCanary), key=lambda one: one.number)


def get(customercanary: Ref) -> CustomerCanary:
    """
    Raises:
        NoSuchCustomerCanary
    """
    found = CustomerCanary.objects.filter(ref=customercanary).first()
    if found is None:
        raise NoSuchCustomerCanary(customercanary=customercanary)
    return found


def listed() -> QuerySet[CustomerCanary]:
    return CustomerCanary.objects.order_by("-number")


def state(one: CustomerCanary) -> CustomerCanaryState:
    if one.ended_at is not None:
        return CustomerCanaryState.ENDED
    return CustomerCanaryState.ASKED if one.agreed_at is None else CustomerCanaryState.STANDS


def candidates(deal: Ref) -> QuerySet[Subject]:
    """Customers beside whom one may stand: like most, and nothing special."""
    found = customers.of_deal(deal, State.ACTIVE).filter(
        kind=Kind.INDIVIDUAL, is_key_contract=False, is_marketing_off=False
    )
    found = found.exclude(is_minor=True)
    taken = [one.beside for one in everything() if one.ended_at is None]
    return found.exclude(ref__in=taken)


def has_room(deal: Ref) -> bool:
    """Whether one more there is still one among many, so that nobody meets it by chance."""
    return _has_room(deal, _living()[deal])


def deals() -> list[Deal]:
    """Those with room for one more, the newest first."""
    newest, living = Deal.objects.order_by("-created_at")[:_MOST_DEALS], _living()
    return [one for one in newest if _has_room(Ref(one.ref), living[one.ref])]


def _living() -> Counter[str]:
    """Of each deal how many stand there or wait for another's yes.

    Raises:
        NotAuthentic
    """
    return Counter(one.among for one in everything() if one.ended_at is None)


def _has_room(deal: Ref, living: int) -> bool:
    last = CUSTOMERS_A_CANARY * (living + 1)
    # No more are read than have to be there: a deal may have very many.
    return customers.of_deal(deal)[last - 1 : last].exists()


def is_being_replaced(ref: str) -> bool:
    """Whether another one is to stand in its place.

    Raises:
        NotAuthentic
    """
    return any(one.replaces == ref and one.ended_at is None for one in everything())


def beside(deal: Ref, at: datetime) -> Mapping[Ref, Ref]:
    """Customer of the deal -> the reference that stands after that one in the list.

    None where one is altered from outside: the demand says so, and lists go on.
    """
    try:
        known = everything()
    except NotAuthentic:
        return {}
    return {
        Ref(one.beside): Ref(one.shown) for one in known if one.among == deal and _stands(one, at)
    }


def find(shown: str, at: datetime) -> CustomerCanary | None:
    """The one that stands in a list under that reference.

    Raises:
        NotAuthentic
    """
    if not CustomerCanary.objects.filter(shown=shown).exists():
        return None
    return next((one for one in everything() if one.shown == shown and _stands(one, at)), None)


def as_listed(one: CustomerCanary) -> ListedDecoy:
    return ListedDecoy(Ref(one.among), Ref(one.beside))


def _stands(one: CustomerCanary, at: datetime) -> bool:
    is_agreed = one.agreed_at is not None and one.agreed_at <= at
    return is_agreed and (one.ended_at is None or at < one.ended_at)
