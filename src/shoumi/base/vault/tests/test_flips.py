"""Every bit of what the keyring stores and seals is flipped where it lies: nothing opens."""

from __future__ import annotations

import pytest

from shoumi.base.vault import blobs, decryption, keys, logkey, search_tokens
from shoumi.base.vault import keyring as vault_keyring
from shoumi.base.vault.errors import WrongRoot
from shoumi.base.vault.models import CompartmentKey, IndexKey, Kek, Setup, SigningKey, SubjectKey
from shoumi.core.ledger.tests.flips import refuse_every_bit
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import canonical
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.root import KeyFileMalformed
from shoumi.core.vault.suites import ALLOWED, INTL

pytestmark = [pytest.mark.both(one_in=5), pytest.mark.django_db(databases=["default", "keyring"])]

DEAL = Ref("deal-x")
# Each bit is stored and the key read anew: of them `make test` draws this part.
OF_STORED_KEYS = 4
IN_EITHER_SUITE = pytest.mark.parametrize(
    "suite", ALLOWED.values(), ids=lambda one: one.name, indirect=True
)


@pytest.fixture
def suite(request):
    return getattr(request, "param", INTL)


@pytest.fixture
def anna(keyring, people, at):
    keys.create_many(people[:1], DEAL, at)
    return people[0]


@IN_EITHER_SUITE
def test_no_flipped_bit_of_an_envelope_opens_and_nothing_is_read(anna, monkeypatch, tally):
    item = anna, "person", DataGrade.L3, {"name": "测试甲", "mobile": "15400000001"}
    (sealed,) = keys.seal_many([item])
    assert decryption.open_many([(*item[:3], sealed)]) == [item[3]]
    read = []
    monkeypatch.setattr(canonical, "decode", read.append)
    bits = refuse_every_bit(
        sealed, lambda altered: decryption.open_many([(*item[:3], altered)]), WillNotOpen
    )
    assert read == []
    tally("envelope", bits)


@IN_EITHER_SUITE
def test_no_flipped_bit_of_a_sealed_file_opens(anna, tally):
    sealed = blobs.seal(anna, b"%PDF-1.7 a very small paper")
    bits = refuse_every_bit(sealed, lambda altered: blobs.unseal(anna, altered), WillNotOpen)
    tally("sealed file", bits)


def afresh(read):
    """Read as a process does that has no key open yet."""

    def reading(who):
        vault_keyring.lock()
        return read(who)

    return reading


READERS = {
    "subject": (SubjectKey, lambda who: keys.load([who])),
    "deal": (CompartmentKey, afresh(lambda who: keys.load([who]))),
    "key-encryption": (Kek, afresh(lambda who: keys.load([who]))),
    "index": (IndexKey, lambda _: search_tokens.tokens("mobile", ["15400000001"])),
    "signing": (SigningKey, lambda _: logkey.signer()),
}


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("column", ["wrapped", "commit"])
def test_no_flipped_bit_of_a_wrapped_key_or_its_commitment_opens(anna, kind, column, tally):
    table, read = READERS[kind]
    stored = (
        table.objects.filter(name=vault_keyring.SUBJECTS) if table is Kek else table.objects.all()
    )
    assert len(stored) == 1
    assert read(anna)

    def with_altered(altered):
        stored.update(**{column: altered})
        read(anna)

    content = getattr(stored[0], column)
    bits = refuse_every_bit(content, with_altered, WillNotOpen, one_in=OF_STORED_KEYS)
    tally("wrapped key", bits)


@IN_EITHER_SUITE
@pytest.mark.parametrize("column", ["salt", "commit"])
def test_no_flipped_bit_of_the_root_s_salt_or_commitment_unlocks(keyring, column, tally):
    def unlock(altered):
        Setup.objects.update(**{column: altered})
        vault_keyring.lock()
        vault_keyring.unlock()

    tally("root", refuse_every_bit(getattr(Setup.objects.get(), column), unlock, WrongRoot))


def test_no_flipped_bit_of_the_key_file_unlocks(home, keyring, tally):
    path = home / "root.key"

    def unlock(altered):
        path.write_bytes(altered)
        vault_keyring.lock()
        vault_keyring.unlock()

    bits = refuse_every_bit(path.read_bytes(), unlock, WrongRoot, KeyFileMalformed)
    tally("key file", bits)
