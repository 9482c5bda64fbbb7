from __future__ import annotations

import pytest
from django.db import transaction

from shoumi.base.vault import blobs, decryption, keys
from shoumi.base.vault import keyring as vault_keyring
from shoumi.base.vault.errors import AlreadyKeyed, NoKey
from shoumi.base.vault.models import CompartmentKey, Kek, SubjectKey
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.suites import ALLOWED

pytestmark = [pytest.mark.both, pytest.mark.django_db(databases=["default", "keyring"])]

DEAL, OTHER_DEAL = Ref("deal-x"), Ref("deal-y")
VALUES = {"name": "张安娜", "mobile": "13800138000"}


@pytest.fixture(params=ALLOWED.values(), ids=lambda one: one.name)
def suite(request):
    return request.param


@pytest.fixture
def made(keyring, people, at):
    return keys.create_many(people, DEAL, at)


def items(people, grade=DataGrade.L3):
    return [(who, "person", grade, VALUES | {"email": f"{who}@example.com"}) for who in people]


def sealed(people):
    found = items(people)
    blobs = keys.seal_many(found)
    return [(*item[:3], blob) for item, blob in zip(found, blobs, strict=True)]


def test_what_was_sealed_opens_again_in_order(made, people):
    assert decryption.open_many(sealed(people)) == [item[3] for item in items(people)]


def test_a_restarted_process_opens_it_too(made, people):
    kept = sealed(people)
    vault_keyring.lock()
    assert decryption.open_many(kept)[0]["name"] == "张安娜"


def test_keys_just_made_seal_without_being_read_back(made, people, django_assert_num_queries):
    """What is asked is only which suite the home writes in as of now."""
    with django_assert_num_queries(1, using="keyring"):
        kept = keys.seal_many(items(people), opened=made)
        names = keys.pseudonyms(people, opened=made)
    assert names == keys.pseudonyms(people)
    assert decryption.open_many([(people[0], "person", DataGrade.L3, kept[0])])


def test_a_batch_takes_two_queries_whatever_its_size(made, people, django_assert_num_queries):
    many = [item for grade in DataGrade for item in items(people, grade)]
    with django_assert_num_queries(2, using="keyring"):
        keys.seal_many(many)


def test_an_envelope_of_someone_else_does_not_open(made, people):
    first, second, *_ = sealed(people)
    for moved in (
        (second[0], *first[1:]),
        (first[0], "service", *first[2:]),
        (*first[:2], DataGrade.L4, first[3]),
    ):
        with pytest.raises(WillNotOpen):
            decryption.open_many([moved])


def test_the_stored_key_of_someone_else_does_not_open(made, people):
    kept = sealed(people)
    anna, bert = (SubjectKey.objects.get(subject=who) for who in people[:2])
    anna.wrapped, anna.commit, bert.wrapped, bert.commit = (
        bert.wrapped,
        bert.commit,
        anna.wrapped,
        anna.commit,
    )
    anna.save()
    bert.save()
    with pytest.raises(WillNotOpen):
        decryption.open_many(kept[:1])


def test_a_key_moved_to_another_deal_does_not_open(made, people, at):
    kept = sealed(people)
    keys.create_many([Ref("sub-fang")], OTHER_DEAL, at)
    other = CompartmentKey.objects.get(deal=OTHER_DEAL)
    SubjectKey.objects.filter(subject=people[0]).update(compartment=other)
    with pytest.raises(WillNotOpen):
        decryption.open_many(kept[:1])


def test_a_deal_key_under_another_name_does_not_open(made, people):
    CompartmentKey.objects.update(deal=OTHER_DEAL)
    vault_keyring.lock()
    with pytest.raises(WillNotOpen):
        keys.load(people)


def test_a_key_encryption_key_under_another_name_does_not_open(made, people):
    Kek.objects.filter(name=vault_keyring.SUBJECTS).update(name="elsewhere")
    vault_keyring.lock()
    with pytest.raises(WillNotOpen):
        keys.load(people)


