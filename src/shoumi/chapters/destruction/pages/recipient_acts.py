"""What recipients owe once rooms are shut: proof that their copies are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from shoumi.base.calendar import queries as calendar
from shoumi.base.pages import choices
from shoumi.base.pages.acts import OF_DEAL, Act, Done
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about, seen
from shoumi.chapters.destruction import certificates
from shoumi.chapters.destruction.models import RecipientProof
from shoumi.core.messages import Both
from shoumi.core.milestones import DeadlineKey
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

Place = Mapping[str, Any]
_KEEPERS = (Role.DPO, Role.LEG, Role.CON)
_RECIPIENT: Both = ("接收方", "Recipient")
_CONDITION = frozenset({"destruction.recipients"})


def _due(request: PageRequest, place: Place) -> date | None:
    """The day that the deal's own clock says."""
    key = DeadlineKey.DESTRUCTION_CERTIFICATES
    found = calendar.running().filter(deal=seen(request, place["deal"]), key=key).first()
    return found.due.on if found else None


def _owes(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    certificates.expect(deal=seen(request, deal), actor=request.who(), at=request.at, **given)
    return Done()


def _proved(request: PageRequest, given: dict[str, Any], deal: str) -> Done:
    certificates.receive(
        deal=seen(request, deal),
        party=given["party"],
        paper=given["paper"].read(),
        actor=request.who(),
        at=request.at,
    )
    return Done()


def _owing(request: PageRequest, place: Place) -> Iterator[Option]:
    """The parties that owe a certificate and have not given it."""
    found = RecipientProof.objects.filter(deal=seen(request, place["deal"]), received_at=None)
    owed = set(found.values_list("party", flat=True))
    return (one for one in choices.parties(request, place) if one[0] in owed)


def _act(slug: str, **more: Any) -> Act:
    return Act(slug=slug, place=OF_DEAL, back="deal", **more)


ACTS = (
    _act(
        "recipient-owes",
        title=("登记接收方应交的证明", "Note a certificate that is owed"),
        done=("已登记，等接收方交来", "Noted; the recipient owes it"),
        do=_owes,
        roles=_KEEPERS,
        help=(
            "进过数据室、拿过资料的，都要证明自己那份已经销毁。",
            "Whoever saw a room or got data proves that its copies are gone.",
        ),
        fields=(
            Field("party", _RECIPIENT, Kind.ONE, options=choices.parties, of=Ref),
            Field("due_on", ("到期", "Due"), Kind.DAY, initial=_due),
        ),
        satisfies=_CONDITION,
        facts=about,
    ),
    _act(
        "recipient-proved",
        title=("收存接收方的销毁证明", "Keep a recipient's certificate"),
        done=("已收存，密封保存", "Kept, sealed"),
        do=_proved,
        roles=_KEEPERS,
        fields=(
            Field(
                "party",
                _RECIPIENT,
                Kind.ONE,
                ("只列还没有交的；先登记谁应交。", "Those that owe one; note that first."),
                options=_owing,
                of=Ref,
            ),
            Field("paper", ("证明", "Certificate"), Kind.FILE),
        ),
        satisfies=_CONDITION,
        facts=about,
    ),
)
