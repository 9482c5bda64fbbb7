from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import envelope, keys, reencryption
from shoumi.core.vault.envelope import Place
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import SubjectKey, WrappingKey, commitment
from shoumi.core.vault.suites import GM, INTL

OWNER = ("subject", "tenant-a", "deal-x")
SUITES = st.sampled_from([INTL, GM])
PLACE = Place("tenant-a", DataGrade.L3, "sub-anna", "person")


def rows(by, made, suite):
    found = []
    for who, key in made.items():
        wrapped = by.wrap(key, name=(*OWNER, who), epoch=key.epoch, suite=suite)
        found.append((who, key.epoch, *wrapped))
    return found


@given(before=SUITES, after=SUITES, epochs=st.lists(st.integers(1, 2**32 - 1), max_size=4))
def test_moved_keys_open_under_the_new_key_alone(before, after, epochs):
    old, new = WrappingKey.generate(), WrappingKey.generate()
    made = {
        f"sub-{number}": SubjectKey.generate(epoch=epoch).follower(epoch=epoch)
        if number % 2
        else SubjectKey.generate(epoch=epoch)
        for number, epoch in enumerate(epochs)
    }
    was = rows(old, made, before)
    moved = old.branch(OWNER).move(was, to=new.branch(OWNER), suite=after)
    assert len(moved) == len(made)
    now = []
    for (who, key), wrapped in zip(made.items(), moved, strict=True):
        opened = new.unwrap(wrapped, name=(*OWNER, who), epoch=key.epoch)
        assert opened.reveal() == key.reveal()
        assert wrapped.suite == after.number
        now.append((who, key.epoch, *wrapped))
    assert not old.branch(OWNER).opens_any(now)
    assert new.branch(OWNER).opens_any(now) == bool(made)
    assert old.branch(OWNER).opens_any(was) == bool(made)


@given(before=SUITES, epochs=st.lists(st.integers(1, 2**32 - 1), max_size=4))
def test_many_keys_open_as_one_by_one(before, epochs):
    by = WrappingKey.generate()
    made = {
        f"sub-{number}": SubjectKey.generate(epoch=epoch).follower(epoch=epoch)
        if number % 2
        else SubjectKey.generate(epoch=epoch)
        for number, epoch in enumerate(epochs)
    }
    opened = by.branch(OWNER).unwrap_many(rows(by, made, before))
    assert list(opened) == list(made)
    for who, key in made.items():
        assert (opened[who].reveal(), opened[who].epoch) == (key.reveal(), key.epoch)
        assert opened[who].pseudonym() == key.pseudonym()


def opened(by, owner, wrong, suite):
    by.branch(owner).unwrap_many([wrong])


def moved(by, owner, wrong, suite):
    by.branch(owner).move([wrong], to=WrappingKey.generate().branch(owner), suite=suite)


WRONG = ["owner", "name", "epoch", "commit", "sealed", "short", "key"]


@pytest.mark.parametrize("suite", [INTL, GM])
@pytest.mark.parametrize("what", WRONG)
@pytest.mark.parametrize("act", [opened, moved])
def test_what_is_not_what_it_says_is_not_carried_along(suite, what, act):
    old = WrappingKey.generate()
    who, epoch, sealed, commit = rows(old, {"sub-anna": SubjectKey.generate()}, suite)[0]
    wrong = {
        "name": ("sub-bert", epoch, sealed, commit),
        "epoch": (who, 2, sealed, commit),
        "commit": (who, epoch, sealed, commitment(bytes(32), suite)),
        "sealed": (who, epoch, sealed[:-1] + bytes([sealed[-1] ^ 1]), commit),
        "short": (who, epoch, sealed[:8], commit),
    }.get(what, (who, epoch, sealed, commit))
    owner = (*OWNER[:2], "deal-y") if what == "owner" else OWNER
    by = WrappingKey.generate() if what == "key" else old
    with pytest.raises(WillNotOpen) as caught:
        act(by, owner, wrong, suite)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("act", [opened, moved])
