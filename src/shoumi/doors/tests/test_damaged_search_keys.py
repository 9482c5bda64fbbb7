"""A search key that does not open any more is replaced by its rotation."""

from __future__ import annotations

import pytest

from shoumi.base.rotation.events import What
from shoumi.base.subjects import queries as subjects
from shoumi.base.vault import keyring
from shoumi.base.vault.models import IndexKey
from shoumi.core.errors import DomainError
from shoumi.doors.tests.test_rotation import everything_is_as_before, filled, rotated

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]
__all__ = ["filled"]


@pytest.mark.parametrize("spoil", [{"suite": 99}, {"wrapped": b"plain"}], ids=["suite", "wrapped"])
def test_a_damaged_search_key_is_replaced_like_an_old_one(filled, spoil):
    IndexKey.objects.filter(field="mobile").update(**spoil)
    keyring.lock()
    with pytest.raises(DomainError):
        subjects.holding(filled.dataset, "mobile", ["15400000000"])
    rotated(filled, What.INDEX, "mobile")
    assert IndexKey.objects.get(field="mobile").epoch == 2
    everything_is_as_before(filled)
