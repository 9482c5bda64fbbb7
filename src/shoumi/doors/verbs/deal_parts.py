"""Name a side of a deal that was found later, and a set of data with its recipient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import click
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.deals import queries, rules, services
from shoumi.base.deals.models import DataSet, Party
from shoumi.base.deals.rules import PartyRole, RecipientChange
from shoumi.base.deals.services import NewParty, NewSet
from shoumi.base.messages import names
from shoumi.base.pages import choices, scoping
from shoumi.base.pages.act_groups import Group
from shoumi.base.pages.forms import Field, Kind, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import DEAL, Call, InApi, OnTerminal, Verb
from shoumi.base.verbs.command import field_option
from shoumi.core.instruments import Recipient
from shoumi.core.messages import Both
from shoumi.core.milestones import FilingKind, Standing
from shoumi.core.refs import Ref
from shoumi.doors.verbs import collection_notices
from shoumi.doors.verbs.deals import LIVING, PAGE

LONGEST = 120
CODE_HELP: Both = (
    "统一社会信用代码十八位；自然人不填。",
    "Eighteen characters of a company's credit code; none for a natural person.",
)
ACTS_FOR: Both = ("谁在这里代其办事", "Who acts for it here")
_PAGE = replace(PAGE, requires=LIVING)


def _other_roles(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """A deal has one target from the start; no second one is added.  A former buyer is made by
    another that takes its place."""
    barred = (PartyRole.TARGET, PartyRole.FORMER_TE)
    return (one for one in words_of(PartyRole) if one[0] not in barred)


def _add_party(call: Call) -> Party:
    accounts.require(call.actor, call.at, *rules.CREATORS, deal=call.on)
    given = call.given
    if given["person"]:
        accounts.person(given["person"])
    party = NewParty(given["role"], given["name"], given["uscc"].upper(), given["person"])
    return services.add_party(deal=call.on, party=party, actor=call.actor, at=call.at)


@transaction.atomic
def _add_dataset(call: Call) -> DataSet:
    """With its notice at collection, where that was brought: both or neither."""
    given = dict(call.given)
    notice = {name: given.pop(name, None) for name in _OF_NOTICE}
    differs = frozenset(str(one) for one in given.pop("differs"))
    new = NewSet(**given, differs=differs)
    made = services.add_dataset(deal=call.on, dataset=new, actor=call.actor, at=call.at)
    collection_notices.hand_in_with(made, notice, call.actor, call.at)
    return made


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


# A program hands the notice in by its own operation, as a body of JSON carries no file.
_NOTICE_FIELDS = tuple(
    replace(one, is_needed=False)
    for one in (
        *collection_notices.FILE_FIELDS,
        replace(collection_notices.NONE_FIELD, option="no-notice"),
    )
)
_OF_NOTICE = tuple(one.name for one in _NOTICE_FIELDS)
_DIFFERS: Both = ("接收方的新目的或方式", "Purposes and methods new with the recipient")


def _api() -> Any:
    from shoumi.doors.api import deal_parts

    return deal_parts


# What is known of a party at once or later: its company's number, and who acts for it.
_COMPANY_AND_PERSON = (
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
)
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
            among=tuple(one for one in words_of(PartyRole) if one[0] != PartyRole.FORMER_TE),
            of=PartyRole,
        ),
        Field("name", ("名称", "Name"), most=LONGEST),
        *_COMPANY_AND_PERSON,
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
                Kind.MANY,
                (
                    "和现在的处理者比，接收方新增的；没有就不选。",
                    "Beside what the handler does now; none where nothing is new.",
                ),
                options=words_of(RecipientChange),
                of=RecipientChange,
                is_needed=False,
            ),
            *_NOTICE_FIELDS,
        ),
    ),
    command=OnTerminal(
        said=("{code}：{instruments}", "{code}: {instruments}"),
        values=("code", "name"),
        more=(
            click.option("--differs", multiple=True, help=" / ".join(_DIFFERS)),
            *map(field_option, _NOTICE_FIELDS),
        ),
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


def _replace(call: Call) -> Party:
    accounts.require(call.actor, call.at, *rules.CREATORS, deal=call.on)
    given = call.given
    if given["person"]:
        accounts.person(given["person"])
    return services.replace_buyer(
        deal=call.on,
        former=given["former"],
        buyer=NewParty(PartyRole.TE, given["name"], given["uscc"].upper(), given["person"]),
        actor=call.actor,
        at=call.at,
    )


def _buyers(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in queries.parties(scoping.seen(request, place["deal"]), PartyRole.TE):
        yield one.ref, choices.plain(one.name)


def _replaceable(request: PageRequest, *, deal: str) -> None:
    """
    Raises:
        Suspended, Terminated, TooFarForAnother
    """
    found = queries.deal(scoping.seen(request, deal))
    services.must_be_free(found)
    services.require_replaceable(found)


_STAGES_AGAIN: Both = ("重新开始的里程碑", "Milestones that begin again")
_PAPERS_AGAIN: Both = ("要重新归档的文件", "Papers to be filed anew")
_SETS: Both = ("数据和影响评估", "Sets of data and assessments")
_GO_ELSEWHERE: Both = (
    "{n} 份数据改由新受让方接收；生效中的影响评估因接收方改变而失效，要重新评估（7.3）",
    (
        "{n} go to the new buyer; assessments in force become stale, as the recipient is another: "
        "assess again (7.3)"
    ),
)
_NO_SETS: Both = ("还没有登记由它接收的数据", "no set of data names it yet")
_NOTHING_YET: Both = ("还没有办到这些", "none of them was reached")


def _what_follows(request: PageRequest, *, deal: str) -> Iterator[tuple[Both, object]]:
    """All that comes of it, said before it is done."""
    yield from scoping.about(request, deal)
    ref = scoping.seen(request, deal)
    yield from _begun_again(request, ref)
    for one in queries.parties(ref, PartyRole.TE):
        yield ("原受让方", "Former buyer"), one.name
        for card in registry.cards():
            if card.buyer_told:
                for what, told in card.buyer_told(ref, Ref(one.ref), request.at):
                    yield what, request.say(told)


def _begun_again(request: PageRequest, deal: Ref) -> Iterator[tuple[Both, object]]:
    rows, lang = queries.stored_milestones(deal), request.lang
    again = [one for one in rules.BUYER_STAGES if rows[one].state != Standing.WAITING]
    nothing = request.say(_NOTHING_YET)
    yield _STAGES_AGAIN, [names.of(one, lang) for one in again] or nothing
    filed = {FilingKind(one.kind) for one in queries.filings(deal).items} & rules.of_buyer()
    moved = sum(one.recipient.role == PartyRole.TE for one in queries.datasets(deal))
    yield _SETS, request.say(_GO_ELSEWHERE if moved else _NO_SETS, n=moved)
    yield _PAPERS_AGAIN, [names.of(one, lang) for one in sorted(filed)] or nothing


REPLACE = Verb(
    noun="deal",
    name="replace-buyer",
    on=DEAL,
    do=_replace,
    title=("更换受让方", "Put another buyer in its place"),
    done=(
        "受让方已更换；属于受让方的几步重新开始",
        "The buyer is another; what belongs to a buyer begins again",
    ),
    roles=rules.CREATORS,
    help=(
        "先看下面会发生什么。原受让方不再参加这笔转让，它的保密义务继续。",
        "See first what follows. The former buyer leaves the deal; its duty of secrecy stays.",
    ),
    fields=(
        Field("former", ("由谁让出", "Who leaves"), Kind.ONE, options=_buyers, of=Ref),
        Field("name", ("新受让方的名称", "Name of the new buyer"), most=LONGEST),
        *_COMPANY_AND_PERSON,
    ),
    button=("更换", "Replace"),
    is_final=True,
    is_fresh=True,
    page=replace(_PAGE, requires=_replaceable, facts=_what_follows),
    # At a terminal and for a program nothing would show what follows before it is done.
    group=Group.ENDING,
)
VERBS = (PARTY, DATASET, REPLACE)
