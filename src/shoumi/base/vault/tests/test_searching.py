from __future__ import annotations

import pytest

from shoumi.base.vault import blind, ring
from shoumi.base.vault.errors import NoIndexKey
from shoumi.base.vault.models import IndexKey

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def test_equal_values_have_equal_tokens_however_written(keyring):
    first, same, other = blind.tokens("mobile", ["13800138000", "+86 138-0013-8000", "13800138001"])
    assert first == same != other


def test_tokens_outlive_the_process(keyring):
    before = blind.tokens("mobile", ["13800138000"])
    ring.lock()
    assert blind.tokens("mobile", ["13800138000"]) == before


def test_fields_have_keys_of_their_own(keyring, at):
    blind.ensure(["landline"], at=at)
    assert blind.tokens("landline", ["13800138000"]) != blind.tokens("mobile", ["13800138000"])


def test_a_field_without_index_is_not_searched(keyring):
    with pytest.raises(NoIndexKey):
        blind.tokens("gender", ["F"])


def test_ensuring_twice_keeps_the_first_key(keyring, at):
    before = blind.tokens("mobile", ["13800138000"])
    blind.ensure(["mobile"], at=at)
    blind.make("mobile", at, ring.unlock())
    assert IndexKey.objects.count() == 1
    assert str(IndexKey.objects.get()) == "mobile/1"
    assert blind.tokens("mobile", ["13800138000"]) == before
