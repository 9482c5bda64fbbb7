"""Find what a person names on the command line: by number, by name or by reference."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import DataSet, Party
from shoumi.core.errors import DomainError, Invalid, Missing
from shoumi.core.refs import MalformedRef, Ref


class NoSuchName(Missing):
    """Nobody of that name is enrolled, or nothing of that name is in the deal."""

    code = "cli.no_such_name"


class SeveralMeant(Invalid):
    """Facts: ``count`` of those the name fits, ``refs``."""

    code = "cli.several_meant"


def _as_ref(text: str) -> Ref | None:
    try:
        return Ref(text)
    except MalformedRef:
        return None


def person(text: str) -> Ref:
    """Someone of the house, by reference or by the whole name.

    Raises:
        NoSuchPerson, NoSuchName, SeveralMeant
    """
    ref = _as_ref(text)
    if ref is not None and ref.kind == "person":
        return Ref(accounts.person(ref).ref)
    found = list(Person.objects.filter(name=text, is_active=True).values_list("ref", flat=True)[:9])
    return _one(found)


def deal(text: str) -> Ref:
    """A deal, by reference or number (D-2026-001).

    Raises:
        NoSuchDeal
    """
    ref = _as_ref(text)
    if ref is not None and ref.kind == "deal":
        return Ref(deals.deal(ref).ref)
    return Ref(deals.by_number(text.upper()).ref)


def numbered(
    rows: type[Model], missing: type[DomainError], *, prefix: str = ""
) -> Callable[[str], Ref]:
    """Finds one of ``rows`` by reference or number: 1 or PIPIA-001; raises ``missing``."""

    def find(text: str) -> Ref:
        number = text.upper().removeprefix(prefix)
        where = {"number": int(number)} if number.isdecimal() else {"ref": text}
        found = rows._default_manager.filter(**where).values_list("ref", flat=True).first()
        if found is None:
            raise missing
        return Ref(found)

    return find


def party(of: Ref, text: str) -> Ref:
    """A party of a deal, by reference, role (TR, TE, target …) or name.

    Raises:
        NoSuchName, SeveralMeant
    """
    known = Party.objects.filter(deal=of)
    for column in ("ref", "role", "name"):
        found = list(known.filter(**{f"{column}__iexact": text}).values_list("ref", flat=True)[:9])
        if found:
            return _one(found)
    raise NoSuchName


def dataset(of: Ref, text: str) -> Ref:
    """A data set of a deal, by reference or code.

    Raises:
        NoSuchName
    """
    known = DataSet.objects.filter(deal=of)
    found = list(known.filter(code=text).values_list("ref", flat=True)) or list(
        known.filter(ref=text).values_list("ref", flat=True)
    )
    return _one(found)


def _one(found: list[str]) -> Ref:
    if not found:
        raise NoSuchName
    if len(found) > 1:
        raise SeveralMeant(count=len(found), refs=tuple(found))
    return Ref(found[0])
