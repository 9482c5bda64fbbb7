from __future__ import annotations

import pickle

import pytest

from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref
from shoumi.core.vault import blob, box, keys
from shoumi.core.vault.blind_index import IndexKey
from shoumi.core.vault.errors import UnknownSuite, WillNotOpen, WrongKeyLength
from shoumi.core.vault.keys import Secret, SubjectKey, Wrapped, WrappingKey, commitment
from shoumi.core.vault.suites import ALLOWED, GM, INTL, named, suite

RAW = bytes(range(32))
NAME = ("subject", "tenant-a", "deal-x", "sub-anna")


@pytest.fixture(params=ALLOWED.values(), ids=lambda one: one.name)
def chosen(request):
    return request.param


@pytest.fixture
def deal_key():
    return WrappingKey.generate()


@pytest.fixture
def wrapped(deal_key, chosen):
    return deal_key.wrap(SubjectKey(RAW), name=NAME, epoch=1, suite=chosen)


def test_a_wrapped_key_comes_back(deal_key, wrapped, chosen):
    assert deal_key.unwrap(wrapped, name=NAME, epoch=1).reveal() == RAW
    assert len(wrapped.sealed) == keys.WRAPPED_KEY_BYTES
    assert wrapped.suite == chosen.number
    assert RAW not in wrapped.sealed + wrapped.commit


def test_a_wrapped_key_does_not_pass_for_one_of_another_suite(deal_key, wrapped, chosen):
    (other,) = set(ALLOWED) - {chosen.number}
    renamed = wrapped.sealed[:1] + bytes((other,)) + wrapped.sealed[2:]
    for commit in (wrapped.commit, commitment(RAW, ALLOWED[other])):
        with pytest.raises(WillNotOpen):
            deal_key.unwrap(Wrapped(renamed, commit), name=NAME, epoch=1)


def test_a_commitment_over_the_hash_of_another_suite_is_none(deal_key, wrapped, chosen):
    (other,) = set(ALLOWED) - {chosen.number}
    with pytest.raises(WillNotOpen):
        deal_key.unwrap(
            Wrapped(wrapped.sealed, commitment(RAW, ALLOWED[other])), name=NAME, epoch=1
        )


def test_one_wrapping_key_opens_either_suite_and_never_encrypts_itself():
    """Each suite has a key of its own, derived: the wrapping key is no key of either cipher."""
    key = WrappingKey(RAW)
    for one in ALLOWED.values():
        kept = key.wrap(Secret(bytes(32)), name=NAME, epoch=1, suite=one)
        assert key.unwrap(kept, name=NAME, epoch=1).reveal() == bytes(32)
        with pytest.raises(WillNotOpen):
            box.decrypt(
                kept.sealed,
                aead=one.aead(RAW[: one.key_bytes]),
                bound_to=key.branch(NAME[:-1])._bound(NAME[-1], one.number, 1),
            )


def test_no_flipped_bit_of_a_wrapped_key_opens(deal_key, wrapped):
    size = len(wrapped.sealed)
    for position in range((size + len(wrapped.commit)) * 8):
        changed = bytearray(wrapped.sealed + wrapped.commit)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(WillNotOpen):
            deal_key.unwrap(
                Wrapped(bytes(changed[:size]), bytes(changed[size:])), name=NAME, epoch=1
            )


@pytest.mark.parametrize(
    ("name", "epoch"),
    [
        (("subject", "tenant-a", "deal-x", "sub-bert"), 1),
        (("subject", "tenant-a", "deal-y", "sub-anna"), 1),
        (("subject", "tenant-b", "deal-x", "sub-anna"), 1),
        (("deal", "tenant-a", "deal-x", "sub-anna"), 1),
        (("subject", "tenant-a", "deal-xsub", "-anna"), 1),
        (NAME, 2),
    ],
)
def test_a_key_opens_under_its_own_name_and_epoch_only(deal_key, wrapped, name, epoch):
    with pytest.raises(WillNotOpen):
        deal_key.unwrap(wrapped, name=name, epoch=epoch)


def test_a_branch_wraps_what_its_key_would(deal_key, chosen):
    """One by one or many at a time: the same name, the same place."""
    branch, key = deal_key.branch(NAME[:-1]), SubjectKey(RAW)
    kept = branch.wrap(key, own=NAME[-1], epoch=7, suite=chosen)
    assert deal_key.unwrap(kept, name=NAME, epoch=7).reveal() == RAW
    for own, epoch in (("sub-bert", 7), (NAME[-1], 8), ("", 7)):
        with pytest.raises(WillNotOpen):
            branch.unwrap(kept, SubjectKey, own=own, epoch=epoch)
    with pytest.raises(WillNotOpen):
        branch.unwrap(kept._replace(commit=bytes(32)), SubjectKey, own=NAME[-1], epoch=7)
    assert isinstance(branch.unwrap(kept, SubjectKey, own=NAME[-1], epoch=7), SubjectKey)


def test_many_are_wrapped_as_one_by_one(deal_key, chosen):
    inner = {f"sub-{epoch}": SubjectKey.generate() for epoch in range(1, 4)}
    for epoch, key in enumerate(inner.values(), 1):
        key.epoch = epoch
    kept = deal_key.branch(NAME[:-1]).wrap_many(inner, chosen)
    for (own, key), one in zip(inner.items(), kept, strict=True):
        opened = deal_key.unwrap(one, name=(*NAME[:-1], own), epoch=key.epoch)
        assert opened.reveal() == key.reveal()
        assert (one.suite, one.commit) == (chosen.number, key.commit(chosen))


