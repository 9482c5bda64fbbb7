"""What recipients owe once rooms are shut: proof that their copies are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from shoumi.base.api_tokens.rules import Scope
from shoumi.base.calendar import queries as calendar
from shoumi.base.deals import queries as deals
from shoumi.base.deals.errors import NoSuchParty
from shoumi.base.pages import choices
from shoumi.base.pages.access import Who
from shoumi.base.pages.act_groups import Group
from shoumi.base.pages.forms import Field, Kind, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import about, seen
from shoumi.base.verbs import DEAL, Call, InApi, OnPage, OnTerminal, Place, Verb
from shoumi.chapters.destruction import certificates
from shoumi.chapters.destruction.models import RecipientProof
from shoumi.chapters.destruction.rules import Method, Said
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


def _said(given: Mapping[str, Any]) -> Said:
    return Said(
        **{name: given[name] for name in ("items", "count", "copies", "method")},
        destroyed_on=given["destroyed_on"],
    )


def _proved(call: Call) -> RecipientProof:
    certificates.receive(
        deal=call.on,
        party=call.given["party"],
        paper=call.given["paper"],
        said=_said(call.given),
        actor=call.actor,
        at=call.at,
    )
    return _found(call)


def _signed(call: Call) -> RecipientProof:
    from shoumi.chapters.destruction.documents.recipient_certificate import paper

    party, said = call.given["party"], _said(call.given)
    if party not in [one.ref for one in deals.parties(call.on)]:
        raise NoSuchParty
    certificates.sign(
        deal=call.on,
        party=party,
        paper=paper(call.on, party, said, call.actor_name, call.at),
        said=said,
        person=call.actor,
        name=call.actor_name,
        at=call.at,
    )
    return _found(call)


def _mine(request: PageRequest, place: Where) -> Iterator[Option]:
    """Of those that owe one, the reader's own."""
    parties = deals.parties(seen(request, place["deal"]))
    mine = {one.ref for one in parties if one.person == request.who()}
    return (one for one in _owing(request, place) if one[0] in mine)


def _to_the_deal(made: RecipientProof) -> str:
    """A former buyer has no page of papers any more; each has one of the deal."""
    return reverse("deal", kwargs={"deal": made.deal})


def _found(call: Call) -> RecipientProof:
    return RecipientProof.objects.get(deal=call.on, party=call.given["party"])


def _line(found: RecipientProof) -> dict[str, Any]:
    return {name: getattr(found, name) for name in _answer().model_fields}


def _answer() -> Any:
    from shoumi.chapters.destruction.verbs.answer import RecipientLine

    return RecipientLine


def _recipient(**own: Any) -> Verb:
    of_house: dict[str, Any] = {
        "on": DEAL,
        "after_end": True,
        "roles": (Role.DPO, Role.LEG, Role.CON),
        "page": OnPage(back="deal", facts=about),
    }
    return Verb(
        noun="recipient",
        satisfies=frozenset({"destruction.recipients"}),
        group=Group.CUSTOMERS,
        **(of_house | own),
    )


# A side acts where it hands in its papers; its own page of the deal leads there.
_OF_SIDE = Place("deal", "papers/<str:deal>", seen)


_WHAT = (
    Field(
        "items",
        ("销毁了什么", "What was destroyed"),
        Kind.LONG,
        (
            "写文件名或编号，不写个人信息。",
            "Names of files or references; no personal information.",
        ),
        most=500,
    ),
    Field("count", ("项数", "How many"), Kind.WHOLE, least=1, most=10**6),
    Field("copies", ("份数", "Copies"), Kind.WHOLE, least=1, most=10**6),
    Field("method", ("方式", "How"), Kind.ONE, options=words_of(Method), of=Method),
    Field("destroyed_on", ("销毁日期", "Day"), Kind.DAY, option="on"),
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
        Field(
            "certificate",
            ("接收方的签名证书", "The recipient's signing certificate"),
            Kind.LONG,
            (
                "接收方用自己的密钥签名时才需要，PEM 格式。",
                "Only where it signs with a key of its own, as PEM.",
            ),
            most=8_000,
            default="",
            is_needed=False,
        ),
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
        Field(
            "paper",
            ("证明", "Certificate"),
            Kind.FILE,
            (
                "由接收方签名的 PDF；没有其有效签名的不收。",
                "A PDF signed by the recipient; without its valid signature it is not kept.",
            ),
        ),
        *_WHAT,
    ),
    command=OnTerminal(name="receive", values=("party", "paper")),
    operation=_operation(
        "receive", "Keep a recipient's certificate, sealed.", "recipient-certificates/receive"
    ),
)
SIGNS = _recipient(
    name="signs",
    on=_OF_SIDE,
    do=_signed,
    roles=(),
    who=Who.SIGNED_IN,
    tells=lambda found: {"party": found.party},
    title=("签署销毁证明", "Sign the certificate of destruction"),
    done=("已签署，密封保存", "Signed and kept, sealed"),
    help=(
        "由接收方的经办人填写并签署；签名用你自己的密钥，写进 PDF。",
        "The recipient's own person fills it in; your own key signs the PDF.",
    ),
    button=("签署", "Sign"),
    is_final=True,
    is_fresh=True,
    fields=(
        Field("party", _RECIPIENT, Kind.ONE, options=_mine, of=Ref, names="party"),
        *_WHAT,
    ),
    page=OnPage(back="", href=_to_the_deal, facts=about),
    command=OnTerminal(name="sign", values=("party",), asks_yes=False),
)
VERBS = (OWES, PROVED, SIGNS)