def test_a_short_key_after_a_whole_one_is_none_either(act):
    by = WrappingKey.generate()
    whole = rows(by, {"sub-anna": SubjectKey.generate()}, INTL)[0]
    short = ("sub-bert", whole[1], whole[2][:8], whole[3])

    class Both:
        def branch(self, owner):
            return self

        def unwrap_many(self, given):
            return by.branch(OWNER).unwrap_many([whole, *given])

        def move(self, given, **more):
            return by.branch(OWNER).move([whole, *given], **more)

    with pytest.raises(WillNotOpen):
        act(Both(), OWNER, short, INTL)


@given(rounds=st.integers(1, 4))
def test_names_outlive_the_data_key(rounds):
    first = key = SubjectKey.generate()
    for number in range(rounds):
        key = key.follower(epoch=number + 2)
        assert key.reveal()[:32] != first.reveal()
        assert first.reveal() not in key.reveal()
        assert len(key.reveal()) == keys.FOLLOWING_BYTES
    again = SubjectKey(key.reveal(), epoch=key.epoch)
    assert again.pseudonym() == first.pseudonym()
    assert again.receipt(Ref("camp-a")) == first.receipt(Ref("camp-a"))
    assert again.commit(INTL) == commitment(key.reveal(), INTL)


def reseal(sealed, old, new, suite, subject=PLACE.subject):
    item = (old, subject, PLACE.kind, PLACE.compartment, sealed)
    return envelope.reseal_many([item], new=[new], tenant=PLACE.tenant, suite=suite)[0]


@pytest.mark.parametrize("before", [INTL, GM])
@pytest.mark.parametrize("after", [INTL, GM])
def test_a_value_sealed_anew_opens_under_the_key_that_follows_alone(before, after):
    old = SubjectKey.generate()
    new = old.follower(epoch=2)
    sealed = envelope.seal({"name": "a"}, place=PLACE, key=old, suite=before)
    again = reseal(sealed, old, new, after)
    assert envelope.unseal(again, place=PLACE, key=new) == {"name": "a"}
    for key in (old, SubjectKey(old.reveal(), epoch=2)):
        with pytest.raises(WillNotOpen):
            envelope.unseal(again, place=PLACE, key=key)
    with pytest.raises(WillNotOpen):
        reseal(again, old, new, after)
    with pytest.raises(WillNotOpen):
        reseal(sealed, old, new, after, subject="sub-bert")


def test_plain_values_move_as_the_keys_themselves_do():
    old, lone = SubjectKey.generate(), SubjectKey.generate(epoch=3)
    new = old.follower(epoch=2)
    grades = (DataGrade.L2, DataGrade.L3)
    told = (old.reveal(), 1, new.reveal(), 2, PLACE.subject, PLACE.kind)
    sealed = [
        envelope.seal({"n": grade}, place=PLACE._replace(compartment=grade), key=old, suite=INTL)
        for grade in grades
    ]
    batch = [(*told, grade.value, one) for grade, one in zip(grades, sealed, strict=True)]
    again = reencryption.reseal(PLACE.tenant, GM.number, batch)
    for grade, one in zip(grades, again, strict=True):
        place = PLACE._replace(compartment=grade)
        assert envelope.unseal(one, place=place, key=new) == {"n": grade}
    wrong = (lone.reveal(), 1, *batch[0][2:])
    with pytest.raises(WillNotOpen):
        reencryption.reseal(PLACE.tenant, GM.number, [wrong])


def test_wrapped_keys_move_as_plain_values():
    old, new = WrappingKey.generate(), WrappingKey.generate()
    made = {"sub-a": SubjectKey.generate(), "sub-b": SubjectKey.generate()}
    was = rows(old, made, INTL)
    moved = reencryption.rewrap(old.reveal(), new.reveal(), OWNER, GM.number, was)
    for (who, key), one in zip(made.items(), moved, strict=True):
        assert type(one) is tuple  # what other processes are told is plain
        found = new.unwrap(keys.Wrapped(*one), name=(*OWNER, who), epoch=1)
        assert found.reveal() == key.reveal()
