from __future__ import annotations

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.base.signin import passwords
from shoumi.base.signin.errors import (
    PasswordGuessable,
    PasswordHasName,
    PasswordTooLong,
    PasswordTooShort,
)

GOOD = "四只灰鹤 cross a frozen lake"


def test_the_hash_is_argon2id_with_64_mib_three_passes_and_one_lane():
    kept = passwords.hashed(GOOD)
    assert kept.startswith("argon2$argon2id$v=19$m=65536,t=3,p=1$")
    assert isinstance(passwords.HASHER, Argon2PasswordHasher)
    assert passwords.matches(GOOD, kept)
    assert not passwords.matches(GOOD + " ", kept)


def test_nobodys_hash_costs_what_a_real_one_costs():
    decoded, real = (
        passwords.HASHER.decode(kept) for kept in (passwords._nobodys(), passwords.hashed(GOOD))
    )
    same = ("memory_cost", "time_cost", "parallelism", "version", "variety")
    assert [decoded[name] for name in same] == [real[name] for name in same]
    assert len(decoded["hash"]) == len(real["hash"])
    assert not passwords.HASHER.must_update(passwords.hashed(GOOD))


@pytest.mark.parametrize("password", ["", GOOD, "x" * 1_000_000, "\ud800" * 20])
def test_where_no_password_is_kept_none_matches(cheap, password):
    assert not passwords.matches(password, "")


@pytest.mark.parametrize("password", ["", "x" * 1_000_000, "\ud800" * 20])
def test_what_cannot_be_a_password_matches_none(cheap, password):
    assert not passwords.matches(password, passwords.hashed(GOOD))


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=15, max_size=256))
def test_a_password_is_used_as_it_was_typed(password):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords.HASHER, "memory_cost", 8, raising=False)
        patch.setattr(passwords.HASHER, "time_cost", 1, raising=False)
        kept = passwords.hashed(password)
        assert passwords.matches(password, kept)
        for other in {password.strip(), password.swapcase(), password[:-1]} - {password}:
            assert not passwords.matches(other, kept)


@pytest.mark.parametrize("length", [0, 14])
def test_fewer_than_fifteen_characters_are_too_few(length):
    with pytest.raises(PasswordTooShort):
        passwords.check("鹤a七x"[:1] * length)


def test_256_characters_are_the_most():
    passwords.check((GOOD * 20)[:256])
    with pytest.raises(PasswordTooLong):
        passwords.check((GOOD * 20)[:257])


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "passwordpassword",
        "PasswordPassword",
        "password12345678!",
        "!!!!iloveyou!!!!!!!!",
        "123456789012345",
        "0987654321098765",
        "qwertyuiopasdfghjkl",
        "zyxwvutsrqponmlkj",
        "\ud800 four cranes on a lake",
    ],
)
def test_what_is_guessed_first_is_refused(password):
    with pytest.raises(PasswordGuessable):
        passwords.check(password, "Chen.Shili", "陈示例")


@pytest.mark.parametrize(
    "password",
    [
        "my shoumi is my castle",
        "守密 守密 the four cranes",
        "the cat of ＣＨＥＮ . shili sleeps",
        "四只灰鹤和陈示例 cross a lake",
    ],
)
def test_a_password_with_a_name_in_it_is_refused_for_the_name(password):
    with pytest.raises(PasswordHasName):
        passwords.check(password, "Chen.Shili", "陈示例")


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "849201736528493",
        "alllowercasewithoutmarks",
        "纸鹤飞过结冰的湖面惊起一只灰猫",
    ],
)
def test_no_kinds_of_characters_are_asked_for(password):
    passwords.check(password, "Chen.Shili", "陈示例")


def test_a_name_of_one_character_refuses_nothing():
    passwords.check(GOOD, "a")
