"""What is filled in to draw up an agreement, or the next one after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.messages import names
from shoumi.base.pages import forms, scoping
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import MANDATORY, Clause, Kind
from shoumi.chapters.agreements.verbs.place import own
from shoumi.core import constants
from shoumi.core.calendar import anniversary, day_in_china
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel

_ROOMS = (DisclosureLevel.L1, DisclosureLevel.L2, DisclosureLevel.L3)
_USUAL = tuple(
    clause
    for clause in Clause
    if clause in MANDATORY | {Clause.NO_REIDENTIFICATION, Clause.HIGHLIGHTED_LIMITS}
)
_MOST_YUAN = 10**12
Where = Mapping[str, Any]


def _earlier(request: PageRequest, place: Where) -> Agreement | None:
    """The agreement that is renewed, where one is."""
    return own(request, place["agreement"]) if "agreement" in place else None


def _deal(request: PageRequest, place: Where) -> Ref:
    earlier = _earlier(request, place)
    return scoping.seen(request, earlier.deal if earlier else place["deal"])


def _people(request: PageRequest, place: Where) -> Iterator[Option]:
    """Who acts for a side of the deal first, then who else is known here."""
    sides = {
        one.person: names.pair(PartyRole(one.role))
        for one in deals.parties(_deal(request, place))
        if one.person
    }
    known = Person.objects.filter(is_active=True).order_by("name", "ref")
    for one in sorted(known, key=lambda one: one.ref not in sides):
        if one.ref not in sides and one.kind == PersonKind.PARTY:
            continue  # of another deal
        zh, en = sides.get(one.ref) or names.pair(PersonKind(one.kind))
        yield one.ref, (f"{one.name}（{zh}）", f"{one.name} ({en})")


def _before(read: Callable[[Agreement], object], otherwise: Callable[[PageRequest], object]) -> Any:
    """What the renewed agreement had, as the form's first value."""

    def initial(request: PageRequest, place: Where) -> object:
        earlier = _earlier(request, place)
        return read(earlier) if earlier else otherwise(request)

    return initial


def _shortest(request: PageRequest) -> date:
    months = constants.get("contract.nda_other_term_min").months
    return anniversary(day_in_china(request.at), months=months)


FIELDS = (
    Field(
        "kind",
        ("种类", "Kind"),
        forms.Kind.ONE,
        options=words_of(Kind),
        of=Kind,
        initial=_before(lambda one: one.kind, lambda _: Kind.MUTUAL.value),
        default=Kind.MUTUAL.value,
    ),
    Field(
        "persons",
        ("签署人", "Signers"),
        forms.Kind.MANY,
        (
            "他们签署，也凭它进数据室。双方协议要两边各有人签。",
            "They sign, and it admits them to the rooms. Of a mutual one both sides sign.",
        ),
        options=_people,
        of=Ref,
        option="person",
        names="person",
        initial=_before(lambda one: one.persons, lambda _: []),
    ),
    Field(
        "until",
        ("最后一日", "Its last day"),
        forms.Kind.DAY,
        ("一般信息至少保密两年。", "Ordinary information stays secret for two years at least."),
        initial=lambda request, place: _shortest(request),
    ),
    Field(
        "damages",
        ("违约金（元）", "Damages, yuan"),
        forms.Kind.WHOLE,
        (
            "超过预计损失的 1.3 倍会提示签署人；员工协议填 0。",
            "Over 1.3 times the loss the signers are warned; 0 for an employee.",
        ),
        most=_MOST_YUAN,
        initial=_before(lambda one: one.damages, lambda _: 0),
        default=0,
    ),
    Field(
        "loss",
        ("预计损失（元）", "Estimated loss, yuan"),
        forms.Kind.WHOLE,
        most=_MOST_YUAN,
        initial=_before(lambda one: one.estimated_loss, lambda _: 0),
        default=0,
    ),
    Field(
        "levels",
        ("覆盖的级别", "Levels it covers"),
        forms.Kind.MANY,
        options=words_of(_ROOMS),
        of=DisclosureLevel,
        initial=_before(lambda one: one.levels, lambda _: [*_ROOMS]),
        option="level",
        default=[level.value for level in _ROOMS],
    ),
    Field(
        "clauses",
        ("写明的条款", "What it states"),
        forms.Kind.MANY,
        options=words_of(Clause),
        of=Clause,
        initial=_before(lambda one: one.clauses, lambda _: [*_USUAL]),
        option="clause",
        default=[clause.value for clause in _USUAL],
    ),
    Field(
        "paper",
        ("自备的 PDF", "Your own PDF"),
        forms.Kind.FILE,
        (
            "签名域叫 signer_1、signer_2……；不附就用本处的范本。",
            "With fields signer_1, signer_2 …; without one the house's form is used.",
        ),
        is_needed=False,
    ),
)
