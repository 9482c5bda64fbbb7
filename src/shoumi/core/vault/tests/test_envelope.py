from __future__ import annotations

import pytest

from shoumi.core.terms import DataGrade
from shoumi.core.vault import box, canonical, envelope
from shoumi.core.vault.envelope import Place, unseal
from shoumi.core.vault.errors import NotSealable, WillNotOpen
from shoumi.core.vault.keys import SubjectKey
from shoumi.core.vault.suites import ALLOWED, GM, INTL

KEY = SubjectKey(bytes(range(32)))
PLACE = Place("tenant-a", DataGrade.L3, "sub-anna", "person")
VALUES = {"name": "张安娜", "mobile": "13800138000"}


@pytest.fixture(params=ALLOWED.values(), ids=lambda one: one.name)
def suite(request):
    return request.param


def test_values_come_back_as_they_were(suite):
    assert (
        unseal(envelope.seal(VALUES, place=PLACE, key=KEY, suite=suite), place=PLACE, key=KEY)
        == VALUES
    )


def test_the_same_values_never_look_alike(suite):
    assert envelope.seal(VALUES, place=PLACE, key=KEY, suite=suite) != envelope.seal(
        VALUES, place=PLACE, key=KEY, suite=suite
    )


def test_the_layout_is_frozen(suite, monkeypatch):
    monkeypatch.setattr(box.os, "urandom", lambda size: bytes(size))
    sealed = envelope.seal({"b": "2", "a": "一"}, place=PLACE, key=KEY, suite=suite)
    assert sealed.hex() == FROZEN[suite]
    assert len(sealed) == box.OVERHEAD + len('{"a":"一","b":"2"}'.encode())
    assert unseal(bytes.fromhex(FROZEN[suite]), place=PLACE, key=KEY) == {"a": "一", "b": "2"}


FROZEN = {
    INTL: "0101000000010000000000000000000000006cc9bca763f089f9f5c75687db9aeaf18f02c7e6c4db"
    "ee058a76b7ca81070f30e08049",
    GM: "010200000001000000000000000000000000ed4cfa20f2bf51fe0ffb6838626c93c7200a7919619f"
    "5090c3a4037b5c28cd3244ff05",
}


def test_no_flipped_bit_opens(suite):
    sealed = envelope.seal(VALUES, place=PLACE, key=KEY, suite=suite)
    for position in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(WillNotOpen):
            unseal(bytes(changed), place=PLACE, key=KEY)


def test_no_shortened_envelope_opens(suite):
    sealed = envelope.seal(VALUES, place=PLACE, key=KEY, suite=suite)
    for length in range(len(sealed)):
        with pytest.raises(WillNotOpen):
            unseal(sealed[:length], place=PLACE, key=KEY)


@pytest.mark.parametrize(
    "other",
    [
        {"tenant": "tenant-b"},
        {"compartment": DataGrade.L4},
        {"subject": "sub-bert"},
        {"kind": "service"},
        {"subject": "sub-annap", "kind": "erson"},
    ],
)
def test_a_moved_envelope_does_not_open(suite, other):
    sealed = envelope.seal(VALUES, place=PLACE, key=KEY, suite=suite)
    with pytest.raises(WillNotOpen):
        unseal(sealed, place=PLACE._replace(**other), key=KEY)


def test_another_key_does_not_open(suite):
    sealed = envelope.seal(VALUES, place=PLACE, key=KEY, suite=suite)
    with pytest.raises(WillNotOpen):
        unseal(sealed, place=PLACE, key=SubjectKey.generate())


def test_another_epoch_does_not_open(suite):
    sealed = envelope.seal(VALUES, place=PLACE, key=KEY, suite=suite)
    later = SubjectKey(KEY.reveal(), epoch=2)
    renumbered = sealed[:2] + (2).to_bytes(4, "big") + sealed[6:]
    for envelope_bytes, key in ((sealed, later), (renumbered, later), (renumbered, KEY)):
        with pytest.raises(WillNotOpen):
            unseal(envelope_bytes, place=PLACE, key=key)


def test_another_suite_does_not_open(suite):
    sealed = envelope.seal(VALUES, place=PLACE, key=KEY, suite=suite)
    for number in set(range(256)) - {suite.number}:
        with pytest.raises(WillNotOpen):
            unseal(sealed[:1] + bytes((number,)) + sealed[2:], place=PLACE, key=KEY)


