"""Name a side of a deal that was found later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.deals import rules, services
from shoumi.base.deals.models import Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.pages import choices
from shoumi.base.pages.forms import Field, Kind, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import DEAL, Call, InApi, OnTerminal, Verb
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.verbs.deals import LIVING, PAGE

LONGEST = 120
CODE_HELP: Both = (
    "统一社会信用代码十八位；自然人不填。",
    "Eighteen characters of a company's credit code; none for a natural person.",
)
ACTS_FOR: Both = ("谁在这里代其办事", "Who acts for it here")
_PAGE = replace(PAGE, requires=LIVING)


def _other_roles(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """A deal has one target from the start; no second one is added."""
    return (one for one in words_of(PartyRole) if one[0] != PartyRole.TARGET)


def _add_party(call: Call) -> Party:
    accounts.require(call.actor, call.at, *rules.CREATORS, deal=call.on)
    given = call.given
    if given["person"]:
        accounts.person(given["person"])
    party = NewParty(given["role"], given["name"], given["uscc"].upper(), given["person"])
    return services.add_party(deal=call.on, party=party, actor=call.actor, at=call.at)


def _api() -> Any:
    from shoumi.doors.api import deal_parts

    return deal_parts


PARTY = Verb(
    noun="deal",
    name="party",
    on=DEAL,
    do=_add_party,
    tells=lambda made: {"ref": made.ref, "role": made.role},
    title=("补登当事方", "Name a party"),
    done=("当事方已登记", "The party is on record"),
    roles=rules.CREATORS,
    fields=(
        Field(
            "role",
            ("角色", "Role"),
            Kind.ONE,
            options=_other_roles,
            among=words_of(PartyRole),
            of=PartyRole,
        ),
        Field("name", ("名称", "Name"), most=LONGEST),
        Field(
            "uscc",
            ("信用代码", "Credit code"),
            help=CODE_HELP,
            most=18,
            is_needed=False,
            default="",
        ),
        Field(
            "person",
            ACTS_FOR,
            Kind.ONE,
            options=choices.people,
            of=Ref,
            is_needed=False,
            names="person",
        ),
    ),
    page=_PAGE,
    command=OnTerminal(said=("已登记：{ref}", "added: {ref}"), values=("role", "name")),
    operation=InApi(
        Scope.DEALS_WRITE,
        "Name a side found later, such as the buyer.",
        lambda: _api().PartyLine,
        lambda made: _api().deals.party(made),
        given=lambda: _api().LaterPartyGiven,
        status=201,
        name="deal_parts_name_party",
        path="parties",
    ),
)
VERBS = (PARTY,)
