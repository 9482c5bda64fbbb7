"""A recipient hands its public key in, in place of sending it by another channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from shoumi.base.deals.rules import Overlay
from shoumi.base.handover import recipient_keys, rules
from shoumi.base.handover.recipient_keys import Given
from shoumi.base.pages import scoping
from shoumi.base.pages.access import Who
from shoumi.base.pages.forms import Field, Kind, Option, from_query
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, Place, Verb
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

COMPARE: Both = (
    "封包以前，机构的人会打电话与您核对指纹；请念您自己的钥匙上的指纹。",
    (
        "Before sealing the house compares the fingerprint with you by telephone; read out that"
        " of your own key."
    ),
)


def _hand_in(call: Call) -> Given:
    given = call.given
    return recipient_keys.hand_in(
        party=given["party"], key=given["key"], actor=call.actor, at=call.at
    )


def _parties(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    going_on = (one for one in scoping.mine(request) if one.overlay != Overlay.TERMINATED)
    mine = {one.ref: one.number for one in going_on}
    for one in recipient_keys.of_person(request.who()):
        if one.deal_id in mine:
            words = f"{one.name}（{mine[one.deal_id]}）"
            yield one.ref, (words, f"{one.name} ({mine[one.deal_id]})")


def _so_far(request: PageRequest) -> Iterator[tuple[Both, object]]:
    """What counts now, and what will be done with another."""
    parties = {one.ref: one.name for one in recipient_keys.of_person(request.who())}
    for ref, given in recipient_keys.newest(list(parties)).items():
        yield (f"{parties[ref]}：现在的公钥指纹", f"{parties[ref]}: present key"), given.fingerprint
    yield ("核对", "To compare"), request.say(COMPARE)


HAND_IN = Verb(
    noun="handover",
    name="key",
    on=Place("", "handover"),
    do=_hand_in,
    tells=lambda made: {
        "party": made.party,
        "fingerprint": made.fingerprint,
        "position": made.position,
    },
    title=("把公钥交给机构", "Give the house your public key"),
    done=(
        "公钥已交给机构；等它打电话来核对指纹",
        "The house has your public key; it will call to compare the fingerprint",
    ),
    roles=rules.GIVERS,
    who=Who.SIGNED_IN,
    help=(
        "机构以后封的包，只有与这把公钥成对的钥匙打得开。再交一把，就以新的为准；已经封好的包不变。",
        (
            "What is sealed from now on opens with the key that belongs to this one alone."
            " Another takes its place; a package that is sealed already stays as it is."
        ),
    ),
    fields=(
        Field(
            "party",
            ("受让方", "The buyer"),
            Kind.ONE,
            options=_parties,
            of=Ref,
            initial=from_query("party"),
        ),
        Field(
            "key",
            ("公钥", "Public key"),
            Kind.LONG,
            help=(
                (
                    "age 公钥（age1…），或不少于 3072 位的 RSA 证书、公钥（PEM）。"
                    "只交公钥，私钥和钥匙文件自己留着。"
                ),
                (
                    "An age key (age1…), or an RSA certificate or public key (PEM) of at least 3072"
                    " bits. The public half only: private key and key file stay with you."
                ),
            ),
            most=recipient_keys.MOST,
            is_once=True,  # somebody pastes the private half
            initial=from_query("key"),
            hints={"autocomplete": "off", "spellcheck": "false"},
        ),
    ),
    button=("交给机构", "Hand it in"),
    is_fresh=True,
    page=OnPage(back="handover", href=lambda made: reverse("handover"), facts=_so_far),
)
VERBS = (HAND_IN,)
