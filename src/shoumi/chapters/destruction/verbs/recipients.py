"""What recipients owe once rooms are shut: proof that their copies are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from shoumi.base.api_tokens.rules import Scope
from shoumi.base.calendar import queries as calendar
from shoumi.base.deals import queries as deals
from shoumi.base.deals.errors import NoSuchParty
from shoumi.base.pages import choices
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about, seen
from shoumi.base.verbs import DEAL, Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.destruction import certificates
from shoumi.chapters.destruction.models import RecipientProof
from shoumi.core.messages import Both
from shoumi.core.milestones import DeadlineKey
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

Where = Mapping[str, Any]
_RECIPIENT: Both = ("接收方", "Recipient")


def _due(request: PageRequest, place: Where) -> date | None:
    """The day that the deal's own clock says."""
    key = DeadlineKey.DESTRUCTION_CERTIFICATES
    found = calendar.running().filter(deal=seen(request, place["deal"]), key=key).first()
    return found.due.on if found else None


def _owing(request: PageRequest, place: Where) -> Iterator[Option]:
    """The parties that owe a certificate and have not given it."""
    found = RecipientProof.objects.filter(deal=seen(request, place["deal"]), received_at=None)
    owed = set(found.values_list("party", flat=True))
    return (one for one in choices.parties(request, place) if one[0] in owed)


def _owes(call: Call) -> RecipientProof:
    if call.given["party"] not in [one.ref for one in deals.parties(call.on)]:
        raise NoSuchParty
    certificates.expect(deal=call.on, actor=call.actor, at=call.at, **call.given)
    return _found(call)


def _proved(call: Call) -> RecipientProof:
    certificates.receive(deal=call.on, actor=call.actor, at=call.at, **call.given)
    return _found(call)


def _found(call: Call) -> RecipientProof:
    return RecipientProof.objects.get(deal=call.on, party=call.given["party"])


def _line(found: RecipientProof) -> dict[str, Any]:
    return {name: getattr(found, name) for name in _answer().model_fields}


def _answer() -> Any:
    from shoumi.chapters.destruction.verbs.answer import RecipientLine

    return RecipientLine


def _recipient(**own: Any) -> Verb:
    return Verb(
        noun="recipient",
        on=DEAL,
        roles=(Role.DPO, Role.LEG, Role.CON),
        satisfies=frozenset({"destruction.recipients"}),
        page=OnPage(back="deal", facts=about),
        **own,
    )


def _operation(name: str, summary: str, path: str, **more: Any) -> InApi:
    own: dict[str, Any] = {"scope": Scope.DESTRUCTION_WRITE, "answer": _answer, "tells": _line}
    return InApi(name=f"certificates_{name}", summary=summary, path=path, **own, **more)


OWES = _recipient(
    name="owes",
    do=_owes,
    tells=lambda found: {"due": found.due_on},
    title=("登记接收方应交的证明", "Note a certificate that is owed"),
    done=("已登记，等接收方交来", "Noted; the recipient owes it"),
    help=(
        "进过数据室、拿过资料的，都要证明自己那份已经销毁。",
        "Whoever saw a room or got data proves that its copies are gone.",
    ),
    fields=(
        Field("party", _RECIPIENT, Kind.ONE, options=choices.parties, of=Ref, names="party"),
        Field("due_on", ("到期", "Due"), Kind.DAY, initial=_due, option="due"),
    ),
    command=OnTerminal(
        name="expect", values=("party",), said=("应于 {due} 前交证明", "a certificate is due {due}")
    ),
    operation=_operation(
        "expect", "Note that a recipient owes a certificate.", "recipient-certificates", status=201
    ),
)
PROVED = _recipient(
    name="proved",
    do=_proved,
    tells=lambda found: {"party": found.party},
    title=("收存接收方的销毁证明", "Keep a recipient's certificate"),
    done=("已收存，密封保存", "Kept, sealed"),
    fields=(
        Field(
            "party",
            _RECIPIENT,
            Kind.ONE,
            ("只列还没有交的；先登记谁应交。", "Those that owe one; note that first."),
            options=_owing,
            of=Ref,
            names="party",
        ),
        Field("paper", ("证明", "Certificate"), Kind.FILE),
    ),
    command=OnTerminal(name="receive", values=("party", "paper")),
    operation=_operation(
        "receive", "Keep a recipient's certificate, sealed.", "recipient-certificates/receive"
    ),
)
VERBS = (OWES, PROVED)