def test_the_wrapped_form_is_frozen(chosen, monkeypatch):
    monkeypatch.setattr(box.os, "urandom", lambda size: bytes(size))
    kept = WrappingKey(bytes(32)).wrap(Secret(RAW), name=NAME, epoch=1, suite=chosen)
    assert kept.sealed.hex() == WRAPPED[chosen]


WRAPPED = {
    INTL: "0101000000010000000000000000000000006e60372ad8a9592b8c3d83d8de060dbb01e1abb41d759da7"
    "1b66836074cac8a42776213422cc826e258eb11e71eb2a54",
    GM: "0102000000010000000000000000000000007a3d3d7b4a48b73f5041f036074d69bca17c0de89ca8c11e"
    "ce33d2e9432f11aec188e4907fe6222f7463806fad2bba57",
}


def test_a_renumbered_key_does_not_open(deal_key, wrapped):
    renumbered = wrapped.sealed[:2] + (2).to_bytes(4, "big") + wrapped.sealed[6:]
    with pytest.raises(WillNotOpen):
        deal_key.unwrap(Wrapped(renumbered, wrapped.commit), name=NAME, epoch=2)


def test_a_deal_key_of_another_deal_does_not_open(wrapped):
    with pytest.raises(WillNotOpen):
        WrappingKey.generate().unwrap(wrapped, name=NAME, epoch=1)


def test_a_key_with_the_commitment_of_another_does_not_open(deal_key, wrapped, chosen):
    with pytest.raises(WillNotOpen):
        deal_key.unwrap(Wrapped(wrapped.sealed, commitment(bytes(32), chosen)), name=NAME, epoch=1)


@pytest.mark.parametrize(
    "secret", [Secret(RAW), WrappingKey(RAW), SubjectKey(RAW), IndexKey(RAW, GM)], ids=repr
)
def test_no_key_shows_or_is_pickled(secret):
    for shown in (repr(secret), str(secret), f"{secret!r:>40}"):
        assert RAW.hex() not in shown
        assert str(RAW) not in shown
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_derived_values_are_frozen():
    """Changing any of these makes stored data unreadable or ledger names unknown."""
    for one, commit, token in ((INTL, COMMIT, TOKEN), (GM, GM_COMMIT, GM_TOKEN)):
        assert commitment(RAW, one).hex() == commit
        assert Secret(RAW).commit(one) == SubjectKey(RAW).commit(one) == commitment(RAW, one)
        assert IndexKey(RAW, one).token("13800138000") == token
    assert SubjectKey(RAW).pseudonym() == PSEUDONYM
    assert SubjectKey(RAW).receipt(Ref("camp-a")) == RECEIPT


COMMIT = "87a312ddc3d875355aadba9c8415d0f63017ed14d040147eedac070b3f57ed98"
PSEUDONYM = "psn-1de0525f6bf2b96783cb2b1f1dc1f6d4"
RECEIPT = "GNT1-RJQY-F7HN-DET9-938E-FA3Y"
TOKEN = -1137620144972664024
GM_COMMIT = "b7ddc790f9e40d1aaf5445884769c500c7d65fdf7ceb0966f2a19ce3b02c07df"
GM_TOKEN = 5294303315551227116


def test_what_the_ledger_and_people_hold_is_the_same_in_every_suite():
    key = SubjectKey(RAW)
    for one in ALLOWED.values():
        key.cipher(keys.BLOB, one.number)
        assert (key.pseudonym(), key.receipt(Ref("camp-a"))) == (PSEUDONYM, RECEIPT)


def test_keys_pseudonyms_and_commitments_differ_from_person_to_person():
    one, other = SubjectKey.generate(), SubjectKey.generate()
    assert one.reveal() != other.reveal()
    assert one.pseudonym() != other.pseudonym()
    assert one.pseudonym() == SubjectKey(one.reveal()).pseudonym()


def test_a_receipt_code_differs_from_person_to_person_and_from_thing_to_thing():
    one, other = SubjectKey.generate(), SubjectKey.generate()
    codes = {key.receipt(Ref(of)) for key in (one, other) for of in ("camp-a", "camp-b")}
    assert len(codes) == 4
    assert {len(code) for code in codes} == {29}
    assert one.receipt(Ref("camp-a")) == SubjectKey(one.reveal()).receipt(Ref("camp-a"))


def test_a_blob_opens_under_its_own_name_key_and_epoch_only(chosen):
    key = SubjectKey(RAW)
    sealed = blob.seal(b"%PDF", tenant="tenant-a", name="doc-a", key=key, suite=chosen)
    assert blob.unseal(sealed, tenant="tenant-a", name="doc-a", key=key) == b"%PDF"
    for tenant, name, other in (
        ("tenant-b", "doc-a", key),
        ("tenant-a", "doc-b", key),
        ("tenant-a", "doc-a", SubjectKey.generate()),
        ("tenant-a", "doc-a", SubjectKey(RAW, epoch=2)),
    ):
        with pytest.raises(WillNotOpen):
            blob.unseal(sealed, tenant=tenant, name=name, key=other)


def test_only_suites_on_the_allow_list_are_known():
    assert (suite(1), suite(2)) == (named("intl"), named("gm")) == (INTL, GM)
    for number in (0, 3, 255):
        with pytest.raises(UnknownSuite):
            suite(number)
    with pytest.raises(UnknownSuite):
        named("none")


@pytest.mark.parametrize("size", [0, 15, 17, 24, 31, 33])
@pytest.mark.parametrize(
    ("make", "expected"), [(WrappingKey, 32), (INTL.aead, 32), (GM.aead, 16)], ids=str
)
def test_a_key_of_the_wrong_length_is_refused_without_telling_it(size, make, expected):
    with pytest.raises(WrongKeyLength) as caught:
        make(bytes(size))
    assert isinstance(caught.value, DomainError)
    assert caught.value.facts == {"expected_bytes": expected}
