"""Name a side of a deal that was found later, and a set of data with its recipient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import click
from django.urls import reverse
from django.utils.http import urlencode

from shoumi.base.accounts import queries as accounts
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.deals import rules, services
from shoumi.base.deals.models import DataSet, Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty, NewSet
from shoumi.base.pages import choices
from shoumi.base.pages.forms import Field, Kind, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import DEAL, Call, InApi, OnTerminal, Verb
from shoumi.core.instruments import Recipient
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


def _add_dataset(call: Call) -> DataSet:
    given = dict(call.given)
    differs = given.pop("differs")
    if isinstance(differs, str):  # of a page, which takes several in one line
        differs = differs.replace("，", " ").replace(",", " ").split()
    new = NewSet(**given, differs=frozenset(differs))
    return services.add_dataset(deal=call.on, dataset=new, actor=call.actor, at=call.at)


def _with_its_set(made: DataSet) -> str:
    """The deal's page, which says which instruments were decided."""
    return f"{reverse('deal', kwargs={'deal': made.deal_id})}?{urlencode({'set': made.code})}"


def _side(name: str, label: Both, usual: PartyRole) -> Field:
    return Field(
        name,
        label,
        Kind.ONE,
        options=choices.parties,
        of=Ref,
        initial=partial(choices.party_named, role=usual),
        default=usual.value,
        names="party",
    )


def _tick(name: str, label: Both) -> Field:
    return Field(name, label, Kind.TICK, is_needed=False, option=name.partition("_")[2])


_DIFFERS: Both = ("接收方的新目的或方式", "Purposes new with the recipient")


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
DATASET = Verb(
    noun="deal",
    name="dataset",
    on=DEAL,
    do=_add_dataset,
    tells=lambda made: {
        "ref": made.ref,
        "code": made.code,
        "instruments": made.instruments.split(),
    },
    title=("登记数据集", "Name a set of data"),
    done=("数据集已登记，法律手段随之判定", "The set is named; its instruments are decided"),
    roles=rules.CREATORS,
    fields=(
        Field("code", ("代号", "Code"), most=40, hints={"autocomplete": "off"}),
        Field("name", ("名称", "Name"), most=LONGEST),
        _side("handler", ("现在由谁处理", "Who handles it now"), PartyRole.TARGET),
        _side("recipient", ("由谁接收", "Who receives it"), PartyRole.TE),
        Field(
            "recipient_kind",
            ("接收方是目标公司的什么人", "What the recipient is to the target"),
            Kind.ONE,
            options=words_of(Recipient),
            of=Recipient,
        ),
        _tick("has_sensitive", ("含敏感个人信息", "It holds sensitive information")),
        _tick("has_children", ("含不满十四周岁的人", "It holds children under 14")),
        _tick("is_abroad", ("接收方在境外", "The recipient is abroad")),
        _tick("is_anonymised", ("已匿名化", "It is anonymised")),
    ),
    page=replace(
        _PAGE,
        href=_with_its_set,
        after=(
            Field(
                "differs",
                _DIFFERS,
                help=("几个代号，用空格隔开。", "Codes, with spaces between."),
                is_needed=False,
            ),
        ),
    ),
    command=OnTerminal(
        said=("{code}：{instruments}", "{code}: {instruments}"),
        values=("code", "name"),
        more=(click.option("--differs", multiple=True, help=" / ".join(_DIFFERS)),),
    ),
    operation=InApi(
        Scope.DEALS_WRITE,
        "Name a set of data with its recipient; the instruments are decided.",
        lambda: _api().SetLine,
        lambda made: _api().deals.datasets([made])[0],
        given=lambda: _api().SetGiven,
        status=201,
        name="deal_parts_name_dataset",
        path="datasets",
    ),
)
VERBS = (PARTY, DATASET)
