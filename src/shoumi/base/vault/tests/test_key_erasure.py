from __future__ import annotations

import pytest
from django.db import transaction

from shoumi.base.vault import decryption, keys
from shoumi.base.vault.errors import InsideTransaction, NoKey
from shoumi.base.vault.key_erasure import Residue
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]

DEAL = Ref("deal-x")


@pytest.fixture
def made(keyring, people, at):
    return keys.create_many(people, DEAL, at)


def test_the_erased_are_gone_and_the_others_stay(made, people):
    kept = [
        (who, "person", DataGrade.L3, blob)
        for who, blob in zip(
            people,
            keys.seal_many([(who, "person", DataGrade.L3, {"name": who}) for who in people]),
            strict=True,
        )
    ]
    assert keys.erase(people[:2]).count == 2
    assert keys.existing(people) == frozenset(people[2:])
    assert [values["name"] for values in decryption.open_many(kept[2:])] == people[2:]
    for item in kept[:2]:
        with pytest.raises(NoKey):
            decryption.open_many([item])
        with pytest.raises(NoKey):
            keys.pseudonym(item[0])


def test_erasing_again_or_nobody_is_harmless(made, people):
    keys.erase(people[:1])
    assert keys.erase(people[:1]).count == 0
    assert keys.erase([]).count == 0
    assert keys.erase([people[1], people[1]]).count == 1


@pytest.mark.parametrize("alias", ["default", "keyring"])
def test_nothing_is_erased_while_anything_could_be_rolled_back(made, people, alias):
    with transaction.atomic(using=alias), pytest.raises(InsideTransaction):
        keys.erase(people)
    assert keys.existing(people) == frozenset(people)


def test_what_remains_is_said(made, people):
    assert Residue.KEYRING_BACKUPS in keys.erase(people).residues
