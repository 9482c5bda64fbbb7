"""What follows from the values of many, told by column, is what follows from each alone."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from shoumi.base.intake.subject_flags import CHILD, CONTACT, EXPIRED, Judge
from shoumi.base.intake.tests.cast import REGISTER, TODAY

JUDGE = Judge.by(REGISTER, TODAY)
FOURTEEN = date(TODAY.year - 14, TODAY.month, TODAY.day)
DAYS = st.one_of(
    st.dates(date(1900, 1, 1), TODAY),
    st.dates(date(TODAY.year - 16, 1, 1), TODAY),
    st.just(FOURTEEN),
).map(str)
NUMBERS = st.builds(lambda day: f"990000{day.replace('-', '')}1116", DAYS)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"name": st.just("张虚一")},
        optional={
            "birth_on": DAYS,
            "id_number": st.one_of(NUMBERS, st.sampled_from(["E12345678", "990000900101111"])),
            "company_name": st.just("虚构商贸"),
            "closed_on": DAYS,
            "bank_account": st.just("9999990000000014"),
        },
    ),
    max_size=12,
)


@given(ROWS)
@example([{"name": "张虚一", "birth_on": str(FOURTEEN)}])
@example([{"name": "张虚一", "birth_on": str(FOURTEEN.replace(day=FOURTEEN.day + 1))}])
@example([{"name": "张虚一", "birth_on": "1990-01-01", "id_number": "990000202001011116"}])
def test_many_are_judged_as_each_alone(rows):
    codes = {code for own in rows for code in own}
    columns = {code: [own.get(code, "") for own in rows] for code in codes}
    marks, until = JUDGE.each(columns, len(rows))
    assert list(zip(marks, until, strict=True)) == [JUDGE(own) for own in rows]


def test_a_child_a_contact_and_a_closed_account_are_marked():
    child = {"birth_on": f"{TODAY.year - 13}-01-01"}
    contact = {"company_name": "虚构商贸"}
    closed = {"closed_on": "2020-01-01"}
    assert [JUDGE(own)[0] for own in (child, contact, closed, {})] == [CHILD, CONTACT, EXPIRED, 0]
