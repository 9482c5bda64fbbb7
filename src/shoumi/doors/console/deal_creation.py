"""Begin a deal, and name its data sets."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from shoumi.base.deals import rules, services
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty, NewSet
from shoumi.base.pages import choices
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about, seen
from shoumi.core.instruments import Recipient
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType
from shoumi.doors.console.deals import PLACE
from shoumi.doors.verbs.deal_parts import ACTS_FOR, CODE_HELP, LONGEST
from shoumi.doors.verbs.deals import LIVING

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


def _dataset(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    """The page it leads to says which instruments were decided."""
    given["differs"] = frozenset(given["differs"].replace("，", " ").replace(",", " ").split())
    made = services.add_dataset(
        deal=seen(request, deal), dataset=NewSet(**given), actor=request.who(), at=request.at
    )
    href = reverse("deal", kwargs={"deal": deal})
    return Done(f"{href}?{urlencode({'set': made.code})}")


def _only(role: PartyRole) -> Any:
    return partial(choices.party_named, role=role)


def _tick(name: str, zh: str, en: str) -> Field:
    return Field(name, (zh, en), Kind.TICK, is_needed=False)


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
    Act(
        slug="deal-dataset",
        place=PLACE,
        title=("登记数据集", "Name a set of data"),
        done=("数据集已登记，法律手段随之判定", "The set is named; its instruments are decided"),
        do=_dataset,
        roles=rules.CREATORS,
        fields=(
            Field("code", ("代号", "Code"), most=40, hints={"autocomplete": "off"}),
            Field("name", ("名称", "Name"), most=LONGEST),
            Field(
                "handler",
                ("现在由谁处理", "Who handles it now"),
                Kind.ONE,
                options=choices.parties,
                of=Ref,
                initial=_only(PartyRole.TARGET),
            ),
            Field(
                "recipient",
                ("由谁接收", "Who receives it"),
                Kind.ONE,
                options=choices.parties,
                of=Ref,
                initial=_only(PartyRole.TE),
            ),
            Field(
                "recipient_kind",
                ("接收方是目标公司的什么人", "What the recipient is to the target"),
                Kind.ONE,
                options=choices.words(Recipient),
                of=Recipient,
            ),
            _tick("has_sensitive", "含敏感个人信息", "It holds sensitive information"),
            _tick("has_children", "含不满十四周岁的人", "It holds children under 14"),
            _tick("is_abroad", "接收方在境外", "The recipient is abroad"),
            _tick("is_anonymised", "已匿名化", "It is anonymised"),
            Field(
                "differs",
                ("接收方的新目的或方式", "Purposes new with the recipient"),
                help=("几个代号，用空格隔开。", "Codes, with spaces between."),
                is_needed=False,
            ),
        ),
        requires=LIVING,
        back="deal",
        facts=about,
    ),
)
