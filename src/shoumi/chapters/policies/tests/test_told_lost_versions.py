"""A purpose stays new to people whatever becomes of the rows of versions before it (1.3)."""

from __future__ import annotations

import pytest

from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import told
from shoumi.chapters.policies.tests.test_told import WIDER, Told
from shoumi.core.terms import Purpose

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def _anew():
    """As a process that begins now."""
    told._novelty.cache_clear()


@pytest.mark.parametrize(
    "break_it",
    [
        lambda rows: rows.delete(),
        lambda rows: rows.update(published_at=None),
        lambda rows: rows.update(position=None),
        lambda rows: rows.update(register=WIDER),
    ],
)
def test_a_version_that_is_gone_or_changed_makes_no_purpose_an_old_one(office, break_it):
    of = Told(office, WIDER)
    break_it(PolicyVersion.objects.filter(number=1))
    _anew()
    assert of.knows(Purpose.NOTICE, "name") == (False, True)
