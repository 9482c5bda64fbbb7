"""Certificates that end together shut all of their holders out at that second, and a renewal lets
them in again.  ``SHOUMI_LONG=1`` measures ten thousand and prints how long the house took."""

from __future__ import annotations

import pytest
from tests.many_staff.measure import lines_of, measured

from shoumi.chapters.learning.tests.conftest import academy
from shoumi.core.tests import portion

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
__all__ = ["academy"]
# The work of a minute, for as many as a house of this kind can have (issue 14).
MOST_SECONDS = 2.0


def test_all_are_shut_out_at_the_second_and_let_in_again_by_a_renewal(academy, capsys):
    many = 10_000 if portion.is_long() else 40
    found = measured(academy, many)
    with capsys.disabled():
        print("\n".join(["", *lines_of(found)]))  # noqa: T201 - what was measured
    assert found.open_before == found.shut == found.open_again == many
    assert found.entries >= 2 * many
    if portion.is_long():
        assert sum(found.seconds.values()) <= MOST_SECONDS
