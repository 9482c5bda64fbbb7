"""A company of the twelve and some of the tables; all of them in ``make long``."""

from __future__ import annotations

import pytest
from tests.trades import __main__ as trades
from tests.trades.companies import COMPANIES

from shoumi.core.tests import portion

_WHOLE, _PART = 2000, 20


@pytest.mark.long(one_in=12)
@pytest.mark.parametrize("trade", [one.trade for one in COMPANIES])
def test_a_company_comes_to_its_dossier_and_every_broken_row_is_told(tmp_path, capsys, trade):
    assert trades.companies(tmp_path, trade), capsys.readouterr().out


def test_no_table_is_lost(tmp_path, capsys):
    count = _WHOLE if portion.is_long() else _PART
    seed = sum(portion.seed().encode())
    assert trades.tables(tmp_path, count, seed), capsys.readouterr().out