def test_people_of_one_deal_share_its_key_and_deals_do_not(made, at):
    keys.create_many([Ref("sub-fang")], DEAL, at)
    keys.create_many([Ref("sub-gao")], OTHER_DEAL, at)
    assert sorted(CompartmentKey.objects.values_list("deal", flat=True)) == [DEAL, OTHER_DEAL]


def test_nobody_gets_a_second_key(made, people, at):
    before = dict(SubjectKey.objects.values_list("subject", "commit"))
    with pytest.raises(AlreadyKeyed):
        keys.create_many([Ref("sub-new"), people[0]], DEAL, at)
    with pytest.raises(AlreadyKeyed):
        keys.create_many([Ref("sub-new"), Ref("sub-new")], DEAL, at)
    assert {k: bytes(v) for k, v in before.items()} == {
        k: bytes(v) for k, v in SubjectKey.objects.values_list("subject", "commit")
    }


def test_a_key_that_was_rolled_back_is_forgotten(keyring, people, at):
    with transaction.atomic(using="keyring"):
        keys.create_many(people, DEAL, at)
        transaction.set_rollback(True, using="keyring")
    assert not keys.existing(people)
    keys.create_many(people, DEAL, at)
    vault_keyring.lock()
    assert len(keys.load(people)) == len(people)


def test_the_slower_of_two_processes_takes_the_deal_key_of_the_faster(
    keyring, people, at, monkeypatch
):
    keys.create_many(people[:1], DEAL, at)
    faster = CompartmentKey.objects.get()
    monkeypatch.setattr(keys, "newest_deal", _missed_once(keys.newest_deal))
    keys.create_many(people[1:], DEAL, at)
    assert CompartmentKey.objects.get() == faster
    assert len(keys.load(people)) == len(people)


def _missed_once(plain):
    answers = iter([None])
    return lambda deal: next(answers, plain(deal))


def test_the_unknown_are_named_by_reference(keyring, people):
    with pytest.raises(NoKey) as caught:
        keys.seal_many(items(people[:1]))
    assert caught.value.facts == {"subject": people[0]}
    with pytest.raises(NoKey):
        keys.pseudonym(people[0])


def test_existing_tells_who_has_a_key(made, people):
    assert keys.existing([*people, Ref("sub-fang")]) == frozenset(people)


def test_subjects_lists_every_key(made, people):
    assert set(keys.subjects()) == set(people)


def test_no_keys_are_needed_for_nobody(keyring, at):
    assert keys.seal_many([]) == [] == decryption.open_many([])
    assert len(keys.create_many([], DEAL, at)) == 0


def test_pseudonyms_are_stable_and_tell_people_apart(made, people):
    names = keys.pseudonyms(people)
    assert len(set(names.values())) == len(people)
    assert keys.pseudonym(people[0]) == names[people[0]]
    assert all(name.kind == "psn" for name in names.values())


def test_receipt_codes_are_stable_and_tell_people_and_things_apart(made, people):
    first, second = (keys.receipts(people, Ref(of)) for of in ("camp-a", "camp-b"))
    assert first == keys.receipts(people, Ref("camp-a"))
    assert len({*first.values(), *second.values()}) == 2 * len(people)


def test_nothing_secret_is_stored_in_the_clear(made, people):
    row = SubjectKey.objects.get(subject=people[0])
    raw = made.of(people[0]).reveal()
    assert raw not in bytes(row.wrapped) + bytes(row.commit)
    assert str(row) == people[0]


def test_a_batch_of_keys_shows_none(made, people):
    assert made.of(people[0]).reveal().hex() not in repr(made) + repr(vars(type(made)))


def test_a_file_is_sealed_under_a_key_of_its_own(keyring, at):
    one, other = Ref("doc-a"), Ref("doc-b")
    keys.create_many([one, other], DEAL, at)
    sealed_file = blobs.seal(one, b"%PDF-2.0")
    assert blobs.unseal(one, sealed_file) == b"%PDF-2.0"
    with pytest.raises(WillNotOpen):
        blobs.unseal(other, sealed_file)
    with pytest.raises(NoKey):
        blobs.unseal(Ref("doc-c"), sealed_file)