def test_many_are_sealed_and_opened_each_in_its_own_place(suite):
    keys = {name: SubjectKey.generate() for name in ("sub-anna", "sub-bo", "sub-张")}
    items = [
        (key, name, kind, grade, canonical.encode({"who": f"{name} {kind} {grade}"}))
        for name, key in keys.items()
        for kind in ("person", "service")
        for grade in DataGrade
    ]
    sealed = envelope.seal_many(items, tenant="tenant-a", suite=suite)
    kept = [(*item[:4], one) for item, one in zip(items, sealed, strict=True)]
    opened = envelope.unseal_many(kept, tenant="tenant-a")
    assert [one["who"] for one in opened] == [f"{i[1]} {i[2]} {i[3]}" for i in items]
    for (key, name, kind, grade, one), values in zip(kept, opened, strict=True):
        place = Place("tenant-a", grade, name, kind)
        assert unseal(one, place=place, key=key) == values
    mixed = [(*kept[0][:4], kept[1][4])]
    with pytest.raises(WillNotOpen):
        envelope.unseal_many([*kept, *mixed], tenant="tenant-a")


def test_a_batch_may_hold_both_suites_and_every_epoch():
    kept = []
    for epoch in (1, 2):
        key = SubjectKey(bytes(32), epoch=epoch)
        place = Place("tenant-a", DataGrade.L2, "sub-anna", "person")
        for one in ALLOWED.values():
            sealed = envelope.seal({"n": f"{epoch}{one.name}"}, place=place, key=key, suite=one)
            kept.append((key, "sub-anna", "person", DataGrade.L2, sealed))
    opened = envelope.unseal_many(kept, tenant="tenant-a")
    assert [values["n"] for values in opened] == ["1intl", "1gm", "2intl", "2gm"]


def test_one_key_opens_what_was_sealed_in_either_suite():
    """As it must while a home changes from one to the other."""
    for suite in ALLOWED.values():
        sealed = envelope.seal(VALUES, place=PLACE, key=KEY, suite=suite)
        assert unseal(sealed, place=PLACE, key=KEY) == VALUES


def test_compartments_have_keys_of_their_own(suite):
    """Even bound to the right place, the sub-key of another grade opens nothing."""
    number = suite.number
    before, after, _ = envelope._Places(PLACE.tenant, number)[
        DataGrade.L3, PLACE.kind, 1, len(PLACE.subject)
    ]
    bound_to = before + PLACE.subject.encode() + after
    sealed = envelope.seal(VALUES, place=PLACE, key=KEY, suite=suite)
    opened = box.decrypt(sealed, aead=KEY.cipher(DataGrade.L3, number), bound_to=bound_to)
    assert opened == canonical.encode(VALUES)
    with pytest.raises(WillNotOpen):
        box.decrypt(
            sealed,
            aead=KEY.cipher(DataGrade.L4, number),
            bound_to=bound_to,
        )


def test_a_refusal_tells_no_cause_and_no_value(suite):
    sealed = envelope.seal(VALUES, place=PLACE, key=KEY, suite=suite)
    refusals = []
    for changed, key in (
        (sealed[:-1] + bytes((sealed[-1] ^ 1,)), KEY),
        (sealed, SubjectKey.generate()),
        (b"", KEY),
    ):
        with pytest.raises(WillNotOpen) as caught:
            unseal(changed, place=PLACE, key=key)
        refusals.append(caught.value)
    assert {str(one) for one in refusals} == {"vault.will_not_open()"}
    assert all(one.__cause__ is None and one.__context__ is None for one in refusals)


@pytest.mark.parametrize("values", [{"a": 1}, {1: "a"}, {"a": None}, {"a": "\ud800"}])
def test_what_is_not_whole_text_is_refused_without_telling_it(suite, values):
    with pytest.raises(NotSealable) as caught:
        envelope.seal(values, place=PLACE, key=KEY, suite=suite)
    assert str(caught.value) == "vault.not_sealable()"
    assert caught.value.__context__ is None


def test_no_two_tuples_join_to_the_same_bytes():
    assert box.join([b"ab", b"c"]) != box.join([b"a", b"bc"]) != box.join([b"", b"abc"])


def test_a_heading_claims_a_suite_and_what_is_no_record_claims_none(suite):
    sealed = envelope.seal(VALUES, place=PLACE, key=KEY, suite=suite)
    head = sealed[: box.HEADING_BYTES]
    assert box.claimed(head, len(sealed)) == suite.number
    assert box.claimed(bytes([box.VERSION, 99]) + head[2:], len(sealed)) == 99
    assert box.claimed(head, box.OVERHEAD - 1) is None
    assert box.claimed(head[:-1], len(sealed)) is None
    assert box.claimed(bytes([box.PARTED]) + head[1:], len(sealed)) is None
