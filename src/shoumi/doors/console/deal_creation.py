"""Begin a deal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from shoumi.base.deals import rules, services
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.pages import choices
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType
from shoumi.doors.verbs.deal_parts import ACTS_FOR, CODE_HELP, LONGEST

# (prefix of the fields, role, words, is needed): every side of a new deal.
_SIDES: tuple[tuple[str, PartyRole, Both, bool], ...] = (
    ("target", PartyRole.TARGET, ("目标公司", "Target company"), True),
    ("seller", PartyRole.TR, ("转让方", "Seller"), True),
    ("seller2", PartyRole.TR, ("转让方之二", "Second seller"), False),
    ("buyer", PartyRole.TE, ("受让方", "Buyer"), False),
    ("buyer2", PartyRole.TE, ("受让方之二", "Second buyer"), False),
)


def _party_fields(prefix: str, role: PartyRole, words: Both, is_needed: bool) -> Iterator[Field]:
    """Name, credit code and, but for the target, who acts for it."""
    zh, en = words
    yield Field(prefix, words, most=LONGEST, is_needed=is_needed)
    yield Field(
        f"{prefix}_code",
        (f"{zh}的信用代码", f"{en}: credit code"),
        help=CODE_HELP,
        most=18,
        is_needed=False,
        hints={"autocomplete": "off"},
    )
    if role is not PartyRole.TARGET:
        label = (f"{zh}：{ACTS_FOR[0]}", f"{en}: {ACTS_FOR[1].lower()}")
        yield Field(
            f"{prefix}_person",
            label,
            Kind.ONE,
            options=choices.people,
            of=Ref,
            is_needed=False,
        )


def _create(request: PageRequest, given: dict[str, Any]) -> Done:
    sides = [
        NewParty(
            role,
            given[prefix],
            given[f"{prefix}_code"].upper(),
            given.get(f"{prefix}_person"),
        )
        for prefix, role, _, _ in _SIDES
        if given[prefix]
    ]
    made = services.create(
        deal_type=given["deal_type"],
        title=given["title"],
        parties=sides,
        actor=request.who(),
        at=request.at,
    )
    return Done(reverse("deal", kwargs={"deal": made.ref}))


ACTS = (
    Act(
        slug="deal-create",
        place="deals",
        title=("建立转让", "Begin a deal"),
        done=("转让已建立，里程碑都在等", "The deal is begun; every milestone waits"),
        do=_create,
        roles=rules.CREATORS,
        fields=(
            Field(
                "deal_type",
                ("方式", "Way"),
                Kind.ONE,
                options=choices.words(DealType),
                of=DealType,
            ),
            Field("title", ("名称", "Title"), most=LONGEST),
            *(field for side in _SIDES for field in _party_fields(*side)),
        ),
        button=("建立", "Begin it"),
        back="deals",
    ),
)
