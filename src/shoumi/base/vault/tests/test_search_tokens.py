from __future__ import annotations

import pytest

from shoumi.base.vault import keyring as vault_keyring
from shoumi.base.vault import search_tokens
from shoumi.base.vault.errors import NoIndexKey
from shoumi.base.vault.models import IndexKey

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_equal_values_have_equal_tokens_however_written(keyring):
    first, same, other = search_tokens.tokens(
        "mobile", ["13800138000", "+86 138-0013-8000", "13800138001"]
    )
    assert first == same != other


def test_tokens_outlive_the_process(keyring):
    before = search_tokens.tokens("mobile", ["13800138000"])
    vault_keyring.lock()
    assert search_tokens.tokens("mobile", ["13800138000"]) == before


def test_fields_have_keys_of_their_own(keyring, at):
    search_tokens.ensure(["landline"], at=at)
    assert search_tokens.tokens("landline", ["13800138000"]) != search_tokens.tokens(
        "mobile", ["13800138000"]
    )


def test_a_field_without_index_is_not_searched(keyring):
    with pytest.raises(NoIndexKey):
        search_tokens.tokens("gender", ["F"])


def test_ensuring_twice_keeps_the_first_key(keyring, at):
    before = search_tokens.tokens("mobile", ["13800138000"])
    search_tokens.ensure(["mobile"], at=at)
    search_tokens.make("mobile", at, vault_keyring.unlock())
    assert IndexKey.objects.count() == 1
    assert str(IndexKey.objects.get()) == "mobile/1"
    assert search_tokens.tokens("mobile", ["13800138000"]) == before
