from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import Kind
from shoumi.base.tests.kept import kept
from shoumi.core.refs import Ref
from shoumi.doors.tests.house import START, House


@pytest.fixture
def house(home, transactional_db) -> Iterator[House]:
    """The house on its second day: pages ask the clock, so the clock stands there too."""
    with time_machine.travel(START + timedelta(days=1)):
        yield kept("house on its second day", House)


@pytest.fixture
def stranger(house: House) -> Ref:
    """Somebody of the staff who takes part in nothing."""
    made = accounts.enrol(name="吴示范", kind=Kind.STAFF, actor=house.dpo, at=house.at)
    return Ref(made.ref)
