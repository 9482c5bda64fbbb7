"""Who opens a shut room, or wants to take out what is inside: every reason, or a blank answer."""

from __future__ import annotations

import pytest

from shoumi.base.ledger import reader
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
