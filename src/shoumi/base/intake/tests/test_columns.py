from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shoumi.base.intake import columns, values
from shoumi.base.intake.values import Measure

MEASURE = Measure(date(2026, 8, 25), allow_synthetic=True)
FIELDS = (
    "name", "guardian_name", "company_name", "mobile", "guardian_mobile", "landline", "email",
    "bank_account", "id_number", "company_uscc", "birth_on", "opened_on", "yearly_amount",
    "address", "customer_no", "service_type",
)  # fmt: skip

# Text of the kinds that the patterns are near to, and a little of everything else.
CELLS = st.one_of(
    st.text("0123456789.-+@ABZaz_ ()/京张锟斤拷烫屯号室１３（）·Ａ\u200b\u0301\n\t", max_size=14),
    st.from_regex(r"1[3-9][0-9]{8,10}\n?", fullmatch=True),
    st.from_regex(r"-?[0-9]{1,20}(\.[0-9]{0,3})?", fullmatch=True),
    st.from_regex(r"[a-z.+-]{1,5}@[a-z.-]{1,8}", fullmatch=True),
    st.dates(date(1840, 1, 1)).map(str),
    st.text(st.characters(codec="utf-8"), max_size=8),
)


@given(st.sampled_from(FIELDS), st.lists(CELLS, max_size=12))
@example("name", ["张三", "锟斤拷", "烫烫烫", "", "张三", "张\u200b三", "Иaн"])
@example("address", ["=1+1", "-1", "京 1 号", " 京", "京\n", "烫烫烫", "??", "１"])
@example("mobile", ["15400000001", "15400000001\n", "+8615400000001", "154000000011"])
@example("yearly_amount", ["1.", "-0.5", "1,000", "1\n"])
def test_a_column_is_read_as_its_cells_are_one_by_one(field, cells):
    # Readers of files give an empty cell as none.
    held = [cell or None for cell in cells]
    told = columns.read(field, pa.chunked_array([held], pa.string()), MEASURE)
    alone = [values.read(field, cell, MEASURE) if cell else None for cell in held]
    assert told.texts == [one.text or None if one else None for one in alone]
    assert told.odd == {
        at: one for at, one in enumerate(alone) if one and (one.faults or one.flags)
    }


def test_most_cells_of_a_usual_column_are_not_looked_at_one_by_one(monkeypatch):
    asked = []
    monkeypatch.setattr(values, "read", lambda field, cell, _: asked.append(cell))
    for field, cell in (
        ("name", "张虚一"),
        ("mobile", "15400001001"),
        ("bank_account", "9999990000000014"),
        ("address", "示例省虚构市样本路1号"),
        ("customer_no", "YL000001"),
        ("yearly_amount", "1200.50"),
        ("email", "a.b@c.example"),
    ):
        columns.read(field, pa.chunked_array([[cell, None, cell]], pa.string()), MEASURE)
    assert asked == []


@pytest.mark.parametrize("field", ["name", "birth_on"])
def test_an_empty_column_has_no_values(field):
    column = pa.chunked_array([pa.nulls(3, pa.string())])
    assert columns.read(field, column, MEASURE) == columns.Column([None] * 3, {})
