"""Which pages there are to look at, as whom, and the names a page may have in either language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from tests.web import access_table, routes, samples, visitors

from shoumi.base.accounts.rules import Kind
from shoumi.base.pages.access import Who
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# Pages that are answers, not addresses.
NOT_THERE = "/there-is-no-such-page"
# Where a side of the deal has a page of another shape than the house.
OF_SIDES = ("deals", "deal")
OF_SELLER = ("deal", "data-set")
# Where the founding officer teaches (``staff_courses``) or talks (``departments``): to everybody
# else, another officer too, there is no such page.
OF_OFFICER = ("class-code", "thread")


@dataclass(frozen=True, slots=True)
class Visit:
    """``person``  empty: nobody; ``status`` what it has to answer"""

    name: str
    path: str
    person: str
    status: int


def every(wanted: frozenset[str]) -> list[Visit]:
    """Every page that can be read, one of each kind of answer, those of one person together."""
    return sorted(_every(wanted), key=lambda visit: visit.person)


def _every(wanted: frozenset[str]) -> Iterator[Visit]:
    said = access_table.rows()
    people = {name: (kind, roles, ref) for name, kind, roles, ref in visitors.people()}
    samples.prepare()
    officer = visitors.founder(Role.DPO)
    # First, and for the visitor of that role: who has done things has the fuller pages.
    own = {Role.DPO.value: (Kind.STAFF, frozenset({Role.DPO}), officer)}
    everyone = own | {name: one for name, one in people.items() if name not in own}
    stranger, seller = people[visitors.NO_ROLE][2], visitors.seller()
    for route in routes.every():
        row = said.get(route.name)
        if (
            row is None
            or row.who == Who.BEARER
            or "GET" not in row.answers
            or (wanted and route.name not in wanted)
        ):
            continue
        path = route.at(**samples.there(route))
        if row.name in OF_OFFICER:
            yield Visit(row.name, path, officer, 200)
        else:
            yield from _visits(row, path, everyone)
        if row.name in OF_SIDES:
            yield Visit(f"{row.name} (side)", path, everyone[visitors.BUYER][2], 200)
        if row.name in OF_SELLER:
            yield Visit(f"{row.name} (seller)", path, seller, 200)
        if row.roles and not wanted:
            yield Visit(f"{row.name} (refused)", path, stranger, 403)
    if not wanted:
        yield Visit("not there, to nobody", NOT_THERE, "", 404)
        yield Visit("not there, to staff", NOT_THERE, officer, 404)


def _visits(
    row: access_table.Row, path: str, people: dict[str, tuple[Kind, frozenset[str], Ref]]
) -> Iterator[Visit]:
    """By nobody where that opens it, and by the first who may."""
    alone = row.keeps_out(None, frozenset(), is_fresh=True) or row.answer("GET", "nobody")
    if _is_page(alone):
        yield Visit(row.name, path, "", int(alone))
    for name, (kind, roles, ref) in people.items():
        answer = row.answer("GET", name)
        if not row.keeps_out(kind, roles, is_fresh=True) and _is_page(answer):
            if answer != alone or row.who != "public":
                yield Visit(row.name, path, ref, int(answer))
            return


def _is_page(answer: str) -> bool:
    return answer.isdigit() and not answer.startswith("3")


def _texts(value: object) -> Iterator[str]:
    """Every text in what is stored as JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def names() -> list[str]:
    """What people, companies, deals and papers of the home are called, and what people wrote to be
    read in English, the longest first."""
    wanted = ("name", "title", "target_name", "subject", "text", "department", "en")
    structured = ("written", "terms")
    found = set()
    for model in apps.get_models():
        fields = {one.name: one for one in model._meta.concrete_fields}
        for name in wanted:
            if name in fields and fields[name].get_internal_type() in ("CharField", "TextField"):
                found |= set(model._default_manager.values_list(name, flat=True)[:2000])
        for name in structured:
            if name in fields and fields[name].get_internal_type() == "JSONField":
                for value in model._default_manager.values_list(name, flat=True)[:2000]:
                    found |= set(_texts(value))
    return sorted((one for one in found if one), key=len, reverse=True)
