"""What a person can sign in with, and which sessions there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from shoumi.base.signin import recovery, sessions, totp
from shoumi.base.signin.models import Account, Binding, Link, Passkey, Session, Totp
from shoumi.base.signin.rules import Access
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Ways:
    """How a person can sign in.  ``login`` is empty where there is no password."""

    passkeys: tuple[Passkey, ...]
    login: str
    has_codes: bool
    recovery_codes: int
    bindings: tuple[Binding, ...] = ()


def ways(person: Ref) -> Ways:
    account = Account.objects.filter(person=person).exclude(password="").first()
    return Ways(
        passkeys=tuple(Passkey.objects.filter(person=person)),
        login=account.login if account else "",
        has_codes=totp.in_use(person) is not None,
        recovery_codes=recovery.left(person),
        bindings=tuple(Binding.objects.filter(person=person)),
    )


def access(people: Collection[Ref], *, real_at: datetime) -> dict[Ref, Access]:
    """How far each of them is on the way in.

    Somebody can sign in by a passkey, or by a password together with one-time codes.  The identity
    provider comes besides: who has only that would stand outside when it fails.
    """
    keys = set(Passkey.objects.filter(person__in=people).values_list("person", flat=True))
    words = Account.objects.filter(person__in=people).exclude(password="").exclude(login="")
    codes = Totp.objects.filter(person__in=people, is_confirmed=True)
    both = set(words.values_list("person", flat=True))
    can = keys | both.intersection(codes.values_list("person", flat=True))
    links = Link.objects.filter(person__in=people, used_at__isnull=True)
    until = dict(links.order_by("until").values_list("person", "until"))
    were = Account.objects.filter(person__in=people, enrolled_at__isnull=False)
    lost = set(were.values_list("person", flat=True))

    def of(person: Ref) -> Access:
        if person in can:
            return Access.CAN
        if person not in until:
            return Access.LOST if person in lost else Access.NONE
        return Access.INVITED if until[person] > real_at else Access.LAPSED

    return {person: of(person) for person in people}


def is_enrolled(person: Ref) -> bool:
    """Could the person ever sign in?  Then letting in again takes two people."""
    return Account.objects.filter(person=person, enrolled_at__isnull=False).exists()


def is_set_up() -> bool:
    """Can somebody sign in?"""
    return Account.objects.filter(enrolled_at__isnull=False, person__is_active=True).exists()


def living(person: Ref, *, real_at: datetime) -> list[Session]:
    """The person's sessions that are not over, the oldest first."""
    found = sessions.of(person).select_related("person")
    return [one for one in found if sessions.is_alive(one, real_at)]
