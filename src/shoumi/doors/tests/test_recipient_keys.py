"""A recipient hands its public key in: whose counts, what was forged, what is left as it was."""

from __future__ import annotations

from datetime import timedelta

import pyrage
import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from shoumi.base import clock
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.deals import services as deals
from shoumi.base.deals.errors import Terminated
from shoumi.base.deals.rules import PartyRole, TerminateReason
from shoumi.base.handover import recipient_keys
from shoumi.base.handover.events import Tag
from shoumi.base.handover.packages.errors import NoRecipient, RecipientRefused
from shoumi.base.handover.packages.tests.sample_package import rsa
from shoumi.base.ledger import reader, texts
from shoumi.base.ledger.tests import text_rows
from shoumi.core.ledger import commitment
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.handover_house import FIVE, KEY
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=("default", "keyring")),
]


def another() -> str:
    return str(pyrage.x25519.Identity.generate().to_public())


def gives(handing, key=KEY, who=None, party=None, **later):
    house = handing.house
    return recipient_keys.hand_in(
        party=party or handing.recipient,
        key=key,
        actor=who or house.buyer,
        at=house.at + timedelta(**later),
    )


@pytest.mark.both
def test_the_entry_says_whose_key_it_is_and_by_which_fingerprint_and_the_text_lies_beside(handing):
    given = gives(handing, f"  {KEY}\n")
    line = reader.entry(given.position).line()
    assert (line.tag, line.about, line.actor) == (
        Tag.KEY_GIVEN,
        handing.recipient,
        handing.house.buyer,
    )
    assert line.deal == handing.house.deal
    assert line.facts["fingerprint"] == given.fingerprint
    assert KEY.encode() not in reader.entry(given.position).body
    assert [one.text for one in texts.held([given.position])] == [KEY]
    assert recipient_keys.newest([handing.recipient]) == {handing.recipient: given}
    assert recipient_keys.proposed(handing.house.deal) == given


def test_the_key_handed_in_last_counts(handing):
    gives(handing)
    last = gives(handing, another(), minutes=1)
    assert recipient_keys.proposed(handing.house.deal) == last


def test_the_fingerprint_is_that_of_a_package_sealed_for_the_key(handing):
    given = gives(handing)
    sealed = handing.seal(FIVE, key=given.key)
    assert sealed.fingerprint == given.fingerprint


@pytest.mark.parametrize(
    ("key", "error"),
    [
        (" ", NoRecipient),
        ("age1nothing", RecipientRefused),
        (str(pyrage.x25519.Identity.generate()), RecipientRefused),
        (f"{KEY}\n{KEY}", RecipientRefused),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", RecipientRefused),
        ("-----BEGIN PUBLIC KEY-----\nAAAA", RecipientRefused),
    ],
    ids=["nothing", "no key", "secret key", "two keys", "no certificate", "half of one"],
)
def test_what_no_package_could_be_sealed_for_is_refused_and_nothing_is_kept(handing, key, error):
    with pytest.raises(error):
        gives(handing, key)
    assert told(Tag.KEY_GIVEN) == []
    assert text_rows.kept() == []


def test_of_a_file_with_both_halves_the_private_one_is_not_kept(handing):
    pair = rsa()
    form = PublicFormat.SubjectPublicKeyInfo
    public = pair.public_key().public_bytes(Encoding.PEM, form).decode()
    private = pair.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    given = gives(handing, public + private)
    assert given.key == public.strip()
    assert "PRIVATE" not in text_rows.kept()[0]
    with pytest.raises(RecipientRefused):
        gives(handing, private + public)


def test_nobody_but_who_acts_for_the_buyer_hands_its_key_in(handing):
    house = handing.house
    for who in (house.dpo, house[people.CONSULTANT], house[people.SELLER], house[people.HEAD]):
        with pytest.raises(NotPermitted):
            gives(handing, who=who)
    seller = handing.party(PartyRole.TR, house.buyer, "山茶虚构家政")
    with pytest.raises(NotPermitted):
        gives(handing, party=seller)
    with pytest.raises(NotPermitted):
        gives(handing, party=Ref("party-0000000000000000"))
    assert told(Tag.KEY_GIVEN) == []


@pytest.mark.both
def test_a_text_that_was_changed_put_in_or_erased_counts_for_nothing(handing):
    given, forged = gives(handing), another()
    text_rows.change(given.position, text=forged)
    now = recipient_keys.newest([handing.recipient])[handing.recipient]
    assert (now.key, now.fingerprint) == ("", given.fingerprint)
    assert recipient_keys.proposed(handing.house.deal) is None
    text_rows.change(given.position, text=KEY, salt=b"short")
    assert recipient_keys.proposed(handing.house.deal) is None
    text_rows.delete(given.position)
    assert recipient_keys.proposed(handing.house.deal) is None
    # Beside another entry it says nothing either, as that one commits to no key.
    text_rows.put_in(0, commitment.fact("key"), forged)
    assert recipient_keys.proposed(handing.house.deal) is None
    assert gives(handing, minutes=1) == recipient_keys.proposed(handing.house.deal)


def test_an_older_key_does_not_come_back_where_the_newest_was_forged(handing):
    gives(handing)
    last = gives(handing, another(), minutes=1)
    text_rows.change(last.position, text=another())
    assert recipient_keys.proposed(handing.house.deal) is None


def test_the_key_of_a_former_buyer_is_not_proposed_nor_taken(handing):
    house = handing.house
    gives(handing)
    deals.replace_buyer(
        deal=house.deal,
        former=handing.recipient,
        buyer=deals.NewParty(PartyRole.TE, "木槿虚构科技", person=house[people.HOLDER]),
        actor=house.dpo,
        at=house.at,
    )
    assert [given for _, given in recipient_keys.of_deal(house.deal)] == [None]
    assert recipient_keys.proposed(house.deal) is None
    with pytest.raises(NotPermitted):
        gives(handing, another())


def test_where_there_are_two_buyers_no_key_is_filled_in_for_the_wrong_one(handing):
    house = handing.house
    first = gives(handing)
    assert recipient_keys.proposed(house.deal) == first
    other = handing.party(PartyRole.TE, house.buyer, "木槿虚构科技")
    assert recipient_keys.proposed(house.deal) is None
    second = gives(handing, another(), party=other)
    assert recipient_keys.proposed(house.deal) is None
    told = {party.ref: given for party, given in recipient_keys.of_deal(house.deal)}
    assert told == {handing.recipient: first, other: second}


def test_in_a_deal_that_was_terminated_none_is_handed_in(handing):
    house = handing.house
    deals.terminate(
        deal=house.deal, reason=TerminateReason.PARTIES_AGREED, actor=house.dpo, at=house.at
    )
    with pytest.raises((Terminated, NotPermitted)):
        gives(handing)
    assert told(Tag.KEY_GIVEN) == []


def test_the_form_offers_no_deal_that_was_terminated(handing):
    house = handing.house
    house.at = clock.now()
    form = "/handover/do/handover-key"
    buyer = signed_in(house.buyer)
    assert str(handing.recipient) in buyer.get(form).content.decode()
    deals.terminate(
        deal=house.deal, reason=TerminateReason.PARTIES_AGREED, actor=house.dpo, at=clock.now()
    )
    assert str(handing.recipient) not in buyer.get(form).content.decode()
